"""What operations share: one receipt each, done once when sent twice, and what follows from it."""

from collections import defaultdict
from collections.abc import Iterable

from wizard.actions.work import Work
from wizard.db import drafts, receipts
from wizard.domain.copying.copies import Copy, Left
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, NewMandate
from wizard.domain.receipt import OperationKind
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import Sentence
from wizard.flow import NextPage


def saved_before(work: Work, board: BoardFacts, key: str) -> NextPage | None:
    """Return where an act leads that was saved before: sent twice, it is done once."""
    earlier = receipts.of_act(
        work.session, board.board.number, receipts.key_of(board.board.number, key)
    )
    return NextPage("copy", receipt=earlier.number, already=True) if earlier else None


def write_receipt(
    work: Work,
    kind: OperationKind,
    *,
    board: str,
    key: str,
    said: Sentence,
    source: str | None = None,
    excluded: Iterable[Left] = (),
) -> str:
    """Write the receipt of an operation of this person, now; return its number.

    `board` is a number, `source` a BRIN. `excluded`: the schools that stay behind, and why.
    """
    return receipts.add(
        work.session,
        kind,
        key=key,
        board_number=board,
        sentence=str(said),
        by=work.person,
        at=work.now,
        year=work.today.year,
        source=source,
        left=excluded,
    )


def carry_out(
    work: Work, board: BoardFacts, kind: OperationKind, act: Copy, said: Sentence, *, key: str
) -> NextPage:
    """Save what an act gives to several schools, with one receipt.

    `said`: what the person read. Raises ChangedMeanwhile when no school can go along any more.
    """
    if not act.included:
        raise ChangedMeanwhile("Geen van deze scholen kan nog mee. Hieronder ziet u waarom.")
    number = write_receipt(
        work,
        kind,
        board=board.board.number,
        key=receipts.key_of(board.board.number, key),
        said=said,
        source=act.source.school.brin,
        excluded=act.refused,
    )
    _save_all(work, kind, act, number)
    return NextPage("copy", receipt=number)


def _save_all(work: Work, kind: OperationKind, act: Copy, number: str) -> None:
    wanted = act.mandates(number)
    work.register.save(wanted, by=work.person, at=work.now)
    from_school = act.source.school.name if kind is OperationKind.COPY else None
    work.note_all(
        EventKind.MANDATE_SAVED,
        board=act.source.school.board_number,
        of_schools=[
            (
                each.brin,
                {
                    "service": each.service,
                    "system": each.system.name,
                    "receipt": number,
                    "copied_from": from_school,
                },
            )
            for each in wanted
        ],
    )
    settle_answers(work, ((target.facts, target.services) for target in act.included))


def settle_answers(work: Work, given: Iterable[tuple[SchoolFacts, tuple[str, ...]]]) -> None:
    """What was answered and is saved by an act is open no more; other answers stay."""
    left: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for facts, saved in given:
        if draft := facts.draft:
            rest = tuple(each for each in draft.services if each not in saved)
            left[rest].append(draft.brin)
    for services, brins in left.items():
        if services:
            drafts.leave(work.session, brins, services=services, by=work.person, at=work.now)
        else:
            drafts.drop_drafts(work.session, brins)


def note_mandates(
    work: Work, kind: EventKind, board: str, mandates: Iterable[Mandate | NewMandate], **detail: str
) -> None:
    """Write an event of this kind for each mandate."""
    work.note_all(
        kind,
        board=board,
        of_schools=[
            (each.brin, {"service": each.service, "system": each.system.name, **detail})
            for each in mandates
        ],
    )
