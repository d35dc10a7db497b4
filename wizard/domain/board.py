"""School boards, who give the mandates."""

import re
from dataclasses import dataclass

from wizard.domain.typed_text import bare, compact

_NUMBER = re.compile(r"0?([0-9]{5})")
#: So many digits it has at least before a letter that looks like one is taken for it.
_DIGITS = 3
_REPAIR = str.maketrans("OoIl", "0011")


def parse_board_number(text: str) -> str | None:
    """Read a number of five digits as typed; None when it cannot be one.

    A nought may stand before it, as in lists of six digits; O and I, l are repaired to 0 and 1.
    """
    typed = compact(text)
    if sum(each.isdecimal() for each in typed) < _DIGITS:
        return None
    found = _NUMBER.fullmatch(typed.translate(_REPAIR))
    return found[1] if found else None


@dataclass(frozen=True)
class Board:
    """A school board, known by its five-digit number. The sources do not always know its name."""

    number: str
    name: str
    place: str

    @property
    def display_name(self) -> str:
        """The name, or "Bestuur 10799 (Schiermonnikoog)" where the sources have none."""
        if self.name:
            return self.name
        return f"Bestuur {self.number} ({self.place})" if self.place else f"Bestuur {self.number}"

    def answers_to(self, query: str) -> bool:
        """Tell whether a search finds this board: part of its name, place or number."""
        wanted = bare(query)
        return any(wanted in bare(text) for text in (self.display_name, self.place, self.number))
