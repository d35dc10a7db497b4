"""Texts filled with a school's own names: the clicks in the OSR, the letter to a school."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wizard.catalogue import Click
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate
from wizard.domain.plan.gift import rounds
from wizard.domain.receipt import Receipt
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.web.context import catalogue
from wizard.web.words import of_register, short_name

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
        found += [NextClick(_of_several(each, mandate, mandates), (mandate,)) for each in mine]
        for old in ended_with(facts, mandate):
            ends = catalogue().old_clicks_for(old, facts.school, facts.season.today)
            found += [NextClick(_of_several(each, mandate, mandates), (old,)) for each in ends]
    return tuple(found)


def end_clicks(facts: SchoolFacts, mandate: Mandate) -> tuple[Click, ...]:
    """Return the clicks that record the end of a mandate in the OSR, from logging in on."""
    return catalogue().end_clicks_for(mandate, facts.school, facts.season.today)


def ended_with(facts: SchoolFacts, mandate: Mandate) -> list[Mandate]:
    """Return the mandates that the same operation ended for this one, and nobody saw the end of."""
    return [
        old
        for old in facts.mandates
        if old.awaits_end
        and old.service == mandate.service
        and old.end_receipt is not None
        and old.end_receipt == mandate.receipt
    ]


def copy_clicks(board: BoardFacts, receipt: Receipt, left: Sequence[Mandate]) -> tuple[Click, ...]:
    """Return the clicks that record in the OSR what is left of an operation for several schools.

    Each dienst is copied by itself. Where no school has its mandate yet, one gets it by itself
    first. What the same operation ended gets its last day after that. No clicks when nothing is
    left, or when the school to begin with is no longer the board's.
    """
    given = [each for each in left if not each.is_recorded]
    ends = _end_clicks(board, [each for each in left if each.awaits_end])
    if not given:
        return ends
    source = board.find(receipt.source or "")
    if source is None:
        return ()
    asked = rounds(board, source, given)
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
    return (*_walk(filled, names=len(asked) > 1), *(each for each in ends if not each.once))


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


def _end_clicks(board: BoardFacts, ended: Sequence[Mandate]) -> tuple[Click, ...]:
    """Return the clicks that set these last days, for each dienst: the OSR copies no end.

    From logging in on; a school has to be chosen for each mandate.
    """
    of_service: dict[str, list[Mandate]] = defaultdict(list)
    for each in ended:
        of_service[each.service].append(each)
    found: list[Click] = []
    for service in board.season.in_order(of_service):
        first, schools = of_service[service][0], {each.brin for each in of_service[service]}
        here = board.find(first.brin)
        if here is not None:
            found = found or [each for each in end_clicks(here, first) if each.logs_in]
            clicks = catalogue().end_all_clicks_for(
                first, here.school, board.season.today, schools=len(schools)
            )
            found += [_named(each, first) for each in clicks]
    return tuple(found)


def place(given: "MultiDict[str, str]", last: int) -> int:
    """Return the click that was asked for; the nearest one when there is no such."""
    return min(max(given.get("klik", default=1, type=int), 1), last)


def _filled(facts: SchoolFacts, mandate: Mandate) -> tuple[Click, ...]:
    return catalogue().clicks_for(mandate, facts.school, facts.season.today)


def _of_several(click: Click, mandate: Mandate, mandates: Sequence[Mandate]) -> Click:
    return _named(click, mandate) if len(mandates) > 1 else click


def _named(click: Click, mandate: Mandate) -> Click:
    """Say which of the mandates a click is for."""
    name, title = short_name(mandate.service), click.title
    return replace(click, title=f"{name}: {title[:1].lower()}{title[1:]}")


def letter(facts: Facts) -> dict[str, Any]:
    """Return the text to send to a school whose LAS nobody at the board knows."""
    school, season = facts.chosen.school, facts.board.season
    values = {
        "school": school.name,
        "brin": school.brin,
        "board": facts.board.board.display_name,
        "where": of_register("where"),
    }
    return {
        "letter_subject": catalogue().text("letter.subject", season.today, **values),
        "letter": catalogue().text("letter.body", season.today, **values),
    }


def letter_to_several(board: BoardFacts, schools: Sequence[SchoolFacts]) -> str:
    """Return one text to send to several schools whose LAS nobody at the board knows."""
    listed = (f"- {each.brin} {each.name} in {each.place}" for each in (s.school for s in schools))
    values = {
        "schools": "\n".join(listed),
        "board": board.board.display_name,
        "where": of_register("where"),
    }
    subject, body = (
        catalogue().text(f"letter.several.{part}", board.season.today, **values)
        for part in ("subject", "body")
    )
    return f"{subject}\n\n{body}"
