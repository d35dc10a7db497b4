"""Undoing an operation within ten minutes: one action, with events of its own."""

from collections.abc import Iterable
from dataclasses import replace

from wizard.actions.work import Work
from wizard.db import drafts, receipts
from wizard.db.receipts import schools_of_operation
from wizard.db.school_import import gone
from wizard.db.school_systems import reported
from wizard.domain.dutch_time import local
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.fingerprint import require_same
from wizard.domain.receipt import OperationKind, Receipt
from wizard.domain.receipts.undo import Part, Undoing, undoing_of
from wizard.domain.school_import.gone import Gone, remains_of
from wizard.domain.sentence import Sentence
from wizard.domain.sentence import undoing as said
from wizard.domain.words import count, time_in_words
from wizard.flow import NextPage


class TooLate(DomainError):
    """The ten minutes are over."""

    def __init__(self, receipt: Receipt) -> None:
        until = time_in_words(local(receipt.undo_until))
        is_end = receipt.kind is OperationKind.END
        instead = "Geef het mandaat opnieuw" if is_end else "Beëindig het mandaat"
        super().__init__(f"Ongedaan maken kon tot {until}. {instead} bij de school.")


def look(work: Work, board: BoardFacts, receipt: Receipt) -> Undoing:
    """Tell what undoing this operation would do now, and at which schools it cannot any more."""
    brins = {each.school.brin for each in board.schools_of(receipt.number)}
    found = undoing_of(
        board,
        receipt,
        work.register.changed_by(receipt.number),
        receipts.copies_since(work.session, board.board.number, brins, receipt),
        by_hand=work.register.by_hand,
    )
    gone_now = schools_gone(work, board.board.number, receipt.number)
    return replace(found, remains=(*map(remains_of, gone_now), *found.remains))


def schools_gone(work: Work, board: str, number: str) -> tuple[Gone, ...]:
    """Return the schools of an operation that closed, or moved to another board, after it."""
    brins = schools_of_operation(work.session, number)
    return tuple(gone.of_board(work.session, board, brins).values())


def sentence(undoing: Undoing) -> Sentence:
    """Say how much it takes back, and of which operation."""
    given = undoing.taken_back or undoing.restored
    schools = {part.mandate.brin: part.school.school for part in given}
    where = count(len(schools), "school", "scholen")
    if len(schools) == 1:
        [school] = schools.values()
        where = f"{school.name}, BRIN {school.brin}"
    is_end = undoing.receipt.kind is OperationKind.END
    return said(len(given), where, undoing.receipt.number, is_end=is_end)


def undo(work: Work, board: BoardFacts, number: str, *, seen: str) -> NextPage:
    """Undo what the person saw of an operation of their board.

    `board` holds the locks of its schools. Sent twice, this leads to the same receipt. Raises
    LookupError when it is not this board's, TooLate after ten minutes, ChangedMeanwhile when it
    would do something else than the page said.
    """
    receipt = receipts.of_board(work.session, board.board.number, number)
    if receipt is None or receipt.board_number != board.board.number:
        raise LookupError(number)
    if receipt.is_undone:
        return NextPage("receipt", receipt=number, already=True)
    if not receipt.may_be_undone(board.board.number, work.now):
        raise TooLate(receipt)
    undoing = look(work, board, receipt)
    if not undoing.parts:
        raise ChangedMeanwhile("Er is niets meer om ongedaan te maken. Hieronder ziet u waarom.")
    require_same(
        undoing.fingerprint,
        seen,
        "Er is intussen iets gewijzigd. Lees de lijst hieronder opnieuw.",
    )
    work.register.undo(undoing, today=work.today, by=work.person, at=work.now)
    receipts.mark_undone(work.session, number, undoing.remains, by=work.person, at=work.now)
    _forget_the_rest(work, undoing)
    _note(work, board.board.number, undoing)
    return NextPage("receipt", receipt=number)


def _forget_the_rest(work: Work, undoing: Undoing) -> None:
    """The save asked on about the other services, with the LAS that is taken back now.

    Which LAS was told before stays known; what a change of LAS told by itself does not.
    """
    kind = undoing.receipt.kind
    if kind is OperationKind.LAS_CHANGE:
        by_itself = [
            each.school.brin
            for each in undoing.schools
            if each.told and each.told.at == undoing.receipt.saved_at
        ]
        reported.forget(work.session, by_itself)
    if kind is OperationKind.SAVE:
        asked = [
            each.school.brin
            for each in undoing.schools
            if each.draft and each.draft.updated_at == undoing.receipt.saved_at
        ]
        drafts.drop_drafts(work.session, asked)


def _note(work: Work, board: str, undoing: Undoing) -> None:
    number = undoing.receipt.number
    work.note(EventKind.ACT_UNDONE, board=board, receipt=number, mandates=len(undoing.parts))
    _note_parts(work, EventKind.MANDATE_TAKEN_BACK, board, number, undoing.taken_back)
    _note_parts(work, EventKind.MANDATE_RESTORED, board, number, undoing.restored)


def _note_parts(
    work: Work, kind: EventKind, board: str, number: str, parts: Iterable[Part]
) -> None:
    details = (
        (
            part.mandate.brin,
            {
                "service": part.mandate.service,
                "system": part.mandate.system.name,
                "receipt": number,
            },
        )
        for part in parts
    )
    work.note_all(kind, board=board, of_schools=details)
