"""One school: what stands for it, its history in words, and ending a mandate."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions.steps import mandates
from wizard.db import events, schools
from wizard.db.events import Event
from wizard.domain.board import Board
from wizard.domain.copying.copies import targets
from wizard.domain.copying.source import sources
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.waiting import wait_in_words
from wizard.domain.words import day_in_words
from wizard.forms.overview.ending import REASONS, EndCheckForm, EndForm
from wizard.steps import FLOW
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, db, facts_after, facts_of, work
from wizard.web.page import render, see_other
from wizard.web.submit import submit
from wizard.web.words import short_name

blueprint = Blueprint("overview_school", __name__, url_prefix="/bestuur/<board>/school/<brin>")

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
        "overview/school.html",
        facts=facts,
        board=board,
        live=[each for each in facts.mandates if each.is_live(facts.season.today)],
        past=[each for each in facts.mandates if not each.is_live(facts.season.today)],
        end_url=lambda mandate: (
            _end_url(board, school, mandate) if _may_end(facts, mandate) else None
        ),
        record_url=lambda mandate: urls.of_end(board, mandate),
        copy_url=_copy_url(of_board, facts),
        change_url=_change_url(of_board, facts),
        choose_url=urls.of_step(FLOW.by_key("service"), board, school.brin),
        shown_service=shown,
        wait_in_words=wait_in_words,
        histories=[("", "Alles"), *((key, short_name(key)) for key in facts.season.required)],
        events=_history(school.brin, shown),
        names={school.brin: school.name},
    )


@blueprint.get("/mandaat/<int:mandate_id>/beeindigen")
@guards.board
def ask_end(board: Board, school: School, mandate_id: int) -> Response:
    """Ask for the last day and the reason; then show what that would do, and ask for the tick."""
    facts = _facts(board, school)
    mandate = _found(facts, mandate_id)
    if not _may_end(facts, mandate):
        return _already_over(board, mandate)
    checks = "controle" in request.args
    asked = _asked(facts, mandate, request.args if "reason" in request.args or checks else None)
    if not checks:
        return _page(board, asked, facts)
    if not asked.validate():
        return _page(board, asked, facts, status=422)
    return _check(board, asked, facts, EndCheckForm.build(None))


@blueprint.post("/mandaat/<int:mandate_id>/beeindigen")
@guards.board
def end(board: Board, school: School, mandate_id: int) -> Response:
    """End the mandate: 422 with the same page, or on to the clicks in the OSR or the receipt."""
    schools.lock(db(), school.brin)
    of_board, check = facts_of(board), EndCheckForm.build(request.form)
    facts = _of_school(of_board, school)
    mandate = _found(facts, mandate_id)
    if not _may_end(facts, mandate):
        return _already_over(board, mandate)
    asked = _asked(facts, mandate, request.form)
    is_other = mandate.version != check.seen_version
    if not (is_other or asked.validate()):
        return _page(board, asked, facts, status=422)

    def act() -> str:
        next_page = mandates.end(
            work(),
            facts,
            mandate_id,
            version=check.seen_version,
            ends_on=asked.last_day,
            reason=check.reason.data or "",
        )
        now = facts_after(of_board, school)
        return urls.of_next_page(next_page, Facts(now, now.find(school.brin)))

    def refused(error: DomainError) -> Response:
        asked.add_refusal(ChangedMeanwhile(_with_both(mandate, asked), field="ends_on"))
        return _page(board, asked, facts, status=422)

    return submit(
        check,
        act,
        again=lambda: _check(board, asked, facts, check, status=422),
        refused=refused,
    )


def _asked(facts: SchoolFacts, mandate: Mandate, typed: Any) -> EndForm:
    return EndForm.build(mandate, facts.season.today, typed)


def _history(brin: str, service: str) -> list[Event]:
    """Return what was done for a school, or only what was about one service."""
    found = events.of_school(db(), brin, limit=_LAST_EVENTS)
    return [each for each in found if not service or each.is_about(service)]


def _with_both(mandate: Mandate, form: EndForm) -> str:
    """Somebody was first: say who and when, how it stands now, and what this person chose."""
    stands = f"eindigt op {day_in_words(mandate.ends_on)}" if mandate.ends_on else "loopt door"
    return (
        f"{conflict.who_was_first(mandate.brin)}: het mandaat {stands}. "
        f"U koos {day_in_words(form.last_day)}. Kies wat het moet worden."
    )


def _copy_url(board: BoardFacts, facts: SchoolFacts) -> str | None:
    """Return where this school's mandates are copied from; None when nobody lacks it."""
    found = [target for source in sources(facts) for target in targets(board, source)]
    if not any(target.may_go_along for target in found) or not Facts(board, facts).others:
        return None
    return urls.of_step(FLOW.by_key("copy"), board.board, facts.school.brin)


def _change_url(board: BoardFacts, facts: SchoolFacts) -> str | None:
    """Return where this school changes the LAS that it got a mandate with last."""
    newest = facts.suggestion
    return urls.change_of_las(board, newest.system, facts.school) if newest else None


def _facts(board: Board, school: School) -> SchoolFacts:
    return _of_school(facts_of(board), school)


def _of_school(board: BoardFacts, school: School) -> SchoolFacts:
    facts = board.find(school.brin)
    if facts is None:  # it moved or closed since the guard looked
        gone.refuse(board.board, school.brin)
    return facts


def _found(facts: SchoolFacts, mandate_id: int) -> Mandate:
    found = next((each for each in facts.mandates if each.id == mandate_id), None)
    if found is None or found.service not in facts.season.required:
        abort(404)
    return found


def _already_over(board: Board, mandate: Mandate) -> Response:
    """Somebody ended it since the page was shown, perhaps this person: lead to what says so."""
    if mandate.end_receipt and not mandate.is_undone:
        number = mandate.end_receipt
        return see_other(url_for("receipts.show", board=board.number, number=number, al=1))
    return see_other(url_for("overview_school.show", board=board.number, brin=mandate.brin))


def _may_end(facts: SchoolFacts, mandate: Mandate) -> bool:
    """Only what this product arranges: nobody should end the exchange with BRON by mistake.

    What ends today cannot end sooner.
    """
    today = facts.season.today
    goes_on = mandate.is_live(today) and mandate.ends_on != today
    return mandate.service in facts.season.required and goes_on


def _end_url(board: Board, school: School, mandate: Mandate) -> str:
    return url_for(
        "overview_school.ask_end", board=board.number, brin=school.brin, mandate_id=mandate.id
    )


def _page(board: Board, asked: EndForm, facts: SchoolFacts, status: int = 200) -> Response:
    return render(
        "overview/end.html",
        status=status,
        form=asked,
        back_url=url_for("overview_school.show", board=board.number, brin=facts.school.brin),
        back_text=f"Terug naar {facts.school.name}",
        **_around(board, asked, facts),
    )


def _check(
    board: Board, asked: EndForm, facts: SchoolFacts, check: EndCheckForm, status: int = 200
) -> Response:
    check.show(asked)
    action = _end_url(board, facts.school, asked.mandate)
    answers = {"reason": asked.reason.data, "ends_on": check.ends_on.data}
    return render(
        "overview/end_check.html",
        status=status,
        form=check,
        sentence=mandates.end_sentence(catalogue(), facts, asked.mandate, asked.last_day),
        last_day=asked.last_day,
        reason=REASONS.get(asked.reason.data or "", ""),
        back_url=f"{action}?{urlencode(answers)}",
        back_text="Terug naar de laatste dag",
        **_around(board, asked, facts),
    )


def _around(board: Board, asked: EndForm, facts: SchoolFacts) -> dict[str, Any]:
    mandate = asked.mandate
    return {
        "board": board,
        "facts": facts,
        "mandate": mandate,
        "service": catalogue().services[mandate.service],
        "opens_again": not facts.is_covered_after(mandate, asked.last_day),
        "action": _end_url(board, facts.school, mandate),
        "school_url": url_for("overview_school.show", board=board.number, brin=facts.school.brin),
    }
