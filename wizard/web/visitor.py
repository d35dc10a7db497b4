"""Who is logged in, as the session remembers it: no query for every request."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from flask_login import UserMixin

from wizard.domain.person import Person


@dataclass(frozen=True)
class Visitor(UserMixin):
    """A person who is logged in, and the boards that they may act for until they log out."""

    person: Person
    boards: frozenset[str]

    @property
    def id(self) -> int:
        """The person's id; Flask-Login keeps it in the session."""
        return self.person.id

    @property
    def name(self) -> str:
        """The name as the provider gave it."""
        return self.person.name

    def as_content(self) -> dict[str, Any]:
        """Return what the session keeps."""
        return {"person": asdict(self.person), "boards": sorted(self.boards)}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Visitor":
        """Read back what the session kept."""
        return cls(person=Person(**content["person"]), boards=frozenset(content["boards"]))
