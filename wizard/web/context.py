"""What a request works with: settings, catalogue, ports and one database session."""

from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from wizard.actions import gathering
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.school import School
from wizard.domain.season import Season
from wizard.ports import Clock, MandateRegister, Wiring
from wizard.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def wired() -> Wiring:
    """Return what this application was put together from."""
    wiring: Wiring = current_app.extensions["wizard"]
    return wiring


def settings() -> Settings:
    """Return the operator's settings."""
    return wired().settings


def catalogue() -> Catalogue:
    """Return what config/*.toml says."""
    return wired().catalogue


def clock() -> Clock:
    """Return the only source of today's date."""
    return wired().ports.clock


def db() -> "Session":
    """Return the session of this request: one transaction, committed on success only."""
    if "db" not in g:
        database = wired().database
        g.db = database.reading() if request.method in SAFE_METHODS else database.writing()
    return g.db  # type: ignore[no-any-return]


def register() -> MandateRegister:
    """Return the mandate register, working within this request's transaction."""
    return wired().ports.register_for(db())


def work() -> Work:
    """Return what an action of this person, in this request, works with."""
    now = clock().now()
    return Work(
        session=db(),
        register=register(),
        catalogue=catalogue(),
        person=current_user.person,
        now=now,
        today=clock().today(),
    )


def facts_of(board: Board) -> BoardFacts:
    """Gather what is so for a board, within this request's transaction."""
    return _latest(gathering.board_facts(db(), register(), board, season()))


def facts_after(before: BoardFacts, school: School) -> BoardFacts:
    """Gather one school of a board anew, after an action of this request that changed no other."""
    return _latest(gathering.after_a_change(db(), register(), before, school))


def season() -> Season:
    """Return what today means for the mandates that every school needs."""
    return gathering.season(catalogue(), clock().today())


def _latest(facts: BoardFacts) -> BoardFacts:
    """Keep the facts for what stands around the page, which is made last."""
    g.facts = facts
    return facts


def locked_facts_of(board: Board) -> BoardFacts:
    """Gather what is so for a board, and let nobody change it before this request has ended."""
    return _latest(gathering.locked_board_facts(db(), register(), board, season()))


def init_transactions(app: Flask) -> None:
    """Commit once, after a view that succeeded; close the session whatever happened."""

    @app.after_request
    def commit_on_success(response: Response) -> Response:
        if "db" in g and response.status_code < 400:
            g.db.commit()
        give_up()
        return response

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        give_up()


def give_up() -> None:
    """Let go of this request's transaction and its locks; what was not committed is undone.

    Before anything is written in a transaction of its own (the web session, a failure): on SQLite
    that would wait for ours.
    """
    session: Session | None = g.pop("db", None)
    if session is not None:
        session.close()
