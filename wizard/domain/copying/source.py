"""What is given to several schools at once: one system, and a first day for each service. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts


@dataclass(frozen=True)
class Source:
    """A school to copy from, its system, and from which day each service is given.

    `first_days`: service -> first day, in the order of the services.
    """

    school: School
    system: SystemChoice
    first_days: Mapping[str, date]

    @property
    def services(self) -> tuple[str, ...]:
        """The services that are given, in their order."""
        return tuple(self.first_days)

    def first_day(self, service: str) -> date:
        """Return the first day of what is given."""
        return self.first_days[service]


def of_mandates(
    school: School, system: SystemChoice, mandates: Iterable[Mandate], today: date
) -> Source:
    """Copy these mandates: from today, or from the day on which what is copied begins."""
    return Source(school, system, {each.service: max(each.starts_on, today) for each in mandates})


def sources(facts: SchoolFacts) -> tuple[Source, ...]:
    """Return what can be copied from a school, one for each system; what was saved last first.

    Those mandates stand in the register and have no end: what ends is not given to others.
    """
    mandates = [mandate for service in facts.season.required for mandate in lasting(facts, service)]
    newest = sorted(mandates, key=lambda each: each.saved_at, reverse=True)
    return tuple(
        of_mandates(
            facts.school,
            system,
            [each for each in mandates if each.system.key == key],
            facts.season.today,
        )
        for key, system in _once(each.system for each in newest).items()
    )


def lasting(facts: SchoolFacts, service: str) -> tuple[Mandate, ...]:
    """Return what stands in the register for a service and has no end: others can have the same."""
    return tuple(
        mandate
        for mandate in facts.live(service)
        if mandate.is_recorded and mandate.ends_on is None
    )


def _once(systems: Iterable[SystemChoice]) -> dict[str, SystemChoice]:
    found: dict[str, SystemChoice] = {}
    for system in systems:
        found.setdefault(system.key, system)
    return found
