"""Queries on schools that closed or moved to another board by an import, and on what it did."""

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wizard.db import schools
from wizard.db.models import BoardRecord, EventRecord, SchoolRecord
from wizard.db.schools import board_of
from wizard.domain.board import Board
from wizard.domain.dutch_time import local
from wizard.domain.event_kind import OF_IMPORTS, EventKind
from wizard.domain.school import School
from wizard.domain.school_import.gone import Gone, Happened

#: A move is told by what was written for the new board: also before LEFT was written.
_MOVES = (EventKind.SCHOOL_MOVED, EventKind.SCHOOL_REOPENED)


def of_board(session: Session, number: str, brins: Collection[str]) -> dict[str, Gone]:
    """Return which of these schools were this board's and are not any more, by BRIN.

    A school that never was this board's is not among them, nor is one that is open at it.
    """
    rows = session.execute(
        select(SchoolRecord, BoardRecord)
        .join(BoardRecord, SchoolRecord.board_number == BoardRecord.number)
        .where(SchoolRecord.brin.in_(brins))
        .where((SchoolRecord.board_number != number) | SchoolRecord.closed_on.is_not(None))
        .order_by(SchoolRecord.name, SchoolRecord.place, SchoolRecord.brin)
    ).all()
    moved = [school.brin for school, _board in rows if school.board_number != number]
    days = _days_of_leaving(session, number, moved) if moved else {}
    return {
        record.brin: Gone(_school(record), None, record.closed_on)
        if record.board_number == number
        else Gone(_school(record), board_of(board), days[record.brin])
        for record, board in rows
        if record.board_number == number or record.brin in days
    }


def closed_of_board(session: Session, number: str) -> list[School]:
    """Return the schools that closed while they were this board's, by name, place and BRIN."""
    query = select(SchoolRecord).where(
        SchoolRecord.board_number == number, SchoolRecord.closed_on.is_not(None)
    )
    in_order = (SchoolRecord.name, SchoolRecord.place, SchoolRecord.brin)
    return [_school(record) for record in session.scalars(query.order_by(*in_order))]


def names_of(session: Session, brins: Collection[str]) -> dict[str, str]:
    """Return the names of these schools, by BRIN, whosever they are and closed or not."""
    query = select(SchoolRecord.brin, SchoolRecord.name).where(SchoolRecord.brin.in_(brins))
    return dict(session.execute(query).all()) if brins else {}


def happened(session: Session, number: str, *, since: datetime) -> list[Happened]:
    """Return what imports did to this board's schools from a moment on, oldest first."""
    rows = session.execute(
        select(EventRecord.at, EventRecord.kind, EventRecord.brin, EventRecord.detail)
        .where(EventRecord.board_number == number, EventRecord.at >= since)
        .where(EventRecord.kind.in_(OF_IMPORTS))
        .order_by(EventRecord.id)
    )
    found = [
        (EventKind(kind), local(at).date(), brin or "", _other(number, json.loads(detail)))
        for at, kind, brin, detail in rows
    ]
    names = names_of(session, {brin for *_when, brin, _other in found})
    boards = _boards(session, {other for *_what, other in found})
    return [Happened(kind, day, names[brin], boards.get(other)) for kind, day, brin, other in found]


def came_from(session: Session, now: Mapping[str, str]) -> dict[str, tuple[Board, date]]:
    """Return which board each school (BRIN -> number of its board now) left last, and when."""
    if not now:
        return {}
    left = {
        brin: (detail["old_board"], day)
        for brin, day, detail in _moves(session, now)
        if detail["old_board"] != detail["new_board"] == now[brin]
    }
    boards = _boards(session, {number for number, _day in left.values()})
    return {brin: (boards[number], day) for brin, (number, day) in left.items()}


def _days_of_leaving(
    session: Session, number: str, brins: Collection[str]
) -> dict[str, date | None]:
    """Return when these schools left this board; None where only its own work there tells."""
    days: dict[str, date | None] = {
        brin: day
        for brin, day, detail in _moves(session, brins)
        if detail["old_board"] == number != detail["new_board"]
    }
    worked_at = select(EventRecord.brin).where(
        EventRecord.brin.in_(set(brins) - days.keys()), EventRecord.board_number == number
    )
    return {brin: None for brin in session.scalars(worked_at.distinct()) if brin} | days


def _moves(session: Session, brins: Collection[str]) -> list[tuple[str, date, dict[str, str]]]:
    """Return BRIN, day and detail of each time that one of these schools may have moved."""
    rows = session.execute(
        select(EventRecord.brin, EventRecord.at, EventRecord.detail)
        .where(EventRecord.brin.in_(brins), EventRecord.kind.in_(_MOVES))
        .order_by(EventRecord.id)
    )
    return [(brin or "", local(at).date(), json.loads(detail)) for brin, at, detail in rows]


def _other(number: str, detail: dict[str, str]) -> str:
    """Return the other board of a move; nothing where the board stayed the same."""
    both = (detail["old_board"], detail["new_board"])
    return next((each for each in both if each != number), "")


def _boards(session: Session, numbers: Collection[str]) -> dict[str, Board]:
    wanted = frozenset(each for each in numbers if each)
    found = schools.boards(session, wanted) if wanted else []
    return {each.number: each for each in found}


def _school(record: SchoolRecord) -> School:
    return School(record.brin, record.name, record.place, record.board_number, record.closed_on)
