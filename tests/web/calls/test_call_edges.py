"""A call at its edges, as the caller sees it: too late, refused, another browser, no database."""

import re
from pathlib import Path

import pytest
from flask import Flask, Response
from sqlalchemy import text

from tests import people_in_call
from tests.builders import SteppingClock
from tests.login import log_in
from tests.people_in_call import PHONE, agent, caller, code_on, enter, make_code
from tests.routes import token_of
from tests.ways import with_htmx
from tests.web.conftest import MakeProduct
from tests.web.watching import last_call, looks, paired, poll
from wizard.domain.typed_text import normalised
from wizard.ports import Wiring
from wizard.web import guards

_DIENST = "/bestuur/99001/school/99AA/dienst"
_WRONG = (
    "Vraag de beller de cijfers nog eens voor te lezen. "
    "Werkt de code dan weer niet? Vraag om een nieuwe code."
)
_NO_CODE = "Een code heeft zes cijfers. Vraag de beller om ze te herhalen."


def test_an_expired_code_says_so_and_a_new_one_works(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    calling, helping = caller(app), agent(app)
    old = make_code(calling)
    clock.forward(minutes=9, seconds=59)
    assert code_on(calling.get(calling.page.url)) == old
    clock.forward(seconds=1)
    calling.get(calling.page.url)
    assert calling.page.h1 == "Hulp aan de telefoon"
    assert "Uw code is verlopen" in calling.page.says
    assert old not in calling.page.text
    assert enter(helping, old).errors == [_WRONG]

    calling.send(calling.page.post("Maak een code"))
    new = code_on(calling.page)
    assert new != old
    assert "U wacht op toestemming" in enter(helping, new).says


def test_consent_that_comes_too_late_is_none(app: Flask, clock: SteppingClock) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    calling.get(calling.page.url)
    clock.forward(minutes=10)
    calling.send(calling.page.post("Toestaan"))
    assert "kijkt mee" not in calling.page.says
    helping.get(helping.page.url)
    assert "De beller gaf niet op tijd toestemming" in helping.page.says
    assert "99AA" not in helping.page.text


def test_refusing_says_so_to_both_and_a_new_code_begins_anew(app: Flask, wiring: Wiring) -> None:
    calling, helping = caller(app), agent(app)
    old = make_code(calling)
    enter(helping, old)
    calling.get(calling.page.url)
    calling.send(calling.page.post("Weigeren"))
    assert "kijkt mee" not in calling.page.says
    calling.get(PHONE)
    assert "U gaf geen toestemming. Er keek niemand mee." in calling.page.says
    helping.get(helping.page.url)
    assert "De beller gaf geen toestemming." in helping.page.says
    assert "99AA" not in helping.page.text
    assert looks(wiring) == []
    assert enter(helping, old).errors == [_WRONG]

    calling.send(calling.page.post("Maak een code"))
    assert "U wacht op toestemming" in enter(helping, code_on(calling.page)).says


@pytest.mark.parametrize(("acts", "minutes", "is_told"), [(0, 30, False), (5, 10, True)])
def test_after_half_an_hour_or_a_whole_one_the_bar_says_it_is_over(
    app: Flask, clock: SteppingClock, acts: int, minutes: int, is_told: bool
) -> None:
    """After half an hour without any act the login is over as well."""
    calling, helping = paired(app)
    for _act in range(acts):
        clock.forward(minutes=10)
        calling.get(_DIENST)
        helping.get(helping.page.url)
    clock.forward(minutes=minutes, seconds=-1)
    assert "kijkt mee" in calling.client.get("/telefoon/balk?stand=").text
    assert poll(helping).status_code == 204
    clock.forward(seconds=1)
    bar = calling.client.get("/telefoon/balk?stand=allowed")
    assert bar.status_code == 200
    assert ("kijkt niet meer mee" in bar.text) == is_told
    assert "Stop" not in bar.text
    if not is_told:
        assert calling.client.get(_DIENST).location.startswith("/inloggen?")


def test_a_login_that_was_idle_too_long_takes_the_call_with_it(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    calling, helping = paired(app)
    clock.forward(minutes=30)
    log_in(calling.client, "een-school")
    calling.get(_DIENST)
    assert 'class="mw-call' not in calling.page.text
    log_in_again = agent(app)
    log_in_again.get(helping.page.url)
    assert "De tijd is voorbij" in log_in_again.page.says
    assert "Kies de dienst" not in log_in_again.page.text


def test_only_the_browser_with_the_code_is_seen(app: Flask, wiring: Wiring) -> None:
    there = caller(app)
    calling, helping = people_in_call.paired(app)
    shown = calling.get(_DIENST).h1
    helping.get(helping.page.url)
    before = looks(wiring)
    there.get("/bestuur/99001/meegekeken")
    assert 'class="mw-call' not in there.page.text
    assert poll(helping).status_code == 204
    mirror = helping.get(helping.page.url).part("mw-mirror")
    assert shown in mirror
    assert there.page.h1 not in mirror
    assert looks(wiring) == before

    there.send(there.page.post("Hulp aan de telefoon"))
    second = last_call(wiring)
    there.client.post(f"{PHONE}/stop", data={"csrf_token": token_of(there)})
    assert last_call(wiring).id == second.id
    assert last_call(wiring).ending == "caller"
    assert shown in helping.get(helping.page.url).part("mw-mirror")


_REFUSED = [
    ("", "Vul de code in."),
    ("abc def", _NO_CODE),
    ("48291", _NO_CODE),
    ("4829137", _NO_CODE),
    ("４８２９１３", _WRONG),
    ("482 913", _WRONG),
]


@with_htmx
def test_what_is_no_code_stays_with_its_error(app: Flask, htmx: bool) -> None:
    helping = agent(app, htmx=htmx)
    for typed, error in _REFUSED:
        helping.send(helping.page.post("Kijk mee"), code=typed)
        assert helping.page.status == 422
        assert helping.page.title.startswith("Fout: ")
        assert helping.page.errors == [error]
        assert helping.page.says.count(error) == 2
        assert helping.page.post("Kijk mee").fields["code"] == normalised(typed)


def test_too_many_wrong_codes_say_until_when_and_only_a_code_counts(
    app: Flask, clock: SteppingClock
) -> None:
    calling, helping = caller(app), agent(app)
    code = make_code(calling)
    wrong = "000 000" if code != "000 000" else "000 001"
    for typed in ("", "abc", "12345", *[wrong] * 5):
        enter(helping, typed)
        clock.forward(seconds=10)
    enter(helping, code)
    assert helping.page.errors == ["Probeer het opnieuw na 10.10 uur."]
    assert "U vulde te vaak een verkeerde code in" in helping.page.says
    assert helping.page.status == 422
    assert helping.page.post("Kijk mee").fields["code"] == code
    clock.jump(clock.now().replace(minute=10, second=0))
    calling.get(PHONE)
    calling.send(calling.page.post("Maak een code"))
    code = code_on(calling.page)
    clock.forward(seconds=30)
    assert "U wacht op toestemming" in enter(helping, code).says


def test_a_page_that_cannot_be_kept_is_shown_to_the_caller(
    make_product: MakeProduct, provider: str
) -> None:
    app = make_product(provider)
    calling, helping = paired(app)
    before = helping.page.part("mw-mirror")
    _rename(app, "call_page", "gone")
    assert calling.get(_DIENST).status == 200
    assert calling.page.h1 == "Kies de dienst"
    calling.send()
    assert calling.page.status == 422
    _rename(app, "gone", "call_page")
    assert helping.get(helping.page.url).part("mw-mirror") == before

    calling.get("/bestuur/99001/meegekeken")
    assert calling.page.h1 in helping.get(helping.page.url).part("mw-mirror")


def _rename(app: Flask, table: str, name: str) -> None:
    with app.extensions["wizard"].database.transaction() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_the_database_goes_away_before_a_page_is_kept(
    make_product: MakeProduct, provider: str
) -> None:
    app = make_product(provider)
    database = app.extensions["wizard"].database
    lost: list[str] = []

    @app.after_request
    def lose(response: Response) -> Response:
        """When the page was made; keeping it comes last."""
        if lost == ["now"]:
            database.dispose()
            Path(database.url.database).rename(f"{database.url.database}.gone")
            Path(database.url.database).mkdir()
        return response

    calling, _helping = paired(app)
    lost.append("now")
    answer = calling.client.get(_DIENST)
    assert answer.status_code == 200
    assert "Kies de dienst" in answer.text


@pytest.mark.own_product
def test_a_failure_of_ours_is_seen_by_the_agent_too(app: Flask) -> None:
    @app.post("/kapot")
    @guards.public
    def broken() -> str:
        raise ZeroDivisionError

    calling, helping = paired(app)
    data = {"csrf_token": token_of(calling)}
    for headers in ({}, {"HX-Request": "true"}):
        answer = calling.client.post("/kapot", data=data, headers=headers)
        [number] = re.findall(r"[0-9]{4}-[0-9]{4}", answer.text)
        mirror = helping.get(helping.page.url).part("mw-mirror")
        assert number in mirror
        assert "U ziet een foutpagina" in helping.page.part("mw-sentence__text")


def test_whatever_the_database_has_against_keeping_a_page_the_caller_gets_it(
    make_product: MakeProduct, provider: str
) -> None:
    app = make_product(provider)
    calling, _helping = paired(app)
    with app.extensions["wizard"].database.transaction() as session:
        session.execute(text("DELETE FROM call_page"))
        session.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON call_page "
                "BEGIN SELECT RAISE(ABORT, 'no page is welcome'); END"
            )
        )
    assert calling.get(_DIENST).status == 200
    assert calling.page.h1 == "Kies de dienst"


def test_an_agent_who_asked_wrongly_is_led_to_a_page_that_is_theirs(app: Flask) -> None:
    helping = agent(app)
    for url in ("/helpdesk/gesprek/bestaat-niet", "/bestuur/99001"):
        assert helping.get(url).status == 404
        assert "Komt u er niet uit? Bel" not in helping.page.says, "the agent is the desk"
        assert helping.click("Naar Zoek de beller").status == 200


def test_nobody_is_said_to_have_looked_who_never_was_allowed(
    app: Flask, clock: SteppingClock
) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    clock.forward(minutes=11)
    helping.get(helping.page.url)
    assert "De beller gaf niet op tijd toestemming. U zag niets van dit bestuur." in (
        helping.page.says
    )
    assert "gestopt" not in helping.page.part("mw-along__now")


def test_who_allows_too_late_reads_that_nobody_looks_along(
    app: Flask, clock: SteppingClock
) -> None:
    calling, helping = caller(app), agent(app)
    enter(helping, make_code(calling))
    calling.get("/bestuur/99001/school/99AA/dienst")
    form = calling.page.post("Toestaan")
    clock.forward(minutes=11)
    calling.send(form)
    assert "Er keek niemand mee. De tijd is voorbij." in calling.page.part("mw-call")
    assert calling.page.h1 == "Kies de dienst"
    calling.send(calling.page.post("Maak een nieuwe code"))
    assert calling.page.h1 == "Lees deze code voor"


def test_the_bar_by_itself_leads_back_to_the_page_under_it(app: Flask) -> None:
    calling, helping = caller(app), agent(app)
    code = make_code(calling)
    calling.get("/bestuur/99001/school/99AA/dienst")
    enter(helping, code)
    [poll] = [node.get("hx-get") for node in calling.page.all("section") if node.get("hx-get")]
    bar = calling.client.get(poll).text
    assert 'name="naar" value="/bestuur/99001/school/99AA/dienst"' in bar
    assert "/telefoon/balk" not in bar.partition("<form")[2]


def test_at_another_board_the_bar_says_so_and_a_new_code_is_for_that_board(app: Flask) -> None:
    calling, _helping = paired(app, "kantoor", at="/bestuur/99102")
    assert "kijkt mee, maar" not in calling.page.part("mw-call")
    calling.get("/bestuur/99101")
    assert "kijkt mee, maar niet bij dit bestuur" in calling.page.part("mw-call")
    calling.send(calling.page.post("Stop"))
    calling.send(calling.page.post("Maak een nieuwe code"))
    assert calling.page.url.startswith("/bestuur/99101/telefoon")
    assert code_on(calling.page)
    calling.get("/privacy")
    calling.send(calling.page.post("Toch niet"))
    calling.send(calling.page.post("Maak een nieuwe code"))
    assert calling.page.url.startswith("/bestuur/99101/telefoon"), "a page of no board: as before"
