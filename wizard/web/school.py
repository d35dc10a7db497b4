"""One school: what stands for it, its history in words, and ending a mandate."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions import mandates
from wizard.db import events, schools
from wizard.db.events import Event
from wizard.domain.board import Board
from wizard.domain.copying import targets
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import ended_alone
from wizard.domain.source import sources
from wizard.domain.waiting import wait_in_words
from wizard.domain.words import day_in_words
from wizard.forms.ending import EndForm
from wizard.steps import FLOW
from wizard.web import guards, overtaken, places
from wizard.web.context import catalogue, db, facts_of, work
from wizard.web.page import render, see_other

blueprint = Blueprint("school", __name__, url_prefix="/bestuur/<board>/school/<brin>")

_LAST_EVENTS = 200


@blueprint.get("")
@guards.board
def show(board: Board, school: School) -> Response:
    """Show the mandates of a school, ended ones too, and who did what."""
    of_board = facts_of(board)
    facts = _of_school(of_board, school)
    shown = request.args.get("dienst", "")
    shown = shown if shown in facts.season.required else ""
    return render(
        "school/school.html",
        facts=facts,
        board=board,
        live=[each for each in facts.mandates if each.is_live(facts.season.today)],
        past=[each for each in facts.mandates if not each.is_live(facts.season.today)],
        ended=_just_ended(facts),
        end_url=lambda mandate: (
            _end_url(board, school, mandate) if _may_end(facts, mandate) else None
        ),
        copy_url=_copy_url(of_board, facts),
        change_url=_change_url(of_board, facts),
        choose_url=places.of_step(FLOW.by_key("service"), board, school.brin),
        shown_service=shown,
        wait_in_words=wait_in_words,
        histories=[("", "Alles"), *((each.key, each.short_name) for each in catalogue().required)],
        events=_history(school.brin, shown),
        names={school.brin: school.name},
    )


@blueprint.get("/mandaat/<int:mandate_id>/beeindigen")
@guards.board
def ask_end(board: Board, school: School, mandate_id: int) -> Response:
    """Ask for the last day and the reason."""
    facts = _facts(board, school)
    mandate = _live(facts, mandate_id)
    form = EndForm.build(mandate, facts.season.today, None)
    return _page(board, facts, mandate, form)


@blueprint.post("/mandaat/<int:mandate_id>/beeindigen")
@guards.board
def end(board: Board, school: School, mandate_id: int) -> Response:
    """End the mandate: 422 with the same page, or back to the school."""
    schools.lock(db(), school.brin)
    facts = _facts(board, school)
    mandate = _live(facts, mandate_id)
    form = EndForm.build(mandate, facts.season.today, request.form)
    if not form.validate():
        return _page(board, facts, mandate, form, status=422)
    try:
        mandates.end(
            work(),
            facts,
            mandate_id,
            version=form.seen_version,
            ends_on=form.last_day,
            reason=form.reason.data,
        )
    except DomainError as error:
        db().rollback()
        form.was_overtaken = isinstance(error, ChangedMeanwhile)
        form.add_error(error.field, _with_both(error, mandate, form))
        form.version.data = str(mandate.version)
        return _page(board, facts, mandate, form, status=422)
    return see_other(
        url_for("school.show", board=board.number, brin=school.brin, beeindigd=mandate_id)
    )


def _history(brin: str, service: str) -> list[Event]:
    """Return what was done for a school, or only what was about one service."""
    found = events.of_school(db(), brin, limit=_LAST_EVENTS)
    return [each for each in found if not service or each.is_about(service)]


def _with_both(error: DomainError, mandate: Mandate, form: EndForm) -> str:
    """Somebody was first: say who and when, how it stands now, and what this person chose."""
    if not isinstance(error, ChangedMeanwhile):
        return error.message
    stands = f"eindigt op {day_in_words(mandate.ends_on)}" if mandate.ends_on else "loopt door"
    return (
        f"{overtaken.who_was_first(mandate.brin)}: het mandaat {stands}. "
        f"U koos {day_in_words(form.last_day)}. Kies wat het moet worden."
    )


def _copy_url(board: BoardFacts, facts: SchoolFacts) -> str | None:
    """Return where this school's mandates are copied from; None when nobody lacks it."""
    found = [target for source in sources(facts) for target in targets(board, source)]
    if not any(target.may_go_along for target in found) or not Facts(board, facts).others:
        return None
    return places.of_step(FLOW.by_key("copy"), board.board, facts.school.brin)


def _change_url(board: BoardFacts, facts: SchoolFacts) -> str | None:
    """Return where this school changes the LAS that it got a mandate with last."""
    newest = facts.suggestion
    return places.change_of_las(board, newest.system, facts.school) if newest else None


def _facts(board: Board, school: School) -> SchoolFacts:
    return _of_school(facts_of(board), school)


def _of_school(board: BoardFacts, school: School) -> SchoolFacts:
    facts = board.find(school.brin)
    if facts is None:  # it moved or closed since the guard looked
        abort(404)
    return facts


def _live(facts: SchoolFacts, mandate_id: int) -> Mandate:
    found = next((each for each in facts.mandates if each.id == mandate_id), None)
    if found is None or not _may_end(facts, found):
        abort(404)
    return found


def _may_end(facts: SchoolFacts, mandate: Mandate) -> bool:
    """Only what this product arranges: nobody should end the exchange with BRON by mistake."""
    return mandate.service in facts.season.required and mandate.is_live(facts.season.today)


def _just_ended(facts: SchoolFacts) -> dict[str, Any] | None:
    """Return what was just ended, and what still has to be done in the register for it."""
    wanted = request.args.get("beeindigd", type=int)
    mandate = next((each for each in facts.mandates if each.id == wanted and each.ends_on), None)
    if mandate is None:
        return None
    clicks = catalogue().end_clicks_for(mandate, facts.school, facts.season.today)
    return {"mandate": mandate, "clicks": clicks}


def _end_url(board: Board, school: School, mandate: Mandate) -> str:
    return url_for("school.ask_end", board=board.number, brin=school.brin, mandate_id=mandate.id)


def _page(
    board: Board, facts: SchoolFacts, mandate: Mandate, form: EndForm, status: int = 200
) -> Response:
    service = catalogue().services[mandate.service]
    return render(
        "school/end.html",
        status=status,
        board=board,
        facts=facts,
        mandate=mandate,
        service=service,
        sentence=ended_alone(mandate.system, service.in_sentence, facts.school),
        opens_again={*facts.standing(mandate.service)} <= {mandate},
        form=form,
        back_url=url_for("school.show", board=board.number, brin=facts.school.brin),
    )
