"""Copying what one school has to other schools of its board: one act, with one receipt."""

from collections.abc import Mapping
from datetime import date

from wizard.actions.operations import carry_out, saved_before
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import receipts
from wizard.domain.copying.copies import Copy, copy_to
from wizard.domain.copying.source import Source, sources
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.receipt import OperationKind
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


def decline(work: Work, board: BoardFacts, brin: str) -> None:
    """The person does not want to copy what was saved last for this school: do not ask again."""
    number = board.last_receipt
    if number is None or receipts.is_copy_answered(work.session, number):
        return
    if [each.school.brin for each in board.schools_of(number)] == [brin]:
        receipts.decline_copy(work.session, number, at=work.now)
        work.note(EventKind.COPY_DECLINED, board=board.board.number, brin=brin)
