"""A board's overview (school × dienst) and *Klaar*."""

from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions import next_items
from wizard.actions.receipts import late
from wizard.catalogue import DeadlineNotice
from wizard.db import events, receipts
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.receipt import OperationKind
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.service import Service
from wizard.domain.status import Cell, State
from wizard.domain.waiting import look_again_in_words, wait_in_words, waiting_schools
from wizard.domain.words import count, day_in_words
from wizard.flow import AnyStep
from wizard.steps import FLOW, to_record
from wizard.web import conflict, gone, guards, urls
from wizard.web.boards import progress
from wizard.web.context import catalogue, clock, db, facts_of, settings
from wizard.web.overview.school_list import CHOICES, listing
from wizard.web.page import render, see_other, wants_part
from wizard.web.school_systems import differing_words
from wizard.web.words import (
    StateWord,
    end_in_full,
    named,
    register_name,
    saved_word,
    short_name,
    word_of,
)

blueprint = Blueprint("overview", __name__, url_prefix="/bestuur/<board>")

_LAST_EVENTS = 5
#: The states in the order in which they are counted: what asks something first.
_COUNTED = (
    *(State.PROBLEM, State.TODO, State.BUSY, State.WAITING),
    *(State.SAVED, State.PLANNED, State.RECORDED),
)


@blueprint.get("/verder")
@guards.board
def enter(board: Board) -> Response:
    """Go on where this board's people left off."""
    facts = facts_of(board)
    latest = facts.last_receipt
    answered = latest is not None and receipts.is_copy_answered(db(), latest)
    return see_other(urls.go_on(facts, copy_answered=answered))


@blueprint.get("")
@guards.board
def overview(board: Board) -> Response:
    """Show school × dienst, and the next thing to do."""
    facts = facts_of(board)
    if wants_part("scholen"):
        return render("overview/_searched.html", **_schools(facts))
    following = facts.next_school()
    return render(
        "overview/overview.html",
        **_schools(facts),
        done=sum(each.holds(key) for each in facts.schools for key in facts.season.required),
        planned=facts.counts[State.PLANNED],
        left_schools=len(facts.unfinished),
        choices=CHOICES,
        counts=counts_in_words(facts),
        notice=deadline_notice(facts),
        dated_service=catalogue().main_rule.service,
        events=events.of_board(db(), board.number, limit=_LAST_EVENTS),
        names={each.school.brin: each.school.name for each in facts.schools},
        news=gone.news(board),
        waiting=len(waiting_schools(facts)),
        **_what_now(facts),
        differs=differing_words.of_board(facts),
        elsewhere=None if facts.unfinished else progress.elsewhere(board),
        change_url=urls.change_of_las(facts),
        **_following(facts, following),
    )


@blueprint.get("/klaar")
@guards.board
def finished(board: Board) -> Response:
    """Show what is recorded where, and what happens next; back to the overview before that."""
    facts = facts_of(board)
    if not facts.schools or facts.unfinished:
        return see_other(urls.overview(board))
    services, changing = catalogue().required, facts.next_school()
    return render(
        "overview/finished.html",
        facts=facts,
        services=services,
        stands={each.key: _by_word(facts, each) for each in services},
        now=clock().now(),
        changing=changing,
        changing_url=urls.of_school(facts, changing) if changing else None,
        **_what_now(facts),
        changed=conflict.notice(facts.schools[0] if len(facts.schools) == 1 else None),
        elsewhere=progress.elsewhere(board),
    )


def _what_now(facts: BoardFacts) -> dict[str, Any]:
    """Return what happens now, and what is to be done about mandates that came late."""
    advice = late.advice(catalogue(), facts, db())
    items = next_items.of_board(catalogue(), facts, settings().register, is_late=bool(advice))
    return {"next_items": items, "late": advice}


def _schools(facts: BoardFacts) -> dict[str, Any]:
    """Return what the list of schools shows, as it was asked for in the URL."""
    return {
        "facts": facts,
        "here": urls.overview(facts.board),
        "listing": listing(facts, request.args),
        "columns": _columns(facts),
        "word_of": word_of,
        "look_again": look_again_in_words,
        "cell_url": lambda school, cell: _cell_url(facts, school, cell),
    }


def deadline_notice(facts: BoardFacts) -> DeadlineNotice | None:
    """Word the deadline of what is not done yet, for a page that is read now; None when all is."""
    return catalogue().notice_of(facts.services_left, facts.season.today, clock().now())


def _following(facts: BoardFacts, school: SchoolFacts | None) -> dict[str, Any]:
    if school is None:
        return {"following": None}
    if number := facts.copy_to_record(school):
        return _several_follow(facts, school, number)
    here = Facts(facts, school)
    step = FLOW.first_open(here)
    cell = _next_cell(here, step)
    what = next_items.name_of(catalogue(), cell, clock().today())
    return {
        "following": school,
        "next_title": f"{what} voor {school.school.name}",
        "next_text": _next_text(here, cell, step),
        "next_link": f"{school.school.name} – {what}",
        "next_url": urls.of_school(facts, school),
    }


def _several_follow(facts: BoardFacts, school: SchoolFacts, number: str) -> dict[str, Any]:
    """An operation waits to be recorded in the OSR, for all of its schools at once."""
    schools = count(facts.waiting(number), "school", "scholen")
    receipt = receipts.of_board(db(), facts.board.number, number)
    kind = receipt.kind if receipt and not receipt.is_undone else None
    title, saved = {
        OperationKind.COPY: (f"kopieer naar {schools} in het OSR", "de kopie"),
        OperationKind.LAS_CHANGE: (f"leg de overstap van {schools} vast in het OSR", "de overstap"),
        None: (f"draai dit bij {schools} terug in het OSR", "dit"),
    }.get(kind, (f"leg dit voor {schools} vast in het OSR", "dit"))
    return {
        "following": school,
        "next_title": title,
        "next_text": f"Mandaatwijzer bewaarde {saved}, onder nummer {number}. "
        "In het OSR staat het nog niet zo.",
        "next_link": "kopiëren in het OSR"
        if kind is OperationKind.COPY
        else "vastleggen in het OSR",
        "next_url": urls.of_school(facts, school),
    }


def _next_cell(facts: Facts, step: AnyStep | None) -> Cell:
    """Return what the step is about that is next; a problem may wait before it."""
    school = facts.chosen
    wanted = school.pending
    if step is not None and step.folder == "steps/record":
        wanted = (to_record(facts, step.key)[0].service,)
    cells = [*school.cells, *(school.cell(each.service) for each in school.besides)]
    left = [cell for cell in cells if cell.is_changing or not cell.is_finished]
    return next((cell for cell in left if cell.service in wanted), left[0])


def _next_text(facts: Facts, cell: Cell, step: AnyStep | None) -> str:
    """Say where this school's people left off."""
    school = facts.chosen
    if cell.state is State.PROBLEM:
        phone = catalogue().contacts["osr"].phone
        return f"Er was een probleem in het OSR. Bel {phone} of probeer het opnieuw."
    if school.is_parked:
        return _wait_text(school)
    if cell.is_end and cell.mandate:
        return end_in_full(cell.mandate)
    if cell.leaves_gap:
        begins = max(each.starts_on for each in school.standing(cell.service))
        return f"Het mandaat begint pas op {day_in_words(begins)}. Dat is te laat."
    if step is None:
        return ""
    at = "begint" if facts.board.is_untouched else "bent"
    title = named(step.title)
    return f"U {at} bij stap {step.number}: {title[:1].lower()}{title[1:]}."


def _wait_text(school: SchoolFacts) -> str:
    if school.must_look_again:
        return f"{wait_in_words(school)}. Weet u het LAS nu?"
    return f"{wait_in_words(school)}. Weet u het LAS nu al?"


def counts_in_words(facts: BoardFacts) -> list[tuple[str, str]]:
    """Say how many mandates are in each state: (key of the state, words)."""
    words = {
        State.PROBLEM: ("probleem", "problemen"),
        State.TODO: ("mandaat nog te doen", "mandaten nog te doen"),
        State.BUSY: ("mandaat bezig", "mandaten bezig"),
        State.WAITING: ("mandaat wacht op school", "mandaten wachten op school"),
        State.PLANNED: ("mandaat gepland", "mandaten gepland"),
        State.RECORDED: (
            f"mandaat vastgelegd in {register_name()}",
            f"mandaten vastgelegd in {register_name()}",
        ),
    }
    found: list[tuple[str, str]] = []
    for state in _COUNTED:
        if state is State.SAVED:
            found += _saved_in_words(facts)
        elif facts.counts[state]:
            found.append((state.value, count(facts.counts[state], *words[state])))
    return found


def _saved_in_words(facts: BoardFacts) -> list[tuple[str, str]]:
    """Say what is saved and waits for the register: mandates, and ends of mandates."""
    saved = [c for each in facts.schools for c in each.cells if c.state is State.SAVED]
    ends = [c.mandate for c in saved if c.is_end and c.mandate]
    back = sum(each.is_undone or each.ends_on is None for each in ends)
    words = saved_word()[:1].lower() + saved_word()[1:]
    to_undo = f"in {register_name()} nog terug te draaien"
    pairs = (
        (len(saved) - len(ends), (f"mandaat {words}", f"mandaten {words}")),
        (len(ends) - back, (f"einddatum {words}", f"einddatums {words}")),
        (back, (f"mandaat {to_undo}", f"mandaten {to_undo}")),
    )
    return [(State.SAVED.value, count(number, *pair)) for number, pair in pairs if number]


def _columns(facts: BoardFacts) -> list[tuple[str, str | None, str | None]]:
    columns: list[tuple[str, str | None, str | None]] = [("School", None, None)]
    for service in catalogue().required:
        notice = catalogue().deadline_notice(service.key, facts.season.today)
        done = facts.is_done_for(service.key)
        pressing = notice.phase not in ("neutral", "due") and not done
        when = "Klaar" if done else notice.short
        columns.append((short_name(service.key), when, "amber" if pressing else None))
    return columns


def _cell_url(facts: BoardFacts, school: SchoolFacts, cell: Cell) -> str:
    receipt = cell.mandate.receipt if cell.mandate else None
    if receipt and cell.is_finished:
        return url_for("receipts.show", board=facts.board.number, number=receipt)
    if cell.is_end and cell.mandate:
        return urls.of_end(facts.board, cell.mandate)
    if cell.state is State.PROBLEM and cell.mandate:
        return urls.of_recording(Facts(facts, school), cell.mandate)
    return urls.of_school(facts, school)


def _by_word(facts: BoardFacts, service: Service) -> list[tuple[StateWord, list[SchoolFacts]]]:
    """Return how it stands for a service, and at which schools: what most have goes first."""
    found: dict[StateWord, list[SchoolFacts]] = {}
    for school in facts.schools:
        cell = school.cell(service.key)
        found.setdefault(StateWord(cell.state.value, word_of(cell)), []).append(school)
    return sorted(found.items(), key=lambda each: -len(each[1]))
