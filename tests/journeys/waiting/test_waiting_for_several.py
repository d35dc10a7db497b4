"""Schools that were asked: a day to look again, and all their answers in one place."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, given, save
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.ports import Wiring

_BOARD = "/bestuur/99006"
_WAITING = f"{_BOARD}/wachten"
_FIRST, _SECOND, _THIRD = "99AB", "99AC", "99AD"
_NOTICE = "Er is intussen iets gewijzigd"


def _asks(visitor: Visitor, *brins: str) -> None:
    """Say of these schools of the board with six that nobody knows their LAS."""
    visitor.log_in("zes-scholen")
    for brin in brins:
        visitor.get(f"{_BOARD}/school/{brin}/dienst")
        visitor.send(services=BOTH)
        visitor.send(system="weet-ik-niet")


@pytest.fixture
def one(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with one school, who asks it for its LAS."""
    [visitor] = begun(app, _asks_the_one, htmx)
    return visitor


def _asks_the_one(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    return (visitor,)


def test_the_day_to_look_again_is_offered_and_can_be_another(one: Visitor) -> None:
    assert "Kijk weer op donderdag 26 november" in one.page.says
    assert one.page.form.fields["look_again_on"] == "26-11-2026"
    one.send(look_again_on="vrijdag 27 november 2026")
    assert one.page.h1 == "Vraag het aan De Regenboog"
    assert "Kijk weer op vrijdag 27 november" in one.page.says
    assert "Bewaard om 10.00 uur" in one.page.says
    one.get("/bestuur/99001")
    assert "Kijk weer op vrijdag 27 november" in one.page.says
    one.get(ONE)
    assert "Wacht op school, kijk weer op vrijdag 27 november" in one.page.says


@with_htmx
def test_a_day_that_cannot_be_is_refused_and_stays_there(one: Visitor) -> None:
    for typed, message in (
        ("", "Vul de dag in waarop u weer kijkt."),
        ("morgen", "Vul een datum in, zoals 30-11-2026."),
        ("31-02-2027", "Vul een datum in, zoals 30-11-2026."),
        ("22-11-2026", "Kies vandaag of een latere dag. Eerder kan niet."),
        ("24-11-2027", "Kies een dag binnen een jaar: niet na dinsdag 23 november 2027."),
    ):
        one.send(look_again_on=typed)
        assert (one.page.status, one.page.errors) == (422, [message])
        assert one.page.form.fields["look_again_on"] == typed
    one.get("/bestuur/99001")
    assert "Kijk weer op donderdag 26 november" in one.page.says


def test_when_the_day_has_come_every_page_says_so(one: Visitor, clock: SteppingClock) -> None:
    clock.forward(days=3)
    one.log_in("een-school")
    look = "Kijk vandaag of De Regenboog heeft geantwoord"
    for page in ("/bestuur/99001", ONE, f"{ONE}/wacht-op-school", "/bestuur/99001/wachten"):
        one.get(page)
        assert look in one.page.says, page
    one.get("/bestuur/99001")
    states = [words for words in one.page.links if words.endswith("– Wacht op school")]
    assert len(states) == 2, "a cell names its state, whatever is to be done"
    assert one.page.part("mw-table__note") == "Kijk vandaag"


def test_who_knows_the_las_meanwhile_is_led_on(app: Flask, one: Visitor) -> None:
    form = one.page.form
    other = Visitor(app)
    other.log_in("een-school", f"{ONE}/las")
    other.send(system="esis")
    one.send(form, look_again_on="27-11-2026")
    assert _NOTICE in one.page.says
    assert "U koos: vrijdag 27 november 2026. Dat is niet bewaard." in one.page.says
    assert one.page.url.startswith(f"{ONE}/controleren")


def test_two_days_at_once_are_asked_about(app: Flask, one: Visitor) -> None:
    form = one.page.form
    other = Visitor(app)
    other.log_in("een-school", f"{ONE}/wacht-op-school")
    other.send(look_again_on="25-11-2026")
    one.send(form, look_again_on="27-11-2026")
    assert one.page.status == 422
    assert "woensdag 25 november 2026. U koos: vrijdag 27 november 2026." in one.page.errors[0]
    one.send()
    assert "Kijk weer op vrijdag 27 november" in one.page.says


@on_postgres
def test_answers_of_several_schools_are_given_at_once(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    _asks(visitor, _FIRST, _SECOND, _THIRD)
    visitor.get(_BOARD)
    visitor.click("3 scholen wachten op antwoord")
    assert visitor.page.h1 == "Wacht op antwoord van 3 scholen"
    letter = visitor.page.part("mw-copy__text")
    assert letter.startswith("Onderwerp: welk LAS gebruikt uw school? Beste collega’s,")
    assert all(f"- {brin} " in letter for brin in (_FIRST, _SECOND, _THIRD))
    assert "Gevraagd op maandag 23 november 2026 door" in visitor.page.says

    answers = {f"las-{_FIRST}": "parnassys", f"las-{_SECOND}": "esis"}
    visitor.send(**answers, look_again_on="27-11-2026")
    assert visitor.page.h1 == "Wacht op antwoord van 1 school"
    assert "Bewaard om 10.00 uur" in visitor.page.says
    assert "Kijk weer op vrijdag 27 november" in visitor.page.says
    assert visitor.page.part("mw-copy__text").startswith("Onderwerp: welk LAS gebruikt ")
    assert given(wiring, _FIRST) == [], "an answer is no mandate"

    visitor.get(f"{_BOARD}/school/{_FIRST}")
    assert "kreeg antwoord van" in visitor.page.says
    visitor.get(f"{_BOARD}/school/{_FIRST}/controleren")
    assert "U geeft ParnasSys toestemming" in visitor.page.says
    save(visitor)
    assert given(wiring, _FIRST) == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]

    visitor.get(_WAITING)
    visitor.send(**{f"las-{_THIRD}": "esis"})
    assert visitor.page.h1 == "Geen school wacht op antwoord"
    visitor.click_first("Ga verder met ")


@with_htmx
def test_a_colleague_answered_meanwhile(app: Flask, htmx: bool) -> None:
    visitor, colleague = Visitor(app, htmx=htmx), Visitor(app)
    _asks(visitor, _FIRST, _SECOND)
    visitor.get(_WAITING)
    colleague.log_in("zes-scholen", _WAITING)
    colleague.send(**{f"las-{_FIRST}": "esis"})
    visitor.send(**{f"las-{_FIRST}": "parnassys", f"las-{_SECOND}": "parnassys"})
    assert _NOTICE in visitor.page.says
    assert ": ESIS. U koos: ParnasSys. Dat hebben wij niet bewaard." in visitor.page.says
    assert visitor.page.h1 == "Geen school wacht op antwoord"
    visitor.get(f"{_BOARD}/school/{_SECOND}")
    assert ": ParnasSys" in visitor.page.says


def test_what_is_wrong_is_said_and_what_was_chosen_stays(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    _asks(visitor, _FIRST, _SECOND)
    visitor.get(_WAITING)
    visitor.send()
    assert visitor.page.status == 422
    assert visitor.page.errors == [
        "Kies bij een school het LAS, of vul onderaan een andere dag in."
    ]
    visitor.send(**{f"las-{_FIRST}": "esis"}, look_again_on="1-1-2026")
    assert visitor.page.errors == ["Kies vandaag of een latere dag. Eerder kan niet."]
    fields = visitor.page.form.fields
    assert (fields[f"las-{_FIRST}"], fields["look_again_on"]) == ("esis", "1-1-2026")
    visitor.send(**{f"las-{_FIRST}": "verzonnen"})
    assert "Dit LAS staat niet in de lijst. Kies een ander LAS." in visitor.page.errors


def test_a_las_that_a_school_has_already_is_refused_there(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen", f"{_BOARD}/school/{_FIRST}/dienst")
    for answer in ({"services": BOTH}, {"system": "esis"}, {"entitled": "y"}):
        visitor.send(**answer)
    _asks(visitor, _FIRST, _SECOND)
    visitor.get(_WAITING)
    visitor.send(**{f"las-{_FIRST}": "esis", f"las-{_SECOND}": "esis"})
    assert visitor.page.status == 422
    assert visitor.page.errors[0].startswith("ESIS heeft al een mandaat voor")
    assert visitor.page.form.fields[f"las-{_SECOND}"] == "esis"
    visitor.get(_WAITING)
    assert visitor.page.h1 == "Wacht op antwoord van 2 scholen", "none of it was kept"


def test_a_form_that_nobody_got_from_us(visitor: Visitor) -> None:
    _asks(visitor, _FIRST)
    visitor.get(_WAITING)
    form = visitor.page.form
    for seen in ("", "99ZZ.1", "99AB", "99AB.x 99AB.-1", "." * 500):
        visitor.send(form, **{f"las-{_FIRST}": "esis", "seen": seen})
        visitor.get(_WAITING)
        assert visitor.page.h1 == "Wacht op antwoord van 1 school"


def test_nobody_else_can_put_words_on_the_page(visitor: Visitor) -> None:
    _asks(visitor, _FIRST)
    for mark in ("1", "x.y", ""):
        visitor.get(f"{_WAITING}?gewijzigd={mark}")
        assert visitor.page.status == 200
        assert _NOTICE not in visitor.page.says


def test_when_nobody_waits_the_page_leads_on(visitor: Visitor) -> None:
    visitor.log_in("zes-scholen")
    visitor.get(_WAITING)
    assert visitor.page.h1 == "Geen school wacht op antwoord"
    visitor.get(_BOARD)
    assert "op antwoord" not in visitor.page.links
