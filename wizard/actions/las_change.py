"""Changing the LAS of schools: their old mandates end and new ones begin, by one act."""

from collections.abc import Collection
from datetime import date

from wizard.actions.operations import note_mandates, saved_before, settle_answers, write_receipt
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import receipts
from wizard.db.school_systems import reported
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.fingerprint import require_same
from wizard.domain.las_change.candidates import act_of
from wizard.domain.las_change.change import Act, Change
from wizard.domain.receipt import OperationKind
from wizard.domain.sentence import Sentence
from wizard.domain.sentence import changing as say_changing
from wizard.flow import NextPage

#: Why the old mandates end, as it stands in the history.
_REASON = "overstap"


def sentence(catalogue: Catalogue, act: Act, today: date) -> Sentence:
    """Say all that a change of LAS does: where, from which to which, for what, and when."""
    return say_changing(
        act.change.old,
        act.change.new,
        catalogue.in_sentence(act.services, today),
        schools=[line.facts.school for line in act.included],
        last_old_day=act.change.last_old_day,
        first_new_day=act.change.first_new_day,
        mandates=act.count,
    )


def change(
    work: Work,
    board: BoardFacts,
    wish: Change,
    *,
    chosen: Collection[str],
    seen: str,
    key: str,
) -> NextPage:
    """Change the LAS of the chosen schools (by BRIN), exactly as the person saw it.

    `board` holds the locks of all its schools; `seen` is the fingerprint of the page. Sent
    twice (the same `key`), this leads to the same receipt. Raises ChangedMeanwhile when it would by
    now do something else than that page said.
    """
    if before := saved_before(work, board, key):
        return before
    act = act_of(board, wish, chosen)
    if not act.included:
        raise ChangedMeanwhile("Geen van deze scholen kan nog mee. Hieronder ziet u waarom.")
    require_same(
        act.fingerprint,
        seen,
        "Er is intussen iets gewijzigd. Lees opnieuw wat er nu gebeurt. Klopt dat? "
        "Stap dan alsnog over.",
    )
    number = write_receipt(
        work,
        OperationKind.LAS_CHANGE,
        board=board.board.number,
        key=receipts.key_of(board.board.number, key),
        said=sentence(work.catalogue, act, work.today),
        source=act.giver.brin,
    )
    _do(work, act, number)
    return NextPage("copy", receipt=number)


def _do(work: Work, act: Act, number: str) -> None:
    last_day, given = act.change.last_old_day, act.mandates(number)
    work.register.end_all(
        [old.id for old in act.endings],
        ends_on=last_day,
        by=work.person,
        at=work.now,
        receipt=number,
    )
    work.register.save(given, by=work.person, at=work.now)
    settle_answers(work, ((line.facts, line.services) for line in act.included))
    uses = {line.facts.school.brin: act.change.new for line in act.included}
    reported.tell(work.session, uses, by=work.person, at=work.now)
    board = act.giver.board_number
    ended = {"ends_on": last_day.isoformat(), "reason": _REASON, "receipt": number}
    note_mandates(work, EventKind.MANDATE_ENDED, board, act.endings, **ended)
    note_mandates(work, EventKind.MANDATE_SAVED, board, given, receipt=number)
