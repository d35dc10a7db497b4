"""What agents type when somebody calls, and what must come first among the country's schools."""

import csv
from pathlib import Path

from wizard.actions import helpdesk
from wizard.domain.typed_text import normalised
from wizard.ports import Wiring

_QUERIES = Path(__file__).with_name("queries.tsv")
#: DUO writes "Stg Haagsche School Ver" and "Beatrixsch"; of the third there are three, all alike.
_NOT_FIRST_YET = {
    "haagsche schoolvereniging",
    "prinses beatrix harfsen",
    "vereniging protestants christelijk onderwijs ermelo",
    "dr. bavinck",
}


def agents_find_first(wiring: Wiring) -> None:
    """Each query gives its board or school first, but for those that are known not to."""
    with wiring.database.reading() as session:
        firsts = {typed: _first(helpdesk.search(session, normalised(typed))) for typed in _wanted()}
    wrong = {typed for typed, wanted in _wanted().items() if firsts[typed] != wanted}
    assert wrong == _NOT_FIRST_YET


def _first(result: helpdesk.Result) -> str:
    return next((each.brin or each.board.number for each in result.found), "")


def _wanted() -> dict[str, str]:
    """Return typed -> the BRIN or board number that is to come first."""
    with _QUERIES.open(encoding="utf-8", newline="") as file:
        return dict(list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:])
