"""Texts filled with a school's own names: the clicks in the OSR, the letter to a school."""

from wizard.catalogue import Click
from wizard.domain.facts import Facts, SchoolFacts
from wizard.domain.mandate import Mandate
from wizard.domain.words import day_without_year, numbers
from wizard.web.context import catalogue


def clicks(facts: SchoolFacts, mandate: Mandate) -> tuple[Click, ...]:
    """Return the clicks that record this mandate in the OSR, one at a time.

    Where the same act ended the mandate of another LAS, its last day has to be set there too.
    """
    today = facts.season.today
    values = {
        "school": facts.school.name,
        "brin": facts.school.brin,
        "place": facts.school.place,
        "service": catalogue().services[mandate.service].name(today),
        "system": mandate.system.name,
        "supplier": mandate.system.supplier or "de leverancier",
    }
    filled = catalogue().filled(
        catalogue().clicks,
        today,
        **values,
        starts_on=numbers(mandate.starts_on),
        ends_on="",
    )
    for old in _ended_for(facts, mandate):
        filled += catalogue().filled(
            catalogue().end_clicks,
            today,
            **values,
            old_system=old.system.name,
            old_ends_on=numbers(old.ends_on or today),
        )
    return filled


def letter(facts: Facts) -> dict[str, str]:
    """Return the text to send to a school whose LAS nobody at the board knows."""
    if facts.school is None:
        raise LookupError("a letter goes to a school")
    school, season = facts.school.school, facts.board.season
    values = {
        "school": school.name,
        "brin": school.brin,
        "board": facts.board.board.display_name,
        "deadline": day_without_year(max(season.last_days.values())),
    }
    return {
        "letter_subject": catalogue().text("letter.subject", season.today, **values),
        "letter": catalogue().text("letter.body", season.today, **values),
    }


def _ended_for(facts: SchoolFacts, mandate: Mandate) -> list[Mandate]:
    return [
        old
        for old in facts.mandates
        if old.service == mandate.service
        and old.system.key != mandate.system.key
        and old.ends_on is not None
        and old.saved_at <= mandate.saved_at
        and old.ends_on >= mandate.saved_at.date()
    ]
