"""All schools that a board waits for: one text to send, and their answers in one submission."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions import waiting
from wizard.actions.waiting import Lost
from wizard.db import events
from wizard.db.events import Event
from wizard.domain.board import Board
from wizard.domain.dutch_time import local
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_systems.differing import differing_as_told, schools_that_differ
from wizard.domain.school_systems.reported import Telling
from wizard.domain.waiting import in_order, wait_in_words, waiting_schools
from wizard.forms.waiting import WaitingForm, name_of, seen_schools
from wizard.steps import FLOW
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, db, facts_of, locked_facts_of, work
from wizard.web.gone_words import gone_sentence
from wizard.web.osr import clicks
from wizard.web.page import render, see_other
from wizard.web.school_systems import differing_words
from wizard.web.steps import page_data
from wizard.web.submit import submit

blueprint = Blueprint("waiting", __name__, url_prefix="/bestuur/<board>/wachten")


@dataclass(frozen=True)
class Row:
    """A school that we wait for: its field, who asked it and when, its own step 4, and a remark."""

    facts: SchoolFacts
    field: Any
    asked: Event | None
    system_url: str
    #: That the register knows another LAS than the one that is chosen on the page.
    note: str

    @property
    def asked_at(self) -> datetime | None:
        """Return when the school was asked, on the wall clock; None when it waits no more."""
        draft = self.facts.draft
        return local(draft.parked_at) if draft and draft.parked_at else None


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show who is waited for, and the text to send to all of them."""
    facts = facts_of(board)
    return _page(facts, _form(facts, waiting_schools(facts), None))


@blueprint.post("")
@guards.board
def answer(board: Board) -> Response:
    """Keep what schools answered and when to look again: 422 with the same page, or on."""
    facts = locked_facts_of(board)
    seen = seen_schools(request.form.get("seen"))
    shown = [school for brin in seen if (school := facts.find(brin))]
    unkept = _chosen_for_gone(facts, seen)
    if not shown:
        return see_other(url_for("waiting.show", board=board.number, gewijzigd=_mark(unkept)))
    form = _form(facts, in_order(shown), request.form)

    def act() -> str:
        lost = waiting.answer_waiting(
            work(), facts, form.answers, seen=seen, look_again_on=form.day
        )
        return url_for(
            "waiting.show",
            board=board.number,
            gewijzigd=_mark(lost | unkept),
            b=_to_look_at(form, lost),
        )

    return submit(form, act, again=lambda: _page(facts, form, status=422))


def _to_look_at(form: WaitingForm, lost: Lost) -> list[str]:
    """Return the BRINs of which an answer that was kept is another LAS than the register knows."""
    answers = form.answers
    return [
        each.school.brin
        for each in form.schools
        if each.school.brin not in lost
        and differing_as_told(Telling(each, answers.get(each.school.brin)))
    ]


def _form(facts: BoardFacts, schools: tuple[SchoolFacts, ...], typed: Any) -> WaitingForm:
    return WaitingForm.build(schools, catalogue(), facts.season.today, typed)


def _page(facts: BoardFacts, form: WaitingForm, status: int = 200) -> Response:
    following = facts.next_school()
    return render(
        "waiting/waiting.html",
        status=status,
        board=facts.board,
        form=form,
        rows=_rows(facts, form),
        conflicts=_lost(facts),
        differs=_just_answered(facts),
        saved=_saved(facts),
        gone_schools=gone.chosen(facts, seen_schools(request.form.get("seen"))),
        wait_in_words=wait_in_words,
        following=following,
        following_url=urls.of_school(facts, following) if following else None,
        letter=_letter(facts),
    )


def _rows(facts: BoardFacts, form: WaitingForm) -> list[Row]:
    asked = events.latest_of_schools(
        db(), [each.school.brin for each in form.schools], EventKind.PARKED
    )
    step, answers = FLOW.by_key("system"), form.answers
    return [
        Row(
            each,
            form.of(each),
            asked.get(each.school.brin),
            urls.of_step(step, facts.board, each.school.brin),
            differing_words.of_telling(Telling(each, answers.get(each.school.brin))),
        )
        for each in form.schools
    ]


def _letter(facts: BoardFacts) -> str:
    """Return one text for all schools that we wait for; for a single one, its own."""
    schools = waiting_schools(facts)
    if not schools:
        return ""
    if len(schools) == 1:
        own = clicks.letter(Facts(facts, schools[0]))
        return f"{own['letter_subject']}\n\n{own['letter']}"
    return clicks.letter_to_several(facts, schools)


def _just_answered(facts: BoardFacts) -> differing_words.Remark | None:
    """Say of the answers that were kept just now that the register knows another LAS."""
    asked = set(request.args.getlist("b"))
    differ = [each for each in schools_that_differ(facts) if each.school.brin in asked]
    return differing_words.of_several(facts, differ)


def _chosen_for_gone(facts: BoardFacts, seen: Collection[str]) -> Lost:
    """Return what was chosen for schools that closed or moved since the page was shown."""
    systems = catalogue().systems
    keys = {
        each.school.brin: request.form.get(name_of(each.school.brin), "")
        for each in gone.chosen(facts, seen)
    }
    return {brin: systems[key].name for brin, key in keys.items() if key in systems}


def _mark(lost: Lost) -> str | None:
    """Return what the address says of answers that were not kept: a line for each."""
    lines = [f"{brin} {chosen}" for brin, chosen in lost.items()]
    return conflict.mark("\n".join(lines)) if lines else None


def _lost(facts: BoardFacts) -> list[str]:
    """Say of each answer that was not kept who was first, how it stands, and what was chosen."""
    notice = conflict.notice(None)
    split = (line.partition(" ") for line in (notice.lost.splitlines() if notice else ()))
    lines = [(brin, chosen) for brin, _, chosen in split]
    left = {each.school.brin: each for each in gone.chosen(facts, [brin for brin, _ in lines])}
    return [
        f"{gone_sentence(left[brin]) if brin in left else _overtaken(facts, brin)} "
        f"U koos: {chosen}. Dat hebben wij niet bewaard."
        for brin, chosen in lines
        if brin in left or facts.find(brin)
    ]


def _overtaken(facts: BoardFacts, brin: str) -> str:
    school = facts.find(brin)
    if school is None:
        return ""
    return f"{school.school.name}. {conflict.who_was_first(brin)}: {waiting.standing(school)}."


def _saved(facts: BoardFacts) -> str | None:
    """Say when somebody of the board last kept an answer, where that was today."""
    moments = (each.draft.updated_at for each in facts.schools if each.draft)
    latest = max(moments, default=None)
    return page_data.saved_at(latest) if latest else None
