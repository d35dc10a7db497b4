"""Texts filled with a school's own names: the clicks in the OSR, the letter to a school."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from wizard.catalogue import Click
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.web.context import catalogue


@dataclass(frozen=True)
class NextClick:
    """A click, and the mandates that it records: all of the page's, or one of them."""

    click: Click
    mandates: tuple[Mandate, ...]


def clicks(facts: SchoolFacts, mandates: Sequence[Mandate]) -> tuple[NextClick, ...]:
    """Return the clicks that record these mandates of a school in the OSR, one after the other.

    Where the same act ended the mandate of another LAS, its last day has to be set there too.
    """
    found = [NextClick(each, tuple(mandates)) for each in _filled(facts, mandates[0]) if each.once]
    for mandate in mandates:
        mine = [each for each in _filled(facts, mandate) if not each.once]
        if len(mandates) > 1:
            mine = [_named(each, mandate) for each in mine]
        found += [NextClick(each, (mandate,)) for each in mine]
    return tuple(found)


def _filled(facts: SchoolFacts, mandate: Mandate) -> tuple[Click, ...]:
    old = next(iter(_ended_for(facts, mandate)), None)
    return catalogue().clicks_for(mandate, facts.school, facts.season.today, old=old)


def _named(click: Click, mandate: Mandate) -> Click:
    """Say which of the mandates a click is for."""
    service = catalogue().services[mandate.service].short_name
    return replace(click, title=f"{service}: {click.title[:1].lower()}{click.title[1:]}")


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
