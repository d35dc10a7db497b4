"""Copying what one school has to other schools of its board: one act, with one receipt."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import drafts, receipts
from wizard.domain.copying.copies import Copy, copy_to
from wizard.domain.copying.source import Source, sources
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, NewMandate
from wizard.domain.receipt import OperationKind
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import Sentence, copying
from wizard.flow import NextPage


def sentence(catalogue: Catalogue, copy: Copy, today: date) -> Sentence:
    """Say all that a copy does: how many schools and mandates, which services, which LAS."""
    return copying(
        copy.source.system,
        catalogue.in_sentence(copy.services, today),
        schools=len(copy.included),
        mandates=copy.count,
    )


def source_of(board: BoardFacts, brin: str, system_key: str | None) -> Source | None:
    """Return what can be copied from a school; without a system, what was saved there last."""
    school = board.find(brin)
    found = sources(school) if school else ()
    return next((each for each in found if system_key in (None, each.system.key)), None)


def copy(
    work: Work,
    board: BoardFacts,
    *,
    brin: str,
    system_key: str,
    wanted: Mapping[str, tuple[str, ...]],
    key: str,
) -> NextPage:
    """Give the schools that the person saw the mandates that this school has with this system.

    `board` holds the locks of all its schools. `wanted`: BRIN -> the services that the page named.
    Every school is looked at again; who cannot go along any more stays behind, and the receipt
    says why. Sent twice (the same `key`), this leads to the same receipt.
    """
    if earlier := saved_before(work, board, key):
        return earlier
    source = source_of(board, brin, system_key)
    if source is None:
        raise ChangedMeanwhile("Deze school heeft dit mandaat niet meer. Kies opnieuw.")
    act = copy_to(board, source, wanted)
    said = sentence(work.catalogue, act, work.today)
    return carry_out(work, board, OperationKind.COPY, act, said, key=key)


def saved_before(work: Work, board: BoardFacts, key: str) -> NextPage | None:
    """Return where an act leads that was saved before: sent twice, it is done once."""
    earlier = receipts.of_act(
        work.session, board.board.number, receipts.key_of(board.board.number, key)
    )
    return NextPage("copy", receipt=earlier.number, already=True) if earlier else None


def carry_out(
    work: Work, board: BoardFacts, kind: OperationKind, act: Copy, said: Sentence, *, key: str
) -> NextPage:
    """Save what an act gives to several schools, with one receipt.

    `said`: what the person read. Raises ChangedMeanwhile when no school can go along any more.
    """
    if not act.included:
        raise ChangedMeanwhile("Geen van deze scholen kan nog mee. Hieronder ziet u waarom.")
    number = receipts.add(
        work.session,
        kind,
        key=receipts.key_of(board.board.number, key),
        board_number=board.board.number,
        sentence=str(said),
        by=work.person,
        at=work.now,
        year=work.today.year,
        source=act.source.school.brin,
        left=act.refused,
    )
    _save_all(work, kind, act, number)
    return NextPage("copy", receipt=number)


def decline(work: Work, board: BoardFacts, brin: str) -> None:
    """The person does not want to copy what was saved last for this school: do not ask again."""
    number = board.last_receipt
    if number is None or receipts.is_copy_answered(work.session, number):
        return
    if [each.school.brin for each in board.schools_of(number)] == [brin]:
        receipts.decline_copy(work.session, number, at=work.now)
        work.note(EventKind.COPY_DECLINED, board=board.board.number, brin=brin)


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
