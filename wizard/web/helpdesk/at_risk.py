"""*Besturen in gevaar*: whom the helpdesk calls before the deadline. Counts only, also as CSV."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, request

from wizard.actions.reminders.reach import Reach, reach_of_boards
from wizard.db.helpdesk.at_risk import AtRisk, boards_at_risk
from wizard.domain.dutch_time import local
from wizard.domain.overview.report import Row
from wizard.web import downloads, guards
from wizard.web.context import clock, db, season
from wizard.web.page import render
from wizard.web.search import page_of

blueprint = Blueprint("helpdesk_at_risk", __name__, url_prefix="/helpdesk/besturen")

#: What can be shown, as it stands in the URL and on the screen.
CHOICES = {
    "": "Alle besturen",
    "begonnen": "Al begonnen",
    "niets": "Nog niets gedaan",
    "hulp": "Vroeg om hulp",
    "geen-mail": "Krijgt geen herinneringen",
    "mislukt": "Mail komt niet aan",
}
_SHOWS: dict[str, Callable[[AtRisk, Reach], bool]] = {
    "begonnen": lambda each, _reach: each.is_begun,
    "niets": lambda each, _reach: not each.is_begun,
    "hulp": lambda each, _reach: each.helped_at is not None,
    "geen-mail": lambda _each, reach: reach is Reach.NOBODY,
    "mislukt": lambda _each, reach: reach is Reach.FAILING,
}
#: How reminders reach a board, in words.
REACHES = {
    Reach.NOBODY: "Krijgt geen herinneringen",
    Reach.FAILING: "Mail komt niet aan",
    Reach.MAILED: "Krijgt herinneringen",
}
_COLUMNS = (
    *("Bestuursnummer", "Bestuur", "Plaats", "Scholen"),
    *("Mandaten open", "Laatste actie op", "Laatste hulp op", "Herinneringen"),
)


@blueprint.get("")
@guards.agent
def show() -> Response:
    """Show the boards with something open, most of it first, in pages."""
    shown = request.args.get("toon", "")
    found = _found(shown)
    boards, page, pages = page_of(found, request.args)
    return render(
        "helpdesk/at_risk.html",
        boards=boards,
        found=len(found),
        shown=shown if shown in CHOICES else "",
        choices=CHOICES,
        reaches=REACHES,
        page=page,
        pages=pages,
    )


@blueprint.get("/besturen.csv")
@guards.agent
def as_csv() -> Response:
    """Hand out the list, to call from."""
    rows = _rows(_found(request.args.get("toon", "")))
    name = f"besturen-{clock().today().isoformat()}.csv"
    return downloads.attachment(name, downloads.as_csv(_COLUMNS, rows))


def _found(shown: str) -> list[tuple[AtRisk, Reach]]:
    found = boards_at_risk(db(), season())
    reach = reach_of_boards(db(), clock().now())
    pairs = [(each, reach.get(each.board.number, Reach.NOBODY)) for each in found]
    is_shown = _SHOWS.get(shown)
    return [pair for pair in pairs if is_shown(*pair)] if is_shown else pairs


def _rows(found: Sequence[tuple[AtRisk, Reach]]) -> list[Row]:
    return [
        (
            each.board.number,
            each.board.display_name,
            each.board.place,
            str(each.schools),
            str(each.open),
            local(each.active_at).date() if each.active_at else None,
            local(each.helped_at).date() if each.helped_at else None,
            REACHES[reach],
        )
        for each, reach in found
    ]
