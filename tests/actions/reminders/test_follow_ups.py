"""Mails that follow what somebody did: a colleague asked, what was saved, a call, the last act."""

import re
from dataclasses import replace
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from tests.actions.season import PARNASSYS, Season
from tests.bench.statements import counted
from tests.ways import in_our_own, in_the_osr, on_both_databases
from wizard.actions.calls import call as calls_call
from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import sending, subscriptions
from wizard.db import receipts, schools
from wizard.db.accounts import people
from wizard.db.calls import calls as call_rows
from wizard.db.reminders import recipients
from wizard.domain.calls import code
from wizard.domain.calls.call import Ending
from wizard.domain.errors import DomainError
from wizard.domain.mandate import NewMandate
from wizard.domain.person import Person
from wizard.domain.receipt import OperationKind
from wizard.domain.reminders.mailing import MailState

_BOARD = "99006"
_SUNDAY = "2026-10-18"


def _person(season: Season, name: str) -> Person:
    with season.wiring.database.transaction() as session:
        return people.remember(
            session,
            issuer="x",
            subject=name,
            name=name.title(),
            email=f"{name}@Bestuur.example",
            at=season.clock.now(),
        )


def _save(season: Season, name: str, brin: str, service: str = "rio") -> str:
    """Have somebody save a mandate; return the number of the receipt."""
    by, now = _person(season, name), season.clock.now()
    with season.wiring.database.transaction() as session:
        number = receipts.add(
            session,
            OperationKind.SAVE,
            key=f"{brin}{service}",
            board_number=_BOARD,
            sentence=f"U geeft ParnasSys toestemming voor {service} bij {brin}.",
            by=by,
            at=now,
            year=2026,
        )
        mandate = NewMandate(brin, service, PARNASSYS, season.clock.today(), number)
        season.wiring.ports.register_for(session).save([mandate], by=by, at=now)
    return number


def _brins(season: Season) -> list[str]:
    with season.wiring.database.reading() as session:
        return [each.brin for each in schools.schools_of_board(session, _BOARD)]


def _call(season: Season, name: str) -> None:
    """Have somebody call, and an agent look along for two minutes."""
    by, agent = _person(season, name), _person(season, "sanne")
    with season.wiring.database.transaction() as session:
        call_id = calls_call.begin(
            session,
            board=_BOARD,
            caller=by,
            session_hash=f"browser of {name}",
            secret="s",
            now=season.clock.now(),
            new_nonce=lambda: name,
        )
        calls_call.enter(
            session, code.code_of("s", name), agent=agent, secret="s", now=season.clock.now()
        )
        calls_call.allow(session, call_id, season.clock.now())
    season.clock.forward(minutes=2)
    with season.wiring.database.transaction() as session:
        calls_call.stop(session, call_id, Ending.CALLER, season.clock.now())


def _let_in(season: Season, session: Session, number: int, nonce: str, agent: Person) -> None:
    """Have an agent enter the code of a call, and the caller allow it."""
    read_out, now = code.code_of("s", nonce), season.clock.now()
    calls_call.enter(session, read_out, agent=agent, secret="s", now=now)
    assert calls_call.allow(session, number, now)


def _ask(season: Season, email: str, by: str = "bart") -> None:
    asking = _person(season, by)
    with season.wiring.database.transaction() as session:
        board = schools.board(session, _BOARD)
        assert board
        subscriptions.ask(session, board, email, by=asking, at=season.clock.now())


def _text(season: Season) -> str:
    [mail] = season.mailbox.mails
    return _plain(mail)


def _plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


@in_our_own
@on_both_databases
def test_what_somebody_saves_comes_in_one_mail_once_they_pause(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.ask("colleague", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    numbers = [_save(season, "bart", first)]
    season.clock.forward(minutes=20)
    numbers.append(_save(season, "bart", second))
    season.clock.forward(minutes=29)
    assert season.go() == []
    season.clock.forward(minutes=1)
    assert season.go() == [("bart", "receipt")]
    text = _text(season)
    assert all(number in text for number in numbers)
    assert f"toestemming voor rio bij {second}." in text
    assert "nog 10 mandaten te doen. Begin hiermee:" in text
    assert "/inloggen" not in text
    assert season.go() == []
    season.clock.forward(minutes=10)
    numbers.append(_save(season, "bart", first, "eindtoets"))
    season.clock.forward(minutes=30)
    assert season.go() == [("bart", "receipt")]
    assert numbers[-1] in _text(season)
    assert numbers[0] not in _text(season)
    season.clock.forward(days=1)
    assert season.go() == []


@in_the_osr
@pytest.mark.parametrize("is_seen", [False, True])
def test_that_it_has_to_be_recorded_is_said_until_it_was_seen(
    season: Season, *, is_seen: bool
) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    brin = _brins(season)[0]
    _save(season, "bart", brin)
    bart = _person(season, "bart")
    if is_seen:
        with season.wiring.database.transaction() as session:
            register = season.wiring.ports.register_for(session)
            saved = [each.id for each in register.of_schools([brin]) if each.waits_for_register]
            register.confirm(saved, by=bart, at=season.clock.now())
    season.clock.forward(minutes=30)
    assert season.go() == [("bart", "receipt")]
    assert ("nog niet vastleggen" in _text(season)) is not is_seen


def _undo(season: Season, number: str) -> None:
    by = _person(season, "bart")
    with season.wiring.database.transaction() as session:
        receipts.mark_undone(session, number, (), by=by, at=season.clock.now())


def test_what_was_undone_is_not_told_of(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    undone, stands = _save(season, "bart", first), _save(season, "bart", second)
    season.clock.forward(minutes=5)
    _undo(season, undone)
    season.clock.forward(minutes=30)
    assert season.go() == [("bart", "receipt")]
    assert stands in _text(season)
    assert undone not in _text(season)


def test_what_was_undone_after_it_was_decided_on_is_not_told_of(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    number = _save(season, "bart", _brins(season)[0])
    season.clock.forward(minutes=35)
    found = reminders_due.due(season.wiring)
    _undo(season, number)
    assert [each.state for each in sending.send(season.wiring, season.through, found)] == [None]
    assert season.mailbox.mails == []


def test_a_receipt_goes_again_when_the_server_was_busy_with_all_that_was_saved_since(
    season: Season,
) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    numbers = [_save(season, "bart", first)]
    season.clock.forward(minutes=30)
    season.mailbox.fault = "full"
    assert season.go() == []
    numbers.append(_save(season, "bart", second))
    season.mailbox.fault = ""
    season.clock.forward(minutes=29)
    assert season.go() == []
    season.clock.forward(minutes=1)
    assert season.go() == [("bart", "receipt")]
    assert [number in _text(season) for number in numbers] == [True, True]
    season.clock.forward(days=1)
    assert season.go() == []


def _run_for(season: Season, minutes: int) -> list[str]:
    """Let the sender run every ten minutes; return what the mails say."""
    found = []
    for _run in range(0, minutes, 10):
        season.clock.forward(minutes=10)
        season.go()
        found += [_plain(each) for each in season.mailbox.mails]
    return found


def test_a_receipt_that_waits_two_hours_is_told_of_with_the_one_saved_meanwhile(
    season: Season,
) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    numbers = [_save(season, "bart", first)]
    season.mailbox.fault = "full"
    for pause in (30, 5, 30):
        season.clock.forward(minutes=pause)
        assert season.go() == []
    season.mailbox.fault = ""
    numbers.append(_save(season, "bart", second))
    [text] = _run_for(season, 300)
    assert [number in text for number in numbers] == [True, True]


def test_what_is_saved_while_a_sender_takes_long_comes_in_the_next_mail(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    _save(season, "bart", first)
    season.clock.forward(minutes=30)
    found = reminders_due.due(season.wiring)
    season.clock.forward(minutes=1)
    number = _save(season, "bart", second)
    season.clock.forward(minutes=45)
    [outcome] = sending.send(season.wiring, season.through, found)
    assert outcome.state is MailState.SENT
    assert number not in _text(season)
    [text] = _run_for(season, 60)
    assert number in text


def test_a_receipt_that_may_have_arrived_goes_again_as_it_was(season: Season) -> None:
    """A mailbox that has it drops the second one, with all that would be new in it."""
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    numbers = [_save(season, "bart", first)]
    season.clock.forward(minutes=30)
    season.mailbox.fault = "drop after"
    assert season.go() == [("bart", "receipt")]
    number_of = season.mailbox.mails[0]["Message-ID"]
    season.mailbox.fault = ""
    numbers.append(_save(season, "bart", second))
    season.clock.forward(minutes=40)
    assert season.go() == [("bart", "receipt")] * 2
    told = {mail["Message-ID"]: _plain(mail) for mail in season.mailbox.mails}
    again = told.pop(number_of)
    assert [number in again for number in numbers] == [True, False]
    [text] = told.values()
    assert [number in text for number in numbers] == [False, True]
    assert _run_for(season, 120) == []


def test_what_may_have_arrived_is_not_claimed_for_something_else(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    first, second, *_others = _brins(season)
    _save(season, "bart", first)
    season.clock.forward(minutes=30)
    season.mailbox.fault = "full"
    assert season.go() == []
    _save(season, "bart", second)
    season.clock.forward(minutes=30)
    old = reminders_due.due(season.wiring)
    season.mailbox.fault = "drop after"
    [digest] = old
    [outcome] = sending.send(
        season.wiring, season.through, [replace(digest, items=digest.items[:1])]
    )
    assert outcome.state is MailState.UNKNOWN
    season.clock.forward(minutes=31)
    assert [each.reason for each in sending.send(season.wiring, season.through, old)] == [
        "another sender has it"
    ]


@pytest.mark.parametrize("who", ["nobody", "fewer", "later", "stopped", "only asked"])
def test_who_does_not_want_it_gets_no_receipt_and_no_word_of_a_call(
    season: Season, who: str
) -> None:
    if who == "fewer":
        season.ask("bart", _BOARD, fewer=True)
    if who == "stopped":
        season.ask("bart", _BOARD)
        with season.wiring.database.transaction() as session:
            [bart] = recipients.of_board(session, _BOARD)
            recipients.stop(session, bart.id, season.clock.now())
    if who == "only asked":
        _ask(season, "bart@bestuur.example", by="anna")
        season.go()
    season.at(_SUNDAY)
    _save(season, "bart", _brins(season)[0])
    _call(season, "bart")
    season.clock.forward(minutes=31)
    if who == "later":
        season.ask("bart", _BOARD)
    assert season.go() == []


def test_after_a_call_the_caller_reads_what_is_left(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    _call(season, "bart")
    assert season.go() == [("bart", "call")]
    text = _text(season)
    assert "Sanne van de helpdesk keek mee op zondag 18 oktober 2026" in text
    assert "van 10.00 tot 10.02 uur" in text
    assert "nog 12 mandaten te doen" in text
    assert season.go() == []


def test_a_call_that_goes_on_or_that_nobody_allowed_is_no_news(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    by, now = _person(season, "bart"), season.clock.now()
    with season.wiring.database.transaction() as session:
        calls_call.begin(session, board=_BOARD, caller=by, session_hash="h", secret="s", now=now)
    season.clock.forward(minutes=11)
    assert season.go() == []


@pytest.mark.parametrize("is_allowed", [True, False])
def test_a_call_that_was_handed_over_is_one_call(season: Season, *, is_allowed: bool) -> None:
    """No mail says that nobody looks along any more, while a colleague of the agent still does."""
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    by, sanne, omar = (_person(season, name) for name in ("bart", "sanne", "omar"))
    with season.wiring.database.transaction() as session:
        number = calls_call.begin(
            session,
            board=_BOARD,
            caller=by,
            session_hash="h",
            secret="s",
            now=season.clock.now(),
            new_nonce=lambda: "first",
        )
        _let_in(season, session, number, "first", sanne)
    season.clock.forward(minutes=2)
    with season.wiring.database.transaction() as session:
        call = call_rows.find(session, number)
        assert call
        second = calls_call.hand_over(session, call, caller=by, secret="s", now=season.clock.now())
        waiting = call_rows.find(session, second)
        assert waiting
    assert season.go() == []
    if is_allowed:
        with season.wiring.database.transaction() as session:
            _let_in(season, session, second, waiting.nonce, omar)
        assert season.go() == []
    season.clock.forward(minutes=31)
    assert season.go() == [("bart", "call")]
    assert ("Omar van de helpdesk" if is_allowed else "Sanne van de helpdesk") in _text(season)
    assert season.go() == []


@in_our_own
def test_everybody_reads_that_all_is_done_and_what_comes_next(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.ask("minder", _BOARD, fewer=True)
    season.at(_SUNDAY)
    season.finish(_BOARD)
    assert sorted(season.go()) == [("bart", "finished"), ("minder", "finished")]
    mail = season.mailbox.mails[0]
    assert mail["Subject"] == "Alle mandaten van Stichting De Waterlanden zijn geregeld"
    text = _plain(mail)
    assert "staan in Mandaatwijzer, voor 6 scholen." in text
    assert "Meld de scholen aan voor de toets" in text
    assert season.go() == []


def test_that_all_is_done_is_told_once_though_the_date_becomes_that_of_the_next_year(
    season: Season,
) -> None:
    season.ask("bart", _BOARD)
    season.at("2027-03-15")
    season.finish(_BOARD)
    assert season.go() == [("bart", "finished")]
    for day in ("2027-03-16", "2027-03-17", "2027-03-18"):
        season.at(day)
        assert season.go() == []


def test_who_has_something_open_again_is_not_told_that_all_is_done(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at(_SUNDAY)
    season.finish(_BOARD)
    now, found = season.clock.now(), reminders_due.due(season.wiring)
    assert [each.message for each in found] == ["finished"]
    with season.wiring.database.transaction() as session:
        register = season.wiring.ports.register_for(session)
        by = people.remember(session, issuer="x", subject="x", name="X", email="", at=now)
        mandates = register.of_schools([_brins(season)[0]])
        [test] = [each for each in mandates if each.service == "eindtoets"]
        register.end(test.id, ends_on=season.clock.today(), by=by, at=now)
    [outcome] = sending.send(season.wiring, season.through, found)
    assert (outcome.state, outcome.reason) == (None, "nothing left to do")
    assert season.go() == []


@on_both_databases
def test_a_colleague_is_asked_once_and_gets_nothing_until_they_say_yes(season: Season) -> None:
    season.at("2026-11-20")
    _ask(season, "Chris@Elders.example")
    assert season.go() == [("chris", "reminder")], "the question"
    mail = season.mailbox.mails[0]
    assert mail["Subject"] == "Bart vraagt: wilt u ook herinneringen?"
    [address] = re.findall(r"http\S+/mail/bevestigen/\S+", _text(season))
    body = mail.get_body(("html",))
    assert body is not None
    assert address in body.get_content()
    assert season.go() == []
    season.at("2026-11-23")
    assert season.go() == [], "a day of reminders"
    season.at("2026-11-24")
    assert reminders_due.due(season.wiring) == [], "nor does a dry run name it"
    link = address.rpartition("/")[2]
    with season.wiring.database.transaction() as session:
        secret = season.wiring.settings.secret_key
        asked = subscriptions.recipient_of(session, link, secret, "yes")
        assert asked is not None
        assert subscriptions.recipient_of(session, link, secret) is None, "it only confirms"
        assert subscriptions.accept(session, asked, season.clock.now())
    season.at("2026-11-25")
    assert season.go() == [("chris", "reminder")]


def test_a_question_is_good_for_two_weeks(season: Season) -> None:
    _ask(season, "chris@elders.example")
    with season.wiring.database.reading() as session:
        [asked] = recipients.of_board(session, _BOARD)
    season.clock.forward(days=14)
    with season.wiring.database.transaction() as session:
        assert not subscriptions.accept(session, asked, season.clock.now())
    assert season.go() == []
    _ask(season, "chris@elders.example")
    assert len(season.go()) == 1, "asked anew"
    season.clock.forward(days=1)
    with pytest.raises(DomainError, match="kreeg deze vraag al"):
        _ask(season, "Chris@elders.example")
    assert season.go() == [], "the mail says that it comes once"


def test_who_said_no_is_left_in_peace_and_nobody_asks_half_the_country(season: Season) -> None:
    _ask(season, "chris@elders.example")
    with season.wiring.database.transaction() as session:
        [asked] = recipients.of_board(session, _BOARD)
        recipients.stop(session, asked.id, season.clock.now())
    assert season.go() == []
    with pytest.raises(DomainError, match="pas gestopt of weggehaald"):
        _ask(season, "Chris@elders.example")
    season.clock.forward(days=31)
    _ask(season, "chris@elders.example")
    for number in range(subscriptions.AT_MOST - 1):
        _ask(season, f"{number}@elders.example")
    with pytest.raises(DomainError, match="al 5 adressen"):
        _ask(season, "one-more@elders.example")
    season.ask("bart", _BOARD)
    with pytest.raises(DomainError, match="krijgt de herinneringen al"):
        _ask(season, "bart@bestuur.example")


def test_taking_colleagues_off_the_list_does_not_make_room_for_endless_questions(
    season: Season,
) -> None:
    for number in range(subscriptions.ASKED_A_DAY):
        _ask(season, f"{number}@elders.example")
        with season.wiring.database.transaction() as session:
            asked = recipients.of_board(session, _BOARD)[-1]
            recipients.stop(session, asked.id, season.clock.now())
    with pytest.raises(DomainError, match="vandaag al 10 collega"):
        _ask(season, "one-more@elders.example")
    season.clock.forward(days=1)
    _ask(season, "one-more@elders.example")


def test_asking_who_gets_mails_already_takes_nothing_from_them(season: Season) -> None:
    season.ask("bart", _BOARD)
    at, who = season.clock.now(), _person(season, "anna")
    with season.wiring.database.transaction() as session:
        recipients.ask(
            session, board=_BOARD, email="bart@bestuur.example", by=who.id, nonce="n", at=at
        )
        [bart] = recipients.of_board(session, _BOARD)
    assert bart.gets_mail
    assert season.go() == []


def test_deciding_takes_as_many_statements_for_one_as_for_many(season: Season) -> None:
    def needed() -> int:
        with counted(season.wiring.database.engine) as statements:
            reminders_due.due(season.wiring)
        return len(statements)

    season.at(_SUNDAY)
    season.ask("bart", _BOARD)
    first, *others = _brins(season)
    _save(season, "bart", first)
    _call(season, "bart")
    one = needed()
    for brin in others:
        _save(season, "bart", brin)
    for name in ("anna", "chris", "dirk"):
        season.ask(name, _BOARD)
        _call(season, name)
    assert needed() == one <= 10


def test_a_name_with_a_line_break_breaks_no_header(season: Season) -> None:
    season.at(_SUNDAY)
    _ask(season, "chris@elders.example", by="bart\r\nBcc: everybody@elders.example")
    assert len(season.go()) == 1
    [mail] = season.mailbox.mails
    assert mail["Bcc"] is None
    assert "Bcc: Everybody@Elders.Example vraagt: wilt u ook herinneringen?" in str(mail["Subject"])
