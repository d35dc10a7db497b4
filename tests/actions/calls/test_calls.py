"""Codes: who gets a call, once, and what becomes of who guesses."""

from itertools import chain, repeat

import pytest
from sqlalchemy import String, select

from tests.actions.phone import SECRET, Phone
from tests.ways import on_both_databases
from wizard.actions.calls.call import Entry, NoCodeLeft
from wizard.db import events
from wizard.db.models import CallPageRecord, CallRecord, WrongCodeRecord
from wizard.domain.calls.call import Ending, Stage
from wizard.domain.calls.code import code_of
from wizard.domain.event_kind import EventKind

_WRONG = Entry(call_id=0, locked_until=None)


def test_a_code_gives_one_agent_the_call_once(phone: Phone) -> None:
    call_id = phone.begin()

    assert phone.enter(phone.digits(call_id)) == Entry(call_id)
    assert phone.call(call_id).agent == "Sanne"
    assert phone.stage(call_id) is Stage.ASKED
    for agent in ("Sanne", "Omar"):
        assert phone.enter(phone.digits(call_id), agent) == _WRONG
    assert phone.call(call_id).agent == "Sanne"


def test_a_code_works_until_ten_minutes_have_passed(phone: Phone) -> None:
    call_id = phone.begin()
    other = phone.begin(browser="another")
    phone.clock.forward(minutes=9, seconds=59)
    assert phone.enter(phone.digits(call_id)) == Entry(call_id)

    phone.clock.forward(seconds=1)
    assert phone.enter(phone.digits(other)) == _WRONG
    assert phone.stage(other) is Stage.ENDED
    assert phone.call(other).agent_id is None


@pytest.mark.parametrize("ending", Ending)
def test_the_code_of_a_call_that_was_ended_is_dead(phone: Phone, ending: Ending) -> None:
    call_id = phone.begin()
    assert phone.end(call_id, ending)

    assert phone.enter(phone.digits(call_id)) == _WRONG
    assert phone.call(call_id).agent_id is None


def test_a_refused_code_is_dead_for_everybody(phone: Phone) -> None:
    call_id = phone.begin()
    phone.enter(phone.digits(call_id))
    phone.end(call_id, Ending.REFUSED)

    for agent in ("Sanne", "Omar"):
        assert phone.enter(phone.digits(call_id), agent) == _WRONG
    assert phone.stage(call_id) is Stage.ENDED


@on_both_databases
def test_a_new_code_kills_the_one_before_in_the_same_browser_only(phone: Phone) -> None:
    before, elsewhere = phone.begin(), phone.begin(browser="another")
    after = phone.begin()

    assert phone.stage(before) is Stage.ENDED
    assert phone.enter(phone.digits(before)) == _WRONG
    assert phone.enter(phone.digits(after)) == Entry(after)
    assert phone.enter(phone.digits(elsewhere), "Omar") == Entry(elsewhere)


def test_a_new_code_ends_what_an_agent_sees_by_the_one_before(phone: Phone) -> None:
    before = phone.looking()
    after = phone.begin()

    assert phone.call(before).ending is Ending.CALLER
    assert phone.kept() == []
    assert phone.stage(after) is Stage.CODE
    assert phone.call(after).agent_id is None


def test_a_call_is_for_the_board_that_the_code_was_made_for(phone: Phone) -> None:
    first = phone.begin(caller="Fatima", board="99101")
    second = phone.begin(caller="Fatima", board="99102")

    assert phone.enter(phone.digits(first)) == _WRONG
    assert phone.enter(phone.digits(second)) == Entry(second)
    assert phone.call(second).board_number == "99102"


def test_only_what_the_caller_does_for_the_board_of_the_call_is_done_with_help(
    phone: Phone,
) -> None:
    phone.looking()
    for who, board in (("Anna", "99001"), ("Bart", "99001"), ("Anna", "99006")):
        events.add(
            phone.session,
            at=phone.clock.now(),
            person=phone.person(who),
            kind=EventKind.NEEDS_KEPT,
            board=board,
        )

    for board, helped in (("99001", {"Anna": True, "Bart": False}), ("99006", {"Anna": False})):
        found = events.of_board(phone.session, board, limit=10)
        kept = [each for each in found if each.kind == "needs_kept"]
        assert {each.person: each.helped for each in kept} == helped, board


@on_both_databases
def test_a_code_in_use_is_drawn_again(phone: Phone) -> None:
    drawn = chain(["first"], repeat("first", 3), ["second"])
    first = phone.begin(new_nonce=lambda: next(drawn))
    second = phone.begin(browser="another", new_nonce=lambda: next(drawn))

    assert phone.call(second).nonce == "second"
    assert phone.digits(first) != phone.digits(second)
    assert phone.enter(phone.digits(first)) == Entry(first)
    assert phone.enter(phone.digits(second), "Omar") == Entry(second)


def test_two_nonces_with_the_same_code_collide_too(phone: Phone) -> None:
    seen: dict[str, str] = {}
    for number in range(10**5):
        nonce = f"nonce {number}"
        same = seen.setdefault(code_of(SECRET, nonce), nonce)
        if same != nonce:
            break
    assert same != nonce
    drawn = iter([same, nonce, "a third"])
    phone.begin(new_nonce=lambda: next(drawn))
    second = phone.begin(browser="another", new_nonce=lambda: next(drawn))

    assert phone.call(second).nonce == "a third"


def test_every_code_in_use(phone: Phone) -> None:
    first = phone.begin(new_nonce=lambda: "the only one")

    with pytest.raises(NoCodeLeft):
        phone.begin(browser="another", new_nonce=lambda: "the only one")
    assert phone.enter(phone.digits(first)) == Entry(first)


@pytest.mark.parametrize("how", ["entered", "stopped", "too late"])
def test_a_code_that_is_dead_can_be_drawn_again(phone: Phone, how: str) -> None:
    first = phone.begin(new_nonce=lambda: "the only one")
    if how == "entered":
        phone.enter(phone.digits(first))
    elif how == "stopped":
        phone.end(first)
    else:
        phone.clock.forward(minutes=10)
    second = phone.begin(browser="another", new_nonce=lambda: "the only one")

    assert phone.enter(phone.digits(second), "Omar") == Entry(second)
    assert phone.call(first).agent != "Omar"


@on_both_databases
def test_five_wrong_codes_lock_that_agent_and_nobody_else(phone: Phone) -> None:
    call_id, until = phone.begin(), phone.clock.now().replace(minute=10)
    assert [phone.wrong() for _try in range(5)] == [_WRONG] * 5

    assert phone.wrong() == Entry(locked_until=until)
    assert phone.enter(phone.digits(call_id)) == Entry(locked_until=until)
    assert phone.stage(call_id) is Stage.CODE
    assert phone.enter(phone.digits(call_id), "Omar") == Entry(call_id)


def test_a_right_code_in_between_forgives_no_wrong_one(phone: Phone) -> None:
    for _try in range(4):
        phone.wrong()
    first, second = phone.begin(), phone.begin(browser="another")
    assert phone.enter(phone.digits(first)) == Entry(first)
    assert phone.wrong() == _WRONG

    assert phone.enter(phone.digits(second)).locked_until is not None


def test_the_lock_lasts_until_ten_minutes_after_the_first_of_the_five(phone: Phone) -> None:
    begun = phone.clock.now()
    for _try in range(5):
        phone.wrong()
        phone.clock.forward(minutes=1)
    phone.clock.jump(begun.replace(minute=9, second=59))
    call_id = phone.begin()
    digits = phone.digits(call_id)
    assert phone.enter(digits) == Entry(locked_until=begun.replace(minute=10))
    assert phone.enter(digits) == Entry(locked_until=begun.replace(minute=10))

    phone.clock.forward(seconds=1)
    assert phone.enter(digits) == Entry(call_id)


def test_guessing_while_locked_does_not_make_it_last_longer(phone: Phone) -> None:
    for _try in range(5):
        phone.wrong()
    for _try in range(30):
        phone.clock.forward(seconds=19)
        assert phone.wrong().locked_until is not None
    phone.clock.forward(seconds=30)

    assert phone.wrong() == _WRONG


def test_wrong_codes_of_ten_minutes_ago_are_forgotten(phone: Phone) -> None:
    for _try in range(4):
        phone.wrong()
    phone.wrong("Omar")
    phone.clock.forward(minutes=10)

    assert [phone.wrong() for _try in range(5)] == [_WRONG] * 5
    assert phone.wrong().locked_until is not None
    assert len(phone.session.scalars(select(WrongCodeRecord)).all()) == 5


def test_the_database_never_holds_the_digits(phone: Phone) -> None:
    call_id = phone.begin(new_nonce=lambda: "a nonce")
    digits = phone.digits(call_id)
    assert _texts_with(phone, digits) == []
    phone.enter(digits)
    assert _texts_with(phone, digits) == []
    phone.allow(call_id)
    phone.show(call_id)
    assert _texts_with(phone, digits) == []


def test_looking_for_the_digits_finds_them_where_they_would_be(phone: Phone) -> None:
    call_id = phone.begin(new_nonce=lambda: "a nonce")

    assert _texts_with(phone, "a nonce") == ["nonce"]
    assert _texts_with(phone, phone.call(call_id).session_hash) == ["session_hash"]


def _texts_with(phone: Phone, text: str) -> list[str]:
    """Return the columns of calls, and of the pages kept of them, that hold this text."""
    texts = [
        column
        for record in (CallRecord, CallPageRecord)
        for column in record.__table__.columns
        if isinstance(column.type, String)
    ]
    assert {"nonce", "code_hash", "session_hash", "content"} <= {each.name for each in texts}
    return [
        column.name
        for column in texts
        if phone.session.scalars(select(column).where(column.contains(text))).all()
    ]
