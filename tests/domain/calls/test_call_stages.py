"""How far a call is: exactly at each boundary, and a second before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from wizard.domain.calls.call import CODE_LASTS, CONSENT_LASTS, IDLE, LONGEST, Call, Ending, Stage

_START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_SECOND = timedelta(seconds=1)

_MADE = Call(
    id=1,
    board_number="99001",
    caller="Anna de Wit",
    caller_id=1,
    session_hash="a browser",
    nonce="a nonce",
    agent="",
    agent_id=None,
    created_at=_START,
    allowed_at=None,
    active_at=_START,
    ends_at=_START + CODE_LASTS,
    ending=None,
)
_ASKED = replace(
    _MADE, agent="Sanne de Boer", agent_id=2, active_at=_START, ends_at=_START + CONSENT_LASTS
)
_ALLOWED = replace(_ASKED, allowed_at=_START, ends_at=_START + IDLE)


def test_the_limits_are_what_was_promised() -> None:
    minutes = [each / timedelta(minutes=1) for each in (CODE_LASTS, CONSENT_LASTS, IDLE, LONGEST)]

    assert minutes == [10, 10, 30, 60]


@pytest.mark.parametrize(
    ("call", "stage", "lasts"),
    [
        (_MADE, Stage.CODE, timedelta(minutes=10)),
        (_ASKED, Stage.ASKED, timedelta(minutes=10)),
        (_ALLOWED, Stage.ALLOWED, timedelta(minutes=30)),
    ],
)
def test_each_stage_ends_by_itself(call: Call, stage: Stage, lasts: timedelta) -> None:
    assert call.stage(_START) is stage
    assert call.stage(_START + lasts - _SECOND) is stage
    assert call.stage(_START + lasts) is Stage.ENDED
    assert call.stage(_START + lasts + _SECOND) is Stage.ENDED


@pytest.mark.parametrize("call", [_MADE, _ASKED, _ALLOWED])
@pytest.mark.parametrize("ending", Ending)
def test_what_somebody_ended_stays_ended(call: Call, ending: Ending) -> None:
    ended = replace(call, ending=ending)

    assert ended.stage(_START) is Stage.ENDED
    assert ended.stage(_START - timedelta(days=1)) is Stage.ENDED


def test_a_call_is_of_the_agent_who_entered_the_code() -> None:
    assert _ASKED.is_of(2)
    assert not _ASKED.is_of(3)
    assert not _ASKED.is_of(_ASKED.caller_id)
    assert not _MADE.is_of(2)


@pytest.mark.parametrize("call", [_MADE, _ASKED])
def test_before_consent_no_act_makes_it_last_longer(call: Call) -> None:
    assert call.would_end_at(_START + timedelta(minutes=9)) == call.ends_at


@pytest.mark.parametrize(
    ("minutes", "ends_after"),
    [(0, 30), (10, 40), (29, 59), (30, 60), (31, 60), (59, 60)],
)
def test_each_act_adds_half_an_hour_up_to_a_whole_one(minutes: int, ends_after: int) -> None:
    now = _START + timedelta(minutes=minutes)

    assert _ALLOWED.would_end_at(now) == _START + timedelta(minutes=ends_after)


def test_the_last_second_of_the_longest_call() -> None:
    almost = _START + LONGEST - _SECOND
    call = replace(_ALLOWED, ends_at=_ALLOWED.would_end_at(almost))

    assert call.stage(almost) is Stage.ALLOWED
    assert call.stage(_START + LONGEST) is Stage.ENDED
