"""The receipt of a save: permanent, fit to print."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Life, Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.words import and_list
from wizard.register import receipts
from wizard.steps import FLOW
from wizard.web import guards, places, planning, remaining
from wizard.web.context import catalogue, clock, db, facts_of, settings
from wizard.web.copying import reason_in_words
from wizard.web.filters import register_name
from wizard.web.page import render

_Lines = list[tuple[SchoolFacts, Mandate]]
#: Names of services, the key and the words of their state, who saw it in the OSR.
_Outcome = tuple[str, str, str | None, str | None]

blueprint = Blueprint("receipts", __name__, url_prefix="/bestuur/<board>/bewijs")


@blueprint.get("/<number>")
@guards.board
def show(board: Board, number: str) -> Response:
    """Show who saved what, when, in which register, and what comes next."""
    receipt = receipts.of_board(db(), board.number, number)
    if receipt is None:
        abort(404)
    facts = facts_of(board)
    lines = [
        (school, mandate)
        for school in facts.schools
        for mandate in school.mandates
        if mandate.receipt == number
    ]
    is_copy = receipt.source is not None
    source = facts.find(receipt.source) if receipt.source else None
    school = lines[0][0] if lines and not is_copy else None
    return render(
        "receipt/receipt.html",
        receipt=receipt,
        lines=lines,
        state_of=_state_of,
        all_recorded=bool(lines) and all(mandate.is_recorded for _, mandate in lines),
        already="al" in request.args,
        facts=facts,
        services=catalogue().services,
        next_items=catalogue().next_items(clock().today()),
        school=school,
        source=source,
        is_copied=is_copy and source not in facts.schools_of(number),
        copied=_by_school(lines) if is_copy else [],
        reason=reason_in_words,
        undo=remaining.offer(board, receipt),
        stays=[each for each in receipt.remains if not each.is_in_osr],
        in_osr=[each for each in receipt.remains if each.is_in_osr],
        change_url=_change(board, school),
        **(_after_copy(facts, number) if is_copy else _next(Facts(facts, school))),
    )


def _change(board: Board, school: SchoolFacts | None) -> str | None:
    if school is None:
        return None
    return places.of_step(FLOW.by_key("service"), board, school.school.brin)


def _next(facts: Facts) -> dict[str, Any]:
    """Name the one next action: the next step of this school, or *Klaar*."""
    if facts.school is None:
        return {"next_url": places.overview(facts.board.board), "next_text": "Naar het overzicht"}
    step = FLOW.first_open(facts)
    url = places.after(facts)
    if step is None and facts.board.unfinished:  # a problem waits
        return {"next_url": places.overview(facts.board.board), "next_text": "Naar het overzicht"}
    if step is None:
        return {"next_url": url, "next_text": "Klaar: bekijk wat er nu gebeurt"}
    if step.key == "copy":
        return {"next_url": url, "next_text": "Ga verder met de andere scholen"}
    pending = facts.school.pending or facts.school.open_services
    names = and_list([catalogue().services[key].in_sentence for key in pending])
    what = f"Nu {names}" if pending else step.title
    return {"next_url": url, "next_text": f"{what} voor {facts.school.school.name}"}


def _by_school(lines: _Lines) -> list[tuple[SchoolFacts, list[_Outcome]]]:
    return [
        (school, _outcomes([mandate for _, mandate in group]))
        for school, group in groupby(lines, key=itemgetter(0))
    ]


def _outcomes(mandates: list[Mandate]) -> list[_Outcome]:
    """Say once what is so for several services; else for each by itself."""
    found: dict[tuple[str, str | None, str | None], list[str]] = {}
    for each in mandates:
        seen_by = each.recorded_by if settings().register == "osr" else None
        name = catalogue().services[each.service].short_name
        found.setdefault((*_state_of(each), seen_by), []).append(name)
    return [(and_list(names), *state) for state, names in found.items()]


def _after_copy(facts: BoardFacts, number: str) -> dict[str, Any]:
    """Name the one next action after a copy: the next of the plan, a school, or *Klaar*.

    What it gave for a service that no school waits for in the overview comes before that.
    """
    if number in facts.besides and not facts.waiting(number):
        url = url_for("copies.show", board=facts.board.number, number=number)
        return {"next_url": url, "next_text": f"Leg dit vast in {register_name()}"}
    if several := planning.several_next(facts):
        return {"next_url": several.url, "next_text": several.link}
    following = facts.next_school()
    if following is None:
        url = url_for("board.finished", board=facts.board.number)
        return {"next_url": url, "next_text": "Klaar: bekijk wat er nu gebeurt"}
    name = following.school.name
    return {"next_url": places.of_school(facts, following), "next_text": f"Ga verder met {name}"}


def _state_of(mandate: Mandate) -> tuple[str, str | None]:
    """Return the state of a mandate on a receipt, and the word where it is not the usual one."""
    today = clock().today()
    if mandate.is_undone:
        return "todo", "Ongedaan gemaakt"
    if mandate.life(today) is Life.ENDED:
        return "saved", "Beëindigd"
    if not mandate.is_recorded:
        return ("problem" if mandate.problem_at else "saved"), None
    if mandate.life(today) is Life.PLANNED:
        return "planned", None
    return "recorded", f"Vastgelegd in {register_name()}"
