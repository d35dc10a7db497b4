"""A mandate register in our own tables; `own` and `osr` differ only in who does the recording."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, insert, not_, select, update
from sqlalchemy.orm import Session, aliased

from wizard.db.base import Base
from wizard.db.conditions import awaits_end
from wizard.db.models import PersonRecord
from wizard.db.register_models import MandateRecord
from wizard.domain.errors import DomainError
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.person import Person
from wizard.domain.receipts.undo import Earlier, Undoing
from wizard.register import before

#: Rows of a whole board go in without a record for each.
_TABLE = Base.metadata.tables[MandateRecord.__tablename__]
#: School, service, system: unique among the mandates without an end.
_Identity = tuple[str, str, str]


@dataclass(frozen=True)
class SqlRegister:
    """Mandates as rows; works within the transaction of `session` and never commits."""

    session: Session
    key: ClassVar[str]
    by_hand: ClassVar[bool]

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        """Return since when a mandate stands in the register that is saved now."""
        raise NotImplementedError

    def save(self, mandates: Sequence[NewMandate], *, by: Person, at: datetime) -> None:
        """Save each mandate that has no endless twin yet; see the port."""
        twins = self._endless(mandates)
        sooner = [each for each in mandates if _starts_sooner(each, twins)]
        self._bring_forward(sooner, twins, by, at)
        missing = {_identity(each): each for each in mandates if _identity(each) not in twins}
        self._insert(list(missing.values()), by, at)

    def confirm(self, mandate_ids: Collection[int], *, by: Person, at: datetime) -> None:
        """Note who saw the mandates in the register, and when."""
        self._change_unrecorded(
            mandate_ids, {"recorded_at": at, "recorded_by": by.id, "problem_at": None}
        )

    def report_problem(self, mandate_ids: Collection[int], *, at: datetime) -> None:
        """Note that recording did not work; a recorded mandate has no problem."""
        self._change_unrecorded(mandate_ids, {"problem_at": at})

    def confirm_end(self, mandate_ids: Collection[int], *, by: Person, at: datetime) -> None:
        """Note who saw in the register that the mandates end, or that they do not any more."""
        ends = MandateRecord.ends_on.is_not(None)
        for is_set, values in (
            (ends, {"end_recorded_at": at, "end_recorded_by": by.id}),
            (not_(ends), {"end_recorded_at": None, "end_recorded_by": None}),
        ):
            self._change(
                MandateRecord.id.in_(mandate_ids) & awaits_end() & is_set,
                {**values, "end_problem_at": None},
            )

    def report_end_problem(self, mandate_ids: Collection[int], *, at: datetime) -> None:
        """Note that recording the end did not work; a recorded end has no problem."""
        self._change(MandateRecord.id.in_(mandate_ids) & awaits_end(), {"end_problem_at": at})

    def end(
        self,
        mandate_id: int,
        *,
        ends_on: date,
        by: Person,
        at: datetime,
        receipt: str | None = None,
    ) -> None:
        """Set the last day; the first day is the earliest last day, and no end moves later."""
        record = self.session.get_one(MandateRecord, mandate_id)
        if ends_on < record.starts_on:
            raise DomainError(
                "Kies een einddatum op of na de begindatum van het oude mandaat.",
                field="end_old_on",
            )
        if record.ends_on is not None and record.ends_on <= ends_on:
            return
        before.keep(self.session, [mandate_id], receipt)
        self._set_end([mandate_id], ends_on, by, at, receipt)

    def end_all(
        self,
        mandate_ids: Collection[int],
        *,
        ends_on: date,
        by: Person,
        at: datetime,
        receipt: str | None = None,
    ) -> None:
        """Set one last day for all that last longer; see the port."""
        lasts = MandateRecord.ends_on.is_(None) | (MandateRecord.ends_on > ends_on)
        began = MandateRecord.starts_on <= ends_on
        query = select(MandateRecord.id).where(MandateRecord.id.in_(mandate_ids), began, lasts)
        ids = self.session.scalars(query).all()
        before.keep(self.session, ids, receipt)
        self._set_end(ids, ends_on, by, at, receipt)

    def changed_by(self, receipt: str) -> tuple[Earlier, ...]:
        """Return how mandates stood before this act, and before later ones changed its own."""
        return before.of_act(self.session, receipt)

    def undo(self, undoing: Undoing, *, today: date, by: Person, at: datetime) -> None:
        """Take back what the act gave, and restore the rest; see the port."""
        recorded_at = self._moment_of_recording(at)
        before.take_back(self.session, undoing, today=today, by=by, at=at, recorded_at=recorded_at)
        before.restore(self.session, undoing)

    def of_schools(self, brins: Sequence[str]) -> tuple[Mandate, ...]:
        """Return every mandate of these schools, oldest first."""
        query = _with_names().where(MandateRecord.brin.in_(brins)).order_by(MandateRecord.id)
        return tuple(_mandate(row) for row in self.session.execute(query))

    def _endless(self, mandates: Sequence[NewMandate]) -> dict[_Identity, Mandate]:
        """Return what stands without an end for the same schools, services and systems."""
        query = _with_names().where(
            MandateRecord.brin.in_({each.brin for each in mandates}),
            MandateRecord.service.in_({each.service for each in mandates}),
            MandateRecord.system_key.in_({each.system.key for each in mandates}),
            MandateRecord.ends_on.is_(None),
        )
        found = [_mandate(row) for row in self.session.execute(query)]
        return {_identity(each): each for each in found}

    def _set_end(
        self, ids: Collection[int], ends_on: date, by: Person, at: datetime, receipt: str | None
    ) -> None:
        recorded_at = self._moment_of_recording(at)
        values = {
            "ends_on": ends_on,
            "ended_at": at,
            "ended_by": by.id,
            "end_receipt_number": receipt,
            "end_recorded_at": recorded_at,
            "end_recorded_by": by.id if recorded_at else None,
            "end_problem_at": None,
        }
        self._change(MandateRecord.id.in_(ids), values)

    def _change_unrecorded(self, ids: Collection[int], values: Mapping[str, object]) -> None:
        self._change(MandateRecord.id.in_(ids) & MandateRecord.recorded_at.is_(None), values)

    def _change(self, condition: ColumnElement[bool], values: Mapping[str, object]) -> None:
        self.session.execute(
            update(MandateRecord)
            .where(condition)
            .values(version=MandateRecord.version + 1, **values)
            .execution_options(synchronize_session=False)
        )

    def _bring_forward(
        self,
        mandates: Sequence[NewMandate],
        twins: Mapping[_Identity, Mandate],
        by: Person,
        at: datetime,
    ) -> None:
        """Save planned mandates anew, from an earlier day: in one act they get one receipt."""
        for starts_on, receipt in {(each.starts_on, each.receipt) for each in mandates}:
            ids = [
                twins[_identity(each)].id
                for each in mandates
                if (each.starts_on, each.receipt) == (starts_on, receipt)
            ]
            before.keep(self.session, ids, receipt)
            values = {
                "starts_on": starts_on,
                "receipt_number": receipt,
                "saved_at": at,
                "saved_by": by.id,
                "problem_at": None,
                **self._recording(by, at),
            }
            self._change(MandateRecord.id.in_(ids), values)

    def _insert(self, mandates: Sequence[NewMandate], by: Person, at: datetime) -> None:
        act = {"saved_at": at, "saved_by": by.id, "version": 1, **self._recording(by, at)}
        if mandates:
            self.session.execute(insert(_TABLE), [_row(each) | act for each in mandates])

    def _recording(self, by: Person, at: datetime) -> dict[str, object]:
        recorded_at = self._moment_of_recording(at)
        return {"recorded_at": recorded_at, "recorded_by": by.id if recorded_at else None}


class OwnRegister(SqlRegister):
    """The register of an operator who runs it here, and of practice: saved is recorded."""

    key = "own"
    by_hand = False

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        return at


class OsrByHand(SqlRegister):
    """The OSR, which has no call that creates a mandate: a person records it and says so."""

    key = "osr"
    by_hand = True

    def _moment_of_recording(self, at: datetime) -> datetime | None:
        return None


def services_in_use(session: Session) -> frozenset[str]:
    """Return the keys of the services that a mandate stands for; the catalogue must know them."""
    return frozenset(session.scalars(select(MandateRecord.service).distinct()))


def _identity(mandate: NewMandate | Mandate) -> _Identity:
    return mandate.brin, mandate.service, mandate.system.key


def _row(wanted: NewMandate) -> dict[str, object]:
    return {
        "brin": wanted.brin,
        "service": wanted.service,
        "system_key": wanted.system.key,
        "system_name": wanted.system.name,
        "system_supplier": wanted.system.supplier,
        "starts_on": wanted.starts_on,
        "receipt_number": wanted.receipt,
    }


def _starts_sooner(wanted: NewMandate, twins: Mapping[_Identity, Mandate]) -> bool:
    twin = twins.get(_identity(wanted))
    return twin is not None and wanted.starts_on < twin.starts_on


def _with_names() -> Select[*tuple[Any, ...]]:
    """Ask for what `_mandate` takes: columns, for thousands of records would cost more."""
    saver, recorder, end_recorder = (aliased(PersonRecord) for _ in range(3))
    return (
        select(
            MandateRecord.id,
            MandateRecord.brin,
            MandateRecord.service,
            MandateRecord.system_key,
            MandateRecord.system_name,
            MandateRecord.system_supplier,
            MandateRecord.starts_on,
            MandateRecord.ends_on,
            MandateRecord.ended_at,
            MandateRecord.saved_at,
            saver.name,
            MandateRecord.recorded_at,
            recorder.name,
            MandateRecord.problem_at,
            MandateRecord.receipt_number,
            MandateRecord.end_receipt_number,
            MandateRecord.end_recorded_at,
            end_recorder.name,
            MandateRecord.end_problem_at,
            MandateRecord.version,
        )
        .join(saver, MandateRecord.saved_by == saver.id)
        .outerjoin(recorder, MandateRecord.recorded_by == recorder.id)
        .outerjoin(end_recorder, MandateRecord.end_recorded_by == end_recorder.id)
    )


def _mandate(row: Sequence[Any]) -> Mandate:
    """Make a mandate; but for its system, the columns are its fields, in their order."""
    mandate_id, brin, service, key, name, supplier, *rest = row
    return Mandate(mandate_id, brin, service, SystemChoice(key, name, supplier), *rest)
