"""One story for every mandate register: what `wizard.ports.MandateRegister` promises."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.waiting import wait_for
from tests.ways import usually
from wizard.db import receipts
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.models import BoardRecord, SchoolRecord
from wizard.db.register_models import EarlierRecord, MandateRecord
from wizard.domain.board import Board
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Life, Mandate, NewMandate, SystemChoice
from wizard.domain.person import Person
from wizard.domain.receipt import OperationKind
from wizard.domain.receipts.undo import Undoing, undoing_of
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season
from wizard.ports import MandateRegister
from wizard.register.sql import OsrByHand, OwnRegister, SqlRegister
from wizard.wiring import _REGISTERS

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
PARNASSYS = SystemChoice("parnassys", "ParnasSys", "Topicus")
ESIS = SystemChoice("esis", "ESIS", "Rovict")
SCHOOL = School("99AA", "A", "Gouda", "99001")
SEASON = Season(TODAY, {"rio": TODAY, "eindtoets": TODAY})
PATIENCE = 60  # seconds to wait for another transaction
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)

REGISTERS: dict[str, type[SqlRegister]] = {"own": OwnRegister, "osr": OsrByHand}


def wanted(
    service: str = "rio",
    system: SystemChoice = PARNASSYS,
    days: int = 0,
    receipt: str | None = None,
) -> NewMandate:
    return NewMandate("99AA", service, system, TODAY + timedelta(days=days), receipt)


#: What differs by the database is not whose register it is: on PostgreSQL one is enough.
WAYS = [
    *(("sqlite", key) for key in REGISTERS),
    *(pytest.param(("postgres", key), marks=pytest.mark.postgres) for key in usually("osr", "own")),
]


@pytest.fixture(params=WAYS, ids="-".join)
def way(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Give each register, and the kind of database that it is on."""
    found: tuple[str, str] = request.param
    return found


@pytest.fixture
def backend(way: tuple[str, str]) -> str:
    return way[0]


@pytest.fixture
def kind(way: tuple[str, str]) -> type[SqlRegister]:
    return REGISTERS[way[1]]


@dataclass
class World:
    """A database with one school and two people, and a register to open on it."""

    database: Database
    kind: type[SqlRegister]
    anna: Person
    bart: Person

    @contextmanager
    def open(self) -> Iterator[MandateRegister]:
        """One transaction; after it, no mandate has disappeared."""
        before = self.rows()
        with self.database.transaction() as session:
            yield self.kind(session)
        assert self.rows() >= before, "a mandate was deleted"

    def save(
        self, *mandates: NewMandate, by: Person | None = None, at: datetime = NOW
    ) -> tuple[Mandate, ...]:
        """Save in one act, and return how each of them stands now."""
        with self.open() as register:
            register.save(mandates, by=by or self.anna, at=at)
        return tuple(self.standing(each) for each in mandates)

    def standing(self, wanted: NewMandate) -> Mandate:
        return next(
            each
            for each in reversed(self.stored())
            if (each.service, each.system) == (wanted.service, wanted.system)
        )

    def stored(self) -> tuple[Mandate, ...]:
        with self.database.reading() as session:
            return self.kind(session).of_schools(["99AA"])

    def receipt(self, key: str) -> str:
        """Write a receipt, as one act of saving does, and return its number."""
        with self.database.transaction() as session:
            return receipts.add(
                session,
                OperationKind.SAVE,
                key=key * 32,
                board_number="99001",
                sentence=key,
                by=self.anna,
                at=NOW,
                year=TODAY.year,
            )

    def rows(self) -> int:
        with self.database.reading() as session:
            return session.scalar(select(func.count()).select_from(MandateRecord)) or 0


@pytest.fixture
def world(database: Database, kind: type) -> World:
    with database.transaction() as session:
        session.add(BoardRecord(number="99001", name="De Regenboog", place="Gouda", source="x"))
        session.flush()
        session.add(
            SchoolRecord(brin="99AA", board_number="99001", name="A", place="Gouda", source="x")
        )
        return World(database, kind, _person(session, "Anna"), _person(session, "Bart"))


def _person(session: Session, name: str) -> Person:
    return people.remember(session, issuer="test", subject=name, name=name, email="", at=NOW)


def test_every_register_that_can_be_chosen_is_told_this_story() -> None:
    assert REGISTERS == _REGISTERS
    assert all(kind.key == key for key, kind in REGISTERS.items())


def test_what_was_saved_stands_there_in_order(world: World) -> None:
    saved = world.save(wanted("rio"), wanted("eindtoets"))
    assert [mandate.service for mandate in saved] == ["rio", "eindtoets"]
    assert world.stored() == saved
    [rio, _] = saved
    assert (rio.brin, rio.system, rio.starts_on, rio.ends_on) == ("99AA", PARNASSYS, TODAY, None)
    assert (rio.saved_at, rio.saved_by, rio.problem_at) == (NOW, "Anna", None)
    assert rio.life(TODAY) is Life.ACTIVE


def test_saved_is_recorded_only_where_the_register_is_ours(world: World) -> None:
    [mandate] = world.save(wanted())
    if world.kind is OwnRegister:
        assert (mandate.recorded_at, mandate.recorded_by) == (NOW, "Anna")
    else:
        assert (mandate.recorded_at, mandate.recorded_by) == (None, None)


def test_saving_again_changes_nothing(world: World) -> None:
    first = world.save(wanted())
    again = world.save(wanted(), wanted(days=5), by=world.bart, at=LATER)
    assert again == (*first, *first)
    assert world.stored() == first


def test_the_same_mandate_twice_in_one_act_is_one_mandate(world: World) -> None:
    first, second = world.save(wanted(), wanted())
    assert first == second
    assert world.stored() == (first,)


def test_a_mandate_that_was_to_start_later_is_brought_forward(world: World) -> None:
    [planned] = world.save(wanted(days=14))
    assert planned.life(TODAY) is Life.PLANNED
    with world.open() as register:
        register.confirm([planned.id], by=world.anna, at=NOW)
    [forward] = world.save(wanted(days=3), by=world.bart, at=LATER)
    assert (forward.id, forward.starts_on) == (planned.id, TODAY + timedelta(days=3))
    assert world.stored() == (forward,)
    if world.kind is OwnRegister:
        assert (forward.recorded_at, forward.recorded_by) == (LATER, "Bart")
    else:  # the OSR still has the old day, until a person changed it there
        assert (forward.recorded_at, forward.recorded_by) == (None, None)


def test_what_is_brought_forward_goes_on_the_receipt_of_the_new_act(world: World) -> None:
    first, second = world.receipt("a"), world.receipt("b")
    planned, other = world.save(wanted(days=14, receipt=first), wanted("eindtoets", receipt=first))
    assert (planned.receipt, planned.saved_by, planned.saved_at) == (first, "Anna", NOW)
    [forward] = world.save(wanted(days=3, receipt=second), by=world.bart, at=LATER)
    assert (forward.id, forward.receipt) == (planned.id, second)
    assert (forward.saved_by, forward.saved_at) == ("Bart", LATER)
    assert forward.version > planned.version
    assert world.stored() == (forward, other)


def test_what_is_brought_forward_has_no_problem_yet(world: World) -> None:
    [planned] = world.save(wanted(days=14))
    with world.open() as register:
        register.report_problem([planned.id], at=NOW)
    [forward] = world.save(wanted(days=3), by=world.bart, at=LATER)
    assert (forward.id, forward.problem_at) == (planned.id, None)


def test_in_one_act_each_mandate_is_brought_forward_left_alone_or_made(world: World) -> None:
    later, sooner = world.save(wanted("rio", days=14), wanted("eindtoets"))
    number = world.receipt("a")
    services = ("rio", "eindtoets", "verzuim")
    forward, left, made = world.save(
        *(wanted(each, days=3, receipt=number) for each in services), by=world.bart, at=LATER
    )
    assert (forward.id, forward.receipt) == (later.id, number)
    assert left == sooner
    assert (made.receipt, made.version) == (number, 1)
    assert world.stored() == (forward, left, made)


def test_a_planned_mandate_does_not_move_later(world: World) -> None:
    [planned] = world.save(wanted(days=14))
    number = world.receipt("a")
    for days in (14, 15):
        again = world.save(wanted(days=days, receipt=number), by=world.bart, at=LATER)
        assert again == (planned,)
        assert world.stored() == (planned,)


def test_a_mandate_that_changed_has_another_version(world: World) -> None:
    [mandate] = world.save(wanted(days=14))
    seen = {mandate.version}
    with world.open() as register:
        register.save([wanted(days=3)], by=world.bart, at=LATER)
    seen.add(world.stored()[0].version)
    with world.open() as register:
        register.end(mandate.id, ends_on=TODAY + timedelta(days=9), by=world.anna, at=NOW)
    seen.add(world.stored()[0].version)
    assert len(seen) == 3


def test_confirming_twice_keeps_who_saw_it_first(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.confirm([mandate.id], by=world.anna, at=NOW)
    with world.open() as register:
        register.confirm([mandate.id], by=world.bart, at=LATER)
    [stored] = world.stored()
    assert (stored.recorded_at, stored.recorded_by) == (NOW, "Anna")


def test_a_problem_stays_until_somebody_saw_the_mandate_in_the_register(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.report_problem([mandate.id], at=NOW)
    [stored] = world.stored()
    assert stored.problem_at == (None if mandate.is_recorded else NOW)
    with world.open() as register:
        register.confirm([mandate.id], by=world.bart, at=LATER)
    [stored] = world.stored()
    assert (stored.problem_at, stored.is_recorded) == (None, True)


def test_a_recorded_mandate_has_no_problem(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.confirm([mandate.id], by=world.anna, at=NOW)
        register.report_problem([mandate.id], at=LATER)
    [stored] = world.stored()
    assert (stored.problem_at, stored.is_recorded) == (None, True)


def test_an_ended_mandate_stays_and_a_new_one_stands_beside_it(world: World) -> None:
    [old] = world.save(wanted())
    yesterday, tomorrow = TODAY, TODAY + timedelta(days=1)
    with world.open() as register:
        register.end(old.id, ends_on=yesterday, by=world.anna, at=NOW)
    [new] = world.save(wanted(days=1), at=LATER)
    ended, stored = world.stored()
    assert (ended.id, ended.ends_on, ended.life(tomorrow)) == (old.id, yesterday, Life.ENDED)
    assert stored == new
    assert new.id != old.id


def test_ending_before_the_first_day_is_refused_in_dutch(world: World) -> None:
    [mandate] = world.save(wanted(days=5))
    with pytest.raises(DomainError) as refused, world.open() as register:
        register.end(mandate.id, ends_on=TODAY, by=world.anna, at=NOW)
    assert "einddatum op of na de begindatum" in refused.value.message
    assert refused.value.field == "end_old_on"
    assert world.stored() == (mandate,)


def test_the_first_day_may_be_the_last(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.end(mandate.id, ends_on=mandate.starts_on, by=world.anna, at=NOW)
    assert world.stored()[0].ends_on == mandate.starts_on


def test_an_end_never_moves_later(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.end(mandate.id, ends_on=TODAY + timedelta(days=5), by=world.anna, at=NOW)
    before = world.stored()
    for days in (5, 6, 99):
        with world.open() as register:
            register.end(mandate.id, ends_on=TODAY + timedelta(days=days), by=world.bart, at=LATER)
        assert world.stored() == before
    assert (before[0].ends_on, before[0].ended_at) == (TODAY + timedelta(days=5), NOW)


def test_an_end_may_move_earlier(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.end(mandate.id, ends_on=TODAY + timedelta(days=5), by=world.anna, at=NOW)
    with world.open() as register:
        register.end(mandate.id, ends_on=TODAY + timedelta(days=4), by=world.bart, at=LATER)
    [stored] = world.stored()
    assert (stored.ends_on, stored.ended_at) == (TODAY + timedelta(days=4), LATER)


def test_many_end_on_one_day_and_none_of_them_later_or_before_its_first_day(world: World) -> None:
    day = TODAY + timedelta(days=5)
    lasting, sooner, later, planned = world.save(
        wanted("rio"), wanted("eindtoets"), wanted("bron-po"), wanted("verzuim", days=9)
    )
    with world.open() as register:
        register.end(sooner.id, ends_on=TODAY, by=world.anna, at=NOW)
        register.end(later.id, ends_on=day + timedelta(days=1), by=world.anna, at=NOW)
    before = {each.id: each for each in world.stored()}
    with world.open() as register:
        ids = [lasting.id, sooner.id, later.id, planned.id]
        register.end_all(ids, ends_on=day, by=world.bart, at=LATER)
        register.end_all([], ends_on=TODAY, by=world.bart, at=LATER)
    after = {each.id: each for each in world.stored()}
    assert {key: each.ends_on for key, each in after.items()} == {
        lasting.id: day,
        sooner.id: TODAY,
        later.id: day,
        planned.id: None,
    }
    for each in (lasting, later):
        assert after[each.id].ended_at == LATER
        assert after[each.id].version == before[each.id].version + 1
    assert [after[each.id] for each in (sooner, planned)] == [
        before[each.id] for each in (sooner, planned)
    ]


def test_what_is_ended_before_anybody_saw_it_was_taken_back(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.end(mandate.id, ends_on=TODAY + timedelta(days=5), by=world.anna, at=NOW)
    [stored] = world.stored()
    assert stored.is_taken_back is (world.kind is OsrByHand)
    assert stored.is_live(TODAY) is (world.kind is OwnRegister)


def test_an_end_names_its_operation_and_stands_in_the_register_where_that_is_ours(
    world: World,
) -> None:
    number = world.receipt("a")
    ended = _ended(world, receipt=number)
    assert ended.end_receipt == number
    assert ended.awaits_end is (world.kind is OsrByHand)
    recorded = (NOW, "Anna") if world.kind is OwnRegister else (None, None)
    assert (ended.end_recorded_at, ended.end_recorded_by) == recorded


def test_who_saw_an_end_first_is_kept(world: World) -> None:
    ended = _ended(world)
    for person, at in ((world.bart, LATER), (world.anna, LATER + timedelta(hours=1))):
        with world.open() as register:
            register.confirm_end([ended.id], by=person, at=at)
    [stored] = world.stored()
    assert not stored.awaits_end
    seen = (LATER, "Bart") if world.kind is OsrByHand else (NOW, "Anna")
    assert (stored.end_recorded_at, stored.end_recorded_by) == seen


def test_a_problem_with_an_end_stays_until_somebody_saw_it(world: World) -> None:
    ended = _ended(world)
    with world.open() as register:
        register.report_end_problem([ended.id], at=NOW)
    [stored] = world.stored()
    assert stored.end_problem_at == (NOW if world.kind is OsrByHand else None)
    assert stored.problem_at is None
    with world.open() as register:
        register.confirm_end([ended.id], by=world.bart, at=LATER)
        register.report_end_problem([ended.id], at=LATER)
    [stored] = world.stored()
    assert stored.end_problem_at is None


def test_an_end_that_moves_has_to_be_seen_again(world: World) -> None:
    ended = _ended(world)
    with world.open() as register:
        register.confirm_end([ended.id], by=world.bart, at=LATER)
        register.end(ended.id, ends_on=TODAY, by=world.anna, at=LATER)
    [stored] = world.stored()
    assert stored.ends_on == TODAY
    assert stored.awaits_end is (world.kind is OsrByHand)


def test_a_mandate_without_an_end_has_none_to_confirm(world: World) -> None:
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.confirm_end([mandate.id], by=world.bart, at=LATER)
        register.report_end_problem([mandate.id], at=LATER)
    assert world.stored() == (mandate,)


@pytest.mark.parametrize("ended_before", [False, True])
def test_an_end_that_was_seen_and_is_undone_has_to_go_there_too(
    world: World, ended_before: bool
) -> None:
    [mandate] = world.save(wanted())
    earlier = TODAY + timedelta(days=40) if ended_before else None
    number = world.receipt("a")
    with world.open() as register:
        register.confirm([mandate.id], by=world.anna, at=NOW)
        if earlier:
            register.end(mandate.id, ends_on=earlier, by=world.anna, at=NOW)
            register.confirm_end([mandate.id], by=world.anna, at=NOW)
        register.end(mandate.id, ends_on=TODAY, by=world.anna, at=NOW, receipt=number)
        register.confirm_end([mandate.id], by=world.anna, at=NOW)
    _undo(world, number)
    [stored] = world.stored()
    assert (stored.ends_on, stored.end_receipt) == (earlier, None)
    assert stored.is_recorded
    assert stored.awaits_end is (world.kind is OsrByHand)
    with world.open() as register:
        register.confirm_end([mandate.id], by=world.bart, at=LATER)
    [stored] = world.stored()
    assert not stored.awaits_end
    assert (stored.end_recorded_at is None) is (earlier is None)


def _ended(world: World, receipt: str | None = None) -> Mandate:
    """Let a mandate that stands in the register end in five days."""
    [mandate] = world.save(wanted())
    with world.open() as register:
        register.confirm([mandate.id], by=world.anna, at=NOW)
        day = TODAY + timedelta(days=5)
        register.end(mandate.id, ends_on=day, by=world.anna, at=NOW, receipt=receipt)
    [stored] = world.stored()
    return stored


def _undo(world: World, number: str, *, at: datetime = LATER) -> Undoing:
    """Undo the act with this receipt, as things stand now."""
    with world.database.reading() as session:
        receipt = receipts.of_board(session, "99001", number)
        here = SchoolFacts(SCHOOL, SEASON, world.stored(), None)
        board = BoardFacts(Board("99001", "De Regenboog", "Gouda"), SEASON, (here,))
        earlier = world.kind(session).changed_by(number)
    assert receipt is not None
    found = undoing_of(board, receipt, earlier, by_hand=world.kind.by_hand)
    with world.open() as register:
        register.undo(found, today=TODAY, by=world.bart, at=at)
    return found


def test_what_an_undone_act_gave_never_held(world: World) -> None:
    number = world.receipt("a")
    begins = {"rio": 0, "eindtoets": 1, "bron-po": 400}
    world.save(*(wanted(each, days=days, receipt=number) for each, days in begins.items()))
    _undo(world, number)
    assert len(world.stored()) == len(begins)
    for mandate in world.stored():
        assert mandate.is_undone
        assert (mandate.life(TODAY), mandate.ended_at) == (Life.ENDED, LATER)
        assert not any(mandate.is_live(TODAY + timedelta(days=each)) for each in (0, 1, 500))


def test_after_an_undo_the_same_can_be_saved_again(world: World) -> None:
    number = world.receipt("a")
    world.save(wanted(receipt=number))
    _undo(world, number)
    [again] = world.save(wanted(), at=LATER)
    assert again.is_live(TODAY)
    assert len(world.stored()) == 2


def test_an_undo_sets_back_the_ends_that_the_act_set_and_no_others(world: World) -> None:
    old, ended = world.save(wanted(system=ESIS), wanted("eindtoets", system=ESIS))
    with world.open() as register:
        register.confirm([old.id, ended.id], by=world.anna, at=NOW)
        register.end(ended.id, ends_on=TODAY, by=world.anna, at=NOW)
    before, number = world.stored(), world.receipt("a")
    with world.open() as register:
        register.end(old.id, ends_on=TODAY, by=world.anna, at=NOW, receipt=number)
        register.save([wanted(receipt=number)], by=world.anna, at=NOW)
    _undo(world, number)
    unversioned = [replace(each, version=0) for each in world.stored()[:2]]
    assert unversioned == [replace(each, version=0) for each in before]


def test_an_undo_lets_what_began_sooner_begin_later_again(world: World) -> None:
    first, second = world.receipt("a"), world.receipt("b")
    [before] = world.save(wanted(days=9, receipt=first))
    world.save(wanted(receipt=second), by=world.bart, at=LATER)
    _undo(world, second)
    [mandate] = world.stored()
    assert replace(mandate, version=0) == replace(before, version=0)
    assert mandate.version == before.version + 2


def test_an_act_is_told_what_later_acts_changed_of_its_own(world: World) -> None:
    first, second = world.receipt("a"), world.receipt("b")
    [mandate] = world.save(wanted(days=9, receipt=first))
    world.save(wanted(receipt=second), at=LATER)
    with world.database.reading() as session:
        register = world.kind(session)
        [told] = register.changed_by(first)
        assert register.changed_by(second) == (told,)
    assert (told.receipt, told.mandate_id, told.earlier) == (second, mandate.id, first)


def test_what_is_no_act_is_not_kept(world: World) -> None:
    [old] = world.save(wanted(days=9))
    world.save(wanted())
    with world.open() as register:
        register.end(old.id, ends_on=TODAY, by=world.anna, at=NOW)
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(EarlierRecord)) == 0


def test_two_systems_may_have_a_mandate_for_one_service(world: World) -> None:
    both = world.save(wanted(), wanted(system=ESIS))
    assert world.stored() == both
    assert {mandate.system.key for mandate in both} == {"parnassys", "esis"}
    assert all(mandate.is_live(TODAY) for mandate in both)


def test_only_the_asked_schools_and_none_is_fine(world: World) -> None:
    world.save(wanted())
    with world.database.reading() as session:
        register = world.kind(session)
        assert register.of_schools(["99AB"]) == ()
        assert register.of_schools([]) == ()


def test_nothing_is_committed_before_the_caller_does(world: World) -> None:
    with world.database.writing() as session:
        world.kind(session).save([wanted()], by=world.anna, at=NOW)
        session.rollback()
    assert world.stored() == ()


def test_two_who_save_at_once_make_one_mandate(world: World) -> None:
    outcome: list[object] = []
    with world.database.writing() as first:
        world.kind(first).save([wanted()], by=world.anna, at=NOW)
        other = threading.Thread(target=_save_too, args=(world, outcome))
        other.start()
        wait_for(
            lambda: _somebody_waits(world.database),
            or_say=lambda: "nobody waits for the other transaction",
        )
        assert other.is_alive()
        first.commit()
    other.join(PATIENCE)
    [mandate] = world.stored()
    assert mandate.saved_by == "Anna"
    # SQLite lets writers in one by one; PostgreSQL refuses the second row.
    assert outcome == [] or isinstance(outcome[0], IntegrityError)


def _save_too(world: World, outcome: list[object]) -> None:
    try:
        with world.database.transaction() as session:
            world.kind(session).save([wanted()], by=world.bart, at=LATER)
    except IntegrityError as error:
        outcome.append(error)


def _somebody_waits(database: Database) -> bool:
    """Tell whether a transaction waits for another; SQLite cannot say, and need not."""
    if database.engine.dialect.name == "sqlite":
        return True
    with database.reading() as session:
        return bool(session.scalar(text(_WAITING)))
