"""Which page comes next: of a step, of an action, or of "go on"; one place makes the URLs."""

from collections.abc import Callable

from flask import url_for

from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.las_change.candidates import systems_to_leave
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import AnyStep, NextPage
from wizard.steps import FLOW, to_record


def of_step(step: AnyStep, board: Board, brin: str | None = None) -> str:
    """Return the URL of a step, of this school where the step is about a school."""
    if step.of_school:
        return url_for("steps.school_step", board=board.number, brin=brin, slug=step.slug)
    return url_for("steps.board_step", board=board.number, slug=step.slug)


def go_on(facts: BoardFacts, *, copy_answered: bool) -> str:
    """Return where a person of this board goes on: the last open step, or the overview.

    A board that nobody touched and that has several schools begins with choosing one. After a
    finished school comes the question which others are to have the same, until it is answered.
    """
    board = facts.board
    if facts.is_untouched and len(facts.schools) > 1:
        return of_step(FLOW.by_key("school"), board)
    school = facts.next_school()
    if school is not None and (school.is_underway or len(facts.schools) == 1):
        return of_school(facts, school)
    latest = facts.schools_of(facts.last_receipt)
    if school is not None and len(latest) == 1 and latest[0].is_finished and not copy_answered:
        return of_step(FLOW.by_key("copy"), board, latest[0].school.brin)
    return overview(board)


def of_school(facts: BoardFacts, school: SchoolFacts) -> str:
    """Return the first open step of a school; of a finished one, the choice of a service.

    What was copied to it and to others is recorded for all of them together. Where only the end of
    a mandate is left to be seen, that comes first.
    """
    if number := facts.copy_to_record(school):
        return url_for("osr.show", board=facts.board.number, number=number)
    if school.unrecorded_ends and not (school.unrecorded or school.in_progress):
        return of_end(facts.board, (school.recordable_ends or school.unrecorded_ends)[0])
    here = Facts(facts, school)
    step = FLOW.first_open(here)
    if step is None or not step.of_school or step.key == "copy":
        step = _step_with_problem(here) or FLOW.by_key("service")
    return of_step(step, facts.board, school.school.brin)


def of_end(board: Board, mandate: Mandate) -> str:
    """Return the page with the clicks that record the end of this mandate in the OSR."""
    return url_for("osr_ends.show", board=board.number, brin=mandate.brin, mandate_id=mandate.id)


def _step_with_problem(facts: Facts) -> AnyStep | None:
    """Return the step at which somebody got stuck in the OSR."""
    steps = (step for step in FLOW.steps if step.folder == "steps/record" and step.applies(facts))
    return next(steps, None)


def of_recording(facts: Facts, mandate: Mandate) -> str:
    """Return the page with the clicks that record this mandate, or what follows if it is done."""
    if mandate.awaits_end:
        return of_end(facts.board.board, mandate)
    for step in FLOW.steps:
        if step.folder == "steps/record" and mandate in to_record(facts, step.key):
            return of_step(step, facts.board.board, facts.chosen.school.brin)
    return after(facts)


def after(facts: Facts, *, changed: str | None = None) -> str:
    """Return what follows for a school: its first open step, or *Klaar* when all is done.

    `changed`: what the page is to say because somebody was first; see `wizard.web.conflict`.
    """
    step, notice = FLOW.first_open(facts), changed
    board = facts.board.board
    if step is None or facts.school is None:
        return url_for("overview.finished", board=board.number, gewijzigd=notice)
    brin = facts.school.school.brin
    return url_for(
        "steps.school_step", board=board.number, brin=brin, slug=step.slug, gewijzigd=notice
    )


def of_next_page(next_page: NextPage, facts: Facts) -> str:
    """Return the page that an action leads to."""
    if next_page.page in _OF_RECEIPT:
        return _OF_RECEIPT[next_page.page](next_page, facts)
    board = facts.board
    if next_page.page == "school" and (school := board.find(next_page.brin)):
        return of_school(board, school)
    if next_page.page == "parked":
        return url_for("waiting_parked.show", board=board.board.number, brin=next_page.brin)
    if next_page.page == "missing":
        number = board.board.number
        return url_for("public_needs.show", board=number, schools="no", _anchor="zo-regelt-u-dit")
    return overview(board.board)


def _of_save(next_page: NextPage, facts: Facts) -> str:
    if not next_page.receipt or (facts.school and facts.school.recordable):
        return after(facts)
    return _receipt("receipts.show", next_page, facts)


def _of_several(next_page: NextPage, facts: Facts) -> str:
    return _receipt("osr.show", next_page, facts)


def _of_end(next_page: NextPage, facts: Facts) -> str:
    """Lead to the clicks; what is recorded, or was ended before, has its receipt."""
    waiting = facts.school.unrecorded_ends if facts.school and not next_page.already else ()
    mandate = next((each for each in waiting if each.end_receipt == next_page.receipt), None)
    return (
        of_end(facts.board.board, mandate)
        if mandate
        else _receipt("receipts.show", next_page, facts)
    )


def _receipt(page: str, next_page: NextPage, facts: Facts) -> str:
    already = 1 if next_page.already else None
    return url_for(page, board=facts.board.board.number, number=next_page.receipt, al=already)


_OF_RECEIPT: dict[str, Callable[[NextPage, Facts], str]] = {
    "receipt": _of_save,
    "copy": _of_several,
    "end": _of_end,
}


def overview(board: Board) -> str:
    """Return the URL of the board's overview."""
    return url_for("overview.overview", board=board.number)


def change_of_las(
    facts: BoardFacts, old: SystemChoice | None = None, school: School | None = None
) -> str | None:
    """Return where schools change their LAS, from this one; None where none has a mandate."""
    if not systems_to_leave(facts):
        return None
    return url_for(
        "las_change.choose",
        board=facts.board.number,
        old=old.key if old else None,
        b=school.brin if school else None,
    )
