"""Both kinds of database behave alike: moments, transactions, foreign keys, lost updates.

What our own code does before a statement goes out is told on one of them.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from threading import Barrier

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from tests.databases import MakeDatabase
from tests.ways import on_both_databases
from wizard.db import drafts, events
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.models import BoardRecord, DraftRecord, EventRecord, SchoolRecord
from wizard.db.reminders import outages as reminders_outages
from wizard.domain.event_kind import EventKind
from wizard.domain.mandate import SystemChoice
from wizard.domain.person import Person
from wizard.domain.reminders.mailing import Fault

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def anna(database: Database) -> Person:
    """Somebody of a board with one school."""
    with database.transaction() as session:
        session.add(BoardRecord(number="99001", name="B", place="Gouda", source="x"))
        session.flush()
        session.add(
            SchoolRecord(brin="99AA", board_number="99001", name="A", place="Gouda", source="x")
        )
        return _remember(session, "Anna")


def _remember(session: Session, name: str, subject: str = "anna") -> Person:
    return people.remember(session, issuer="x", subject=subject, name=name, email="", at=NOW)


def _add_and_fail(database: Database, person: Person) -> None:
    with database.transaction() as session:
        events.add(session, at=NOW, person=person, kind=EventKind.PARKED)
        session.flush()
        raise ZeroDivisionError


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(EventRecord)) or 0


@on_both_databases
def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database, anna: Person) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=2)))
    moments = [NOW, elsewhere, datetime(1999, 12, 31, 23, 59, tzinfo=UTC)]
    with database.transaction() as session:
        for moment in moments:
            events.add(session, at=moment, person=anna, kind=EventKind.PARKED, board="99001")
    with database.reading() as session:
        found = [event.at for event in reversed(events.of_board(session, "99001", limit=5))]
    assert found == moments
    assert {each.utcoffset() for each in found} == {timedelta(0)}


def test_a_moment_without_a_time_zone_is_refused(database: Database, anna: Person) -> None:
    with (
        pytest.raises(StatementError, match="a moment needs a time zone"),
        database.transaction() as session,
    ):
        events.add(session, at=datetime(2026, 11, 23), person=anna, kind=EventKind.PARKED)  # noqa: DTZ001


@on_both_databases
def test_a_transaction_that_fails_leaves_nothing(database: Database, anna: Person) -> None:
    with pytest.raises(ZeroDivisionError):
        _add_and_fail(database, anna)
    assert _count(database) == 0
    with database.transaction() as session:
        events.add(session, at=NOW, person=anna, kind=EventKind.PARKED)
    assert _count(database) == 1


@on_both_databases
def test_what_does_not_exist_cannot_be_referred_to(database: Database, anna: Person) -> None:
    with pytest.raises(IntegrityError), database.transaction() as session:
        events.add(session, at=NOW, person=anna, kind=EventKind.PARKED, board="00000")


@on_both_databases
def test_answers_come_back_as_they_were_given(database: Database, anna: Person) -> None:
    given: drafts.Change = {
        "services": ("rio", "eindtoets"),
        "system": SystemChoice("ander/las", "‘LAS’ – één", "Ünïcode"),
        "starts_on": date(2026, 12, 1),
        "keep_old": True,
        "end_old_on": date(2026, 11, 30),
        "parked_at": NOW,
    }
    with database.transaction() as session:
        drafts.change(session, "99AA", by=anna, at=NOW, **given)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert {name: getattr(draft, name) for name in given} == given
    assert (draft.updated_at, draft.updated_by, draft.version) == (NOW, "Anna", 1)


def test_an_answer_leaves_the_others_and_the_key_of_the_act_alone(
    database: Database, anna: Person
) -> None:
    with database.transaction() as session:
        drafts.change(session, "99AA", by=anna, at=NOW, services=("rio",))
        key = session.get_one(DraftRecord, "99AA").key
        drafts.change(session, "99AA", by=anna, at=NOW, parked_at=NOW)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert (draft.services, draft.parked_at, draft.key, draft.version) == (("rio",), NOW, key, 2)


def test_going_on_is_another_act(database: Database, anna: Person) -> None:
    with database.transaction() as session:
        drafts.change(session, "99AA", by=anna, at=NOW, services=("rio",))
        key = session.get_one(DraftRecord, "99AA").key
        drafts.go_on(session, "99AA", services=("eindtoets",), by=anna, at=NOW)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert draft.services == ("eindtoets",)
    assert draft.key != key


@on_both_databases
def test_what_happens_to_the_old_mandate_may_be_not_answered_yet(
    database: Database, anna: Person
) -> None:
    with database.transaction() as session:
        drafts.change(session, "99AA", by=anna, at=NOW, services=("rio",))
        assert drafts.drafts_of_board(session, "99001")["99AA"].keep_old is None
    for keep_old in (True, False, None):
        with database.transaction() as session:
            drafts.change(session, "99AA", by=anna, at=NOW, keep_old=keep_old)
        with database.reading() as session:
            assert drafts.drafts_of_board(session, "99001")["99AA"].keep_old is keep_old


def test_going_on_asks_about_the_old_mandates_anew(database: Database, anna: Person) -> None:
    with database.transaction() as session:
        drafts.change(
            *(session, "99AA"), by=anna, at=NOW, keep_old=False, end_old_on=date(2026, 11, 30)
        )
        drafts.go_on(session, "99AA", services=("eindtoets",), by=anna, at=NOW)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert (draft.keep_old, draft.end_old_on) == (None, None)


def test_who_works_on_answers_changes_and_the_answers_do_not(
    database: Database, anna: Person
) -> None:
    later = NOW + timedelta(hours=1)
    with database.transaction() as session:
        bart = _remember(session, "Bart", subject="bart")
        drafts.change(session, "99AA", by=anna, at=NOW, services=("rio",))
        before = drafts.drafts_of_board(session, "99001")["99AA"]
    with database.transaction() as session:
        drafts.touch(session, "99AA", by=bart, at=later)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert draft == replace(before, updated_at=later, updated_by="Bart")


def test_working_on_a_school_opens_its_answers(database: Database, anna: Person) -> None:
    with database.transaction() as session:
        drafts.touch(session, "99AA", by=anna, at=NOW)
    with database.reading() as session:
        draft = drafts.drafts_of_board(session, "99001")["99AA"]
    assert (draft.services, draft.updated_by, draft.version) == ((), "Anna", 1)


@on_both_databases
def test_answers_that_changed_under_somebodys_hands_are_not_overwritten(
    database: Database, anna: Person
) -> None:
    with database.transaction() as session:
        drafts.change(session, "99AA", by=anna, at=NOW, services=("rio",))
    with database.reading() as slow:
        seen = slow.get_one(DraftRecord, "99AA")
        slow.commit()  # lets go of the row, keeps what was read
        with database.transaction() as quick:
            drafts.change(quick, "99AA", by=anna, at=NOW, services=("eindtoets",))
        seen.services = "rio,eindtoets"
        with pytest.raises(StaleDataError):
            slow.flush()
    with database.reading() as session:
        assert session.get_one(DraftRecord, "99AA").services == "eindtoets"


@on_both_databases
def test_a_person_is_one_subject_of_one_issuer_and_takes_the_newest_name(
    database: Database, anna: Person
) -> None:
    with database.transaction() as session:
        renamed = _remember(session, "Anna de Wit")
        other = _remember(session, "Anna", subject="other")
    assert renamed.id == anna.id
    assert other.id != anna.id
    with database.reading() as session:
        assert people.person(session, anna.id) == renamed


@on_both_databases
def test_the_last_events_of_a_board_come_newest_first(database: Database, anna: Person) -> None:
    with database.transaction() as session:
        for kind in (EventKind.PARKED, EventKind.LOGGED_IN, EventKind.NEEDS_KEPT):
            events.add(session, at=NOW, person=anna, kind=kind, board="99001", brin="99AA")
        events.add(session, at=NOW, person=None, kind=EventKind.LOGGED_OUT)
    with database.reading() as session:
        found = events.of_board(session, "99001", limit=2)
    assert [(event.kind, event.person, event.brin) for event in found] == [
        ("needs_kept", "Anna", "99AA"),
        ("logged_in", "Anna", "99AA"),
    ]


@on_both_databases
def test_each_thread_has_room_for_a_connection_and_one_more(database: Database) -> None:
    """While all threads hold one and wait for the second, no one gives any back."""
    most = 15
    held, had = Barrier(most, timeout=60), Barrier(most, timeout=60)

    def read_twice(_thread: int) -> int:
        with database.reading() as session, database.reading() as second:
            session.scalar(select(1))
            held.wait()
            found = second.scalar(select(1)) or 0
            had.wait()
        return found

    with ThreadPoolExecutor(most) as threads:
        assert list(threads.map(read_twice, range(most))) == [1] * most


def test_what_the_operator_asks_of_postgresql_is_kept(fresh: MakeDatabase) -> None:
    url = make_url(fresh("postgresql", "nothing"))
    asked = url.update_query_dict({"options": "-c search_path=elsewhere"})
    database = Database(asked.render_as_string(hide_password=False), timeout=3)
    with database.reading() as session:
        assert session.scalar(text("SHOW search_path")) == "elsewhere"
        assert session.scalar(text("SHOW statement_timeout")) == "3s"
    database.dispose()


@pytest.mark.parametrize("stands", [False, True])
def test_an_outage_that_another_sender_ends_meanwhile_is_kept_anew(
    fresh: MakeDatabase, stands: bool
) -> None:
    database = Database(fresh("postgresql", "empty"))
    outage = reminders_outages.Outage(NOW, Fault.SERVER, "no server")
    with database.transaction() as other:
        reminders_outages.keep(other, outage)
    with database.transaction() as session:
        assert reminders_outages.standing(session) == outage
        with database.transaction() as other:
            reminders_outages.end(other)
            if stands:
                reminders_outages.keep(other, replace(outage, reason="another"))
        reminders_outages.keep(session, outage)
    with database.reading() as session:
        assert reminders_outages.standing(session) == outage
    database.dispose()
