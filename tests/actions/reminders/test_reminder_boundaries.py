"""Reminders at the edges: midnight, the leap day, the change of the clock, a change of the rules.

Moments are in UTC, computed by hand: in winter the Netherlands are one hour ahead, in summer two.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.actions.season import Season
from wizard.db.reminders import mails
from wizard.db.reminders.mails import Mail
from wizard.domain.deadline import Phase

_WINTER_MORNING = "T08:30"  # 09.30 in the Netherlands
_BEFORE = 'before = "12-01"'
_DAYS = "days_before = [21, 7]"
_LATER_TEST = {
    'ends = "02-16"': 'ends = "05-16"',
    'results_by = "03-15"': 'results_by = "06-24"',
}


@pytest.mark.parametrize(
    ("moment", "phase", "title", "text", "waiting"),
    [
        (
            "2026-11-30T22:59:59",
            Phase.TODAY,
            "Vandaag is de laatste dag voor het mandaat voor de doorstroomtoets",
            "Regel dit vandaag nog, maandag 30 november (vóór 1 december). "
            "Lukt het niet? Bel dan 0800 321 22 33.",
            "T-1w",
        ),
        (
            "2026-11-30T23:00:00",
            Phase.PAST,
            "De datum voor het mandaat voor de doorstroomtoets is voorbij",
            "De datum is voorbij. Regel het vandaag nog en bel 0800 321 22 33.",
            "T+1",
        ),
    ],
)
def test_the_last_second_before_the_first_of_december_and_the_first_one_of_it(
    season: Season, moment: str, phase: Phase, title: str, text: str, waiting: str
) -> None:
    season.ask("bart", "99006")
    assert season.run(moment) == []
    notice = season.wiring.catalogue.next_deadline(season.clock.today())
    assert (notice.phase, notice.title, notice.text) == (phase, title, text)
    assert [each.occasion for each in season.due()] == [f"2026-11-30/{waiting}"]
    assert season.history() == []


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["2024-12-02"]),  # the last day is a Saturday
        (2026, ["2026-11-30", "2026-12-01"]),
        (2029, ["2029-11-30", "2029-12-03"]),  # a Friday
    ],
)
def test_the_one_after_goes_on_the_first_working_day_after_the_last_day(
    season: Season, year: int, days: list[str]
) -> None:
    season.at(f"{year}-08-05")
    season.ask("bart", "99006")
    assert _days_with_mail(season, date(year, 11, 30), date(year, 12, 9)) == days


def test_a_leap_day_long_after_the_date_is_a_day_without_mails(season: Season) -> None:
    season.at("2027-08-02")
    season.ask("bart", "99006")
    assert season.run("2027-12-01T08:30") == ["bart"]
    for day in ("2028-02-28", "2028-02-29", "2028-03-01"):
        assert season.run(f"{day}{_WINTER_MORNING}") == []
    season.at("2028-02-29")
    notice = season.wiring.catalogue.next_deadline(season.clock.today())
    assert notice.title == "De datum voor het mandaat voor de doorstroomtoets is voorbij"


def test_a_leap_day_can_be_the_last_day(season: Season, tmp_path: Path) -> None:
    season.edit(tmp_path, {_BEFORE: 'before = "03-01"', **_LATER_TEST})
    season.at("2027-08-02")
    season.ask("bart", "99006")
    went = _days_with_mail(season, date(2028, 2, 2), date(2028, 3, 8))
    assert went == ["2028-02-08", "2028-02-22", "2028-02-24", "2028-02-28", "2028-03-01"]
    season.at("2028-02-29")
    notice = season.wiring.catalogue.next_deadline(season.clock.today())
    assert notice.text.startswith("Regel dit vandaag nog, dinsdag 29 februari (vóór 1 maart).")


@pytest.mark.parametrize(
    ("asked", "edits", "runs"),
    [
        (
            "2026-08-03",
            {_DAYS: "days_before = [38, 35]"},
            {
                "2026-10-23T06:59:59": [],  # Friday 08.59, in summer
                "2026-10-23T07:30:00": ["bart"],  # 09.30
                "2026-10-26T07:30:00": [],  # Monday 08.30, in winter
                "2026-10-26T08:30:00": ["bart"],  # 09.30
            },
        ),
        (
            "2026-08-03",
            {_DAYS: "days_before = [38, 35]"},
            {
                "2026-10-23T09:00:00": [],  # 11.00 in summer: too late
                "2026-10-26T09:00:00": ["bart"],  # 10.00 in winter
                "2026-10-26T10:00:00": [],
            },
        ),
        (
            "2027-08-02",
            {_BEFORE: 'before = "04-01"', _DAYS: "days_before = [7, 4]", **_LATER_TEST},
            {
                "2028-03-24T07:30:00": [],  # Friday 08.30, in winter
                "2028-03-24T08:30:00": ["bart"],  # 09.30
                "2028-03-27T06:59:59": [],  # Monday 08.59, in summer
                "2028-03-27T07:30:00": ["bart"],  # 09.30
            },
        ),
    ],
)
def test_the_hours_are_those_on_the_wall_on_both_sides_of_the_change_of_the_clock(
    season: Season,
    tmp_path: Path,
    asked: str,
    edits: dict[str, str],
    runs: dict[str, list[str]],
) -> None:
    season.edit(tmp_path, edits)
    season.at(asked)
    season.ask("bart", "99006")
    assert {moment: season.run(moment) for moment in runs} == runs


@pytest.mark.parametrize(
    ("claimed", "still", "free"),
    [
        # 02.55 in summer; 02.04 in winter, which is earlier on the wall; 02.06
        ("2026-10-25T00:55", "2026-10-25T01:04", "2026-10-25T01:06"),
        # 01.55 in winter; 03.04 in summer, which is more than an hour later on the wall; 03.06
        ("2028-03-26T00:55", "2028-03-26T01:04", "2028-03-26T01:06"),
    ],
)
def test_a_claim_lasts_ten_minutes_over_the_change_of_the_clock(
    season: Season, claimed: str, still: str, free: str
) -> None:
    assert _claim(season, claimed) is not None
    assert _claim(season, still) is None
    again = _claim(season, free)
    assert again is not None
    assert again.attempts == 2


_USUAL = ["2026-11-09", "2026-11-23", "2026-11-25", "2026-11-27", "2026-12-01"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("on", "old", "new", "days"),
    [
        # T-8 would have been on 20 November; everybody had T-7 by then.
        ("2026-11-24", _DAYS, "days_before = [21, 8]", _USUAL),
        # T-14 would have been on 16 November.
        ("2026-11-20", _DAYS, "days_before = [21, 14, 7]", _USUAL),
        ("2026-11-12", _DAYS, "days_before = [21, 14, 7]", sorted([*_USUAL, "2026-11-16"])),
        # On the day itself it still counts, for mails go out in the morning.
        ("2026-11-16", _DAYS, "days_before = [21, 14, 7]", sorted([*_USUAL, "2026-11-16"])),
        ("2026-11-24", _DAYS, "days_before = [21]", _USUAL),
        # A week later: 7 December is the last day.
        (
            *("2026-11-24", _BEFORE, 'before = "12-08"'),
            [*_USUAL[:2], "2026-11-30", "2026-12-02", "2026-12-04", "2026-12-08"],
        ),
        # Earlier: Friday 27 November is the last day, and its third working day before is today.
        (
            *("2026-11-24", _BEFORE, 'before = "11-28"'),
            [*_USUAL[:2], "2026-11-24", "2026-11-26", "2026-11-30"],
        ),
    ],
)
def test_rules_that_change_in_mid_season_count_from_then_on(
    season: Season, tmp_path: Path, on: str, old: str, new: str, days: list[str]
) -> None:
    season.ask("bart", "99006")
    season.run("2026-08-04T07:30")
    changed = date.fromisoformat(on)
    went = _days_with_mail(season, date(2026, 11, 6), changed)
    season.edit(tmp_path, {old: new})
    assert went + _days_with_mail(season, changed, date(2026, 12, 10)) == days


def test_a_day_that_the_sender_missed_is_caught_up_for_the_rules_knew_it(
    season: Season, tmp_path: Path
) -> None:
    season.ask("bart", "99006")
    season.run("2026-08-04T07:30")
    season.edit(tmp_path, {_DAYS: "days_before = [14]"})
    season.run("2026-11-09T08:30")
    assert season.run("2026-11-18T08:30") == ["bart"]
    assert [mail.occasion for mail in season.history()] == ["2026-11-30/T-14"]


def _days_with_mail(season: Season, first: date, end: date) -> list[str]:
    """Return the days on which Bart got a mail, from a sender that runs once each morning."""
    days = [first + timedelta(days=number) for number in range((end - first).days)]
    return [f"{day}" for day in days if season.run(f"{day}{_WINTER_MORNING}") == ["bart"]]


def _claim(season: Season, moment: str) -> Mail | None:
    with season.wiring.database.transaction() as session:
        return mails.claim(
            session,
            email="bart@bestuur.example",
            occasion="2026-11-30/T-38",
            boards=["99006"],
            message_id="<claimed@x>",
            now=datetime.fromisoformat(f"{moment}+00:00"),
        )


@pytest.mark.parametrize(
    ("first_run", "reminded"),
    [
        ("2027-03-15T09:30", ["bart"]),  # results may still come in: a mandate is of use
        ("2027-03-16T09:30", []),
        ("2027-07-05T08:30", []),
    ],
)
def test_a_sender_that_stood_still_says_nothing_of_a_test_that_is_over(
    season: Season, first_run: str, reminded: list[str]
) -> None:
    season.at("2026-11-02")
    season.ask("bart", "99006")
    assert season.run(first_run) == reminded
