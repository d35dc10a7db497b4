"""What every action works with: who asks, when, and the doors that are open in this transaction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from wizard.catalogue import Catalogue
from wizard.db import events
from wizard.domain.event_kind import EventKind
from wizard.domain.person import Person
from wizard.domain.system import retired
from wizard.ports import MandateRegister

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Work:
    """One request of one person. `now` is in UTC; `today` is the Dutch date at that moment."""

    session: "Session"
    register: MandateRegister
    catalogue: Catalogue
    person: Person
    now: datetime
    today: date

    @property
    def retired(self) -> frozenset[str]:
        """The keys of the systems that no school can use any more."""
        return retired(self.catalogue.systems.values(), self.today)

    def note(self, kind: EventKind, *, board: str, brin: str | None = None, **detail: Any) -> None:
        """Write the audit event of a change into the change's own transaction."""
        events.add(
            self.session,
            at=self.now,
            person=self.person,
            kind=kind,
            board=board,
            brin=brin,
            **detail,
        )

    def note_all(
        self, kind: EventKind, *, board: str, of_schools: Iterable[tuple[str, Mapping[str, Any]]]
    ) -> None:
        """Write the audit events of many changes of one kind, (BRIN, detail) for each, at once."""
        events.add_all(
            self.session,
            at=self.now,
            person=self.person,
            kind=kind,
            board=board,
            of_schools=of_schools,
        )
