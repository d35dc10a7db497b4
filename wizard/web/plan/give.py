"""One LAS for all schools that use it: look (a GET), then give (a POST). A line of the plan."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions import plan as actions_plan
from wizard.domain.board import Board
from wizard.domain.copying.copies import Copy, Left
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.plan.gift import effort, give_together, system_of
from wizard.forms.copying import CopyForm
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, clock, facts_of, locked_facts_of, work
from wizard.web.copying import reason_in_words
from wizard.web.page import render, see_other
from wizard.web.plan.views import effort_in_words
from wizard.web.school_systems import differing_words
from wizard.web.submit import submit
from wizard.web.words import short_names

blueprint = Blueprint("plan_give", __name__, url_prefix="/bestuur/<board>/samen")


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show which schools with the LAS in the URL get what; back to the plan where none do."""
    facts = facts_of(board)
    act = _act(facts, request.args.get("las", ""))
    if act is None:
        return see_other(_plan(board))
    form = CopyForm.build(None)
    form.show(act.source.system.key, act.included)
    return _page(facts, act, form)


@blueprint.post("")
@guards.board
def give(board: Board) -> Response:
    """Give: 422 with what would happen now, or on to the outcome."""
    facts = locked_facts_of(board)
    form = CopyForm.build(request.form)

    def act() -> str:
        next_page = actions_plan.give(
            work(), facts, system_key=form.system.data or "", wanted=form.wanted, key=form.act
        )
        return urls.of_next_page(next_page, Facts(facts))

    return submit(form, act, again=lambda: _again(facts, form))


def _act(facts: BoardFacts, key: str, form: CopyForm | None = None) -> Copy | None:
    system = system_of(facts, key)
    if system is None:
        return None
    retired = work().retired
    return give_together(facts, system, retired=retired, wanted=form.wanted if form else None)


def _again(facts: BoardFacts, form: CopyForm) -> Response:
    """Show what the act that was sent would do now."""
    act = _act(facts, form.system.data or "", form)
    if act is None and (left := gone.chosen(facts, form.wanted)):
        return see_other(_plan(facts.board, b=[each.school.brin for each in left]))
    if act is None:
        return see_other(_plan(facts.board, gewijzigd=conflict.mark("")))
    form.show(act.source.system.key, act.included)
    return _page(facts, act, form, status=422)


def _page(facts: BoardFacts, act: Copy, form: CopyForm, status: int = 200) -> Response:
    return render(
        "plan/together.html",
        status=status,
        facts=facts,
        act=act,
        form=form,
        sentence=actions_plan.sentence(catalogue(), act, clock().today()),
        effort=effort_in_words(effort(facts, act)),
        differs=lambda target: differing_words.of_target(target, act.source),
        staying=_same_system(facts, act),
        first_day=facts.season.today,
        names_of=short_names,
        reason=reason_in_words,
        action=request.path,
        plan_url=_plan(facts.board),
        systems_url=url_for("school_systems.show", board=facts.board.number),
    )


def _same_system(facts: BoardFacts, act: Copy) -> list[Left]:
    """Return who uses this LAS too, has something open, and needs a look of its own."""
    found = ((each, facts.find(each.brin)) for each in act.left if not each.was_selected)
    return [
        left
        for left, school in found
        if school and school.open_services and school.known_system == act.source.system
    ]


def _plan(board: Board, **more: Any) -> str:
    return url_for("plan.show", board=board.number, **more)
