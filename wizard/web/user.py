"""Who is logged in, as the session remembers it: no query for every request.

Somebody of a board, or an agent of the helpdesk; never both in one session.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from flask_login import UserMixin

from wizard.domain.person import Person


@dataclass(frozen=True)
class _LoggedIn(UserMixin):
    """A person who is logged in, until they log out."""

    person: Person

    @property
    def id(self) -> int:
        """The person's id; Flask-Login keeps it in the session."""
        return self.person.id

    @property
    def name(self) -> str:
        """The name as the provider gave it."""
        return self.person.name


@dataclass(frozen=True)
class Visitor(_LoggedIn):
    """Somebody of a board, and the boards that they may act for."""

    boards: frozenset[str]

    def as_content(self) -> dict[str, Any]:
        """Return what the session keeps."""
        return {"person": asdict(self.person), "boards": sorted(self.boards)}


@dataclass(frozen=True)
class Agent(_LoggedIn):
    """Somebody of the helpdesk: may look where it is allowed, and acts for no board."""

    boards: ClassVar[frozenset[str]] = frozenset()

    def as_content(self) -> dict[str, Any]:
        """Return what the session keeps."""
        return {"agent": asdict(self.person)}


def from_content(content: Mapping[str, Any]) -> Visitor | Agent:
    """Read back what the session kept."""
    if "agent" in content:
        return Agent(Person(**content["agent"]))
    return Visitor(Person(**content["person"]), frozenset(content["boards"]))
