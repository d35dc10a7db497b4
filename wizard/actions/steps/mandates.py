"""Saving the mandates of a school, and ending one."""

from datetime import date

from wizard.actions.operations import write_receipt
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import drafts, receipts
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.intent import Intent
from wizard.domain.mandate import Mandate, NewMandate
from wizard.domain.receipt import OperationKind
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import Sentence, ended_alone, ending, statement
from wizard.domain.words import capitalized
from wizard.flow import NextPage


def sentence(catalogue: Catalogue, school: School, intent: Intent) -> Sentence:
    """Say all that an act of saving does: what it permits, and what it ends."""
    later = intent.starts_on if intent.starts_on > intent.today else None
    names = catalogue.in_sentence(intent.services, intent.today)
    said = statement(intent.system, names, school, starts_on=later)
    for system, day in dict.fromkeys((old.system, day) for old, day in intent.endings):
        services = [
            old.service for old, end in intent.endings if (old.system, end) == (system, day)
        ]
        said += ending(system, catalogue.in_sentence(services, intent.today), day)
    return said


def save(work: Work, facts: SchoolFacts, *, key: str, seen: str) -> NextPage:
    """Save the answers that the person saw as mandates, with one receipt for the act.

    `key` and `seen` are those of the answers on the page. Sent twice, this leads to the same
    receipt. Raises ChangedMeanwhile when the answers are others than those on the page.
    """
    earlier = receipts.of_act(work.session, facts.school.board_number, key)
    if earlier is not None:
        return NextPage("receipt", receipt=earlier.number, already=True)
    intent = _same_as_seen(work, facts, key, seen)
    number = write_receipt(
        work,
        OperationKind.SAVE,
        board=facts.school.board_number,
        key=key,
        said=sentence(work.catalogue, facts.school, intent),
    )
    _end_conflicting(work, facts, intent, number)
    _save_all(work, facts, intent, number)
    _go_on_with_the_rest(work, facts)
    return NextPage("receipt", receipt=number)


def end(
    work: Work, facts: SchoolFacts, mandate_id: int, *, version: int, ends_on: date, reason: str
) -> NextPage:
    """End a mandate on a day, for a reason, with a receipt.

    Sent twice, this leads to the same receipt. Raises ChangedMeanwhile when the mandate is not as
    the person saw it (`version`).
    """
    board, mandate = facts.school.board_number, _mandate_of(facts, mandate_id)
    key = receipts.key_of(board, f"end {mandate_id} {version} {ends_on} {reason}")
    earlier = receipts.of_act(work.session, board, key)
    if earlier is not None:
        return NextPage("end", receipt=earlier.number, already=True)
    if mandate.version != version:
        raise ChangedMeanwhile("Dit mandaat is intussen gewijzigd. Kijk opnieuw en kies dan.")
    said = end_sentence(work.catalogue, facts, mandate, ends_on)
    number = write_receipt(work, OperationKind.END, board=board, key=key, said=said)
    work.register.end(mandate.id, ends_on=ends_on, by=work.person, at=work.now, receipt=number)
    ended = {"ends_on": ends_on.isoformat(), "reason": reason, "receipt": number}
    _note(work, EventKind.MANDATE_ENDED, facts, mandate, **ended)
    return NextPage("end", receipt=number)


def end_sentence(
    catalogue: Catalogue, facts: SchoolFacts, mandate: Mandate, ends_on: date
) -> Sentence:
    """Say which mandate ends, and on which day."""
    [service] = catalogue.in_sentence([mandate.service], facts.season.today)
    return ended_alone(mandate.system, service, facts.school, ends_on)


def _same_as_seen(work: Work, facts: SchoolFacts, key: str, seen: str) -> Intent:
    draft, intent = facts.draft, facts.intent
    if draft is None or intent is None:
        raise ChangedMeanwhile("Deze antwoorden zijn intussen gewijzigd. Kies opnieuw.")
    if (draft.key, facts.fingerprint) == (key, seen):
        return intent
    if draft.key == key and seen.partition("-")[0] == str(draft.version):
        raise ChangedMeanwhile("Het is intussen een nieuwe dag. Controleer de datums opnieuw.")
    own = draft.updated_by_id == work.person.id
    who = "U hebt in een ander venster" if own else f"{capitalized(draft.updated_by)} heeft"
    raise ChangedMeanwhile(
        f"{who} deze antwoorden intussen gewijzigd. "
        "Lees de zin hieronder opnieuw. Klopt die? Sla dan nog een keer op."
    )


def _end_conflicting(work: Work, facts: SchoolFacts, intent: Intent, receipt: str) -> None:
    for old, day in intent.endings:
        work.register.end(old.id, ends_on=day, by=work.person, at=work.now, receipt=receipt)
        _note(work, EventKind.MANDATE_ENDED, facts, old, ends_on=day.isoformat(), receipt=receipt)


def _save_all(work: Work, facts: SchoolFacts, intent: Intent, receipt: str) -> None:
    wanted = [
        NewMandate(facts.school.brin, service, intent.system, intent.starts_on, receipt)
        for service in intent.services
    ]
    work.register.save(wanted, by=work.person, at=work.now)
    for mandate in wanted:
        _note(work, EventKind.MANDATE_SAVED, facts, mandate, receipt=receipt)


def _go_on_with_the_rest(work: Work, facts: SchoolFacts) -> None:
    rest = tuple(service for service in facts.open_services if service not in facts.pending)
    if rest:
        drafts.go_on(work.session, facts.school.brin, services=rest, by=work.person, at=work.now)
    else:
        drafts.drop_draft(work.session, facts.school.brin)


def _mandate_of(facts: SchoolFacts, mandate_id: int) -> Mandate:
    for mandate in facts.mandates:
        if mandate.id == mandate_id:
            return mandate
    raise DomainError("Dit mandaat hoort niet bij deze school. Kies het opnieuw in het overzicht.")


def _note(
    work: Work, kind: EventKind, facts: SchoolFacts, mandate: Mandate | NewMandate, **detail: str
) -> None:
    work.note(
        kind,
        board=facts.school.board_number,
        brin=facts.school.brin,
        service=mandate.service,
        system=mandate.system.name,
        **detail,
    )
