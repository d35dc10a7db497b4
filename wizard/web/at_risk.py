"""*Besturen in gevaar*: whom the helpdesk calls before the deadline. Counts only, also as CSV."""

from collections.abc import Callable, Sequence

from flask import Blueprint, Response, make_response, request

from wizard.actions import gathering
from wizard.domain.netherlands import local
from wizard.domain.report import Row
from wizard.register.at_risk import AtRisk, boards_at_risk
from wizard.web import guards, sheets
from wizard.web.context import catalogue, clock, db
from wizard.web.page import render

blueprint = Blueprint("helpdesk_at_risk", __name__, url_prefix="/helpdesk/besturen")

PAGE_SIZE = 25
#: What can be shown, as it stands in the URL and on the screen.
CHOICES = {
    "": "Alle besturen",
    "begonnen": "Al begonnen",
    "niets": "Nog niets gedaan",
    "hulp": "Vroeg om hulp",
}
_SHOWS: dict[str, Callable[[AtRisk], bool]] = {
    "begonnen": lambda each: each.is_begun,
    "niets": lambda each: not each.is_begun,
    "hulp": lambda each: each.helped_at is not None,
}
_COLUMNS = (
    *("Bestuursnummer", "Bestuur", "Plaats", "Scholen"),
    *("Mandaten open", "Laatste actie op", "Laatste hulp op"),
)


@blueprint.get("")
@guards.agent
def show() -> Response:
    """Show the boards with something open, most of it first, in pages."""
    shown = request.args.get("toon", "")
    found = _found(shown)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(max(request.args.get("pagina", default=1, type=int), 1), pages)
    return render(
        "helpdesk/at_risk.html",
        boards=found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        found=len(found),
        shown=shown if shown in CHOICES else "",
        choices=CHOICES,
        page=page,
        pages=pages,
    )


@blueprint.get("/besturen.csv")
@guards.agent
def as_csv() -> Response:
    """Hand out the list, to call from."""
    response = make_response(sheets.as_csv(_COLUMNS, _rows(_found(request.args.get("toon", "")))))
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    name = f"besturen-{clock().today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _found(shown: str) -> list[AtRisk]:
    found = boards_at_risk(db(), gathering.season(catalogue(), clock().today()).needed_on)
    is_shown = _SHOWS.get(shown)
    return [each for each in found if is_shown(each)] if is_shown else found


def _rows(found: Sequence[AtRisk]) -> list[Row]:
    return [
        (
            each.board.number,
            each.board.display_name,
            each.board.place,
            str(each.schools),
            str(each.open),
            local(each.active_at).date() if each.active_at else None,
            local(each.helped_at).date() if each.helped_at else None,
        )
        for each in found
    ]
