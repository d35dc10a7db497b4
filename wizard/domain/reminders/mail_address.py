"""A mail address: whether one can be mailed, and how it is shown to who may not know it.

email-validator alone decides. It says why in an English sentence, so which character is wrong is
looked up here, of an address that it refused.
"""

import re
from dataclasses import dataclass
from enum import Enum

from email_validator import EmailNotValidError, validate_email

#: What may stand before the @ besides points, and after it besides points and hyphens.
_BEFORE, _AFTER = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]"), re.compile(r"[A-Za-z0-9.-]")
#: A point at the beginning, at the end, or next to another one.
_POINT = re.compile(r"^\.|\.$|\.\.")
#: A hyphen at the beginning or the end of a part of the host.
_HYPHEN = re.compile(r"(^|\.)-|-(\.|$)")
#: An address, or what looks like one, in a line of somebody else's.
IN_TEXT = re.compile(r"[^\s<>()\[\]:;,\"]+@[^\s<>()\[\]:;,\"]+")


class Wrong(Enum):
    """What is wrong with what was typed: a character, where it stands, or the whole."""

    CHARACTER = "character"
    BLANK = "blank"
    PLACE = "place"
    FORM = "form"


@dataclass(frozen=True)
class Fault:
    """Why something is no address. `character`: which one it is about, where it can be shown."""

    wrong: Wrong
    character: str = ""


def is_address(typed: str) -> bool:
    """Tell whether a mail could go there; whether anybody reads it, only an answer tells.

    What was typed is `normalised`. Only ASCII: not every mail server takes more (RFC 6531).
    """
    if not typed.isascii():
        return False
    try:
        validate_email(typed, allow_smtputf8=False, check_deliverability=False, strict=True)
    except EmailNotValidError:
        return False
    return True


def fault_of(typed: str) -> Fault | None:
    """Return what is wrong with an address; None for one that could be mailed."""
    if is_address(typed):
        return None
    name, _, host = typed.partition("@")
    character = _strange(name, _BEFORE) or _strange(host.replace("@", ""), _AFTER)
    if character:
        return Fault(Wrong.BLANK) if character.isspace() else Fault(Wrong.CHARACTER, character)
    if name and host and (_POINT.search(name) or _POINT.search(host)):
        return Fault(Wrong.PLACE, ".")
    if _HYPHEN.search(host):
        return Fault(Wrong.PLACE, "-")
    return Fault(Wrong.FORM)


def masked(address: str) -> str:
    """Return an address without whose it is: a…@bestuur.nl."""
    name, _, host = address.partition("@")
    return f"{name[:1]}…@{host}" if host else ""


def mask_all(text: str) -> str:
    """Return a text, of a mail server for example, with every address in it masked."""
    return IN_TEXT.sub(lambda found: masked(found[0]), text)


def _strange(text: str, known: re.Pattern[str]) -> str:
    """Return the first character that does not belong there, or nothing."""
    return next((each for each in text if not known.fullmatch(each)), "")
