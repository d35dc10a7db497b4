"""Consent, and every way in which a call ends: after each, nothing of it is kept or shown."""

from collections.abc import Callable

import pytest

from tests.actions.phone import BOARD, SECRET, Phone
from tests.ways import on_both_databases
from wizard.actions.calls import call as actions
from wizard.actions.calls.call import Entry
from wizard.db.calls import calls
from wizard.domain.calls.call import Ending, Stage


def test_nobody_is_allowed_who_did_not_ask(phone: Phone) -> None:
    call_id = phone.begin()

    assert not phone.allow(call_id)
    assert phone.stage(call_id) is Stage.CODE
    assert not phone.allow(call_id + 1000)


def test_who_asked_is_allowed_once(phone: Phone) -> None:
    call_id = phone.begin()
    phone.enter(phone.digits(call_id))

    assert phone.allow(call_id)
    assert phone.stage(call_id) is Stage.ALLOWED
    phone.clock.forward(minutes=1)
    assert not phone.allow(call_id)
    assert phone.call(call_id).allowed_at == phone.clock.now().replace(minute=0)


def test_consent_is_asked_for_ten_minutes_from_the_code_on(phone: Phone) -> None:
    first, second = phone.begin(), phone.begin(browser="another")
    phone.clock.forward(minutes=9)
    phone.enter(phone.digits(first))
    phone.enter(phone.digits(second))
    phone.clock.forward(minutes=9, seconds=59)
    assert phone.allow(first)

    phone.clock.forward(seconds=1)
    assert not phone.allow(second)
    assert phone.stage(second) is Stage.ENDED
    assert phone.call(second).allowed_at is None


@pytest.mark.parametrize("ending", Ending)
def test_nobody_is_allowed_after_the_end(phone: Phone, ending: Ending) -> None:
    call_id = phone.begin()
    phone.enter(phone.digits(call_id))
    phone.end(call_id, ending)

    assert not phone.allow(call_id)
    assert phone.stage(call_id) is Stage.ENDED


def test_who_ended_it_first_counts(phone: Phone) -> None:
    call_id = phone.looking()
    assert phone.end(call_id, Ending.AGENT)
    ended = phone.call(call_id)
    phone.clock.forward(minutes=1)

    assert not phone.end(call_id, Ending.CALLER)
    phone.leave("Anna", "a browser")
    assert phone.call(call_id) == ended


def test_the_caller_logs_out_of_one_browser(phone: Phone) -> None:
    here, there = phone.looking(), phone.looking(browser="another")
    phone.leave("Anna", "a browser")

    assert phone.call(here).ending is Ending.LOGOUT
    assert phone.stage(there) is Stage.ALLOWED
    assert phone.kept() == [there]


def test_an_agent_logs_out_of_all_their_calls(phone: Phone) -> None:
    looked, asked = phone.looking(), phone.begin(browser="another")
    phone.enter(phone.digits(asked))
    waits, colleagues = phone.begin(browser="a third"), phone.begin(browser="a fourth")
    phone.enter(phone.digits(colleagues), "Omar")
    phone.leave("Sanne", "the helpdesk's browser")

    assert phone.call(looked).ending is phone.call(asked).ending is Ending.LOGOUT
    assert not phone.allow(asked)
    assert phone.stage(waits) is Stage.CODE
    assert phone.stage(colleagues) is Stage.ASKED
    assert phone.kept() == []


def test_another_logout_touches_nothing(phone: Phone) -> None:
    call_id = phone.looking()
    for who, browser in (("Anna", "another"), ("Omar", "a third"), ("Bart", "a fourth")):
        phone.leave(who, browser)

    assert phone.stage(call_id) is Stage.ALLOWED


def test_a_call_that_was_over_is_not_ended_by_a_logout_as_well(phone: Phone) -> None:
    call_id = phone.looking()
    phone.clock.forward(minutes=30)
    phone.leave("Anna", "a browser")

    assert phone.call(call_id).ending is None
    assert phone.stage(call_id) is Stage.ENDED


@on_both_databases
def test_handing_over_takes_a_new_code_and_a_new_consent(phone: Phone) -> None:
    first = phone.looking()
    second = _hand_over(phone, first)

    assert phone.call(first).ending is Ending.HANDED_OVER
    assert phone.kept() == [second], "the caller's page goes along; nothing of it stays behind"
    assert phone.stage(second) is Stage.CODE
    assert phone.call(second).agent_id is None
    assert phone.digits(second) != phone.digits(first)
    assert phone.enter(phone.digits(first), "Omar") == Entry()

    phone.show(second)
    assert phone.enter(phone.digits(second), "Omar") == Entry(second)
    assert phone.stage(second) is Stage.ASKED
    assert phone.allow(second)
    assert not phone.call(second).is_of(phone.person("Sanne").id)
    assert phone.heading(first) is None


def test_who_takes_over_sees_the_page_that_the_caller_stayed_on_and_that_look_is_logged(
    phone: Phone,
) -> None:
    first = phone.looking()
    second = _hand_over(phone, first)
    assert phone.enter(phone.digits(second), "Omar") == Entry(second)
    omar = phone.person("Omar")
    assert actions.look_along(phone.session, second, by=omar, now=phone.clock.now()) is None
    assert phone.looks() == [], "before consent nothing of it is seen"
    assert phone.allow(second)

    page = actions.look_along(phone.session, second, by=omar, now=phone.clock.now())
    assert page is not None
    assert page.heading == "Kies de dienst"
    assert phone.looks() == [(BOARD, omar.id, "Kies de dienst")]


def test_what_is_over_cannot_be_handed_over(phone: Phone) -> None:
    call_id = phone.looking()
    phone.end(call_id)

    assert _hand_over(phone, call_id) == 0
    last = calls.of_session(phone.session, "a browser")
    assert last is not None
    assert last.id == call_id


def _hand_over(phone: Phone, call_id: int) -> int:
    return actions.hand_over(
        phone.session,
        phone.call(call_id),
        caller=phone.person("Anna"),
        secret=SECRET,
        now=phone.clock.now(),
    )


def _stop(ending: Ending) -> Callable[[Phone, int], object]:
    return lambda phone, call_id: phone.end(call_id, ending)


def _by_time(minutes: int) -> Callable[[Phone, int], object]:
    def pass_and_tidy(phone: Phone, _call_id: int) -> None:
        phone.clock.forward(minutes=minutes)
        calls.tidy(phone.session, phone.clock.now())

    return pass_and_tidy


def _next_code(phone: Phone, _call_id: int) -> None:
    phone.clock.forward(minutes=30)
    phone.begin(caller="Bart", browser="another")


_ENDINGS: dict[str, Callable[[Phone, int], object]] = {
    "the caller stops": _stop(Ending.CALLER),
    "the agent stops": _stop(Ending.AGENT),
    "the caller refuses after all": _stop(Ending.REFUSED),
    "the agent hands over": _hand_over,
    "the caller logs out": lambda phone, _call_id: phone.leave("Anna", "a browser"),
    "the agent logs out": lambda phone, _call_id: phone.leave("Sanne", "the helpdesk's"),
    "the caller makes a new code": lambda phone, _call_id: phone.begin(),
    "half an hour of silence": _by_time(30),
    "somebody else makes a code after half an hour": _next_code,
}


@pytest.mark.parametrize("how", _ENDINGS)
def test_no_page_is_kept_after_the_end(phone: Phone, how: str) -> None:
    call_id = phone.looking()
    assert phone.kept() == [call_id]
    _ENDINGS[how](phone, call_id)

    assert phone.stage(call_id) is Stage.ENDED
    assert call_id not in phone.kept()
    ended = phone.call(call_id)
    phone.show(call_id, "Controleren")
    assert call_id not in phone.kept()
    assert phone.call(call_id) == ended


def test_a_page_of_a_call_that_goes_on_is_not_tidied(phone: Phone) -> None:
    call_id = phone.looking()
    phone.clock.forward(minutes=29, seconds=59)
    calls.tidy(phone.session, phone.clock.now())

    assert phone.kept() == [call_id]


def test_a_code_that_nobody_entered_leaves_no_page(phone: Phone) -> None:
    call_id = phone.begin()
    phone.show(call_id)
    phone.clock.forward(minutes=10)
    calls.tidy(phone.session, phone.clock.now())

    assert phone.kept() == []
    assert phone.enter(phone.digits(call_id)) == Entry()


def test_each_act_of_the_caller_lets_it_last_up_to_an_hour(phone: Phone) -> None:
    call_id = phone.looking()
    begun = phone.clock.now()
    for _quarter in range(3):
        phone.clock.forward(minutes=15)
        phone.show(call_id)
    phone.clock.forward(minutes=14, seconds=59)
    phone.show(call_id)
    assert phone.call(call_id).ends_at == begun.replace(hour=begun.hour + 1)

    phone.clock.forward(seconds=1)
    assert phone.stage(call_id) is Stage.ENDED
    phone.show(call_id, "Te laat")
    assert phone.heading(call_id) == "Kies de dienst"
    assert phone.stage(call_id) is Stage.ENDED
