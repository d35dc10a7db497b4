"""The plan of a board: the fewest operations that finish it, as things are known now. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from wizard.domain.copying.copies import Copy
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.plan.gift import (
    NOTHING,
    Effort,
    can_go_together,
    effort,
    effort_to_record,
    give_together,
)
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.waiting import in_order


class Kind(StrEnum):
    """What a line of the plan asks, in the order in which the lines stand.

    What stands in the register by halves comes first; what others must answer comes last.
    """

    PROBLEM = "problem"
    RECORD = "record"
    FINISH = "finish"
    GIVE = "give"
    ASK = "ask"
    WAIT = "wait"


@dataclass(frozen=True)
class Line:
    """One thing to do, for one or more schools.

    `act`: what giving does; `system`: with which LAS. `receipt`: of what was given or ended, and is
    not recorded yet. `look_again_on`: when the first of the schools that were asked may answer.
    """

    kind: Kind
    schools: tuple[SchoolFacts, ...]
    effort: Effort = NOTHING
    system: SystemChoice | None = None
    act: Copy | None = None
    receipt: str | None = None
    look_again_on: date | None = None


@dataclass(frozen=True)
class Plan:
    """All that is left to do for a board; no lines when nothing is."""

    lines: tuple[Line, ...]

    @cached_property
    def effort(self) -> Effort:
        """How many mandates, copies and ends that is in the OSR, as far as the LAS is known."""
        return sum((line.effort for line in self.lines), NOTHING)

    def count(self, kind: Kind) -> int:
        """Tell how many schools the lines of a kind are about."""
        return sum(len(line.schools) for line in self.lines if line.kind is kind)


def plan_of(board: BoardFacts, retired: Collection[str] = ()) -> Plan:
    """Plan what is left to do. `retired`: keys of systems that no school can use any more.

    A school may stand in two lines: RIO is saved and has to be recorded, the Eindtoets is open.
    """
    asked: dict[Kind | None, list[SchoolFacts]] = defaultdict(list)
    for school in board.schools:
        asked[kind_of(school, retired)].append(school)
    return Plan(
        (
            *_problems(board),
            *_to_record(board),
            *(Line(Kind.FINISH, (each,), _alone(each)) for each in asked[Kind.FINISH]),
            *_to_give(board, asked[Kind.GIVE], retired),
            *([Line(Kind.ASK, tuple(asked[Kind.ASK]))] if asked[Kind.ASK] else ()),
            *_to_wait(asked[Kind.WAIT]),
        )
    )


def kind_of(school: SchoolFacts, retired: Collection[str] = ()) -> Kind | None:
    """Tell what the answers for a school still ask; None when nothing of it is open."""
    if not (school.open_services or school.is_changing or school.late_services):
        return None
    if school.is_parked:
        return Kind.WAIT
    if school.is_changing:
        return Kind.FINISH
    system = school.known_system
    if system is None or system.key in retired:
        return Kind.ASK
    return Kind.GIVE if can_go_together(school, retired) else Kind.FINISH


def _problems(board: BoardFacts) -> Iterator[Line]:
    for school in board.schools:
        stuck = [each for each in school.unrecorded if each.problem_at]
        ends = [each for each in school.unrecorded_ends if each.end_problem_at]
        if found := stuck + ends:
            effort = Effort(len(stuck), 0, len(ends))
            yield Line(Kind.PROBLEM, (school,), effort, found[0].system)


def _to_record(board: BoardFacts) -> Iterator[Line]:
    """What one operation gave is recorded together, and then what it ended."""
    saved: dict[tuple[str | None, str], list[Mandate]] = defaultdict(list)
    ended: dict[str | None, list[Mandate]] = defaultdict(list)
    for school in board.schools:
        for mandate in school.recordable:
            saved[mandate.receipt, mandate.system.key].append(mandate)
        for mandate in school.recordable_ends:
            ended[mandate.end_operation].append(mandate)
    for (receipt, _system), mandates in saved.items():
        ends = ended.pop(receipt, []) if receipt else []
        needs = effort_to_record(board, mandates) + Effort(0, 0, len(ends))
        yield _recording(board, mandates + ends, needs, receipt)
    for receipt, mandates in ended.items():
        yield _recording(board, mandates, Effort(0, 0, len(mandates)), receipt)


def _recording(
    board: BoardFacts, mandates: Sequence[Mandate], needs: Effort, receipt: str | None
) -> Line:
    brins = {each.brin for each in mandates}
    schools = tuple(each for each in board.schools if each.school.brin in brins)
    return Line(Kind.RECORD, schools, needs, mandates[0].system, receipt=receipt)


def _to_give(
    board: BoardFacts, schools: Iterable[SchoolFacts], retired: Collection[str]
) -> Iterator[Line]:
    """One act for each LAS, the one of most schools first."""
    systems = {each.known_system.key: each.known_system for each in schools if each.known_system}
    acts = [give_together(board, each, retired=retired) for each in systems.values()]
    for act in sorted(filter(None, acts), key=lambda each: -len(each.included)):
        along = tuple(each.facts for each in act.included)
        yield Line(Kind.GIVE, along, effort(board, act), act.source.system, act)


def _to_wait(schools: Iterable[SchoolFacts]) -> Iterator[Line]:
    """The school where somebody looks again first, stands first."""
    if waiting := in_order(schools):
        yield Line(Kind.WAIT, waiting, look_again_on=waiting[0].look_again_on)


def _alone(school: SchoolFacts) -> Effort:
    """Count what the steps of one school arrange: what is open, or is about to be replaced."""
    services = {*school.open_services, *school.pending, *school.late_services}
    return Effort(len(services), 0)
