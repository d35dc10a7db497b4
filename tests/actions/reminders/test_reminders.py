"""Who is reminded when, over whole school years, through a real mail server that misbehaves."""

from datetime import date, timedelta

import pytest

from tests.actions.season import Season
from tests.bench.statements import counted
from tests.contracts.test_channel import channel
from tests.ways import EVERYTHING, on_both_databases
from wizard.actions.reminders import sending
from wizard.db import drafts, schools
from wizard.db.accounts import people
from wizard.db.reminders import mails
from wizard.domain.reminders.mailing import MailState


@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "late", "never"),
    [
        (
            2020,
            ["2020-11-09", "2020-11-23"],
            ["2020-11-09", "2020-11-23", "2020-11-25", "2020-11-27", "2020-12-01"],
        ),
        (
            2025,
            ["2025-11-07", "2025-11-21"],
            ["2025-11-07", "2025-11-21", "2025-11-26", "2025-11-28", "2025-12-01"],
        ),
        (
            2026,
            ["2026-11-09", "2026-11-23"],
            ["2026-11-09", "2026-11-23", "2026-11-25", "2026-11-27", "2026-12-01"],
        ),
    ],
)
def test_a_school_year_played_day_by_day(
    season: Season, year: int, late: list[str], never: list[str]
) -> None:
    """One board finishes in September, one on 24 November, one never.

    After finishing nobody is reminded; they read that it is done, and once what happens next.
    """
    season.at(f"{year}-08-01")
    for name, board in (("vroeg", "99001"), ("laat", "99006"), ("nooit", "99101")):
        season.ask(name, board)
    season.ask("minder", "99101", fewer=True)
    reminded: dict[str, list[str]] = {"vroeg": [], "laat": [], "nooit": [], "minder": []}
    told: dict[str, list[tuple[str, str]]] = {name: [] for name in reminded}
    for day in _played(year):
        season.at(day.isoformat())
        if day == date(year, 9, 15):
            season.finish("99001")
        if day == date(year, 11, 24):
            season.finish("99006")
        for name, kind in season.go():
            if kind == "reminder":
                reminded[name].append(day.isoformat())
            else:
                told[name].append((day.isoformat(), kind))
    assert reminded == {"vroeg": [], "laat": late, "nooit": never, "minder": [never[1], never[3]]}
    next_steps = (f"{year}-12-01", "afterwards")
    assert told == {
        "vroeg": [(f"{year}-09-15", "finished"), next_steps],
        "laat": [(f"{year}-11-24", "finished"), next_steps],
        "nooit": [],
        "minder": [],
    }


def _played(year: int) -> list[date]:
    """Return the days on which the sender runs: of one year to the end of it, of others fewer.

    What is due on a day without the sender is caught up on the next one.
    """
    days = [date(year, 8, 1) + timedelta(days=count) for count in range(365)]
    if EVERYTHING:
        return days
    if year == 2026:
        return [*days[:153], *days[153::5]]
    edges = (date(year, 9, 14), date(year, 9, 16)), (date(year, 11, 2), date(year, 12, 11))
    return [day for day in days if any(first <= day <= last for first, last in edges)]


def test_the_mail_says_the_one_thing_to_do_first_and_how_to_stop(season: Season) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    assert season.send() == [MailState.SENT]
    [mail] = season.mailbox.mails
    assert mail["Subject"] == "Mandaat voor de doorstroomtoets: nog 7 dagen"
    plain = mail.get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    assert "Regel dit uiterlijk maandag 30 november (vóór 1 december)" in text
    assert "Stichting De Waterlanden: nog 12 mandaten te doen." in text
    assert "Begin hiermee: RIO voor" in text
    listed = [line for line in text.splitlines() if line.startswith("* ")]
    assert len(listed) == 6
    assert all(line.endswith(": RIO en Doorstroomtoets (vroeger: Eindtoets)") for line in listed)
    assert "/mail/afmelden/" in text
    assert "/inloggen" not in text
    assert str(mail["List-Unsubscribe"])[1:-1] in text


@on_both_databases
def test_a_large_board_has_its_first_ten_schools_named_and_the_rest_counted(
    season: Season,
) -> None:
    season.ask("chantal", "99055")
    season.at("2026-11-23")
    assert season.send() == [MailState.SENT]
    plain = season.mailbox.mails[0].get_body(("plain",))
    assert plain is not None
    listed = [line for line in plain.get_content().splitlines() if line.startswith("* ")]
    assert len(listed) == 11
    assert listed[-1] == "* en nog 45 scholen"


def test_one_digest_for_who_works_for_several_boards(season: Season) -> None:
    for board in ("99101", "99102", "99103"):
        season.ask("fatima", board)
    season.at("2026-11-23")
    assert season.send() == [MailState.SENT]
    [mail] = season.mailbox.mails
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert plain.get_content().count("te doen.") == 3


def test_running_again_sends_nothing_again(season: Season) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    assert season.send() == [MailState.SENT]
    assert season.send() == []
    season.clock.forward(hours=1)
    assert season.send() == []
    assert len(season.mailbox.mails) == 1


def test_who_finished_between_deciding_and_sending_gets_nothing(season: Season) -> None:
    season.ask("anna", "99001")
    season.at("2026-11-23")
    found = season.due()
    assert len(found) == 1
    season.finish("99001")
    [outcome] = sending.send(season.wiring, season.through, found)
    assert (outcome.state, outcome.reason) == (None, "nothing left to do")
    assert season.mailbox.mails == []
    assert season.history() == []


def test_who_is_on_time_and_is_about_to_change_the_las_is_not_reminded(season: Season) -> None:
    """Nothing has to be done before the last day: what stands is good until it is replaced."""
    season.ask("anna", "99001")
    season.finish("99001")
    season.at("2026-11-23")
    with season.wiring.database.transaction() as session:
        [school] = schools.schools_of_board(session, "99001")
        anna = people.remember(
            session, issuer="x", subject="anna", name="Anna", email="", at=season.clock.now()
        )
        drafts.change(session, school.brin, by=anna, at=season.clock.now(), services=("eindtoets",))
    assert season.due() == []


def test_a_full_mailbox_is_tried_again_with_growing_pauses_and_then_given_up(
    season: Season,
) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-09")
    season.mailbox.fault = "full"
    start, tried = season.clock.now(), []
    # Each five minutes at first, then each eight hours and five minutes before each turn.
    before = {155 + 1440 - 5, 155 + 1440 + 2880 - 5}
    for minute in sorted({*range(0, 155, 5), *range(155, 8 * 24 * 60, 8 * 60), *before}):
        season.clock.jump(start + timedelta(minutes=minute))
        if season.send():
            tried.append(minute)
    assert tried == [0, 5, 35, 155, 155 + 1440, 155 + 1440 + 2880]
    [mail] = season.history()
    assert (mail.state, mail.handed) == (MailState.GIVEN_UP, 0)
    assert mail.reason == "452 4.2.2 mailbox full"


def test_an_address_that_does_not_exist_is_given_up_at_once(season: Season) -> None:
    season.ask("weg", "99006")
    season.at("2026-11-23")
    season.mailbox.fault = "refuse recipient"
    assert season.send() == [MailState.GIVEN_UP]
    season.clock.forward(days=1)
    assert season.send() == []
    season.at("2026-11-25")
    season.mailbox.fault = ""
    assert season.send() == [MailState.SENT]


def test_what_nobody_knows_goes_once_more_with_the_same_number_and_then_never(
    season: Season,
) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    season.mailbox.fault = "drop after"
    assert season.send() == [MailState.UNKNOWN]
    assert season.send() == []
    season.clock.forward(minutes=6)
    assert season.send() == [MailState.UNKNOWN]
    season.clock.forward(hours=3)
    assert season.send() == []
    first, second = season.mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    [mail] = season.history()
    assert (mail.state, mail.handed) == (MailState.UNKNOWN, 2)


def test_a_server_that_comes_back_gets_what_it_missed(season: Season) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    season.through, back = channel(1), season.through
    assert season.send() == [MailState.HELD]
    season.through = back
    assert season.send() == [MailState.SENT]
    [mail] = season.history()
    assert (mail.attempts, mail.handed) == (1, 1)


@on_both_databases
def test_of_two_senders_only_one_takes_a_mail(season: Season) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    found = season.due()
    first = list(sending.send(season.wiring, season.through, found))
    second = list(sending.send(season.wiring, season.through, found))
    assert [each.state for each in first] == [MailState.SENT]
    assert [each.reason for each in second] == ["another sender has it"]
    assert len(season.mailbox.mails) == 1


def test_a_sender_that_was_killed_before_handing_over_costs_no_try(season: Season) -> None:
    season.ask("bart", "99006")
    season.at("2026-11-23")
    for _round in range(3):
        with season.wiring.database.transaction() as session:
            claimed = mails.claim(
                session,
                email="bart@bestuur.example",
                occasion="2026-11-30/T-7",
                boards=["99006"],
                message_id="<killed@x>",
                now=season.clock.now(),
            )
        assert claimed is not None
        assert season.send() == []
        season.clock.forward(minutes=11)
    assert season.send() == [MailState.SENT]
    [mail] = season.history()
    assert mail.handed == 1


def test_deciding_takes_as_many_statements_however_many_ask(season: Season) -> None:
    def taken() -> int:
        with counted(season.wiring.database.engine) as statements:
            season.due()
        return len(statements)

    season.at("2026-11-23")
    season.ask("een", "99001")
    before = taken()
    for number, board in enumerate(["99006", "99055", "99056", "99101", "99102", "99103"]):
        season.ask(f"persoon-{number}", board)
    assert taken() == before <= 10
