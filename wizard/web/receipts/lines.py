"""The lines of a receipt: each mandate that an operation gave or ended, as it stands today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.words import and_list, day_in_words
from wizard.web.context import clock, settings
from wizard.web.words import StateWord, name_of, register_name, state_of_end, state_of_mandate


@dataclass(frozen=True)
class Line:
    """A mandate that an operation gave; or, with `is_end`, one that it ended."""

    school: SchoolFacts
    mandate: Mandate
    is_end: bool

    @property
    def is_recorded(self) -> bool:
        """Somebody saw it in the register, or our own register has it."""
        if self.is_end:
            return not self.mandate.awaits_end
        return self.mandate.is_recorded and not self.mandate.is_undone

    @property
    def is_withdrawn(self) -> bool:
        """It ended before it came to the register: there is no end to be seen there."""
        return self.is_end and self.mandate.is_taken_back

    @property
    def is_over(self) -> bool:
        """It was given, and has gone by since."""
        return not self.is_end and self.mandate.ends_before(clock().today())

    @property
    def state(self) -> StateWord:
        """How it stands today."""
        end = state_of_end(self.mandate) if self.is_end else None
        return end or state_of_mandate(self.mandate)

    @property
    def name(self) -> str:
        """What it is about, in short."""
        return name_of(self.mandate, is_end=self.is_end)

    @property
    def since(self) -> str:
        """What became of it since: that it was ended later, by another operation."""
        ends_on, state = self.mandate.ends_on, state_of_end(self.mandate)
        if self.is_end or ends_on is None:
            return ""
        if self.mandate.is_undone:
            return f"Staat nog in {register_name()}" if state else ""
        is_over = self.mandate.ends_before(clock().today())
        when = " op" if is_over else ": de laatste dag is"
        said = f"Later beëindigd{when} {day_in_words(ends_on)}"
        return f"{said}. {state.word}" if state else said

    @property
    def seen_by(self) -> str:
        """Who saw it in a register that people fill by hand."""
        if settings().register != "osr":
            return ""
        mandate = self.mandate
        return (mandate.end_recorded_by if self.is_end else mandate.recorded_by) or ""


@dataclass(frozen=True)
class Outcome:
    """What is so for several services of a school alike; else for one."""

    names: str
    state: StateWord
    since: str
    seen_by: str


def of(facts: BoardFacts, number: str) -> list[Line]:
    """Return the lines of an operation, school by school: what it gave, then what it ended."""
    return [
        Line(school, mandate, is_end)
        for school in facts.schools
        for is_end in (False, True)
        for mandate in school.mandates
        if number == (mandate.end_receipt if is_end else mandate.receipt)
        and not (is_end and mandate.is_undone)
    ]


def by_school(lines: Sequence[Line]) -> list[tuple[SchoolFacts, list[Outcome]]]:
    """Return what is so at each school."""
    groups = groupby(lines, key=lambda line: line.school.school.brin)
    found = [list(group) for _brin, group in groups]
    return [(group[0].school, _outcomes(group)) for group in found]


def systems(lines: Sequence[Line]) -> list[SystemChoice]:
    """Return the LAS that the operation gave mandates; of an end, that it took one from."""
    given = [line for line in lines if not line.is_end] or lines
    return list({line.mandate.system.key: line.mandate.system for line in given}.values())


def first_days(lines: Sequence[Line]) -> list[date]:
    """Return on which days begins what the operation gave."""
    return sorted({line.mandate.starts_on for line in lines if not line.is_end})


def _outcomes(lines: Sequence[Line]) -> list[Outcome]:
    """Say once what is so for several services; else for each by itself."""
    found: dict[tuple[StateWord, str, str], list[str]] = {}
    for line in lines:
        found.setdefault((line.state, line.since, line.seen_by), []).append(line.name)
    return [Outcome(_sentence(and_list(names)), *key) for key, names in found.items()]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
