"""Texts filled with a school's own names: the clicks in the OSR, the letter to a school."""

from typing import Any

from wizard.catalogue import Click
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.web.context import catalogue


def clicks(facts: SchoolFacts, mandate: Mandate) -> tuple[Click, ...]:
    """Return the clicks that record this mandate in the OSR, filled in.

    Where the same act ended the mandate of another LAS, its last day has to be set there too.
    """
    old = next(iter(_ended_for(facts, mandate)), None)
    return catalogue().clicks_for(mandate, facts.school, facts.season.today, old=old)


def letter(facts: Facts) -> dict[str, Any]:
    """Return the text to send to a school whose LAS nobody at the board knows."""
    school, season = facts.chosen.school, facts.board.season
    values = {
        "school": school.name,
        "brin": school.brin,
        "board": facts.board.board.display_name,
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
        and old.is_recorded
        and old.ended_at == mandate.saved_at
    ]
