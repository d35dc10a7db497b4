"""Saving mandates, and saying that they stand in the register."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import answers
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.intent import Intent
from wizard.domain.mandate import Mandate, NewMandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.sentence import Sentence, ending, statement
from wizard.flow import Landing
from wizard.register import receipts


def sentence(catalogue: Catalogue, school: School, intent: Intent) -> Sentence:
    """Say all that an act of saving does: what it permits, and what it ends."""
    later = intent.starts_on if intent.starts_on > intent.today else None
    names = _names(catalogue, intent.services)
    said = statement(intent.system, names, school, starts_on=later)
    for system, day in dict.fromkeys((old.system, day) for old, day in intent.endings):
        services = [
            old.service for old, end in intent.endings if (old.system, end) == (system, day)
        ]
        said += ending(system, _names(catalogue, services), day)
    return said


def save(work: Work, facts: SchoolFacts, *, key: str, as_seen: str) -> Landing:
    """Save the answers that the person saw as mandates, with one receipt for the act.

    `key` and `as_seen` are those of the answers on the page. Sent twice, this leads to the same
    receipt. Raises ChangedMeanwhile when the answers are others than those on the page.
    """
    earlier = receipts.of_act(work.session, facts.school.board_number, key)
    if earlier is not None:
        return Landing("receipt", receipt=earlier.number, already=True)
    intent = _same_as_seen(work, facts, key, as_seen)
    number = receipts.add(
        work.session,
        key=key,
        board_number=facts.school.board_number,
        sentence=str(sentence(work.catalogue, facts.school, intent)),
        by=work.person,
        at=work.now,
        year=work.today.year,
    )
    _end_rivals(work, facts, intent, number)
    _save_all(work, facts, intent, number)
    _go_on_with_the_rest(work, facts)
    return Landing("receipt", receipt=number)


def confirm(work: Work, facts: SchoolFacts, seen: Mapping[int, int]) -> Landing:
    """The person saw mandates in the register, as the page described them: id -> version.

    Raises ChangedMeanwhile when one is not this school's, or no longer what the page said.
    """
    if not seen:
        raise DomainError("Kies het mandaat opnieuw in het overzicht.")
    mandates = [_mandate_of(facts, mandate_id) for mandate_id in seen]
    left = [each for each in mandates if not each.is_recorded]
    if any(each.version != seen[each.id] for each in left):
        raise ChangedMeanwhile("Dit mandaat is intussen gewijzigd. Lees de klikken opnieuw.")
    work.register.confirm([each.id for each in left], by=work.person, at=work.now)
    for mandate in left:
        _note(work, "mandate_recorded", facts, mandate)
    return Landing("receipt", receipt=mandates[0].receipt or "")


def report_problem(
    work: Work, facts: SchoolFacts, mandate_ids: Collection[int], *, click: str
) -> None:
    """The person got stuck at a click of the OSR's screens; the mandates keep their place."""
    left = [each for each in facts.mandates if each.id in mandate_ids and not each.is_recorded]
    work.register.report_problem([each.id for each in left], at=work.now)
    for mandate in left:
        _note(work, "problem_reported", facts, mandate, click=click)


def end(
    work: Work, facts: SchoolFacts, mandate_id: int, *, version: int, ends_on: date, reason: str
) -> None:
    """End a mandate on a day, for a reason. ChangedMeanwhile: it is not as it was seen."""
    mandate = _mandate_of(facts, mandate_id)
    if mandate.version != version:
        raise ChangedMeanwhile("Dit mandaat is intussen gewijzigd. Kijk opnieuw en kies dan.")
    work.register.end(mandate.id, ends_on=ends_on, by=work.person, at=work.now)
    _note(work, "mandate_ended", facts, mandate, ends_on=ends_on.isoformat(), reason=reason)


def _same_as_seen(work: Work, facts: SchoolFacts, key: str, as_seen: str) -> Intent:
    draft, intent = facts.draft, facts.intent
    if draft is None or intent is None:
        raise ChangedMeanwhile("Deze antwoorden zijn intussen gewijzigd. Kies opnieuw.")
    if (draft.key, facts.seen) == (key, as_seen):
        return intent
    if draft.key == key and as_seen.split(" ")[0] == str(draft.version):
        raise ChangedMeanwhile("Het is intussen een nieuwe dag. Controleer de datums opnieuw.")
    own = draft.updated_by == work.person.name
    who = "U hebt in een ander venster" if own else f"{draft.updated_by} heeft"
    raise ChangedMeanwhile(
        f"{who} deze antwoorden intussen gewijzigd. "
        "Lees de zin hieronder opnieuw. Klopt die? Sla dan nog een keer op."
    )


def _end_rivals(work: Work, facts: SchoolFacts, intent: Intent, receipt: str) -> None:
    for old, day in intent.endings:
        work.register.end(old.id, ends_on=day, by=work.person, at=work.now, receipt=receipt)
        _note(work, "mandate_ended", facts, old, ends_on=day.isoformat())


def _save_all(work: Work, facts: SchoolFacts, intent: Intent, receipt: str) -> None:
    wanted = [
        NewMandate(facts.school.brin, service, intent.system, intent.starts_on, receipt)
        for service in intent.services
    ]
    work.register.save(wanted, by=work.person, at=work.now)
    for mandate in wanted:
        _note(work, "mandate_saved", facts, mandate, receipt=receipt)


def _go_on_with_the_rest(work: Work, facts: SchoolFacts) -> None:
    rest = tuple(service for service in facts.open_services if service not in facts.pending)
    if rest:
        answers.go_on(work.session, facts.school.brin, services=rest, by=work.person, at=work.now)
    else:
        answers.drop_draft(work.session, facts.school.brin)


def _mandate_of(facts: SchoolFacts, mandate_id: int) -> Mandate:
    for mandate in facts.mandates:
        if mandate.id == mandate_id:
            return mandate
    raise DomainError("Dit mandaat hoort niet bij deze school. Kies het opnieuw in het overzicht.")


def _names(catalogue: Catalogue, services: Iterable[str]) -> list[str]:
    return [catalogue.services[key].in_sentence for key in services]


def _note(
    work: Work, kind: str, facts: SchoolFacts, mandate: Mandate | NewMandate, **detail: str
) -> None:
    work.note(
        kind,
        board=facts.school.board_number,
        brin=facts.school.brin,
        service=mandate.service,
        system=mandate.system.name,
        **detail,
    )
