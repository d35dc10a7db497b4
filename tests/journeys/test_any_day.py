"""What the product says on days from 2020 to 2027: one table, held by pages, mails and files.

Two dates are told apart: that of the mandate (before 1 December, every year) and that of signing up
for the test, which is information. What another day has is not said: neither a name that is still
to come, nor a date that has gone by.
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest
from flask import Flask
from icalendar import Calendar

from tests.builders import SteppingClock
from tests.journeys.stories import ONE, give
from tests.login import let_in_agent
from tests.visitor import Visitor
from wizard.actions.reminders import composing, subscriptions
from wizard.actions.reminders.digest import Digest
from wizard.db import schools
from wizard.db.accounts import people
from wizard.db.reminders import recipients
from wizard.ports import Wiring

_BOARD = "/bestuur/99001"
_OLD = ("doorstroomtoets", "eHerkenning", "toetssysteem een mandaat", "ROD PO")
_TOKEN = "Houd uw token, gebruikersnaam en wachtwoord bij de hand."
_EH3 = "Bij Mijn DUO kunt u ook inloggen met eHerkenning, niveau EH3."
_TEST_SYSTEM = "Nu Geef ook het toetssysteem een mandaat"
_AHEAD = "Scholen melden zich aan bij een toetsleverancier. Dat kan vanaf"


class Day(NamedTuple):
    """What is said on a day."""

    today: date
    #: In a sentence, and in a column.
    names: tuple[str, str]
    #: The date of the mandate, while something is open.
    notice: str
    #: Above the column of the overview.
    short: str
    #: When schools sign up: when, and what; None between the test and its results.
    sign_up: tuple[str, str] | None
    login: str
    #: The last day in the file for a calendar.
    calendar: date
    #: What is not said on any page, in any mail.
    never: tuple[str, ...]
    #: The test is still to come, and asks a mandate of its own system.
    needs_test_system: bool = True


_EINDTOETS = ("de Eindtoets", "Eindtoets")
_DOORSTROOM = ("de doorstroomtoets", "Doorstroomtoets (vroeger: Eindtoets)")
_DAYS = [
    Day(
        today=date(2020, 11, 23),
        names=_EINDTOETS,
        notice="Mandaat voor de Eindtoets: nog 7 dagen "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december 2020).",
        short="Uiterlijk 30 november",
        sign_up=("Vanaf dinsdag 1 december 2020", f"{_AHEAD} 1 december 2020."),
        login=_TOKEN,
        calendar=date(2020, 11, 30),
        never=(*_OLD, "15 november"),
        needs_test_system=False,
    ),
    Day(
        today=date(2021, 11, 29),
        names=_EINDTOETS,
        notice="Mandaat voor de Eindtoets: nog maar 1 dag Regel dit uiterlijk dinsdag 30 november "
        "(vóór 1 december). Lukt het niet? Bel dan 0800 321 22 33.",
        short="Uiterlijk 30 november",
        sign_up=("Vanaf woensdag 1 december 2021", f"{_AHEAD} 1 december 2021."),
        login=_TOKEN,
        calendar=date(2021, 11, 30),
        never=(*_OLD, "15 november"),
        needs_test_system=False,
    ),
    Day(
        today=date(2023, 9, 1),
        names=_DOORSTROOM,
        notice="Regel dit uiterlijk donderdag 30 november (vóór 1 december).",
        short="Uiterlijk 30 november",
        sign_up=(
            "Vanaf zondag 1 oktober 2023",
            f"{_AHEAD} 1 oktober 2023, tot en met 15 november.",
        ),
        login=_EH3,
        calendar=date(2023, 11, 30),
        never=("vanaf 1 december", "Aanmelden kon", "2024-2025"),
    ),
    Day(
        today=date(2026, 10, 5),
        names=_DOORSTROOM,
        notice="Regel dit uiterlijk maandag 30 november (vóór 1 december).",
        short="Uiterlijk 30 november",
        sign_up=(
            "Nu, tot en met 15 november",
            "Scholen melden zich aan bij een toetsleverancier. Dat kan tot en met 15 november.",
        ),
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("vanaf 1 december", "vanaf 1 oktober", "Aanmelden kon"),
    ),
    Day(
        today=date(2026, 11, 16),
        names=_DOORSTROOM,
        notice="Mandaat voor de doorstroomtoets: nog 14 dagen "
        "Regel dit uiterlijk maandag 30 november (vóór 1 december).",
        short="Uiterlijk 30 november",
        sign_up=(
            "Nu",
            "Aanmelden kon tot en met 15 november. Nog niet gedaan? Bel de toetsleverancier.",
        ),
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("vanaf 1 december", "vanaf 1 oktober", "Dat kan"),
    ),
    Day(
        today=date(2026, 11, 29),
        names=_DOORSTROOM,
        notice="Mandaat voor de doorstroomtoets: nog maar 1 dag Regel dit uiterlijk maandag "
        "30 november (vóór 1 december). Lukt het niet? Bel dan 0800 321 22 33.",
        short="Uiterlijk 30 november",
        sign_up=(
            "Nu",
            "Aanmelden kon tot en met 15 november. Nog niet gedaan? Bel de toetsleverancier.",
        ),
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("vanaf 1 december", "vanaf 1 oktober", "Bel dan nu"),
    ),
    Day(
        today=date(2026, 12, 2),
        names=_DOORSTROOM,
        notice="De datum voor het mandaat voor de doorstroomtoets is voorbij De datum is voorbij. "
        "Regel het vandaag nog en bel 0800 321 22 33.",
        short="Regel dit vandaag nog",
        sign_up=(
            "Nu",
            "Aanmelden kon tot en met 15 november. Nog niet gedaan? Bel de toetsleverancier.",
        ),
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("vanaf 1 december 2026.", "Het mandaat regelt u vóór"),
    ),
    Day(
        today=date(2027, 2, 15),
        names=_DOORSTROOM,
        notice="De datum voor het mandaat voor de doorstroomtoets is voorbij De datum is voorbij. "
        "Regel het vandaag nog en bel 0800 321 22 33.",
        short="Regel dit vandaag nog",
        sign_up=(
            "Nu",
            "Aanmelden kon tot en met 15 november. Nog niet gedaan? Bel de toetsleverancier.",
        ),
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("Het mandaat regelt u vóór", "schooljaar 2027-2028"),
    ),
    Day(
        today=date(2027, 3, 1),
        names=_DOORSTROOM,
        notice="De datum voor het mandaat voor de doorstroomtoets is voorbij De datum is voorbij. "
        "Regel het vandaag nog en bel 0800 321 22 33.",
        short="Regel dit vandaag nog",
        sign_up=None,
        login=_EH3,
        calendar=date(2026, 11, 30),
        never=("Aanmelden kon", "Dat kan vanaf", "Wissel de leerlingen uit"),
        needs_test_system=False,
    ),
    Day(
        today=date(2027, 3, 16),
        names=_DOORSTROOM,
        notice="De toets van schooljaar 2026-2027 is voorbij. Regel dit voor schooljaar 2027-2028, "
        "uiterlijk dinsdag 30 november (vóór 1 december 2027).",
        short="Vóór 1 december 2027",
        sign_up=(
            "Vanaf vrijdag 1 oktober 2027",
            f"{_AHEAD} 1 oktober 2027, tot en met 15 november.",
        ),
        login=_EH3,
        calendar=date(2027, 11, 30),
        never=("vandaag nog", "De datum is voorbij", "Aanmelden kon"),
        needs_test_system=False,
    ),
    Day(
        today=date(2027, 7, 31),
        names=_DOORSTROOM,
        notice="De toets van schooljaar 2026-2027 is voorbij. Regel dit voor schooljaar 2027-2028, "
        "uiterlijk dinsdag 30 november (vóór 1 december 2027).",
        short="Vóór 1 december 2027",
        sign_up=(
            "Vanaf vrijdag 1 oktober 2027",
            f"{_AHEAD} 1 oktober 2027, tot en met 15 november.",
        ),
        login=_EH3,
        calendar=date(2027, 11, 30),
        never=("vandaag nog", "De datum is voorbij", "Aanmelden kon"),
        needs_test_system=False,
    ),
    Day(
        today=date(2027, 8, 1),
        names=_DOORSTROOM,
        notice="Regel dit uiterlijk dinsdag 30 november (vóór 1 december).",
        short="Uiterlijk 30 november",
        sign_up=(
            "Vanaf vrijdag 1 oktober 2027",
            f"{_AHEAD} 1 oktober 2027, tot en met 15 november.",
        ),
        login=_EH3,
        calendar=date(2027, 11, 30),
        never=("vandaag nog", "is voorbij", "Aanmelden kon", "2026-2027"),
    ),
]
#: The only sentence of the closed sign-up that names the mandate, while that is still open.
_BOTH = "Het mandaat regelt u vóór 1 december."


@pytest.mark.parametrize("day", _DAYS, ids=lambda day: str(day.today))
def test_everything_says_what_holds_on_the_day(
    app: Flask, clock: SteppingClock, wiring: Wiring, day: Day
) -> None:
    clock.jump(datetime(day.today.year, day.today.month, day.today.day, 11, tzinfo=UTC))
    said = _public_pages(app, day)
    anna = Visitor(app)
    anna.log_in("een-school")
    said += _while_open(app, anna, wiring, day)
    anna.get(f"{ONE}/dienst")
    give(anna)
    said += _once_arranged(anna, wiring, day)
    found = [words for words in day.never if any(words in each for each in said)]
    assert not found


def _public_pages(app: Flask, day: Day) -> list[str]:
    somebody = Visitor(app)
    start, after, login, help_, needs = (
        somebody.get(url).says
        for url in ("/", "/hoe-nu-verder", "/inloggen", "/hulp", "/wat-hebt-u-nodig")
    )
    assert day.notice in start
    assert day.sign_up is None or day.sign_up[1] in start
    assert f"RIO en {day.names[0]}" in start
    assert day.login in login
    _says_what_comes_next(after, day)
    said = [start, after, login, help_, needs]
    has_page = somebody.client.get("/mandaat-voor-het-toetssysteem").status_code == 200
    assert has_page == (day.today.year >= 2023)
    return [*said, somebody.get("/mandaat-voor-het-toetssysteem").says] if has_page else said


def _while_open(app: Flask, anna: Visitor, wiring: Wiring, day: Day) -> list[str]:
    overview = anna.get(_BOARD).says
    assert day.notice in overview
    assert f"{day.names[1]}{day.short}" in overview
    assert f"{day.names[1]} – De Regenboog – Nog te doen" in overview
    _says_what_comes_next(overview, day)
    assert (_BOTH in overview) == (_BOTH in anna.get("/").says)
    agent = Visitor(app)
    let_in_agent(agent.client)
    agent.get("/helpdesk/bestuur/99001")
    agent.send(reason="terugbellen")
    assert day.notice in agent.page.says
    finished = agent.get("/helpdesk/gesprek/klaar").says
    assert day.sign_up is None or day.sign_up[1] in finished
    assert _BOTH not in finished, "then it is arranged"
    services = agent.get("/helpdesk/gesprek/dienst").says
    assert ("ROD" in services) == (day.today >= date(2022, 1, 3))
    mail = _mail(wiring, "reminder")
    assert day.notice.endswith(mail.splitlines()[0])
    file = anna.client.get(f"{_BOARD}/agenda/eindtoets.ics").data
    [entry] = Calendar.from_ical(file).walk("vevent")
    assert entry.decoded("dtstart") == day.calendar
    assert mail.splitlines()[0] in str(entry["description"])
    return [overview, finished, services, mail]


def _once_arranged(anna: Visitor, wiring: Wiring, day: Day) -> list[str]:
    receipt = anna.page.says
    finished = anna.get(f"{_BOARD}/klaar").says
    for said in (receipt, finished):
        _says_what_comes_next(said, day)
        assert _BOTH not in said, "it is arranged"
    mails = [_mail(wiring, "finished"), _mail(wiring, "receipt", f"MW-{day.today.year}-00001")]
    for mail in mails:
        assert day.sign_up is None or day.sign_up[1] in mail
        assert _BOTH not in mail
    return [receipt, finished, *mails]


def _says_what_comes_next(said: str, day: Day) -> None:
    assert (_TEST_SYSTEM in said) == day.needs_test_system
    if day.sign_up is None:
        return
    when, text = day.sign_up
    assert text in said
    assert f"{when} Meld de scholen aan" in said or f"{when} Zijn alle scholen aangemeld" in said


def _mail(wiring: Wiring, message: str, *items: str) -> str:
    """Return a mail of the day about this board, in plain words."""
    with wiring.database.transaction() as session:
        now = wiring.ports.clock.now()
        [board] = schools.boards(session, frozenset({"99001"}))
        anna = people.remember(session, issuer="x", subject="m", name="A", email="a@b.nl", at=now)
        subscriptions.confirm(session, board, by=anna, at=now)
        mine = recipients.of_board(session, "99001")[:1]
        letter = composing.compose(
            wiring, session, Digest("a@b.nl", f"{message}/x", tuple(mine), message, items)
        )
    assert letter is not None, message
    return letter.text
