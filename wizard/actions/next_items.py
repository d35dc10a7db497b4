"""What happens now for a board: one list for receipt, *Klaar*, overview and mails."""

from datetime import date

from wizard.catalogue import Catalogue
from wizard.catalogue.items import NextItem
from wizard.domain.facts import BoardFacts
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.status import Cell, State
from wizard.domain.words import count, day_in_words

#: What a person of the board still has to choose, ask or save.
_TO_SAVE = (State.TODO, State.BUSY, State.WAITING)


def of_board(
    catalogue: Catalogue, facts: BoardFacts, register: str, *, is_late: bool
) -> tuple[NextItem, ...]:
    """Return the items in order of time: what is open at this board, then what follows for all.

    `register`: the key of the register's name. `is_late`: there is advice about mandates that came
    after the date (see `wizard.actions.receipts.late`).
    """
    today = facts.season.today
    found = (
        _to_record(catalogue, facts, register, ends=False),
        _to_record(catalogue, facts, register, ends=True),
        _to_save(catalogue, facts),
        _sooner(catalogue, facts),
        catalogue.next_item("late", today) if is_late else None,
    )
    is_arranged = catalogue.main_rule.service not in facts.services_left
    after = catalogue.items_after_all(today, is_arranged=is_arranged)
    return (*(each for each in found if each), *after)


def _to_record(
    catalogue: Catalogue, facts: BoardFacts, register: str, *, ends: bool
) -> NextItem | None:
    """Say how many mandates, or ends of mandates, nobody saw in the register yet."""
    waiting = sum(
        mandate.waits_for_register and mandate.awaits_end is ends
        for school in facts.schools
        for mandate in school.mandates
    )
    if not waiting:
        return None
    names = ("einddatum", "einddatums") if ends else ("mandaat", "mandaten")
    name = catalogue.text(f"register.{register}.name", facts.season.today)
    key = "record_end" if ends else "record"
    what = count(waiting, *names)
    return catalogue.next_item(key, facts.season.today, what=what, register=name)


def _to_save(catalogue: Catalogue, facts: BoardFacts) -> NextItem | None:
    cells = [(s, each) for s in facts.schools for each in s.cells if each.state in _TO_SAVE]
    if not cells:
        return None
    what = count(len(cells), "mandaat", "mandaten")
    first = _first(catalogue, *cells[0])
    return catalogue.next_item("open", facts.season.today, what=what, first=first)


def _sooner(catalogue: Catalogue, facts: BoardFacts) -> NextItem | None:
    late_cells = [(s, each) for s in facts.schools for each in s.cells if each.leaves_gap]
    if not late_cells:
        return None
    school, cell = late_cells[0]
    begins = max(each.starts_on for each in school.standing(cell.service))
    return catalogue.next_item(
        "sooner",
        facts.season.today,
        what=count(len(late_cells), "mandaat", "mandaten"),
        first=_first(catalogue, school, cell),
        day=day_in_words(begins),
    )


def name_of(catalogue: Catalogue, cell: Cell, today: date) -> str:
    """Name what is open, within a sentence: a mandate, its end, or what has to be turned back."""
    service = catalogue.services[cell.service]
    if not (cell.is_end and cell.mandate):
        return service.short_name(today)
    if cell.mandate.is_undone or cell.mandate.ends_on is None:
        return f"{service.short_name(today)} terugdraaien in het OSR"
    return f"einddatum van {service.in_sentence(today)}"


def _first(catalogue: Catalogue, school: SchoolFacts, cell: Cell) -> str:
    [name] = catalogue.in_sentence([cell.service], school.season.today)
    return f"{name} voor {school.school.name}"
