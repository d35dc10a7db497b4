"""What changes between deciding on a mail and sending it, and what one mail does to the others."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from tests.actions.season import Season
from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import sending
from wizard.cli.send_reminders import send_due
from wizard.db.models import SchoolRecord
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient

_BOARD = "99006"
_OTHER = "99001"


def _of(season: Season, board: str) -> Recipient:
    with season.wiring.database.reading() as session:
        [found] = recipients.of_board(session, board)
    return found


def _stop(season: Season, board: str) -> None:
    with season.wiring.database.transaction() as session:
        recipients.stop(session, _of(season, board).id, season.clock.now())


def _choose_fewer(season: Season, board: str) -> None:
    with season.wiring.database.transaction() as session:
        recipients.choose(session, _of(season, board).id, fewer=True)


def _text(season: Season) -> str:
    [mail] = season.mailbox.mails
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_who_stops_after_it_was_decided_on_gets_no_mail(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at("2026-11-23")
    found = reminders_due.due(season.wiring)
    _stop(season, _BOARD)
    [outcome] = sending.send(season.wiring, season.through, found)
    assert (outcome.state, outcome.reason) == (None, "nobody wants it any more")
    assert season.mailbox.mails == []


def test_who_stops_for_one_board_reads_of_the_others(season: Season) -> None:
    for board in (_BOARD, _OTHER):
        season.ask("bart", board)
    season.at("2026-11-23")
    found = reminders_due.due(season.wiring)
    _stop(season, _BOARD)
    list(sending.send(season.wiring, season.through, found))
    assert _text(season).count("te doen.") == 1
    assert "Stichting De Waterlanden" not in _text(season)


@pytest.mark.parametrize(("day", "goes"), [("2026-11-23", True), ("2026-11-25", False)])
def test_who_chooses_fewer_after_it_was_decided_on_gets_only_those(
    season: Season, day: str, *, goes: bool
) -> None:
    season.ask("bart", _BOARD)
    season.at(day)
    found = reminders_due.due(season.wiring)
    _choose_fewer(season, _BOARD)
    list(sending.send(season.wiring, season.through, found))
    assert bool(season.mailbox.mails) is goes


def test_one_mail_a_day_where_one_board_gets_fewer_and_catches_up(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.ask("bart", _OTHER, fewer=True)
    season.at("2026-11-25")
    assert season.go() == [("bart", "reminder")]
    assert _text(season).count("te doen.") == 2
    season.at("2026-11-26")
    assert season.go() == []


def test_a_slow_server_brings_no_reminders_after_the_hours(season: Season) -> None:
    for name in ("anna", "bart", "chris"):
        season.ask(name, _BOARD)
    season.clock.jump(datetime(2026, 11, 23, 9, 52, tzinfo=UTC))
    said = _run(season, minutes_for_each=4)
    assert len(season.mailbox.mails) == 2
    assert said[-2].startswith("Reminders wait")
    season.at("2026-11-24")
    assert season.go() == [("chris", "reminder")]


def test_a_run_ends_before_the_next_one_begins_which_goes_on(season: Season) -> None:
    for name in ("anna", "bart", "chris"):
        season.ask(name, _BOARD)
    season.clock.jump(datetime(2026, 11, 23, 8, 30, tzinfo=UTC))
    season.mailbox.fault = "full"
    _run(season, minutes_for_each=5)
    season.mailbox.fault = ""
    assert len(_went(season)) == 2, "the third would be later than nine minutes"
    season.clock.forward(minutes=10)
    _run(season, minutes_for_each=0)
    assert sorted(_went(season)) == [(name, "sent") for name in ("anna", "bart", "chris")]


def _run(season: Season, *, minutes_for_each: int) -> list[str]:
    """Run the command with a server that takes its time."""
    wiring = replace(season.wiring, ports=replace(season.wiring.ports, reminders=season.through))
    said = []
    for line in send_due(wiring):
        said.append(line)
        season.clock.forward(minutes=minutes_for_each)
    return said


def _went(season: Season) -> list[tuple[str, str]]:
    return [(each.email.partition("@")[0], each.state.value) for each in season.history()]


@pytest.mark.parametrize("name", ["bärt", "bart\r\nBcc: x@elders.example", "b a"])
def test_an_address_that_is_none_holds_nobody_up(season: Season, name: str) -> None:
    season.ask(name, _BOARD)
    season.ask("chris", _OTHER)
    season.at("2026-11-23")
    assert season.go() == [("chris", "reminder")]
    [given_up] = [each for each in season.history() if not each.email.startswith("chris")]
    assert (given_up.state, given_up.handed) == ("given_up", 0)
    assert given_up.reason.startswith("no mail address")


def test_who_says_yes_twice_gets_them_since_the_first_time(season: Season) -> None:
    season.ask("bart", _BOARD)
    before = _of(season, _BOARD).confirmed_at
    season.clock.forward(days=1)
    season.ask("bart", _BOARD)
    assert _of(season, _BOARD).confirmed_at == before
    _stop(season, _BOARD)
    season.ask("bart", _BOARD)
    assert _of(season, _BOARD).confirmed_at == season.clock.now()
    assert _of(season, _BOARD).gets_mail


def test_a_board_whose_schools_all_moved_away_is_not_said_to_be_done(season: Season) -> None:
    season.ask("bart", _OTHER)
    moved = update(SchoolRecord).where(SchoolRecord.board_number == _OTHER)
    with season.wiring.database.transaction() as session:
        session.execute(moved.values(board_number=_BOARD))
    season.at("2026-12-01")
    assert season.go() == []
