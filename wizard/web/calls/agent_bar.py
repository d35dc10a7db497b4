"""The bar over an agent's pages: which calls of theirs go on, wherever the agent is meanwhile."""

from dataclasses import dataclass

from flask import Flask, g, session
from flask_login import current_user

from wizard.db import schools
from wizard.db.calls import calls
from wizard.domain.calls.call import Call
from wizard.forms.base import whole_number
from wizard.web.context import clock, db

#: Stands in the session of an agent who entered a code; who never did costs no query.
_FLAG = "helps"


@dataclass(frozen=True)
class Line:
    """A call of this agent, by the name of the board. `stage`: a value of Stage."""

    call_id: int
    stage: str
    board: str
    was_allowed: bool


def init_app(app: Flask) -> None:
    """Give the calls of an agent to the page."""
    app.jinja_env.globals.update(agent_lines=lines, agent_mark=mark)


def may_help() -> None:
    """Remember that this agent entered a code."""
    session[_FLAG] = True


def lines() -> list[Line]:
    """Return a line for each call of this agent that goes on, the first one first."""
    if "agent_lines" not in g:
        agent_id, now = current_user.person.id, clock().now()
        live = calls.of_agent(db(), agent_id, now) if session.get(_FLAG) else []
        g.agent_lines = [_line(each) for each in live]
    return g.agent_lines  # type: ignore[no-any-return]


def mark() -> str:
    """Return what a poll compares: which calls go on, and which of them are allowed."""
    return "-".join(f"{each.call_id}.{each.stage}" for each in lines())


def ended_since(before: str) -> list[Line]:
    """Return a line for each call of an earlier mark that goes on no more: it says so once."""
    known = {whole_number(each.partition(".")[0]) for each in before.split("-")}
    gone = sorted(known - {each.call_id for each in lines()} - {0})
    found = (calls.find(db(), each) for each in gone)
    return [_line(each) for each in found if each and each.is_of(current_user.person.id)]


def _line(call: Call) -> Line:
    board = schools.board(db(), call.board_number)
    stage = call.stage(clock().now())
    return Line(
        call_id=call.id,
        stage=stage.value,
        board=board.display_name if board else call.board_number,
        was_allowed=call.allowed_at is not None,
    )
