"""The receipt of an operation: permanent, fit to print; how each mandate stands today."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions import next_items, osr
from wizard.actions.receipts import late
from wizard.db import receipts, schools
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.receipt import OperationKind, Receipt
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import in_past
from wizard.domain.words import and_list, count
from wizard.steps import FLOW
from wizard.web import gone, guards, urls, words
from wizard.web.context import catalogue, clock, db, facts_of, settings
from wizard.web.copying import reason_in_words
from wizard.web.gone import GoneLine
from wizard.web.page import render
from wizard.web.plan import views as plan_views
from wizard.web.receipts import lines as receipts_lines
from wizard.web.receipts import undo_words
from wizard.web.receipts.lines import Line
from wizard.web.words import in_sentence, named, register_name

blueprint = Blueprint("receipts", __name__, url_prefix="/bestuur/<board>/bewijs")

_ENDED, _PARTLY_ENDED = "Opgeslagen, en later beëindigd", "Opgeslagen, en later deels beëindigd"
_TITLES = {
    OperationKind.LAS_CHANGE: "Bewijs van de overstap",
    OperationKind.END: "Bewijs van het einde",
}


@blueprint.get("/<number>")
@guards.board
def show(board: Board, number: str) -> Response:
    """Show who saved what, when, in which register, and what comes next."""
    receipt = receipts.of_board(db(), board.number, number)
    if receipt is None:
        abort(404)
    facts = facts_of(board)
    giver = schools.board(db(), receipt.board_number) or board
    lines = receipts_lines.of(facts, number)
    school = lines[0].school if lines and not receipt.is_for_several else None
    gone_lines = gone.lines_of(board, number)
    is_recorded = _all_recorded(lines, gone_lines)
    of_board = late.advice(catalogue(), facts, db())
    return render(
        "receipts/receipt.html",
        receipt=receipt,
        title=_TITLES.get(receipt.kind, "Bewijs van opslaan"),
        heading=_heading(receipt, lines, is_recorded=is_recorded),
        giver=giver,
        done=in_past(receipt.sentence, giver.display_name),
        lines=lines,
        gone_lines=gone_lines,
        all_recorded=is_recorded,
        recorded=_recorded_in_words(lines),
        facts=facts,
        now=clock().now(),
        next_items=next_items.of_board(
            catalogue(), facts, settings().register, is_late=bool(of_board)
        ),
        late=late.advice(catalogue(), facts, db(), receipt=number) if of_board else None,
        school=school,
        source=_source(facts, receipt),
        by_school=receipts_lines.by_school(lines) if receipt.is_for_several else [],
        systems=receipts_lines.systems(lines),
        name_of=words.name_of,
        first_days=receipts_lines.first_days(lines),
        reason=reason_in_words,
        undo=undo_words.offer(facts, receipt),
        stays=[each for each in receipt.remains if not each.is_in_osr],
        in_osr=[each for each in receipt.remains if each.is_in_osr],
        change_url=_change(board, school),
        already="al" in request.args,
        **_next(facts, receipt, school),
    )


def _heading(receipt: Receipt, lines: Sequence[Line], *, is_recorded: bool) -> str:
    already = "al" in request.args
    if receipt.is_undone:
        return "Dit was al ongedaan gemaakt" if already else "Ongedaan gemaakt"
    if already:
        return "Dit was al opgeslagen"
    if receipt.kind is OperationKind.END:
        return _heading_of_end(lines, is_recorded=is_recorded)
    if any(over := [line.is_over for line in lines if not line.is_end]):
        return _ENDED if all(over) else _PARTLY_ENDED
    heading = f"Vastgelegd in {register_name()}" if is_recorded else "Opgeslagen"
    return f"Deels {heading[:1].lower()}{heading[1:]}" if receipt.left else heading


def _heading_of_end(lines: Sequence[Line], *, is_recorded: bool) -> str:
    if lines and all(line.is_withdrawn for line in lines):
        return "Het mandaat is ingetrokken"
    name = register_name()
    return f"De einddatum is vastgelegd in {name}" if is_recorded else "De einddatum is opgeslagen"


def _recorded_in_words(lines: Sequence[Line]) -> str:
    """Say of how many of its mandates and ends the register is known to have them.

    Nothing of a mandate that was withdrawn before it came there.
    """
    ends = [line for line in lines if line.is_end and not line.is_withdrawn]
    groups = (
        ([line for line in lines if not line.is_end], ("mandaat", "mandaten")),
        (ends, ("einddatum", "einddatums")),
    )
    said = [
        f"{sum(line.is_recorded for line in group)} van {count(len(group), *names)}"
        for group, names in groups
        if group
    ]
    return f"{and_list(said)} vastgelegd in {register_name()}" if said else ""


def _source(facts: BoardFacts, receipt: Receipt) -> dict[str, str] | None:
    """Return the school that was copied from; None where nothing was copied."""
    if receipt.kind is not OperationKind.COPY or receipt.source is None:
        return None
    found = facts.find(receipt.source)
    name = found.school.name if found else gone.name_of(facts.board, receipt.source)
    return {"name": name, "brin": receipt.source}


def _all_recorded(lines: Sequence[Line], gone_lines: Sequence[GoneLine]) -> bool:
    """Tell whether all stands in the register that this board knows of: also where it closed."""
    closed = [line for line in gone_lines if line.gone.is_closed]
    known = [line.is_recorded for line in lines if not line.is_withdrawn]
    known += [each.is_recorded for line in closed for each in line.given]
    known += [not each.awaits_end for line in closed for each in line.ended]
    return bool(known) and all(known)


def _change(board: Board, school: SchoolFacts | None) -> str | None:
    if school is None:
        return None
    return urls.of_step(FLOW.by_key("service"), board, school.school.brin)


def _next(facts: BoardFacts, receipt: Receipt, school: SchoolFacts | None) -> dict[str, Any]:
    """Name the one next action: record this, or go on with what is open."""
    verb = "Draai dit terug" if receipt.is_undone else "Leg dit vast"
    if url := _recording(facts, receipt, school):
        return {"next_url": url, "next_text": f"{verb} in {register_name()}"}
    if receipt.is_for_several or receipt.kind is OperationKind.END:
        return _after_several(facts)
    return _after_save(Facts(facts, school))


def _recording(facts: BoardFacts, receipt: Receipt, school: SchoolFacts | None) -> str | None:
    """Return where what is left of it is recorded; the steps of a school lead there themselves."""
    number = receipt.number
    if receipt.is_for_several and osr.left_of_operation(facts, number):
        return url_for("osr.show", board=facts.board.number, number=number)
    waiting = school.unrecorded_ends if school else ()
    if receipt.is_undone or receipt.kind is OperationKind.END:
        mandate = next((each for each in waiting if each.end_operation == number), None)
        return urls.of_end(facts.board, mandate) if mandate else None
    return None


def _after_save(facts: Facts) -> dict[str, Any]:
    """Name the one next action: the next step of this school, or *Klaar*."""
    if facts.school is None:
        return _overview(facts.board)
    step = FLOW.first_open(facts)
    if step is None and facts.board.unfinished:  # a problem waits, or a later first day
        return _overview(facts.board)
    url = urls.after(facts)
    if step is None:
        return {"next_url": url, "next_text": "Klaar: bekijk wat er nu gebeurt"}
    if step.key == "copy":
        return {"next_url": url, "next_text": "Ga verder met de andere scholen"}
    pending = facts.school.pending or facts.school.open_services
    names = in_sentence(pending)
    what = f"Nu {names}" if pending else named(step.title)
    return {"next_url": url, "next_text": f"{what} voor {facts.school.school.name}"}


def _after_several(facts: BoardFacts) -> dict[str, Any]:
    """Name the one next action: the next of the plan, a school, or *Klaar*."""
    if several := plan_views.several_next(facts):
        return {"next_url": several.url, "next_text": several.link}
    following = facts.next_school()
    if following is None:
        url = url_for("overview.finished", board=facts.board.number)
        return {"next_url": url, "next_text": "Klaar: bekijk wat er nu gebeurt"}
    name = following.school.name
    return {"next_url": urls.of_school(facts, following), "next_text": f"Ga verder met {name}"}


def _overview(facts: BoardFacts) -> dict[str, Any]:
    return {"next_url": urls.overview(facts.board), "next_text": "Naar het overzicht"}
