"""The bar over a caller's pages: the code, who asks to look along, who looks along, who did."""

from dataclasses import dataclass
from datetime import datetime

from flask import Flask, g
from flask_login import current_user

from wizard.domain.calls import code
from wizard.domain.calls.call import Call
from wizard.web.calls import page_capture
from wizard.web.context import clock, settings
from wizard.web.redirects import board_at
from wizard.web.user import Visitor


@dataclass(frozen=True)
class Bar:
    """What the bar says. `stage`: a value of Stage.

    `ending`: a value of Ending; empty when the time was over. `looked`: the last call in which
    somebody looked along, this one or the one that was handed over, and `looker`, who did; 0 and
    empty when nobody did.
    """

    stage: str
    board: str
    agent: str
    code: str
    until: datetime
    looked: int
    looker: str
    ending: str


def init_app(app: Flask) -> None:
    """Give the bar, and for which board a code would be made, to the page."""
    app.context_processor(
        lambda: {
            "call_bar": bar(),
            "phone_board": _phone_board(),
            "other_board_at": _other_board_at,
        }
    )


def bar() -> Bar | None:
    """Return the bar of this browser's call; None for who has none."""
    call = page_capture.call_of_this_browser()
    if call is None or call.is_over(clock().now()):
        return None
    return bar_of(call)


def bar_of(call: Call) -> Bar:
    """Return how the bar words a call."""
    return Bar(
        stage=call.stage(clock().now()).value,
        board=call.board_number,
        agent=call.agent,
        code=code.spoken(code.code_of(settings().secret_key, call.nonce)),
        until=call.ends_at,
        looked=call.id if call.allowed_at else call.follows,
        looker=call.agent if call.allowed_at else call.before,
        ending=call.ending.value if call.ending else "",
    )


def _phone_board() -> str | None:
    """Return the board of this page, or the only one of this person, wherever the page stands."""
    visitor = current_user._get_current_object() if current_user else None
    if isinstance(visitor, Visitor) and (board := g.get("header_board")):
        return str(board.number)
    boards = visitor.boards if isinstance(visitor, Visitor) else ()
    return next(iter(boards)) if len(boards) == 1 else None


def _other_board_at(address: str, call: Bar) -> str | None:
    """Return the board of a page, if it is this person's too and not the one of the call."""
    number = board_at(address)
    return number if number in current_user.boards and number != call.board else None
