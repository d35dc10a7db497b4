"""DUO's real files of 2013, 2017 and 2026, as they are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import func, select

from wizard.actions.school_import.importing import LargeChange, import_schools
from wizard.actions.school_import.report import ImportReport, Tally, report_lines
from wizard.db import schools
from wizard.db.base import Database
from wizard.db.models import BoardRecord, EventRecord, SchoolRecord
from wizard.domain.school_import.snapshot import Snapshot
from wizard.schooldata.duo import DuoFiles

pytestmark = pytest.mark.realdata

OF_2013 = "vestigingen-bo-2013.csv"
OF_2017 = "vestigingen-bo-2017-04.csv"
OF_2026 = "vestigingen-bo-2026-08.csv"
Importer = Callable[..., ImportReport]


def in_peace(lines: Iterator[str], _total: int) -> Iterator[str]:
    return lines


@cache
def read(folder: Path, name: str) -> Snapshot:
    """Read one release with the names of the boards; each is read once."""
    return DuoFiles([folder / name], folder / "besturen-bo.csv").read(in_peace)


@dataclass(frozen=True)
class ReadBefore:
    """A release as a source: what was read of it is given each time that it is asked for."""

    snapshot: Snapshot
    key: ClassVar[str] = DuoFiles.key

    def read(self, _progress: object) -> Snapshot:
        """Give the whole of it."""
        return self.snapshot


@pytest.fixture
def importing(database: Database, real_data: Path) -> Importer:
    """Give a committed import of one of the files."""

    def run(name: str, *, accept: bool = False) -> ImportReport:
        with database.transaction() as session:
            return import_schools(
                session,
                ReadBefore(read(real_data, name)),
                today=date(2026, 9, 1),
                at=datetime(2026, 9, 1, 10, tzinfo=UTC),
                accept_large_change=accept,
                progress=in_peace,
            )

    return run


@pytest.mark.parametrize(
    ("name", "boards", "brins", "sites"),
    [(OF_2026, 749, 6011, 6122), (OF_2017, 930, 6359, 6506), (OF_2013, 1010, 6649, 6804)],
)
def test_every_release_is_read_whole(
    real_data: Path, name: str, boards: int, brins: int, sites: int
) -> None:
    snapshot = read(real_data, name)

    assert (len(snapshot.boards), len(snapshot.schools), len(snapshot.sites)) == (
        boards,
        brins,
        sites,
    )
    assert not snapshot.rejections


@pytest.mark.parametrize("name", [OF_2013, OF_2017, OF_2026])
def test_no_name_is_spoilt_and_no_place_shouts(real_data: Path, name: str) -> None:
    for row in read(real_data, name).schools:
        assert row.name == row.name.strip()
        assert "�" not in row.name
        assert "Ã" not in row.name
        assert row.place
        assert row.place != row.place.upper()


@pytest.mark.slow
def test_nine_years_at_once_are_refused_until_accepted_and_back_again_nothing_is_lost(
    database: Database, importing: Importer
) -> None:
    importing(OF_2017)
    with pytest.raises(LargeChange, match="close 526 and move 827 of 6,359 schools"):
        importing(OF_2026)

    report = importing(OF_2026, accept=True)

    tally = report.school_changes
    assert (tally.new, tally.moved, tally.closed, tally.reopened) == (178, 827, 526, 0)
    assert report_lines(report)[0] == "749 boards, 6,011 schools, 6,122 sites"
    _is_as_in_2026(database)
    assert not importing(OF_2026).changed_anything

    report = importing(OF_2017, accept=True)

    assert report.school_changes == Tally(
        new=0, changed=report.school_changes.changed, moved=827, reopened=526, closed=178
    )


def _is_as_in_2026(database: Database) -> None:
    with database.reading() as session:
        board = schools.board(session, "10799")
        assert board
        assert board.display_name == "Bestuur 10799 (Schiermonnikoog)"
        assert len(schools.schools_of_board(session, "24597")) == 55
        assert session.scalar(select(func.count()).select_from(SchoolRecord)) == 6359 + 178
        assert (session.scalar(select(func.count()).select_from(BoardRecord)) or 0) >= 930
        events = session.execute(select(EventRecord.kind, func.count()).group_by(EventRecord.kind))
        assert dict(events.all()) == {
            "schools_imported": 2,
            "school_moved": 827,
            "school_left": 827,
            "school_closed": 526,
        }
