"""Saving mandates, and saying that they stand in the register."""

from collections.abc import Iterable
from datetime import date

from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db import answers
from wizard.domain.answers import Draft
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.facts import SchoolFacts
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.sentence import Sentence, ending, statement
from wizard.flow import Landing
from wizard.register import receipts


def sentence(
    catalogue: Catalogue, facts: SchoolFacts, draft: Draft, system: SystemChoice
) -> Sentence:
    """Say all that saving these answers does: what it permits, and what it ends."""
    said = statement(system, _names(catalogue, draft.services), facts.school)
    if draft.end_old_on is None:
        return said
    rivals = facts.rivals(system)
    for old in dict.fromkeys(rival.system for rival in rivals):
        services = [rival.service for rival in rivals if rival.system == old]
        said += ending(old, _names(catalogue, services), draft.end_old_on)
    return said


def _names(catalogue: Catalogue, services: Iterable[str]) -> list[str]:
    return [catalogue.services[key].in_sentence for key in services]


def save(work: Work, facts: SchoolFacts, *, key: str, version: int) -> Landing:
    """Save the answers that the person saw as mandates, with one receipt for the act.

    `key` and `version` are those of the answers on the page. Sent twice, this leads to the same
    receipt. Raises ChangedMeanwhile when somebody changed the answers after the page was made.
    """
    earlier = receipts.of_act(work.session, facts.school.board_number, key)
    if earlier is not None:
        return Landing("receipt", receipt=earlier.number, already=True)
    draft, system = _as_seen(work, facts, key, version)
    number = receipts.add(
        work.session,
        key=key,
        board_number=facts.school.board_number,
        sentence=str(sentence(work.catalogue, facts, draft, system)),
        by=work.person,
        at=work.now,
    )
    _end_rivals(work, facts, draft, system)
    _save_all(work, facts, draft, system, number)
    _go_on_with_the_rest(work, facts, draft)
    return Landing("receipt", receipt=number)


def confirm(work: Work, facts: SchoolFacts, mandate_id: int) -> Landing:
    """The person saw this mandate in the register. DomainError: it is not this school's."""
    mandate = _mandate_of(facts, mandate_id)
    if not mandate.is_recorded:
        work.register.confirm(mandate.id, by=work.person, at=work.now)
        _note(work, "mandate_recorded", facts, mandate)
    return Landing("receipt", receipt=mandate.receipt or "")


def report_problem(work: Work, facts: SchoolFacts, mandate_id: int, *, click: str) -> None:
    """The person got stuck at a click of the OSR's screens; the mandate keeps its place."""
    mandate = _mandate_of(facts, mandate_id)
    work.register.report_problem(mandate.id, by=work.person, at=work.now)
    _note(work, "problem_reported", facts, mandate, click=click)


def _as_seen(work: Work, facts: SchoolFacts, key: str, version: int) -> tuple[Draft, SystemChoice]:
    draft = facts.draft
    if draft is None or draft.system is None or not draft.services:
        raise ChangedMeanwhile(
            "Deze antwoorden zijn er niet meer. Kies opnieuw wat u wilt regelen."
        )
    if (draft.key, draft.version) != (key, version):
        raise ChangedMeanwhile(
            f"{draft.updated_by} heeft deze antwoorden intussen gewijzigd. "
            "Lees de zin hieronder opnieuw. Klopt die? Sla dan nog een keer op."
        )
    return draft, draft.system


def _end_rivals(work: Work, facts: SchoolFacts, draft: Draft, system: SystemChoice) -> None:
    if draft.end_old_on is None:
        return
    for rival in facts.rivals(system):
        work.register.end(rival.id, ends_on=draft.end_old_on, by=work.person, at=work.now)
        _note(work, "mandate_ended", facts, rival, ends_on=draft.end_old_on.isoformat())


def _save_all(
    work: Work, facts: SchoolFacts, draft: Draft, system: SystemChoice, receipt: str
) -> None:
    starts_on = first_day(draft, work.today)
    wanted = [
        NewMandate(facts.school.brin, service, system, starts_on, receipt)
        for service in draft.services
    ]
    for mandate in work.register.save(wanted, by=work.person, at=work.now):
        _note(work, "mandate_saved", facts, mandate, receipt=receipt)


def first_day(draft: Draft, today: date) -> date:
    """Return the mandate's first day: as chosen, but never in the past."""
    return max(draft.starts_on or today, today)


def _go_on_with_the_rest(work: Work, facts: SchoolFacts, draft: Draft) -> None:
    rest = tuple(service for service in facts.open_services if service not in draft.services)
    if rest:
        answers.go_on(work.session, facts.school.brin, services=rest, by=work.person, at=work.now)
    else:
        answers.drop_draft(work.session, facts.school.brin)


def _mandate_of(facts: SchoolFacts, mandate_id: int) -> Mandate:
    for mandate in facts.mandates:
        if mandate.id == mandate_id:
            return mandate
    raise DomainError("Dit mandaat hoort niet bij deze school. Kies het opnieuw in het overzicht.")


def _note(work: Work, kind: str, facts: SchoolFacts, mandate: Mandate, **detail: str) -> None:
    work.note(
        kind,
        board=facts.school.board_number,
        brin=facts.school.brin,
        mandate=mandate.id,
        service=mandate.service,
        system=mandate.system.name,
        **detail,
    )
