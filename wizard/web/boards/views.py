"""The boards that a person may act for: one is entered, several have a start page of their own."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from wizard.db import drafts
from wizard.domain.board import Board
from wizard.forms.public import needs_answers
from wizard.web import guards
from wizard.web.boards import progress
from wizard.web.context import db
from wizard.web.page import render, see_other
from wizard.web.search import WITHOUT_SEARCH, query_of

blueprint = Blueprint("boards", __name__, url_prefix="/besturen")


@blueprint.get("")
@guards.logged_in
def choose() -> Response:
    """Lead a person with one board there; show others how it stands with each."""
    boards = progress.boards_of_person()
    if not boards:
        abort(404)
    given: dict[str, Any] = needs_answers(request.args)
    entrances = _entrances(boards, given)
    if len(boards) == 1:
        return see_other(entrances[boards[0].number])
    found = progress.left_of(boards)
    query = query_of(request.args)
    return render(
        "boards/boards.html",
        boards=found,
        shown=[each for each in found if not query or each.board.answers_to(query)],
        query=query,
        given=given,
        searches=len(boards) > WITHOUT_SEARCH,
        following=progress.first_open(found),
        notice=progress.deadline_of(found),
        entrances=entrances,
        pressing=progress.pressing,
        **progress.totals(found),
    )


def _entrances(boards: Sequence[Board], given: Mapping[str, str]) -> dict[str, str]:
    """Return where each board is entered: by answers that are not kept with it yet, if any."""
    numbers = [each.number for each in boards]
    kept = drafts.needs_of_boards(db(), numbers) if given else {}
    return {number: _entrance(number, given, kept.get(number, {})) for number in numbers}


def _entrance(number: str, given: Mapping[str, Any], kept: Mapping[str, str]) -> str:
    if given.items() - kept.items():
        return url_for("public_needs.show", board=number, **given)
    return url_for("overview.enter", board=number)
