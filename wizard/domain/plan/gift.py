"""All schools with one LAS get what they lack, in one act and as few acts in the OSR as can be."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from wizard.domain.copying.copies import Copy, Group, Reason, Target, Wanted, narrowed, target_of
from wizard.domain.copying.source import Source, lasting
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts


@dataclass(frozen=True)
class Effort:
    """How much there is to do in the OSR: each mandate and each end, each copy to all at once."""

    mandates: int
    copies: int
    ends: int = 0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            self.mandates + other.mandates, self.copies + other.copies, self.ends + other.ends
        )


NOTHING = Effort(0, 0)


def give_together(
    board: BoardFacts,
    system: SystemChoice,
    *,
    retired: Collection[str] = (),
    wanted: Wanted | None = None,
) -> Copy | None:
    """Return the act that gives this LAS to all schools that are known to use it; None: nobody.

    `wanted`: no more than the person saw; who cannot have that any more stays behind.
    """
    found = tuple(_target(school, system, retired) for school in board.schools)
    if wanted is None:
        wanted = {each.facts.school.brin: each.services for each in found if _is_easy(each)}
    return narrowed(_source(board, found, system, wanted), found, wanted) if wanted else None


def system_of(board: BoardFacts, key: str) -> SystemChoice | None:
    """Return the LAS with this key, as some school of the board is known to use it."""
    known = (each.known_system for each in board.schools)
    return next((each for each in known if each is not None and each.key == key), None)


def can_go_together(school: SchoolFacts, retired: Collection[str] = ()) -> bool:
    """Tell whether what a school lacks can be given together with others of its LAS."""
    system = school.known_system
    return system is not None and _is_easy(_target(school, system, retired))


def effort(board: BoardFacts, act: Copy) -> Effort:
    """Count what giving takes: where nobody has the mandate yet, one school gets it by itself."""
    schools = Counter(service for each in act.included for service in each.services)
    return sum(
        (_effort(board, schools[each], each, act.source.system) for each in act.services), NOTHING
    )


def giver(board: BoardFacts, service: str, system: SystemChoice) -> SchoolFacts | None:
    """Return a school whose mandate others can have a copy of."""
    return next((each for each in board.schools if _gives(each, service, system)), None)


@dataclass(frozen=True)
class Round:
    """How a service gets into the OSR for several schools: at one by itself, copied to the rest.

    `school`: where to begin. `first`: its own mandate, None where it stands already.
    """

    school: School
    first: Mandate | None
    copied: tuple[Mandate, ...]


def rounds(board: BoardFacts, begin: SchoolFacts, mandates: Iterable[Mandate]) -> tuple[Round, ...]:
    """Return how to record what one act saved, service by service; `begin`: its first school."""
    of_service: dict[str, list[Mandate]] = defaultdict(list)
    for each in mandates:
        of_service[each.service].append(each)
    services = board.season.in_order(of_service)
    return tuple(_round(board, begin, of_service[each]) for each in services)


def _round(board: BoardFacts, begin: SchoolFacts, left: list[Mandate]) -> Round:
    service, system = left[0].service, left[0].system
    found = begin if _gives(begin, service, system) else giver(board, service, system)
    if found is not None:
        return Round(found.school, None, tuple(left))
    first = next((each for each in left if each.brin == begin.school.brin), left[0])
    school = next(each.school for each in board.schools if each.school.brin == first.brin)
    return Round(school, first, tuple(each for each in left if each is not first))


def effort_to_record(board: BoardFacts, mandates: Iterable[Mandate]) -> Effort:
    """Count what recording takes of what was saved for several schools with one system."""
    left = list(mandates)
    schools = Counter(each.service for each in left)
    return sum(
        (_effort(board, count, service, left[0].system) for service, count in schools.items()),
        NOTHING,
    )


def _effort(board: BoardFacts, schools: int, service: str, system: SystemChoice) -> Effort:
    if schools == 1:
        return Effort(1, 0)
    return Effort(0, 1) if giver(board, service, system) else Effort(1, 1)


def _gives(school: SchoolFacts, service: str, system: SystemChoice) -> bool:
    return any(each.system.key == system.key for each in lasting(school, service))


def _target(school: SchoolFacts, system: SystemChoice, retired: Collection[str]) -> Target:
    """Look at what is open alone: a mandate of another LAS that goes on is left as it is."""
    days = dict.fromkeys(school.open_services, school.season.today)
    target = target_of(school, Source(school.school, system, days))
    if target.group is Group.ASK or system.key in retired or not system.is_named:
        return replace(target, group=Group.OTHER, reason=Reason.UNKNOWN)
    return target


def _is_easy(target: Target) -> bool:
    """It lacks all that is open, and nobody has begun to answer otherwise for it."""
    facts = target.facts
    is_whole = target.services == facts.open_services
    return target.group is Group.CAN and is_whole and not facts.is_changing


def _source(
    board: BoardFacts, found: tuple[Target, ...], system: SystemChoice, wanted: Wanted
) -> Source:
    """Begin at the school that has most of it; else at the first that is to get it."""
    services = board.season.required
    first = max(
        (each.facts for each in found),
        key=lambda each: (
            sum(_gives(each, service, system) for service in services),
            each.school.brin in wanted,
        ),
    )
    return Source(first.school, system, dict.fromkeys(services, board.season.today))
