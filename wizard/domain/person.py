"""People who log in: who they are, and for whom they may act."""

import re
from dataclasses import dataclass

#: What is shown of somebody whom the provider gave no name. Pages add "(helpdesk)" to agents.
NAMELESS, NAMELESS_AGENT = "iemand van het bestuur", "een medewerker"
#: What providers make up for somebody: long, without a blank, and with digits in it.
_MADE_UP = re.compile(r"[\w\-+/=:.|~]{16,}", re.ASCII)
_FEWEST_DIGITS = 4


@dataclass(frozen=True)
class Person:
    """Somebody who logged in. `id` is ours; `issuer` and `subject` are the provider's words."""

    id: int
    issuer: str
    subject: str
    name: str
    email: str


def is_pseudonym(text: str, subject: str) -> bool:
    """Tell whether this is a provider's number for somebody, which nobody else can read."""
    local = text.partition("@")[0]
    if local.casefold() == subject.partition("@")[0].casefold():
        return True
    digits = sum(each.isdigit() for each in local)
    return bool(_MADE_UP.fullmatch(local)) and digits >= _FEWEST_DIGITS
