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
from wizard.domain.together import rounds
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
    """Return the clicks that record in the OSR what is left of an act for several schools.

    Each dienst is copied by itself. Where no school has its mandate yet, one gets it by itself
    first. None when nothing is left, or when the school to begin with is no longer the board's.
    """
    source = board.find(receipt.source or "")
    if source is None:
        return ()
    asked = rounds(board, source, left)
    today = board.season.today
    filled = [
        (each.school, each.first, catalogue().clicks_for(each.first, each.school, today))
        for each in asked
        if each.first
    ]
    for each in asked:
        if each.copied:
            first, count = each.copied[0], len(each.copied)
            mine = catalogue().copied_clicks_for(first, each.school, today, schools=count)
            filled.append((each.school, first, mine))
    return (*_walk(filled, names=len(asked) > 1), *_end_clicks(board, left))


def _walk(
    filled: Sequence[tuple[School, Mandate, Sequence[Click]]], *, names: bool
) -> tuple[Click, ...]:
    """Put clicks one after the other: log in once, and choose a school where it is another one.

    `names`: the clicks are for several services, so each says for which.
    """
    found: list[Click] = []
    here: School | None = None
    for school, mandate, mine in filled:
        for each in mine:
            if not each.once:
                found.append(_named(each, mandate) if names else each)
            elif not found or (each.key == "school" and school != here):
                found.append(each)
        here = school
    return tuple(found)


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


def letter_to_several(board: BoardFacts, schools: Sequence[SchoolFacts]) -> str:
    """Return one text to send to several schools whose LAS nobody at the board knows."""
    listed = (f"- {each.brin} {each.name} in {each.place}" for each in (s.school for s in schools))
    values = {"schools": "\n".join(listed), "board": board.board.display_name}
    subject, body = (
        catalogue().text(f"letter.several.{part}", board.season.today, **values)
        for part in ("subject", "body")
    )
    return f"{subject}\n\n{body}"


def _ended_for(facts: SchoolFacts, mandate: Mandate) -> list[Mandate]:
    return [
        old
        for old in facts.mandates
        if old.service == mandate.service
        and old.system.key != mandate.system.key
        and old.is_recorded
        and old.ended_at == mandate.saved_at
    ]
