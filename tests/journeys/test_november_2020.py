"""The clock decides which words hold: those of the document of 2020, or those of today."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import BOTH, give, to_check
from tests.visitor import Page, Visitor
from tests.ways import in_the_osr

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_2020 = datetime(2020, 11, 9, 9, 0, tzinfo=UTC)
_OFFICIAL = "Logistiek Proces Eindtoets PO"


def _says(visitor: Visitor, address: str) -> str:
    return visitor.get(address).says


def test_the_start_page_of_november_2020(visitor: Visitor, clock: SteppingClock) -> None:
    clock.jump(_2020)
    start = _says(visitor, "/")
    for words in (
        "maandag 30 november",
        "vóór 1 december 2020",
        _OFFICIAL,
        "Vanaf januari 2022",
        "token, gebruikersnaam en wachtwoord van Mijn DUO",
        "In schooljaar 2019-2020 regelde uw bestuur al mandaten voor BRON po",
        "Tip: regel de mandaten voor RIO en de Eindtoets in 1 keer.",
    ):
        assert words in start
    for words in ("oorstroomtoets", "eHerkenning", "ROD", "2026"):
        assert words not in start


def test_logging_in_in_november_2020(visitor: Visitor, clock: SteppingClock) -> None:
    clock.jump(_2020)
    login = _says(visitor, "/inloggen")
    assert "Houd uw token, gebruikersnaam en wachtwoord bij de hand." in login
    assert "eHerkenning" not in login
    clock.jump(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    assert "eHerkenning, niveau EH3" in _says(visitor, "/inloggen")


@in_the_osr
def test_the_whole_journey_of_november_2020(app: Flask, clock: SteppingClock, htmx: bool) -> None:
    clock.jump(_2020)
    visitor = Visitor(app, htmx=htmx)
    seen: list[Page] = [visitor.log_in("een-school")]
    assert f"‘{_OFFICIAL}’" in visitor.page.says
    seen.append(visitor.send(services=BOTH))
    assert "schooloas" in visitor.page.choices("system"), "it ended only in December 2021"
    seen.append(visitor.send(system="schooloas"))
    assert f"‘RIO’ en ‘{_OFFICIAL}’" in visitor.page.says
    assert "Maandag 9 november 2020" in visitor.page.says
    seen.append(visitor.send(entitled="y"))
    assert f"‘{_OFFICIAL}’" in visitor.page.says
    seen.append(visitor.send())
    assert "MW-2020-00001" in visitor.page.says
    seen.append(visitor.click("Klaar: bekijk wat er nu gebeurt"))
    assert "Vanaf dinsdag 1 december 2020" in visitor.page.says
    seen.append(visitor.get("/bestuur/99001"))
    for page in seen:
        assert "oorstroomtoets" not in page.says, page.url
        assert "2026" not in page.says, page.url


def test_today_the_eindtoets_has_its_new_name(visitor: Visitor) -> None:
    start = _says(visitor, "/")
    assert "Doorstroomtoets (vroeger: Eindtoets)" in start
    assert "maandag 30 november" in start
    assert "Sinds januari 2022" in start
    assert "2020." not in start
    visitor.log_in("een-school")
    assert "DOORSTROOM – Logistiek proces doorstroomtoets po" in visitor.page.says
    visitor.send(services=BOTH)
    assert "schooloas" not in visitor.page.choices("system")


@pytest.mark.parametrize("year", [2020, 2026])
def test_at_midnight_the_last_day_ends_in_the_netherlands(
    app: Flask, clock: SteppingClock, year: int
) -> None:
    clock.jump(datetime(year, 11, 30, 23, 59, 59, tzinfo=_AMSTERDAM))
    name = "de Eindtoets" if year == 2020 else "de doorstroomtoets"
    visitor = Visitor(app)
    visitor.log_in("een-school")
    for address in ("/", "/bestuur/99001"):
        says = _says(visitor, address)
        assert f"Vandaag is de laatste dag voor het mandaat voor {name}" in says
        assert "Regel dit vandaag nog, maandag 30 november (vóór 1 december" in says
        assert "voorbij" not in says

    clock.forward(seconds=1)
    for address in ("/", "/bestuur/99001"):
        says = _says(visitor, address)
        assert f"De datum voor het mandaat voor {name} is voorbij" in says
        assert "Regel het vandaag nog en bel 0800 321 22 33." in says
        assert "laatste dag voor" not in says


def test_after_the_date_it_still_works_and_nothing_is_counted_below_zero(
    app: Flask, clock: SteppingClock
) -> None:
    for day, says in (
        (datetime(2026, 12, 2, 9, tzinfo=UTC), "Regel dit vandaag nog"),
        (datetime(2027, 7, 31, 9, tzinfo=UTC), "Regel dit voor schooljaar 2027-2028, uiterlijk"),
    ):
        clock.jump(day)
        visitor = Visitor(app)
        for address in ("/", "/wat-hebt-u-nodig", "/hulp"):
            _expect_no_negative_count(visitor.get(address))
        _expect_no_negative_count(visitor.log_in("zes-scholen"))
        _expect_no_negative_count(visitor.get("/bestuur/99006"))
        assert says in visitor.page.says
    visitor.get("/bestuur/99006/school/99AB/dienst")
    to_check(visitor)
    assert "zo snel mogelijk" not in visitor.page.says
    visitor.send(entitled="y")
    assert visitor.page.h1 == "Vastgelegd in Mandaatwijzer"


def test_the_new_school_year_asks_again_before_its_own_first_of_december(
    app: Flask, clock: SteppingClock
) -> None:
    """A mandate that was given stays; the date on the pages is that of the new school year."""
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor)
    clock.jump(datetime(2027, 8, 1, 10, tzinfo=UTC))
    visitor = Visitor(app)
    assert "dinsdag 30 november" in _says(visitor, "/")
    visitor.log_in("een-school")
    assert visitor.get("/bestuur/99001").part("mw-next").startswith("Alles is geregeld")


def _expect_no_negative_count(page: Page) -> None:
    for words in ("-1 dag", "Nog -", "nog -", "Nog 0 dagen", "Nog maar 0"):
        assert words not in page.says, page.url
