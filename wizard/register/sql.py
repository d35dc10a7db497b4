"""A mandate register in our own tables; `own` and `osr` differ only in who does the recording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from wizard.db.models import PersonRecord
from wizard.domain.errors import DomainError
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.person import Person
from wizard.register.models import MandateRecord


@dataclass(frozen=True)
class SqlRegister:
    """Mandates as rows; works within the transaction of `session` and never commits."""

    session: Session
    key: ClassVar[str]

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        """Return since when a mandate stands in the register that is saved now."""
        raise NotImplementedError

    def save(
        self, mandates: Sequence[NewMandate], *, by: Person, at: datetime
    ) -> tuple[Mandate, ...]:
        """Save each mandate that has no endless twin yet; see the port."""
        saved = [
            self._bring_forward(wanted, by, at) or self._add(wanted, by, at) for wanted in mandates
        ]
        self.session.flush()
        found = {mandate.id: mandate for mandate in self._load([record.id for record in saved])}
        return tuple(found[record.id] for record in saved)

    def confirm(self, mandate_id: int, *, by: Person, at: datetime) -> None:
        """Note who saw the mandate in the register, and when."""
        record = self.session.get_one(MandateRecord, mandate_id)
        if record.recorded_at is None:
            record.recorded_at, record.recorded_by, record.problem_at = at, by.id, None
            self.session.flush()

    def report_problem(self, mandate_id: int, *, by: Person, at: datetime) -> None:
        """Note that recording did not work; a recorded mandate has no problem."""
        record = self.session.get_one(MandateRecord, mandate_id)
        if record.recorded_at is None:
            record.problem_at = at
            self.session.flush()

    def end(self, mandate_id: int, *, ends_on: date, by: Person, at: datetime) -> None:
        """Set the last day; the first day is the earliest last day."""
        record = self.session.get_one(MandateRecord, mandate_id)
        if ends_on < record.starts_on:
            raise DomainError(
                "Kies een einddatum op of na de begindatum van het oude mandaat.",
                field="end_old_on",
            )
        record.ends_on = ends_on
        self.session.flush()

    def of_schools(self, brins: Sequence[str]) -> tuple[Mandate, ...]:
        """Return every mandate of these schools, oldest first."""
        query = _with_names().where(MandateRecord.brin.in_(brins)).order_by(MandateRecord.id)
        return tuple(_mandate(*row) for row in self.session.execute(query))

    def _bring_forward(self, wanted: NewMandate, by: Person, at: datetime) -> MandateRecord | None:
        twin = self._twin(wanted)
        if twin is not None and wanted.starts_on < twin.starts_on:
            twin.starts_on, twin.recorded_at = wanted.starts_on, self._moment_of_recording(at)
            twin.recorded_by = by.id if twin.recorded_at else None
        return twin

    def _twin(self, wanted: NewMandate) -> MandateRecord | None:
        return self.session.scalar(
            select(MandateRecord).where(
                MandateRecord.brin == wanted.brin,
                MandateRecord.service == wanted.service,
                MandateRecord.system_key == wanted.system.key,
                MandateRecord.ends_on.is_(None),
            )
        )

    def _add(self, wanted: NewMandate, by: Person, at: datetime) -> MandateRecord:
        recorded_at = self._moment_of_recording(at)
        record = MandateRecord(
            brin=wanted.brin,
            service=wanted.service,
            system_key=wanted.system.key,
            system_name=wanted.system.name,
            system_supplier=wanted.system.supplier,
            starts_on=wanted.starts_on,
            receipt_number=wanted.receipt,
            saved_at=at,
            saved_by=by.id,
            recorded_at=recorded_at,
            recorded_by=by.id if recorded_at else None,
        )
        self.session.add(record)
        return record

    def _load(self, ids: Sequence[int]) -> list[Mandate]:
        rows = self.session.execute(_with_names().where(MandateRecord.id.in_(ids)))
        return [_mandate(*row) for row in rows]


class OwnRegister(SqlRegister):
    """The register of an operator who runs it here, and of practice: saved is recorded."""

    key = "own"

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        return at


class OsrByHand(SqlRegister):
    """The OSR, which has no call that creates a mandate: a person records it and says so."""

    key = "osr"

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        return None


def _with_names() -> Select[MandateRecord, str, str | None]:
    saver, recorder = aliased(PersonRecord), aliased(PersonRecord)
    return (
        select(MandateRecord, saver.name, recorder.name)
        .join(saver, MandateRecord.saved_by == saver.id)
        .outerjoin(recorder, MandateRecord.recorded_by == recorder.id)
        .execution_options(populate_existing=True)
    )


def _mandate(record: MandateRecord, saved_by: str, recorded_by: str | None) -> Mandate:
    return Mandate(
        id=record.id,
        brin=record.brin,
        service=record.service,
        system=SystemChoice(record.system_key, record.system_name, record.system_supplier),
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        saved_at=record.saved_at,
        saved_by=saved_by,
        recorded_at=record.recorded_at,
        recorded_by=recorded_by,
        problem_at=record.problem_at,
        receipt=record.receipt_number,
    )
