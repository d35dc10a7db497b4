"""Recording by hand in the OSR: what a person saw there, or could not get done."""

from collections.abc import Collection, Iterable, Mapping

from wizard.actions.operations import note_mandates
from wizard.actions.work import Work
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts


def confirm(work: Work, facts: SchoolFacts, seen: Mapping[int, int]) -> Mandate:
    """The person saw mandates of a school, or their ends, in the OSR, as the page described them.

    `seen`: id of a mandate -> its version. Returns the first of them. Raises DomainError when there
    are none or one is not this school's, ChangedMeanwhile when one is not what the page said.
    """
    if not seen:
        raise DomainError("Kies het mandaat opnieuw in het overzicht.")
    here = {each.id: each for each in facts.mandates}
    if not seen.keys() <= here.keys():
        raise DomainError(
            "Dit mandaat hoort niet bij deze school. Kies het opnieuw in het overzicht."
        )
    named = [here[key] for key in seen]
    left = [each for each in named if each.waits_for_register]
    if any(each.version != seen[each.id] for each in left):
        raise ChangedMeanwhile("Dit mandaat is intussen gewijzigd. Lees de klikken opnieuw.")
    _confirm(work, facts.school.board_number, left)
    return named[0]


def confirm_operation(work: Work, board: BoardFacts, number: str, seen: Mapping[int, int]) -> None:
    """The person saw in the OSR what an operation gave and ended, as the page named it.

    `seen`: id of a mandate -> its version. Raises DomainError when there are none, ChangedMeanwhile
    when one is not what the page said.
    """
    if not seen:
        raise DomainError("Vink de scholen aan waar u de mandaten in het OSR ziet.", field="seen")
    mandates = {each.id: each for each in of_operation(board, number)}
    if not seen.keys() <= mandates.keys():
        raise ChangedMeanwhile("Een mandaat hoort niet meer bij deze kopie. Kies opnieuw.")
    left = [mandates[key] for key in seen if mandates[key].waits_for_register]
    if any(each.version != seen[each.id] for each in left):
        raise ChangedMeanwhile("Een mandaat is intussen gewijzigd. Kijk opnieuw in de lijst.")
    _confirm(work, board.board.number, left)


def report_problem(
    work: Work, facts: SchoolFacts, mandate_ids: Collection[int], *, click: str
) -> None:
    """The person got stuck at a click of the OSR's screens; the mandates keep their place."""
    stuck = [each for each in facts.mandates if each.id in mandate_ids]
    _report_problem(work, facts.school.board_number, stuck, click)


def report_problem_of_operation(work: Work, board: BoardFacts, number: str, *, click: str) -> None:
    """The same, for what was not seen yet of an operation for several schools."""
    _report_problem(work, board.board.number, of_operation(board, number), click)


def left_of_operation(board: BoardFacts, number: str) -> tuple[Mandate, ...]:
    """Return what an operation gave or ended that nobody saw in the register yet."""
    return tuple(each for each in of_operation(board, number) if each.waits_for_register)


def of_operation(board: BoardFacts, number: str) -> tuple[Mandate, ...]:
    """Return the mandates that an operation gave and that still stand, and those that it ended.

    Of one that was undone: those that were seen in the register. School by school.
    """
    return tuple(
        mandate
        for school in board.schools
        for mandate in school.mandates
        if (mandate.receipt == number and mandate.is_live(board.season.today))
        or (mandate.end_operation == number and mandate.is_recorded)
    )


def _confirm(work: Work, board: str, left: Iterable[Mandate]) -> None:
    """A mandate that is not there yet has no end to be seen: each is one of the two."""
    given = [each for each in left if not each.is_recorded]
    ended = [each for each in left if each.awaits_end]
    work.register.confirm([each.id for each in given], by=work.person, at=work.now)
    work.register.confirm_end([each.id for each in ended], by=work.person, at=work.now)
    note_mandates(work, EventKind.MANDATE_RECORDED, board, given)
    work.note_all(
        EventKind.END_RECORDED,
        board=board,
        of_schools=[
            (
                each.brin,
                {
                    "service": each.service,
                    "system": each.system.name,
                    "ends_on": each.ends_on.isoformat() if each.ends_on else None,
                },
            )
            for each in ended
        ],
    )


def _report_problem(work: Work, board: str, mandates: Iterable[Mandate], click: str) -> None:
    stuck = [each for each in mandates if each.waits_for_register]
    given = [each.id for each in stuck if not each.is_recorded]
    ended = [each.id for each in stuck if each.awaits_end]
    work.register.report_problem(given, at=work.now)
    work.register.report_end_problem(ended, at=work.now)
    note_mandates(work, EventKind.PROBLEM_REPORTED, board, stuck, click=click)
