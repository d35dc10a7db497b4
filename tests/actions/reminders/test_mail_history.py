"""What a board reads of its mails, whatever else its people get mails about."""

from datetime import timedelta

from tests.actions.season import Season
from tests.ways import on_both_databases
from wizard.actions import gathering
from wizard.actions.reminders import mail_history
from wizard.actions.reminders.mail_history import Line
from wizard.db import schools
from wizard.db.reminders import mails
from wizard.domain.reminders.mailing import MailState

_BOARD = "99006"


def _history(season: Season) -> list[Line]:
    today, catalogue = season.clock.today(), season.wiring.catalogue
    with season.wiring.database.reading() as session:
        board = schools.board(session, _BOARD)
        assert board
        register = season.wiring.ports.register_for(session)
        in_season = gathering.season(catalogue, today)
        facts = gathering.board_facts(session, register, board, in_season)
        return mail_history.of_board(session, catalogue, facts)


def _receipts(season: Season, board: str, *, number: int) -> None:
    """Have Bart get so many receipts for a board, a day later."""
    now = season.clock.now() + timedelta(days=1)
    with season.wiring.database.transaction() as session:
        for each in range(number):
            mail = mails.claim(
                session,
                email="bart@bestuur.example",
                occasion=f"receipt/{board}-{each}",
                boards=[board],
                message_id="<x@y>",
                now=now,
            )
            assert mail
            mails.settle(session, mail, MailState.SENT, now=now)


def test_a_reminder_that_went_is_not_lost_behind_mails_about_other_boards(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at("2026-11-09")
    assert season.go() == [("bart", "reminder")]
    _receipts(season, "99001", number=60)
    season.at("2026-11-12")
    assert [(each.kind, each.state) for each in _history(season)] == [("reminder", "sent")]


@on_both_databases
def test_fifty_lines_are_shown_and_none_says_that_a_reminder_did_not_go(season: Season) -> None:
    season.ask("bart", _BOARD)
    season.at("2026-11-09")
    assert season.go() == [("bart", "reminder")]
    _receipts(season, _BOARD, number=60)
    season.at("2026-11-12")
    found = _history(season)
    assert len(found) == 50
    assert {each.state for each in found} == {"sent"}


def test_a_reminder_of_this_morning_still_goes_out_tomorrow_and_after_the_next_one_it_does_not(
    season: Season,
) -> None:
    season.ask("bart", _BOARD)
    season.at("2026-11-10")
    assert [each.state for each in _history(season)] == ["coming"]
    season.at("2026-11-24")
    assert [each.state for each in _history(season)] == ["coming", "missed"]
    season.at("2026-12-01")
    assert [(each.kind, each.state) for each in _history(season)][:2] == [
        ("afterwards", "coming"),
        ("reminder", "missed"),
    ]


def test_who_has_finished_gets_no_reminder_and_still_reads_what_happens_next(
    season: Season,
) -> None:
    season.ask("bart", _BOARD)
    season.finish(_BOARD)
    season.at("2026-12-01")
    found = {each.kind: each.state for each in _history(season)}
    assert found == {"afterwards": "coming", "reminder": "finished"}
    assert season.go() == [("bart", "afterwards")]
    assert {each.kind: each.state for each in _history(season)}["afterwards"] == "sent"
