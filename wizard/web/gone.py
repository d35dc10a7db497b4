"""Schools that were this board's until an import: who asks for one is told what became of it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NoReturn, TypeVar

from flask import abort, g
from werkzeug.exceptions import HTTPException

from wizard.actions import gathering
from wizard.actions.receipts import undo
from wizard.db import schools
from wizard.db.school_import import gone
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import Mandate
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_import.gone import Gone, News, news_of
from wizard.forms.steps.school import SchoolForm
from wizard.web.context import clock, db, register, work
from wizard.web.gone_words import gone_reason, gone_sentence, gone_word
from wizard.web.words import name_of as name_of_mandate

Answer = TypeVar("Answer")

#: So long the overview says what an import did; the helpdesk hears of it for longer.
_NEWS = timedelta(days=30)
_NEWS_FOR_AGENTS = timedelta(days=366)


class SchoolGone(HTTPException):
    """A page of a school was asked for that was this board's and is not any more."""

    code = 410

    def __init__(self, board: Board, gone: Gone) -> None:
        self.board, self.gone = board, gone
        super().__init__(f"{gone.school.brin} is no longer of board {board.number}")


def refuse(board: Board, brin: str) -> NoReturn:
    """Answer for a school that is not this board's now: what became of it, or that it never was.

    Raises SchoolGone for what closed or moved away, and else NotFound.
    """
    found = among(board, [brin]).get(brin)
    if found is None:
        abort(404)
    raise SchoolGone(board, found)


def among(board: Board, brins: Collection[str]) -> dict[str, Gone]:
    """Return which of these schools were this board's and are not any more, by BRIN."""
    return gone.of_board(db(), board.number, brins) if any(brins) else {}


def chosen(facts: BoardFacts, brins: Iterable[str]) -> tuple[Gone, ...]:
    """Return which schools that were chosen on a page this board has no more."""
    return tuple(among(facts.board, {each for each in brins if not facts.find(each)}).values())


@dataclass(frozen=True)
class GoneLine:
    """A school on a receipt that is not this board's any more: what it was given, what ended."""

    gone: Gone
    given: tuple[Mandate, ...]
    ended: tuple[Mandate, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What it is about, each within a sentence."""
        given = (name_of_mandate(each, is_end=False) for each in self.given)
        return (*given, *(name_of_mandate(each, is_end=True) for each in self.ended))


def of_operation(board: Board, receipt: str) -> tuple[Gone, ...]:
    """Return the schools of an operation that closed, or moved to another board, after it."""
    return undo.schools_gone(work(), board.number, receipt)


def name_of(board: Board, brin: str) -> str:
    """Name a school that is not among this board's, and say what became of it."""
    found = among(board, [brin]).get(brin)
    if found is None:
        return "Een school die niet bij uw bestuur hoort"
    return f"{found.school.name} ({gone_word(found)[:1].lower()}{gone_word(found)[1:]})"


def lines_of(board: Board, receipt: str) -> list[GoneLine]:
    """Return a line of a receipt for each such school. What became of it elsewhere is not told."""
    found = of_operation(board, receipt)
    mandates = register().of_schools([each.school.brin for each in found]) if found else ()
    lines = []
    for each in found:
        here = [one for one in mandates if one.brin == each.school.brin]
        given = tuple(one for one in here if one.receipt == receipt)
        ended = tuple(one for one in here if one.end_receipt == receipt and not one.is_undone)
        lines.append(GoneLine(each, given, ended))
    return lines


def closed_schools(facts: BoardFacts) -> tuple[SchoolFacts, ...]:
    """Return the schools of a board that closed, with the mandates that stay in its history."""
    return gathering.closed_schools(db(), register(), facts.board, facts.season)


def news(board: Board) -> tuple[News, ...]:
    """Return what imports did to this board's schools lately, for its people."""
    return _news(board, _NEWS)


def news_for_agents(board: Board) -> tuple[News, ...]:
    """Return the same for who is called about it: callers call later."""
    return _news(board, _NEWS_FOR_AGENTS)


def reason_of(brin: str) -> str:
    """Say why a school that was chosen is not among those of the board of this page."""
    found = _found(brin)
    if found is not None:
        return gone_reason(found)
    if schools.school_of_board(db(), g.board.number, brin):  # it came back since
        return "Hoorde op dat moment niet bij uw bestuur."
    return "Hoort niet bij uw bestuur."


def explain_choice(facts: BoardFacts, form: Any) -> None:
    """Say why the one school that a form asked for cannot be chosen any more."""
    if isinstance(form, SchoolForm):
        for each in chosen(facts, [form.school.data or ""]):
            form.school.errors = [f"{gone_sentence(each)} Kies een andere school."]


def chosen_name(brin: str) -> str:
    """Name a school that was chosen on a page and is not this board's any more."""
    found = _found(brin)
    return found.school.name if found else "Een school"


def school_name(brin: str) -> str:
    """Return the name of a school in the history of a page; its BRIN where we know none."""
    return _once(gone.names_of, brin, lambda: gone.names_of(db(), [brin]).get(brin, brin))


def board_name(number: str) -> str:
    """Return the name of a board in the history of a page, with its number."""
    known = _once(schools.board, number, lambda: schools.board(db(), number))
    found = known or Board(number, "", "")
    return f"{found.name} ({number})" if found.name else found.display_name


def _found(brin: str) -> Gone | None:
    """Return what became of a school that is not among those of the board of this page."""
    return _once(among, brin, lambda: among(g.board, [brin]).get(brin))


def _once(what: object, key: str, ask: Callable[[], Answer]) -> Answer:
    """Ask the database once for a page: who is named in one line is named in several."""
    known: dict[object, Answer] = g.setdefault("named", {})
    if (what, key) not in known:
        known[what, key] = ask()
    return known[what, key]


def _news(board: Board, span: timedelta) -> tuple[News, ...]:
    """Return the newest first."""
    return news_of(reversed(gone.happened(db(), board.number, since=clock().now() - span)))
