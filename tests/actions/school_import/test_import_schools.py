"""An operator brings the schools up to date."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar

import pytest
from sqlalchemy import func, select

from tests.ways import on_both_databases
from wizard.actions.school_import.importing import LargeChange, import_schools
from wizard.actions.school_import.report import ImportReport, Tally, report_lines
from wizard.db import schools
from wizard.db.base import Database
from wizard.db.models import BoardRecord, EventRecord, PersonRecord, SchoolRecord, SiteRecord
from wizard.db.register_models import MandateRecord
from wizard.domain.school_import.snapshot import (
    BoardRow,
    Rejection,
    SchoolRow,
    SiteRow,
    Snapshot,
    SourceError,
)
from wizard.practice.boards import PracticeBoards

NOON = datetime(2026, 9, 1, 10, tzinfo=UTC)
TODAY = date(2026, 9, 1)


@dataclass(frozen=True)
class Source:
    """A source that gives what the test wants."""

    snapshot: Snapshot
    key: ClassVar[str] = "duo"

    def read(self, _progress: object) -> Snapshot:
        return self.snapshot


class PracticeSource(Source):
    """The same, as if it came from the practice boards."""

    key = PracticeBoards.key


class BrokenSource:
    """A source that cannot be read."""

    key: ClassVar[str] = "duo"

    def read(self, _progress: object) -> Snapshot:
        raise SourceError("schools.csv: the file is empty")


def in_peace(lines: Iterator[str], _total: int) -> Iterator[str]:
    return lines


#: Two boards; 100 schools, so that one school is 1 %.
SCHOOLS = tuple(
    SchoolRow(f"{number:02}AA", "10001" if number < 50 else "10002", f"School {number}", "Gouda")
    for number in range(100)
)
WHOLE = Snapshot(
    boards=(BoardRow("10001", "Stichting Een", "Gouda"), BoardRow("10002", "", "Gouda")),
    schools=SCHOOLS,
    sites=tuple(SiteRow(f"{row.brin}00", row.brin, row.name, row.place) for row in SCHOOLS),
)
Importer = Callable[..., ImportReport]


@pytest.fixture
def importing(database: Database) -> Importer:
    """Give an import that is committed; `accept` accepts a large change."""

    def run(
        snapshot: Snapshot,
        *,
        accept: bool = False,
        today: date = TODAY,
        source: type[Source] = Source,
    ) -> ImportReport:
        with database.transaction() as session:
            return import_schools(
                session,
                source(snapshot),
                today=today,
                at=NOON,
                accept_large_change=accept,
                progress=in_peace,
            )

    return run


def with_school(snapshot: Snapshot, brin: str, **changes: str) -> Snapshot:
    rows = (replace(row, **changes) if row.brin == brin else row for row in snapshot.schools)
    return replace(snapshot, schools=tuple(rows))


def without_schools(snapshot: Snapshot, *brins: str) -> Snapshot:
    return replace(
        snapshot,
        schools=tuple(row for row in snapshot.schools if row.brin not in brins),
        sites=tuple(row for row in snapshot.sites if row.brin not in brins),
    )


def events_of(database: Database, brin: str | None) -> list[tuple[str, dict[str, Any]]]:
    with database.reading() as session:
        records = session.scalars(
            select(EventRecord).where(EventRecord.brin == brin).order_by(EventRecord.id)
        )
        return [(record.kind, json.loads(record.detail)) for record in records]


def count(database: Database, table: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def school(database: Database, brin: str) -> SchoolRecord:
    with database.reading() as session:
        return session.get_one(SchoolRecord, brin)


def save_mandate(database: Database, brin: str) -> None:
    with database.transaction() as session:
        person = PersonRecord(issuer="i", subject="s", name="Jo", email="", last_login_at=NOON)
        session.add(person)
        session.flush()
        session.add(
            MandateRecord(
                brin=brin,
                service="rio",
                system_key="parnassys",
                system_name="ParnasSys",
                system_supplier="Topicus",
                starts_on=TODAY,
                saved_at=NOON,
                saved_by=person.id,
            )
        )


def test_the_first_import_is_all_new_and_one_event(database: Database, importing: Importer) -> None:
    report = importing(WHOLE)

    assert report_lines(report) == [
        "2 boards, 100 schools, 100 sites",
        "boards: 2 new, 0 changed",
        "schools: 100 new, 0 changed, 0 moved, 0 closed, 0 reopened",
        "sites: 100 new, 0 changed, 0 closed, 0 reopened",
        "rejected rows: 0",
    ]
    ((kind, detail),) = events_of(database, None)
    assert kind == "schools_imported"
    assert detail["schools"] == {"new": 100, "changed": 0, "moved": 0, "reopened": 0, "closed": 0}
    assert count(database, EventRecord) == 1


def test_the_second_import_changes_nothing_and_writes_nothing(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    report = importing(WHOLE)

    assert not report.changed_anything
    assert (report.boards, report.schools, report.sites) == (2, 100, 100)
    assert count(database, EventRecord) == 1


@on_both_databases
def test_a_school_that_moved_takes_its_mandates_along(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    save_mandate(database, "00AA")

    report = importing(with_school(WHOLE, "00AA", board_number="10002", name="Nieuwe naam"))

    assert report.school_changes == Tally(new=0, changed=0, moved=1)
    with database.reading() as session:
        moved = schools.school_of_board(session, "10002", "00AA")
        assert moved
        assert moved.name == "Nieuwe naam"
        assert schools.school_of_board(session, "10001", "00AA") is None
        assert session.scalars(select(MandateRecord.brin)).all() == ["00AA"]
    assert events_of(database, "00AA") == [
        (kind, {"old_board": "10001", "new_board": "10002"})
        for kind in ("school_moved", "school_left")
    ]


def test_a_renamed_school_is_changed(database: Database, importing: Importer) -> None:
    importing(WHOLE)

    report = importing(with_school(WHOLE, "00AA", name="De Regenboog"))

    assert report.school_changes == Tally(new=0, changed=1)
    assert school(database, "00AA").name == "De Regenboog"


@on_both_databases
def test_a_school_that_is_gone_is_closed_and_opens_again(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    save_mandate(database, "99AA")
    gone = without_schools(WHOLE, "99AA")

    report = importing(gone)
    assert report.school_changes == report.site_changes == Tally(new=0, changed=0, closed=1)
    assert school(database, "99AA").closed_on == TODAY
    assert importing(gone, today=date(2026, 10, 1)).changed_anything is False
    assert school(database, "99AA").closed_on == TODAY

    report = importing(WHOLE)
    assert report.school_changes == report.site_changes == Tally(new=0, changed=0, reopened=1)
    assert school(database, "99AA").closed_on is None
    boards = {"old_board": "10002", "new_board": "10002"}
    assert events_of(database, "99AA") == [("school_closed", boards), ("school_reopened", boards)]
    assert count(database, MandateRecord) == 1


def test_only_schools_of_the_same_source_are_closed(
    database: Database, importing: Importer
) -> None:
    practice = Snapshot(
        boards=(BoardRow("99001", "Oefenbestuur", "Gouda"),),
        schools=(SchoolRow("99ZZ", "99001", "Oefenschool", "Gouda"),),
        sites=(SiteRow("99ZZ00", "99ZZ", "Oefenschool", "Gouda"),),
    )
    importing(practice, source=PracticeSource)
    importing(WHOLE)
    importing(without_schools(WHOLE, "00AA"))

    assert school(database, "99ZZ").closed_on is None
    assert school(database, "00AA").closed_on == TODAY


def test_a_school_whose_row_was_rejected_is_not_closed(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    rejection = Rejection("s.csv", 7, "BEVOEGD GEZAG NUMMER", "'x' is not a board number", "00AA")

    report = importing(replace(without_schools(WHOLE, "00AA"), rejections=(rejection,)))

    assert not report.changed_anything
    assert school(database, "00AA").closed_on is None
    assert report_lines(report)[-2:] == [
        "rejected rows: 1",
        "rejected: s.csv line 7, column BEVOEGD GEZAG NUMMER: 'x' is not a board number",
    ]


def test_two_percent_is_accepted_and_more_is_refused(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    three = with_school(without_schools(WHOLE, "98AA", "99AA"), "00AA", board_number="10002")

    with pytest.raises(LargeChange) as refused:
        importing(three)

    assert str(refused.value) == (
        "this would close 2 and move 1 of 100 schools, more than 2 %; "
        "if that is right, repeat with --accept-large-change"
    )
    assert school(database, "99AA").closed_on is None
    assert importing(without_schools(WHOLE, "98AA", "99AA")).school_changes.closed == 2
    assert importing(three).school_changes.moved == 1


def test_a_large_change_can_be_accepted(database: Database, importing: Importer) -> None:
    importing(WHOLE)

    report = importing(without_schools(WHOLE, "97AA", "98AA", "99AA"), accept=True)

    assert report.school_changes.closed == 3
    assert count(database, SchoolRecord) == count(database, SiteRecord) == 100


def test_the_name_of_a_board_stays_where_a_later_import_has_none(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)
    nameless = tuple(replace(board, name="", place="Woerden") for board in WHOLE.boards)

    report = importing(replace(WHOLE, boards=nameless))

    assert report.board_changes == Tally(new=0, changed=1)
    with database.reading() as session:
        named = schools.boards(session, frozenset({"10001", "10002"}))
    assert [board.display_name for board in named] == ["Bestuur 10002 (Woerden)", "Stichting Een"]


def test_a_new_board_and_a_second_site(database: Database, importing: Importer) -> None:
    importing(WHOLE)
    grown = replace(
        WHOLE,
        boards=(*WHOLE.boards, BoardRow("10003", "Nieuw", "Lopik")),
        sites=(*WHOLE.sites, SiteRow("00AA01", "00AA", "Dependance", "Lopik")),
    )

    report = importing(with_school(grown, "00AA", board_number="10003"))

    assert report.board_changes == report.site_changes == Tally(new=1, changed=0)
    assert count(database, BoardRecord) == 3


def test_a_source_that_cannot_be_read_changes_nothing(
    database: Database, importing: Importer
) -> None:
    importing(WHOLE)

    with pytest.raises(SourceError), database.transaction() as session:
        import_schools(
            session,
            BrokenSource(),
            today=TODAY,
            at=NOON,
            accept_large_change=True,
            progress=in_peace,
        )

    assert school(database, "00AA").closed_on is None
    assert count(database, EventRecord) == 1
