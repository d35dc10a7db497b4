"""Undoing a save or a copy, for ten minutes: what it would do, and then the receipt of it."""

from itertools import groupby

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions.receipts import undo as receipts_undo
from wizard.db import receipts
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.receipt import Receipt
from wizard.domain.receipts.undo import Part, Undoing
from wizard.forms.receipts import UndoForm
from wizard.web import gone, guards
from wizard.web.context import clock, db, facts_of, locked_facts_of, work
from wizard.web.page import render, see_other
from wizard.web.receipts import undo_words
from wizard.web.submit import submit

blueprint = Blueprint(
    "receipts_undo", __name__, url_prefix="/bestuur/<board>/bewijs/<number>/ongedaan"
)


@blueprint.get("")
@guards.board
def ask(board: Board, number: str) -> Response:
    """Show what an undo would do; after ten minutes, what to do instead."""
    receipt = _own(board, number)
    if receipt.is_undone:
        return see_other(_receipt_url(receipt, already=True))
    form = UndoForm.build(None)
    return _page(facts_of(board), receipt, form)


@blueprint.post("")
@guards.board
def undo(board: Board, number: str) -> Response:
    """Undo: 422 with what it would do now, or on to the receipt."""
    facts = locked_facts_of(board)
    form, receipt = UndoForm.build(request.form), _own(board, number)
    if receipt.is_undone:
        return see_other(_receipt_url(receipt, already=True))

    def act() -> str:
        next_page = receipts_undo.undo(work(), facts, number, seen=form.seen.data or "")
        return _receipt_url(receipt, already=next_page.already)

    return submit(form, act, again=lambda: _page(facts, receipt, form, status=422))


def _own(board: Board, number: str) -> Receipt:
    """Return the receipt of an act of this board; one that came along with a school is not."""
    found = receipts.of_board(db(), board.number, number)
    if found is None or found.board_number != board.number:
        abort(404)
    return found


def _receipt_url(receipt: Receipt, *, already: bool) -> str:
    return url_for(
        "receipts.show",
        board=receipt.board_number,
        number=receipt.number,
        al=1 if already else None,
    )


def _page(facts: BoardFacts, receipt: Receipt, form: UndoForm, status: int = 200) -> Response:
    if not receipt.may_be_undone(facts.board.number, clock().now()):
        return _too_late(facts, receipt, status)
    found = receipts_undo.look(work(), facts, receipt)
    form.show(found)
    return render(
        "receipts/undo.html",
        status=status,
        facts=facts,
        receipt=receipt,
        form=form,
        undoing=found,
        sentence=receipts_undo.sentence(found),
        by_school=_by_school(found),
        copies={each.receipt for each in found.stays if each.receipt},
        action=url_for("receipts_undo.undo", board=facts.board.number, number=receipt.number),
        back_url=_receipt_url(receipt, already=False),
    )


def _too_late(facts: BoardFacts, receipt: Receipt, status: int) -> Response:
    return render(
        "receipts/too_late.html",
        status=status,
        facts=facts,
        receipt=receipt,
        schools=[each.school for each in facts.schools_of(receipt.number)],
        gone_schools=gone.of_operation(facts.board, receipt.number),
        back_url=_receipt_url(receipt, already=False),
    )


def _by_school(found: Undoing) -> list[tuple[str, str, list[str]]]:
    """Return name, where, and what becomes of its mandates, for each school in their order."""
    order = {each.school.brin: index for index, each in enumerate(found.schools)}
    parts = sorted(found.parts, key=lambda part: order[part.mandate.brin])
    return [_lines(list(group)) for _brin, group in groupby(parts, lambda part: part.mandate.brin)]


def _lines(parts: list[Part]) -> tuple[str, str, list[str]]:
    school = parts[0].school.school
    words = [undo_words.change_in_words(part) for part in parts]
    return school.name, f"{school.brin}, {school.place}", words
