"""A call goes on with another agent: what each of the three reads, and what stays to be read."""

import re

from flask import Flask

from tests.builders import SteppingClock
from tests.people_in_call import OVERVIEW, PHONE, agent, code_on, enter
from tests.routes import token_of
from tests.visitor import Visitor
from tests.web.watching import paired

_STEP = "/bestuur/99001/school/99AA"


def _hand_over(helping: Visitor) -> None:
    helping.send(helping.page.post("Draag over aan een collega"))


def test_the_agent_knows_what_to_say_and_the_caller_for_whom_the_new_code_is(app: Flask) -> None:
    calling, helping = paired(app)
    _hand_over(helping)
    now = helping.page.part("mw-along__now")
    assert "U droeg het gesprek over. U ziet niets meer van dit bestuur." in now
    assert "Lees die straks voor aan mijn collega." in now
    assert "Vraag de beller om een nieuwe code" not in now

    calling.get(OVERVIEW)
    bar = calling.page.part("mw-call")
    assert "Sanne de Boer (helpdesk) kijkt niet meer mee. Nieuwe code:" in bar
    assert "Lees de code voor aan de collega." in bar
    calling.get(PHONE)
    assert calling.page.h1 == "Lees deze code voor"
    assert "Sanne de Boer kijkt niet meer mee." in calling.page.says


def test_the_colleague_sees_the_page_on_which_the_caller_allows_it(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get(f"{_STEP}/dienst")
    _hand_over(helping)
    [poll] = [node.get("hx-get") for node in calling.page.all("section") if node.get("hx-get")]
    bar = {"Sec-Fetch-Site": "same-origin", "HX-Request": "true", "HX-Target": "div#balk"}
    code = re.search(r"[0-9]{3} [0-9]{3}", calling.client.get(poll, headers=bar).text)
    assert code
    colleague = agent(app, "helpdesk-2")
    enter(colleague, code[0])
    data = {"csrf_token": token_of(calling), "naar": f"{_STEP}/dienst"}
    calling.client.post(f"{PHONE}/toestaan", data=data, headers=bar)

    colleague.get(colleague.page.url)
    assert "Kies de dienst" in colleague.page.part("mw-mirror")
    assert "U bent bij stap 3" in colleague.page.part("mw-sentence__text")


def test_both_summaries_can_be_read(app: Flask, clock: SteppingClock) -> None:
    calling, helping = paired(app)
    calling.get(f"{_STEP}/dienst")
    calling.send(services="rio")
    _hand_over(helping)
    calling.get(PHONE)
    clock.forward(minutes=1)
    colleague = agent(app, "helpdesk-2")
    enter(colleague, code_on(calling.page))
    calling.get(f"{_STEP}/las")
    calling.send(calling.page.post("Toestaan"))
    calling.send(system="parnassys")
    calling.send(calling.page.post("Stop"))

    bar = calling.page.part("mw-call")
    assert "Omar Haddad (helpdesk) kijkt niet meer mee." in bar
    calling.click("Bekijk wat u hebt gedaan")
    assert "koos ParnasSys" in calling.page.says
    assert "koos de dienst" not in calling.page.says
    assert "Bekijk wat u hebt gedaan" not in calling.page.links, "that is this page"
    assert "Daarvoor keek Sanne de Boer mee." in calling.page.says
    calling.click("Bekijk wat u toen hebt gedaan")
    assert "koos de dienst" in calling.page.says


def test_what_was_done_stays_to_be_read_when_the_colleague_never_comes(
    app: Flask, clock: SteppingClock
) -> None:
    calling, helping = paired(app)
    calling.get(f"{_STEP}/dienst")
    calling.send(services="rio")
    _hand_over(helping)
    calling.get(OVERVIEW)
    clock.forward(minutes=10)
    calling.get(OVERVIEW)
    bar = calling.page.part("mw-call")
    assert "Sanne de Boer (helpdesk) kijkt niet meer mee." in bar
    assert "Er keek niemand mee" not in bar
    calling.click("Bekijk wat u hebt gedaan")
    assert "koos de dienst" in calling.page.says


def test_who_hangs_up_in_between_reads_the_summary_of_the_first_call(app: Flask) -> None:
    calling, helping = paired(app)
    _hand_over(helping)
    calling.get(PHONE)
    calling.send(calling.page.post("Toch niet"))
    calling.get(PHONE)
    assert "Er kijkt nu niemand mee." in calling.page.says
    calling.click("Bekijk wat u hebt gedaan")
    assert "Sanne de Boer" in calling.page.says
