"""Who can log in at the practice provider. Their codes are printed on its login page."""

import re
from dataclasses import dataclass

_ROLE = "OSR-toegang"
_ANY_BOARDS = re.compile(r"bestuur((?:-[0-9]{5})+)")


@dataclass(frozen=True)
class PracticePerson:
    """A person to practise with: what they type, what the provider says of them, and what for."""

    username: str
    name: str
    #: What can be tried with this person, as the login page says it.
    about: str
    token: str
    boards: tuple[str, ...] = ()
    roles: tuple[str, ...] = (_ROLE,)
    password: str = "oefenen"  # noqa: S105  printed on the login page, on purpose public

    @property
    def email(self) -> str:
        """An address that never reaches anybody (RFC 2606)."""
        return f"{self.username}@voorbeeld.example"

    def knows(self, token: str, password: str) -> bool:
        """Tell whether the token and the password are this person's; blanks in a token are fine."""
        return "".join(token.split()) == self.token and password == self.password


PEOPLE = (
    PracticePerson("een-school", "Anna de Wit", "bestuur met 1 school", "110199", ("99001",)),
    PracticePerson("zes-scholen", "Bart Jansen", "bestuur met 6 scholen", "220299", ("99006",)),
    PracticePerson(
        "veel-scholen",
        "Chantal Bakker",
        "bestuur met 55 scholen, hun LAS is bekend",
        "330399",
        ("99055",),
    ),
    PracticePerson("collega", "Dirk Visser", "collega van Chantal Bakker", "440499", ("99055",)),
    PracticePerson(
        "las-onbekend",
        "Esra Yilmaz",
        "bestuur met 55 scholen, hun LAS is niet bekend",
        "550599",
        ("99056",),
    ),
    PracticePerson(
        "kantoor",
        "Fatima el Amrani",
        "kantoor met 3 besturen",
        "660699",
        ("99101", "99102", "99103"),
    ),
    PracticePerson(
        "zonder-rol", "Gerard Smit", "zonder de rol OSR-toegang", "770799", ("99001",), roles=()
    ),
    PracticePerson("zonder-bestuur", "Hanna Mulder", "met de rol, zonder bestuur", "880899"),
    PracticePerson("helpdesk", "Sanne de Boer", "helpdesk", "990999", roles=("helpdesk",)),
    PracticePerson(
        "helpdesk-2", "Omar Haddad", "helpdesk, een collega", "990998", roles=("helpdesk",)
    ),
)


def find(username: str) -> PracticePerson | None:
    """Return the person with this user name; `bestuur-24597` may act for board 24597.

    With more numbers after it, `bestuur-24597-10799` works at an office with those boards.
    """
    username = username.strip().lower()
    if match := _ANY_BOARDS.fullmatch(username):
        return _of_boards(username, tuple(match[1][1:].split("-")))
    return next((person for person in PEOPLE if person.username == username), None)


def _of_boards(username: str, numbers: tuple[str, ...]) -> PracticePerson:
    which = numbers[0] if len(numbers) == 1 else f"{len(numbers)} besturen"
    return PracticePerson(username, f"Iris Vos ({which})", f"bestuur {which}", "123456", numbers)
