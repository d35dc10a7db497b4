"""A board of which one school has something to copy, for stories about copying without the web."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Unpack

from sqlalchemy import func, select

from wizard.actions import copying, gathering, osr
from wizard.actions.work import Work
from wizard.db import drafts, receipts, schools
from wizard.db.drafts import Change
from wizard.db.models import EventRecord
from wizard.db.register_models import ReceiptRecord
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.domain.receipt import OperationKind, Receipt
from wizard.domain.school_facts import SchoolFacts
from wizard.flow import NextPage

#: The board with six schools, all known to use ParnasSys; what GIVER has is copied.
BOARD, GIVER = "99006", "99AB"
OTHERS = ("99AC", "99AD", "99AE", "99AF", "99AG")
BOTH = ("rio", "eindtoets")
PARNASSYS = SystemChoice("parnassys", "ParnasSys", "Topicus")
ESIS = SystemChoice("esis", "ESIS", "Rovict")
KEY = "a" * 32

Services = tuple[str, ...]


def facts(work: Work, board: str = BOARD) -> BoardFacts:
    """Return what is so for a board now, read again."""
    work.session.flush()
    work.session.expire_all()
    found = schools.board(work.session, board)
    assert found is not None
    season = gathering.season(work.catalogue, work.today)
    return gathering.board_facts(work.session, work.register, found, season)


def school(work: Work, brin: str) -> SchoolFacts:
    """Return what is so for a school now."""
    found = facts(work).find(brin)
    assert found is not None
    return found


def has(
    work: Work,
    brin: str,
    *services: str,
    system: SystemChoice = PARNASSYS,
    starts_on: date | None = None,
) -> None:
    """Let a school have mandates that stand in the register; both services unless told."""
    first_day = starts_on or work.today
    wanted = [NewMandate(brin, each, system, first_day) for each in services or BOTH]
    work.register.save(wanted, by=work.person, at=work.now)
    ids = [each.id for each in work.register.of_schools([brin])]
    work.register.confirm(ids, by=work.person, at=work.now)


def by_an_act(work: Work, brin: str) -> str:
    """Let a school get both mandates by an act of its own; return the number of its receipt."""
    number = receipts.add(
        work.session,
        OperationKind.SAVE,
        key="c" * 32,
        board_number=BOARD,
        sentence="U geeft ParnasSys toestemming.",
        by=work.person,
        at=work.now,
        year=work.today.year,
    )
    wanted = [NewMandate(brin, each, PARNASSYS, work.today, number) for each in BOTH]
    work.register.save(wanted, by=work.person, at=work.now)
    return number


def answered(work: Work, brin: str, *those: str, **given: Unpack[Change]) -> None:
    """Let somebody have answered for a school, and not saved it."""
    change: Change = {"services": those or BOTH, **given}
    drafts.change(work.session, brin, by=work.person, at=work.now, **change)


def to(
    brins: Iterable[str] = OTHERS, services: tuple[str, ...] = BOTH
) -> dict[str, tuple[str, ...]]:
    """Return what the page said that these schools would get."""
    return dict.fromkeys(brins, services)


def copy(
    work: Work,
    wanted: Mapping[str, Services],
    *,
    key: str = KEY,
    board: str = BOARD,
    brin: str = GIVER,
    system: str = "parnassys",
) -> NextPage:
    """Copy, as the page that was sent asks for it."""
    there = facts(work, board)
    return copying.copy(work, there, brin=brin, system_key=system, wanted=wanted, key=key)


def receipt(work: Work, number: str, board: str = BOARD) -> Receipt:
    """Return the receipt with this number."""
    found = receipts.of_board(work.session, board, number)
    assert found is not None
    return found


def of_receipt(work: Work, number: str) -> list[Mandate]:
    """Return the mandates that an act of copying gave."""
    return list(osr.of_operation(facts(work), number))


def given(mandates: Iterable[Mandate]) -> list[tuple[str, str, str]]:
    """Return (BRIN, service, system) of each mandate."""
    return [(each.brin, each.service, each.system.key) for each in mandates]


def events(work: Work, kind: str) -> list[EventRecord]:
    """Return what was noted of this kind, oldest first."""
    work.session.flush()
    query = select(EventRecord).where(EventRecord.kind == kind).order_by(EventRecord.id)
    return list(work.session.scalars(query))


def written(work: Work) -> tuple[int, ...]:
    """Return how many receipts, events, mandates of this board and answers there are."""
    work.session.flush()
    tables = (ReceiptRecord, EventRecord)
    counts = [work.session.scalar(select(func.count()).select_from(each)) for each in tables]
    of_board = facts(work).schools
    mandates = sum(len(each.mandates) for each in of_board)
    return (*(each or 0 for each in counts), mandates, sum(bool(each.draft) for each in of_board))
