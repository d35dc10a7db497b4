"""Who has several boards: how it stands with each, what is pressing there, and which is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from wizard.catalogue import DeadlineNotice
from wizard.db import schools
from wizard.db.boards.progress import BoardLeft, left_of_boards
from wizard.domain.board import Board
from wizard.domain.deadline import Phase
from wizard.web.context import catalogue, clock, db, season
from wizard.web.words import short_name

_CALM = (Phase.NEUTRAL, Phase.DUE)


@dataclass(frozen=True)
class Elsewhere:
    """How it stands with the boards of a person. `following`: the next one with something open."""

    is_done: bool
    following: BoardLeft | None


def boards_of_person() -> list[Board]:
    """Return the boards that this person may act for and that we know, by name."""
    return schools.boards(db(), current_user.boards)


def left_of(boards: Sequence[Board]) -> list[BoardLeft]:
    """Return what is open at these boards, counted as their own overviews count."""
    return left_of_boards(db(), boards, season())


def elsewhere(board: Board) -> Elsewhere | None:
    """Return how it stands with the other boards of this person; None where there are none."""
    boards = boards_of_person() if len(current_user.boards) > 1 else []
    if len(boards) < 2:
        return None
    found = left_of(boards)
    is_done = not any(each.open for each in found)
    return Elsewhere(is_done, first_open(found, besides=board))


def first_open(found: Sequence[BoardLeft], *, besides: Board | None = None) -> BoardLeft | None:
    """Return the first board with something open, in the order of the list."""
    return next((each for each in found if each.open and each.board != besides), None)


def deadline_of(found: Sequence[BoardLeft]) -> DeadlineNotice | None:
    """Word the deadline of what is open anywhere; None when nothing is."""
    keys = {key for each in found for key, count in each.open_by_service.items() if count}
    return catalogue().notice_of(keys, clock().today(), clock().now())


def pressing(left: BoardLeft) -> list[tuple[Phase, str]]:
    """Say of a board for which open mandates the date is near, or past.

    What is needed already, without a date, presses everywhere alike: it says nothing here.
    """
    found = []
    for key, count in left.open_by_service.items():
        notice = catalogue().deadline_notice(key, clock().today())
        if count and notice.phase not in _CALM:
            when = notice.short[:1].lower() + notice.short[1:]
            found.append((notice.phase, f"{short_name(key)}: nog {count}, {when}"))
    return found


def totals(found: Sequence[BoardLeft]) -> dict[str, Any]:
    """Return what one sentence says of all boards together."""
    return {
        "total": sum(each.total for each in found),
        "open": sum(each.open for each in found),
        "unfinished": sum(each.open > 0 for each in found),
    }
