"""The doors to the outside: what each looks like from within.

Implementations live in the out-buildings (`register`, `schooldata`); `wiring` chooses them. A port
earns its place by a second implementation; `tests/contracts/` runs one story over all of them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from wizard.catalogue import Catalogue
from wizard.domain.mandate import Mandate, NewMandate
from wizard.domain.person import Person
from wizard.domain.receipts.undo import Earlier, Undoing
from wizard.domain.reminders.mailing import Fault
from wizard.domain.school_import.snapshot import Snapshot
from wizard.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from wizard.db.base import Database


class Clock(Protocol):
    """The only source of today's date and of the time."""

    def now(self) -> datetime:
        """Return this moment, aware, in UTC."""

    def today(self) -> date:
        """Return the date on the wall in the Netherlands (Europe/Amsterdam)."""


class MandateRegister(Protocol):
    """Where mandates stand. Nothing is ever deleted: a mandate is ended on a date.

    All methods work within the caller's transaction; none commits. Of an act with a receipt the
    register keeps how what it changed stood before, so that the act can be undone as a whole.
    """

    #: Key of the register's name in `config/texts.toml`, table `register`.
    key: ClassVar[str]
    #: People fill it: what they recorded there, only they can take out again.
    by_hand: ClassVar[bool]

    def save(self, mandates: Sequence[NewMandate], *, by: Person, at: datetime) -> None:
        """Save mandates, in a number of statements that does not grow with theirs.

        Idempotent: a mandate for the same school, service and system that has no end yet is
        left as it stands, or brought forward when it was to start later. In a register that
        people fill by hand the `recorded_at` of what is saved is None; it stands there only after
        `confirm`.
        """

    def confirm(self, mandate_ids: Collection[int], *, by: Person, at: datetime) -> None:
        """Note that this person saw the mandates there. Confirming twice changes nothing."""

    def report_problem(self, mandate_ids: Collection[int], *, at: datetime) -> None:
        """Note that recording the mandates did not work; `confirm` clears it."""

    def confirm_end(self, mandate_ids: Collection[int], *, by: Person, at: datetime) -> None:
        """Note that this person saw there that the mandates end on their last day.

        Or, where an end was undone that had been seen there: that it is gone. Confirming twice
        changes nothing. Where saved is recorded, so is an end.
        """

    def report_end_problem(self, mandate_ids: Collection[int], *, at: datetime) -> None:
        """Note that recording these ends did not work; `confirm_end` clears it."""

    def end(
        self,
        mandate_id: int,
        *,
        ends_on: date,
        by: Person,
        at: datetime,
        receipt: str | None = None,
    ) -> None:
        """End a mandate; `ends_on` is its last day. An end that was set never moves later.

        `receipt`: the operation that this is a part of; only `undo` sets the end back. Raises
        DomainError when the day is before the mandate's own first day.
        """

    def changed_by(self, receipt: str) -> tuple[Earlier, ...]:
        """Return how what an act changed stood before it; and what later acts changed of its own.

        Oldest act first.
        """

    def undo(self, undoing: Undoing, *, today: date, by: Person, at: datetime) -> None:
        """Undo an operation, in a number of statements that does not grow with its mandates.

        What it gave stays as a row that never held: its last day lies before its first, and before
        today. What it changed stands again as before; its end too, which is the one exception to
        "never later". In a register that people fill by hand, what was changed there already is
        not known to stand there as before until `confirm`.
        """

    def end_all(
        self,
        mandate_ids: Collection[int],
        *,
        ends_on: date,
        by: Person,
        at: datetime,
        receipt: str | None = None,
    ) -> None:
        """End mandates on one day, in a number of statements that does not grow with theirs.

        Those that begin later, or end sooner already, are left as they stand. `receipt`: of the
        act that ends them, which can be undone.
        """

    def of_schools(self, brins: Sequence[str]) -> tuple[Mandate, ...]:
        """Return every mandate of these schools, ended ones too, oldest first."""


@dataclass(frozen=True)
class Message:
    """A mail to one person, in text and HTML.

    `at`: its date. `unsubscribe`: the address where one click ends them. `message_id` stays the
    same when a mail is sent once more, so that a mailbox can tell.
    """

    to: str
    subject: str
    text: str
    html: str
    message_id: str
    at: datetime
    unsubscribe: str = ""


class NotSent(Exception):
    """The mail did not go out. `is_final`: trying again would change nothing.

    `fault`: where the cause lies. What is not the mail's own is for the operator to mend: it stops
    other mails too, and is never final.
    """

    def __init__(self, reason: str, *, is_final: bool = False, fault: Fault = Fault.MAIL) -> None:
        super().__init__(reason)
        self.is_final = is_final
        self.fault = fault


class MaybeSent(Exception):
    """The connection was lost after the whole mail was handed over: nobody knows."""


class ReminderChannel(Protocol):
    """How reminders reach people."""

    def send(self, message: Message) -> None:
        """Hand over one mail. Raises NotSent when it did not go, MaybeSent when nobody knows.

        Any other exception means that the mail did not go.
        """

    def check(self) -> None:
        """Find out, without a mail, whether mails can go. Raises NotSent when they cannot."""


class SchoolSource(Protocol):
    """Where boards, schools and sites come from: one complete snapshot."""

    #: Marks what came from here; a snapshot closes only schools of its own source.
    key: ClassVar[str]

    def read(self, progress: Callable[[Iterator[str], int], Iterator[str]]) -> Snapshot:
        """Read the whole source. `progress` wraps the lines (and their number) being read.

        Raises SourceError, with one line for the operator, when nothing can be read from it.
        """


@dataclass(frozen=True)
class Ports:
    """All doors together, as chosen in `wiring`."""

    clock: Clock
    register_for: "Callable[[Session], MandateRegister]"
    #: None: no mails go out here.
    reminders: ReminderChannel | None


@dataclass(frozen=True)
class Wiring:
    """Everything that a process works with, as `wiring` put it together."""

    settings: Settings
    catalogue: Catalogue
    ports: Ports
    database: "Database"
