"""Since 2022 the OSR has two doors, Mijn DUO and eHerkenning; before that nothing says so."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import ONE, to_check
from tests.login import let_in_agent, log_in
from tests.visitor import Page, Visitor
from tests.ways import in_the_osr, on_postgres
from wizard.web.helpdesk.scripts import all_scripts

_QUESTION = "Logt u op het OSR in met eHerkenning?"
_ROLE, _MACHTIGING = "‘OSR-toegang’", "‘Kennisnet beheren’"
_LETTERS = {
    "no": "Onderwerp: rol OSR-toegang in Mijn DUO Goedendag",
    "other_door": "Onderwerp: machtiging ‘Kennisnet beheren’ voor eHerkenning",
    "unknown": "Onderwerp: rol OSR-toegang in Mijn DUO, of machtiging voor eHerkenning",
}
_LAST_DAY_BEFORE = datetime(2021, 12, 31, 9, 0, tzinfo=UTC)
_NEW_YEAR = datetime(2022, 1, 1, 9, 0, tzinfo=UTC)


def _at_the_clicks(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    visitor.send(entitled="y")
    return visitor


def _solution(page: Page) -> str:
    """Return what the page says to do about getting into the OSR."""
    return page.says.partition("Zo regelt u dit")[2]


@in_the_osr
def test_the_click_that_logs_in_asks_which_door_and_no_other_click_does(app: Flask) -> None:
    visitor = _at_the_clicks(app)
    now = visitor.page.part("mw-clicks__item--now")
    assert now.index("klik op ‘Inloggen’") < now.index(_QUESTION)
    assert f"‘Inloggen met eHerkenning’. U hebt de machtiging {_MACHTIGING} nodig." in now
    assert visitor.page.says.count(_QUESTION) == 1

    visitor.click("Gedaan, volgende klik")
    assert _QUESTION not in visitor.page.part("mw-clicks__item--now")
    assert visitor.page.says.count(_QUESTION) == 1, "on paper all clicks are there"


@in_the_osr
def test_it_does_not_work_names_what_is_missing_at_each_door(app: Flask) -> None:
    visitor = _at_the_clicks(app)
    clicks = visitor.page.url
    duo, _, other = visitor.click("Het lukt niet").says.partition("Met ‘Inloggen met eHerkenning’")
    assert f"Dan mist u de rol {_ROLE}. Vraag die aan de beheerder van Mijn DUO" in duo
    assert f"Dan mist u de machtiging {_MACHTIGING}. Vraag die aan de beheerder" in other

    visitor.get(f"{clicks}?klik=2")
    says = visitor.click("Het lukt niet").says
    assert "‘Beheerder op bestuursniveau’" in says, "the school may be missing in RIO"
    assert "eHerkenning" not in says


@pytest.mark.parametrize(
    ("answer", "named"),
    [("no", {_ROLE}), ("other_door", {_ROLE, _MACHTIGING}), ("unknown", {_ROLE, _MACHTIGING})],
)
def test_the_solution_and_the_text_to_send_follow_the_door(
    visitor: Visitor, answer: str, named: set[str]
) -> None:
    visitor.get(f"/wat-hebt-u-nodig?access={answer}")
    says = _solution(visitor.page)
    assert {each for each in (_ROLE, _MACHTIGING) if each in says} == named
    assert [each for each, words in _LETTERS.items() if words in says] == [answer]
    assert visitor.page.form.fields == {"access": answer}


def test_there_are_still_four_questions(visitor: Visitor) -> None:
    visitor.get("/wat-hebt-u-nodig")
    assert "Vier vragen" in visitor.page.says
    assert len(visitor.page.all("legend")) == 4
    assert visitor.page.choices("access") == {
        "yes": "Ja, via Mijn DUO",
        "no": "Nee, nog niet via Mijn DUO",
        "other_door": "Ik gebruik ‘Inloggen met eHerkenning’",
        "unknown": "Weet ik niet",
    }
    assert list(visitor.page.choices("system").values()) == ["Ja", "Nee", "Weet ik niet"]


@on_postgres
def test_the_door_is_kept_with_the_board_and_what_was_answered_before_stays(
    app: Flask, visitor: Visitor, clock: SteppingClock
) -> None:
    clock.jump(_LAST_DAY_BEFORE)
    visitor.log_in("een-school", "/bestuur/99001/wat-hebt-u-nodig")
    visitor.send(access="no", system="yes")
    clock.jump(_NEW_YEAR)
    later = Visitor(app)
    later.log_in("een-school", "/bestuur/99001/wat-hebt-u-nodig")
    assert later.page.form.fields["access"] == "no"
    stale = later.page.form
    later.send(access="other_door")
    assert later.page.form.fields["access"] == "other_door"
    assert _LETTERS["other_door"] in later.page.says

    later.send(stale, access="unknown")
    [conflict] = later.page.errors
    assert ": Ik gebruik ‘Inloggen met eHerkenning’. U koos: Weet ik niet." in conflict


def test_a_door_is_no_answer_to_another_question(visitor: Visitor) -> None:
    visitor.get("/wat-hebt-u-nodig?schools=other_door&access=yes")
    assert visitor.page.form.fields == {"access": "yes"}


def test_a_school_that_is_missing_is_for_who_keeps_rio(visitor: Visitor) -> None:
    visitor.get("/wat-hebt-u-nodig?schools=no")
    says = _solution(visitor.page)
    assert says.index("‘Beheerder op bestuursniveau’") < says.index("Stuur een mail naar RIO.")


def test_start_and_login_name_both_ways_into_the_osr(visitor: Visitor) -> None:
    needed = visitor.get("/").part("mw-bullets")
    assert f"De rol {_ROLE}, voor Mandaatwijzer en voor ‘Inloggen’ in het OSR." in needed
    assert f"‘Inloggen met eHerkenning’? Dan ook de machtiging {_MACHTIGING}." in needed
    login = visitor.get("/inloggen").says
    assert "U logt hier in bij Mandaatwijzer. In het OSR kiest u opnieuw:" in login
    assert f"Voor eHerkenning hebt u daar de machtiging {_MACHTIGING} nodig." in login
    assert _MACHTIGING in visitor.get("/hulp").says


@in_the_osr
def test_before_2022_nothing_is_said_of_it(app: Flask, clock: SteppingClock) -> None:
    """On the first of January each of these pages says it."""
    clock.jump(_LAST_DAY_BEFORE)
    _at_the_clicks(app)
    assert _saying_it(app) == []
    clock.jump(_NEW_YEAR)
    scripts = {
        *("wat-hebt-u-nodig", "inloggen", "vastleggen", "vastleggen-herhalen", "het-lukt-niet"),
        *("kopie-in-het-osr", "einddatum-in-het-osr", "terugdraaien-in-het-osr"),
    }
    assert set(_saying_it(app)) == {
        *("/", "/inloggen", "/hulp", "/wat-hebt-u-nodig"),
        *(f"/wat-hebt-u-nodig?access={answer}&schools=no" for answer in _LETTERS),
        *("no_role", "no_board", "cancelled", "clicks", "trouble"),
        *(f"/helpdesk/gesprek/{slug}" for slug in scripts),
    }


def _saying_it(app: Flask) -> list[str]:
    """Name the pages that say anything of the second door, or of the second role."""
    visitor, agent, client = Visitor(app), Visitor(app), app.test_client()
    pages = {
        url: visitor.get(url).says
        for url in (
            *("/", "/inloggen", "/hulp", "/wat-hebt-u-nodig", "/privacy"),
            *(f"/wat-hebt-u-nodig?access={answer}&schools=no" for answer in _LETTERS),
        )
    }
    pages["no_role"] = log_in(client, "zonder-rol").text
    pages["no_board"] = log_in(client, "zonder-bestuur").text
    pages["cancelled"] = client.get("/inloggen/terug?error=access_denied").text
    pages["clicks"] = visitor.log_in("een-school", f"{ONE}/vastleggen").says
    pages["trouble"] = visitor.click("Het lukt niet").says
    let_in_agent(agent.client)
    for script in all_scripts():
        url = f"/helpdesk/gesprek/{script.slug}"
        pages[url] = agent.get(url).says
    said = ("eHerkenning", "Kennisnet beheren", "Beheerder op bestuursniveau")
    return [name for name, says in pages.items() if any(each in says for each in said)]
