"""Take it with you: a board's mandates as CSV, as a workbook, and as a report to print."""

from datetime import date, datetime

from flask import Blueprint, Response

from wizard.domain.board import Board
from wizard.domain.dutch_time import local
from wizard.domain.overview import report as overview_report
from wizard.domain.words import date_short
from wizard.web import downloads, guards
from wizard.web.context import catalogue, clock, facts_of
from wizard.web.gone import closed_schools
from wizard.web.gone_words import closed_word
from wizard.web.overview.views import counts_in_words
from wizard.web.page import render
from wizard.web.words import short_name, state_word, word_of

blueprint = Blueprint("overview_exports", __name__, url_prefix="/bestuur/<board>")

_SHEET = "Mandaten"


@blueprint.get("/mandaten.csv")
@guards.board
def as_csv(board: Board) -> Response:
    """Hand out the mandates as CSV."""
    return _file(board, "csv", downloads.as_csv(overview_report.COLUMNS, _rows(board)))


@blueprint.get("/mandaten.xlsx")
@guards.board
def as_xlsx(board: Board) -> Response:
    """Hand out the mandates as a workbook."""
    return _file(board, "xlsx", downloads.as_xlsx(_SHEET, overview_report.COLUMNS, _rows(board)))


@blueprint.get("/rapport")
@guards.board
def show(board: Board) -> Response:
    """Show the mandates as a page to print and keep: it names its board and its day.

    Its deadline is worded without the moment, for it is read later too.
    """
    facts = facts_of(board)
    return render(
        "overview/report.html",
        facts=facts,
        closed=[each for each in closed_schools(facts) if overview_report.had_mandates(each)],
        closed_word=closed_word,
        had_mandates=overview_report.had_mandates,
        now=clock().now(),
        notice=catalogue().notice_of(facts.services_left, facts.season.today),
        counts=counts_in_words(facts),
        columns=[
            ("School", None, None),
            *((short_name(each.key), None, None) for each in catalogue().required),
        ],
        word_of=word_of,
        mandate_of=overview_report.mandate_of,
        short=_short,
    )


def _rows(board: Board) -> list[overview_report.Row]:
    wording = overview_report.Wording(
        state=state_word,
        closed=closed_word,
        service=short_name,
        local=local,
    )
    facts = facts_of(board)
    return list(overview_report.rows(facts, closed_schools(facts), wording))


def _short(day: date) -> str:
    return date_short(local(day).date() if isinstance(day, datetime) else day)


def _file(board: Board, kind: str, content: bytes) -> Response:
    name = f"mandaten-{board.number}-{clock().today().isoformat()}.{kind}"
    return downloads.attachment(name, content)
