"""*Wat hebt u nodig*: four questions for everybody, kept with the board once logged in."""

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_login import current_user

from wizard.actions.public import needs
from wizard.catalogue import Need
from wizard.db import drafts, events
from wizard.domain.board import Board
from wizard.domain.event_kind import EventKind
from wizard.domain.words import capitalized
from wizard.forms.public import ANSWERS, answers_to, needs_answers, overtaken_needs, seen_needs
from wizard.web import guards
from wizard.web.context import catalogue, clock, db, settings, work
from wizard.web.page import render, see_other
from wizard.web.words import moment_in_words

blueprint = Blueprint("public_needs", __name__)

#: Where to read on, for each question; the addresses stand in config/contacts.toml.
_LINKS = {
    "agreement": {"agreement": "De overeenkomst met Kennisnet"},
    "access": {
        "inlogpagina": "Zo krijgt u toegang tot het OSR (inlogpagina van Kennisnet)",
        "mijn_duo": "Naar Mijn DUO",
    },
    "schools": {"rio_onderwijs": "Naar RIO onderwijs"},
    "system": {},
}


@blueprint.get("/wat-hebt-u-nodig")
@guards.public
def ask() -> Response:
    """Ask the four questions; the answers stand in the URL and never block."""
    given: dict[str, Any] = needs_answers(request.args)
    known = current_user.is_authenticated
    next_url = url_for("boards.choose", **given)
    return _page(given, None, next_url if known else url_for("accounts.login", naar=next_url))


@blueprint.get("/bestuur/<board>/wat-hebt-u-nodig")
@guards.board
def show(board: Board) -> Response:
    """Show the board's answers; what came along in the URL goes before what was kept."""
    stored = drafts.needs_of_board(db(), board.number)
    given = stored | needs_answers(request.args)
    return _page(given, board, url_for("overview.enter", board=board.number), stored=stored)


@blueprint.post("/bestuur/<board>/wat-hebt-u-nodig")
@guards.board
def keep(board: Board) -> Response:
    """Keep the answers with the board; go on when there is nothing left to arrange."""
    doing = work()
    given = needs_answers(request.form)
    stored = drafts.needs_of_board(db(), board.number)
    if others := overtaken_needs(given, stored, request.form.get("seen", "")):
        return _ask_again(board, given, stored, others)
    needs.keep(doing.session, board.number, given, by=doing.person, at=doing.now)
    if all(answer == "yes" for answer in given.values()):
        return see_other(url_for("overview.enter", board=board.number))
    return see_other(url_for("public_needs.show", board=board.number, _anchor="zo-regelt-u-dit"))


def _ask_again(
    board: Board, given: dict[str, str], stored: dict[str, str], others: tuple[str, ...]
) -> Response:
    """Somebody was first: show both answers, who and when; sent once more, this one counts."""
    change = events.latest_of_board(db(), board.number, EventKind.NEEDS_KEPT)
    when = f"antwoordde {moment_in_words(change.at)}" if change else ""
    who = f"{capitalized(change.person)} {when}" if change else "Er stond"
    said = {each.key: _choices(each) for each in _needs(board, given)}
    return _page(
        given,
        board,
        url_for("overview.enter", board=board.number),
        stored=stored,
        conflicts={
            key: f"{who}: {said[key][stored[key]]}. U koos: {said[key][given[key]]}. "
            "Kies wat het moet worden."
            for key in others
        },
    )


def _page(
    given: dict[str, str],
    board: Board | None,
    go_on_url: str,
    *,
    stored: dict[str, str] | None = None,
    conflicts: dict[str, str] | None = None,
) -> Response:
    found = _needs(board, given)
    choices = {each.key: _choices(each) for each in found}
    given = {key: answer for key, answer in given.items() if answer in choices[key]}
    return render(
        "public/needs.html",
        status=422 if conflicts else 200,
        conflicts=conflicts or {},
        seen=seen_needs(stored or {}),
        needs=found,
        need_links=_LINKS,
        choices=choices,
        given=given,
        to_arrange=[key for key, answer in given.items() if answer != "yes"],
        board=board,
        go_on_url=go_on_url,
    )


def _needs(board: Board | None, given: dict[str, str]) -> tuple[Need, ...]:
    name = board.display_name if board else "[naam en nummer van uw bestuur]"
    return catalogue().needs(clock().today(), board=name, register=settings().register, given=given)


def _choices(need: Need) -> dict[str, str]:
    """Return what may be answered to a question today, in its own words."""
    said = {**ANSWERS, **need.own_answers}
    return {answer: said[answer] for answer in answers_to(need.key) if said[answer]}
