"""Giving one LAS to all schools of a board that use it: one act, with one receipt."""

from datetime import date

from wizard.actions.operations import carry_out, saved_before
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.domain.copying.copies import Copy, Wanted
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.facts import BoardFacts
from wizard.domain.plan.gift import give_together, system_of
from wizard.domain.receipt import OperationKind
from wizard.domain.sentence import Sentence, permitting
from wizard.flow import NextPage


def sentence(catalogue: Catalogue, act: Copy, today: date) -> Sentence:
    """Say all that the act does: which LAS, which services, how many schools and mandates."""
    return permitting(
        act.source.system,
        catalogue.in_sentence(act.services, today),
        schools=len(act.included),
        mandates=act.count,
    )


def give(work: Work, board: BoardFacts, *, system_key: str, wanted: Wanted, key: str) -> NextPage:
    """Give the schools that the person saw what they lack with this LAS.

    `board` holds the locks of all its schools. `wanted`: BRIN -> the services that the page named.
    Who cannot go along any more stays behind, and the receipt says why. Sent twice (the same
    `key`), this leads to the same receipt. Raises ChangedMeanwhile when nobody is left.
    """
    if earlier := saved_before(work, board, key):
        return earlier
    system = system_of(board, system_key)
    act = system and give_together(board, system, retired=work.retired, wanted=wanted)
    if not act:
        raise ChangedMeanwhile("Geen school gebruikt dit LAS nog. Kijk opnieuw in het plan.")
    said = sentence(work.catalogue, act, work.today)
    return carry_out(work, board, OperationKind.GIVE, act, said, key=key)
