"""Reminders when schools change boards, and boards that no reminder reaches."""

from dataclasses import replace

from tests.actions.school_import.test_import_schools import PracticeSource, in_peace
from tests.actions.season import Season
from tests.bench.statements import counted
from tests.ways import on_both_databases
from wizard.actions import gathering
from wizard.actions.reminders.reach import reach_of_boards
from wizard.actions.school_import.importing import import_schools
from wizard.db.helpdesk.at_risk import boards_at_risk
from wizard.db.reminders import recipients
from wizard.practice.boards import PracticeBoards


def test_a_school_that_moves_goes_to_the_list_of_its_new_board(season: Season) -> None:
    season.ask("anna", "99001")
    season.ask("bart", "99006")
    season.finish("99001")
    assert season.run("2026-11-09T08:30") == ["bart"]
    assert "Stichting De Waterlanden: nog 12 mandaten te doen." in _text(season, "bart")

    _move(season, "99AB", "99001")

    assert sorted(season.run("2026-11-23T08:30")) == ["anna", "bart"]
    assert "Vereniging De Regenboog: nog 2 mandaten te doen." in _text(season, "anna")
    assert ", 99AB." in _text(season, "anna")
    assert "Stichting De Waterlanden: nog 10 mandaten te doen." in _text(season, "bart")
    assert "99AB" not in _text(season, "bart")
    assert sorted((mail.email, mail.occasion, mail.boards) for mail in season.history()) == [
        ("anna@bestuur.example", "2026-11-30/T-7", ("99001",)),
        ("bart@bestuur.example", "2026-11-30/T-21", ("99006",)),
        ("bart@bestuur.example", "2026-11-30/T-7", ("99006",)),
    ]


def test_a_board_whose_only_school_moved_away_is_left_in_peace(season: Season) -> None:
    season.ask("anna", "99001")
    assert season.run("2026-11-09T08:30") == ["anna"]
    _move(season, "99AA", "99006")
    assert season.run("2026-11-23T08:30") == []
    assert [mail.boards for mail in season.history()] == [("99001",)]


@on_both_databases
def test_who_nobody_can_mail_is_named_for_the_helpdesk(season: Season) -> None:
    season.ask("bart", "99006")
    season.finish("99001")
    season.at("2026-11-09")
    assert _without_mail(season) == ["99055", "99056", "99102", "99103", "99101"]
    season.at("2026-12-15")
    assert "99006" not in _without_mail(season)
    _stop(season, "99006")
    assert _without_mail(season) == ["99055", "99056", "99006", "99102", "99103", "99101"]
    season.ask("fatima", "99101")
    season.finish("99055")
    assert _without_mail(season) == ["99056", "99006", "99102", "99103"]


def test_naming_them_takes_three_statements(season: Season) -> None:
    season.at("2026-11-09")
    with counted(season.wiring.database.engine) as statements:
        assert len(_without_mail(season)) == 7
    assert len(statements) == 3


def _text(season: Season, name: str) -> str:
    [mail] = [each for each in season.mailbox.mails if str(each["To"]).startswith(name)]
    plain = mail.get_body(("plain",))
    assert plain is not None
    return str(plain.get_content())


def _move(season: Season, brin: str, board: str) -> None:
    """Import a release in which a school stands under another board."""
    snapshot = PracticeBoards().read(in_peace)
    schools = tuple(
        replace(each, board_number=board) if each.brin == brin else each
        for each in snapshot.schools
    )
    with season.wiring.database.transaction() as session:
        import_schools(
            session,
            PracticeSource(replace(snapshot, schools=schools)),
            today=season.clock.today(),
            at=season.clock.now(),
            accept_large_change=False,
            progress=in_peace,
        )


def _stop(season: Season, board: str) -> None:
    with season.wiring.database.transaction() as session:
        for each in recipients.of_board(session, board):
            recipients.stop(session, each.id, season.clock.now())


def _without_mail(season: Season) -> list[str]:
    """Return the boards with something open that no mail reaches, most of it first."""
    season_now = gathering.season(season.wiring.catalogue, season.clock.today())
    with season.wiring.database.reading() as session:
        reached = reach_of_boards(session, season.clock.now())
        found = boards_at_risk(session, season_now)
    return [each.board.number for each in found if each.board.number not in reached]
