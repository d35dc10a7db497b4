"""Texts filled with a school's own names: the clicks in the OSR, the letter to a school."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wizard.catalogue import Click
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate
from wizard.domain.receipt import Receipt
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.web.context import catalogue

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict


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


def copy_clicks(board: BoardFacts, receipt: Receipt, left: Sequence[Mandate]) -> tuple[Click, ...]:
    """Return the clicks that copy in the OSR what is left of a copy: each dienst by itself.

    None when nothing is left, or when the school that was copied from is no longer the board's.
    """
    source = board.find(receipt.source or "")
    if source is None:
        return ()
    found: list[Click] = []
    by_service = {each.service: each for each in left}
    for mandate in (by_service[key] for key in board.season.in_order(by_service)):
        schools = len({each.brin for each in left if each.service == mandate.service})
        filled = catalogue().copied_clicks_for(
            mandate, source.school, board.season.today, schools=schools
        )
        found += () if found else [each for each in filled if each.once]
        mine = [each for each in filled if not each.once]
        found += [_named(each, mandate) for each in mine] if len(by_service) > 1 else mine
    return (*found, *_end_clicks(board, left))


def _end_clicks(board: BoardFacts, left: Sequence[Mandate]) -> list[Click]:
    """Return the clicks that end what the same act ended, of each dienst: the OSR copies no end."""
    ended: dict[str, dict[str, tuple[School, Mandate]]] = defaultdict(dict)
    for mandate in left:
        facts = board.find(mandate.brin)
        if facts is not None:
            ended[mandate.service] |= {
                old.brin: (facts.school, old) for old in _ended_for(facts, mandate)
            }
    found: list[Click] = []
    for service in board.season.in_order(key for key, olds in ended.items() if olds):
        school, old = next(iter(ended[service].values()))
        schools = len(ended[service])
        clicks = catalogue().end_all_clicks_for(old, school, board.season.today, schools=schools)
        found += [_named(each, old) for each in clicks]
    return found


def place(given: "MultiDict[str, str]", last: int) -> int:
    """Return the click that was asked for; the nearest one when there is no such."""
    return min(max(given.get("klik", default=1, type=int), 1), last)


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
