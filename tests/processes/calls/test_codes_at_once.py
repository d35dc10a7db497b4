"""Codes and consent when two act at the same moment, from two processes."""

from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from tests.people_in_call import PHONE, agent, allow, caller, code_on, enter, make_code
from tests.processes.apart import Answer, Ask, Both, both, post
from tests.visitor import Visitor
from tests.ways import rounds
from wizard.db.models import CallPageRecord, CallRecord, LookRecord, PersonRecord, WrongCodeRecord
from wizard.ports import Wiring

_ROUNDS = rounds(3, 20)
#: Where more has to be made ready for each round.
_FEWER = rounds(2, 10)
_WRONG = "Deze code werkt niet"
_LOCKED = "U vulde te vaak een verkeerde code in"
_SECRETS = ("99AA", "De Regenboog (", "mw-mirror", "Laatste gebeurtenissen")
#: A page that the caller opens after the agent looked last, and its heading.
_PAGE, _HEADING = "/bestuur/99001/meegekeken", "Wie keek er mee"


def _last_call(wiring: Wiring) -> CallRecord:
    with wiring.database.reading() as session:
        last = select(CallRecord).order_by(CallRecord.id.desc()).limit(1)
        return session.scalars(last).one()


def _count(wiring: Wiring, record: type) -> int:
    with wiring.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def _forget_wrong_codes(wiring: Wiring) -> None:
    with wiring.database.transaction() as session:
        session.execute(delete(WrongCodeRecord))


def _person(wiring: Wiring, name: str) -> int:
    with wiring.database.reading() as session:
        return session.scalars(select(PersonRecord.id).where(PersonRecord.name == name)).one()


def _shown(text: str) -> list[str]:
    return [each for each in _SECRETS if each in text]


def test_two_agents_enter_the_same_code(app: Flask, wiring: Wiring) -> None:
    calling, sanne, omar = caller(app), agent(app), agent(app, "helpdesk-2")
    ids = [_person(wiring, name) for name in ("Sanne de Boer", "Omar Haddad")]
    with both(sanne, omar) as pair:
        for _round in range(_ROUNDS):
            code = make_code(calling)
            answers = pair.send(
                *(post(each, "/helpdesk/code", code=code) for each in (sanne, omar))
            )
            assert sorted(each.status for each in answers) == [303, 422]
            [winner] = [who for who, each in zip(ids, answers, strict=True) if each.status == 303]
            [refused] = [each.text for each in answers if each.status == 422]
            assert _WRONG in refused
            call = _last_call(wiring)
            assert call.agent_id == winner
            assert call.code_hash is None
            assert _count(wiring, WrongCodeRecord) == 1
            _forget_wrong_codes(wiring)
            calling.send(calling.page.post("Toch niet"))


def test_the_fifth_wrong_code_is_entered_once_by_who_guesses_from_two_browsers(
    app: Flask, wiring: Wiring
) -> None:
    sanne = agent(app)
    here = _person(wiring, "Sanne de Boer")
    now = wiring.ports.clock.now()
    guesses = [post(sanne, "/helpdesk/code", code=code) for code in ("111 111", "222 222")]
    with both(sanne, sanne) as pair:
        for _round in range(_ROUNDS):
            _forget_wrong_codes(wiring)
            with wiring.database.transaction() as session:
                session.add_all(WrongCodeRecord(person_id=here, at=now) for _try in range(4))
            said = Counter(_refusal(each) for each in pair.send(*guesses))
            assert said == {_WRONG: 1, _LOCKED: 1}
            assert _count(wiring, WrongCodeRecord) == 5


def test_who_guesses_on_and_on_from_two_browsers_has_five_tries(app: Flask, wiring: Wiring) -> None:
    sanne = agent(app)
    said: Counter[str] = Counter()
    with both(sanne, sanne) as pair:
        for number in range(_ROUNDS):
            codes = (f"{number:06d}", f"{number + 500:06d}")
            guesses = [post(sanne, "/helpdesk/code", code=code) for code in codes]
            said.update(_refusal(each) for each in pair.send(*guesses))
    assert said == {_WRONG: 5, _LOCKED: 2 * _ROUNDS - 5}
    assert _count(wiring, WrongCodeRecord) == 5


def _refusal(answer: Answer) -> str:
    assert answer.status == 422
    return next(each for each in (_WRONG, _LOCKED) if each in answer.text)


def test_the_caller_stops_while_the_agent_enters_the_code(app: Flask, wiring: Wiring) -> None:
    calling, sanne = caller(app), agent(app)
    with both(calling, sanne) as pair:
        for _round in range(_FEWER):
            code = make_code(calling)
            _stopped, entered = pair.send(
                post(calling, f"{PHONE}/stop"), post(sanne, "/helpdesk/code", code=code)
            )
            assert entered.status in (303, 422)
            call = _last_call(wiring)
            assert (call.ending, call.code_hash) == ("caller", None)
            assert (call.agent_id is None) == (entered.status == 422)
            _nothing_left(wiring)
            if entered.location:
                assert _shown(sanne.get(entered.location).text) == []
                assert "De beller stopte." in sanne.page.says
            _forget_wrong_codes(wiring)
            calling.get(PHONE)


def _nothing_left(wiring: Wiring) -> None:
    assert _count(wiring, CallPageRecord) == 0


@pytest.mark.parametrize("way", ["", "/nu"])
def test_the_caller_stops_while_the_agent_looks(app: Flask, wiring: Wiring, way: str) -> None:
    """A page is shown before the stop, and then the log has it; or it is not shown at all."""
    calling, sanne = caller(app), agent(app)
    with both(calling, sanne) as pair:
        for _round in range(_FEWER):
            url = _look_along(calling, sanne)
            calling.get(_PAGE)
            before = _count(wiring, LookRecord)
            _stopped, seen = pair.send(post(calling, f"{PHONE}/stop"), Ask("GET", f"{url}{way}"))
            assert seen.status == 200
            looked = _count(wiring, LookRecord) - before
            assert (_HEADING in seen.text, looked) in ((True, 1), (False, 0))
            assert (_shown(seen.text) == []) == (looked == 0)
            _nothing_left(wiring)
            for again in (url, f"{url}/nu"):
                assert _shown(sanne.client.get(again).text) == []
            assert _count(wiring, LookRecord) == before + looked
            calling.get(PHONE)


def _look_along(calling: Visitor, sanne: Visitor) -> str:
    """Pair these two; return the address of the call."""
    enter(sanne, make_code(calling))
    allow(calling)
    return sanne.get(sanne.page.url).url


def test_the_caller_allows_and_refuses_at_once(app: Flask, wiring: Wiring) -> None:
    calling, sanne = caller(app), agent(app)
    with both(calling, calling) as pair:
        for _round in range(_FEWER):
            enter(sanne, make_code(calling))
            calling.get(PHONE)
            _both_pressed(pair, calling)
            assert _last_call(wiring).ending == "refused"
            _nothing_left(wiring)
            assert _shown(sanne.get(sanne.page.url).text) == []
            assert "De beller gaf geen toestemming" in sanne.page.says
            calling.get(PHONE)


def _both_pressed(pair: Both, calling: Visitor) -> None:
    answers = pair.send(*(post(calling, f"{PHONE}/{each}") for each in ("toestaan", "weigeren")))
    assert [each.status for each in answers] == [303, 303]


def test_two_tabs_that_ask_for_a_code_at_once_leave_one_that_works(
    app: Flask, wiring: Wiring
) -> None:
    calling, sanne = caller(app), agent(app)
    with both(calling, calling) as pair:
        for _round in range(_FEWER):
            answers = pair.send(post(calling, PHONE), post(calling, PHONE))
            assert [each.status for each in answers] == [303, 303]
            assert _live(wiring) == [_last_call(wiring).id]
            assert "U wacht op toestemming" in enter(sanne, code_on(calling.get(PHONE))).says
            calling.get(PHONE)
            calling.send(calling.page.post("Weigeren"))


def _live(wiring: Wiring) -> list[int]:
    with wiring.database.reading() as session:
        return list(session.scalars(select(CallRecord.id).where(CallRecord.ending.is_(None))))
