"""A mail address: whether one can be mailed, and how it is shown to who may not know it."""

import re

#: What mail programs understand; whether anybody reads it, only an answer tells.
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}"
)
_LONGEST = 254


def is_address(typed: str) -> bool:
    """Tell whether a mail could go there."""
    return len(typed) <= _LONGEST and _ADDRESS.fullmatch(typed) is not None


def masked(address: str) -> str:
    """Return an address without whose it is: a…@bestuur.nl."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else ""
