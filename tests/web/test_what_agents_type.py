"""What agents type when somebody calls, on the schools of the whole country."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wizard.actions import helpdesk
from wizard.actions.schools import import_schools
from wizard.db.base import Database
from wizard.domain.typed_text import normalised
from wizard.practice.boards import PracticeBoards
from wizard.schooldata.duo import DuoFiles

pytestmark = pytest.mark.realdata
_QUERIES = Path(__file__).with_name("queries.tsv")
#: DUO writes "Stg Haagsche School Ver" and "Beatrixsch"; of the third there are three, all alike.
_NOT_FIRST_YET = {
    "haagsche schoolvereniging",
    "prinses beatrix harfsen",
    "vereniging protestants christelijk onderwijs ermelo",
    "dr. bavinck",
}


def test_what_agents_type_gives_the_right_board_or_school_first(
    database: Database, real_data: Path
) -> None:
    duo = DuoFiles([real_data / "vestigingen-bo-2026-08.csv"], real_data / "besturen-bo.csv")
    with database.transaction() as session:
        for source in (duo, PracticeBoards()):
            import_schools(
                session,
                source,
                today=date(2026, 9, 1),
                accept_large_change=False,
                at=datetime(2026, 9, 1, 10, tzinfo=UTC),
                progress=lambda lines, _total: lines,
            )
    with database.reading() as session:
        firsts = {typed: _first(helpdesk.search(session, normalised(typed))) for typed in _wanted()}
    wrong = {typed for typed, wanted in _wanted().items() if firsts[typed] != wanted}
    assert wrong == _NOT_FIRST_YET


def _first(result: helpdesk.Result) -> str:
    return next((each.brin or each.board.number for each in result.found), "")


def _wanted() -> dict[str, str]:
    """Return typed -> the BRIN or board number that is to come first."""
    with _QUERIES.open(encoding="utf-8", newline="") as file:
        return dict(list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:])
