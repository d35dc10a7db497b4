"""Telling which LAS several schools use, or that they have to be asked: what that changes. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wizard.domain.facts import BoardFacts
from wizard.domain.fingerprint import fingerprint
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts


@dataclass(frozen=True)
class Telling:
    """What somebody says of one school. `system`: None where nobody knows, and the school is asked.

    `stays`: mandates of another LAS, which go on as they are.
    """

    facts: SchoolFacts
    system: SystemChoice | None

    @property
    def before(self) -> SystemChoice | None:
        """Which LAS was known until now."""
        return self.facts.known_system

    @property
    def changes(self) -> bool:
        """Something will be otherwise than it is now."""
        if self.system is None:
            return bool(self.facts.open_services) and not self.facts.is_parked
        return self.facts.is_parked or self.before is None or self.before.key != self.system.key

    @property
    def stays(self) -> tuple[Mandate, ...]:
        """The lasting mandates of another LAS: telling ends none of them."""
        if self.system is None:
            return ()
        return tuple(
            mandate
            for service in self.facts.season.required
            for mandate in self.facts.standing(service)
            if mandate.system.key != self.system.key
        )


def tellings(board: BoardFacts, uses: Mapping[str, SystemChoice | None]) -> tuple[Telling, ...]:
    """Return what is said of the board's schools (BRIN -> LAS), in their order."""
    return tuple(
        Telling(school, uses[school.school.brin])
        for school in board.schools
        if school.school.brin in uses
    )


def fingerprint_of(told: Iterable[Telling]) -> str:
    """Return the fingerprint of a page of such changes: of all that it says of each school."""
    return fingerprint(
        *(
            (each.facts.school.brin, _key(each.before), each.facts.is_parked, _key(each.system))
            for each in told
        )
    )


def _key(system: SystemChoice | None) -> str:
    return system.key if system else ""
