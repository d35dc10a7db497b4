"""That the register knows another LAS of a school than the one that is said: in one line.

Each function returns an empty text, or None, where nothing differs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import url_for

from wizard.domain.copying.copies import Target
from wizard.domain.copying.source import Source
from wizard.domain.facts import BoardFacts
from wizard.domain.las_change.change import Change, Line
from wizard.domain.mandate import Life, Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_systems.differing import (
    differing_after,
    differing_as_told,
    differing_beside,
    differing_now,
    schools_that_differ,
)
from wizard.domain.school_systems.reported import Telling
from wizard.domain.words import count, day_in_words
from wizard.web.context import catalogue
from wizard.web.words import in_sentence


@dataclass(frozen=True)
class Remark:
    """A line about one school or several of a board, and where to look at them."""

    text: str
    link: str
    url: str


def of_school(facts: SchoolFacts) -> str:
    """Say it of the LAS of a school as far as known."""
    return _line(facts, facts.known_system, differing_now(facts))


def of_telling(telling: Telling) -> str:
    """Say it of a LAS that is about to be kept for a school, by a table, a list or an answer."""
    return _line(telling.facts, telling.system, differing_as_told(telling))


def of_target(target: Target, source: Source) -> str:
    """Say it of a school that gets what the source gives, by a copy or together with others."""
    return _line(target.facts, source.system, differing_after(target, source))


def of_change(line: Line, change: Change) -> str:
    """Say it of a school that changes its LAS."""
    found = differing_beside(line, change.new, change.first_new_day)
    return _line(line.facts, change.new, found)


def of_board(facts: BoardFacts) -> Remark | None:
    """Say it of all schools of a board: name the one, or count them."""
    return of_several(facts, schools_that_differ(facts))


def of_several(facts: BoardFacts, schools: Sequence[SchoolFacts]) -> Remark | None:
    """Say it of these schools, each of which differs now."""
    if not schools:
        return None
    url = url_for("school_systems.show", board=facts.board.number, _anchor="verschil")
    if len(schools) == 1:
        return Remark(of_school(schools[0]), "Bekijk dit LAS", url)
    number = count(len(schools), "school", "scholen")
    text = f"Let op: {number} hebben ook een mandaat met een ander LAS. Klopt hun LAS?"
    return Remark(text, "Bekijk deze scholen", url)


def _line(facts: SchoolFacts, system: SystemChoice | None, found: Iterable[Mandate]) -> str:
    if system is None:
        return ""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in found:
        alike.setdefault((each.system.name, _when(facts, each)), []).append(each.service)
    if not alike:
        return ""
    (first, *more) = alike.items()
    (name, when), services = first
    said = (
        f"Let op: voor {_names(services)} heeft {facts.school.name}{when} een mandaat met {name}."
    )
    for (name, when), services in more:
        said += f" Voor {_names(services)} is dat{when} {name}."
    return f"{said} Klopt {system.name}?"


def _names(keys: Iterable[str]) -> str:
    """Name services in the order of the catalogue."""
    wanted = {*keys}
    return in_sentence(key for key in catalogue().services if key in wanted)


def _when(facts: SchoolFacts, mandate: Mandate) -> str:
    """Say from and until when, where that is not simply now."""
    said = ""
    if mandate.life(facts.season.today) is Life.PLANNED:
        said += f" vanaf {day_in_words(mandate.starts_on)}"
    if mandate.ends_on:
        said += f" tot en met {day_in_words(mandate.ends_on)}"
    return said
