"""What an agent says at each page: complete, short, and found by what the caller reads out."""

import re

import pytest
from flask import Flask

from tests.login import let_in_agent
from tests.routes import guard_of
from tests.visitor import Page, Visitor, words
from tests.web.watching import mirror_of
from wizard.steps import FLOW
from wizard.web.helpdesk.scripts import all_scripts, key_of

#: What every script has; the pages before logging in show no red box of ours.
_PARTS = ("Zeg dit", "Beller ziet", "Gaat vaak mis", "Als …, dan …", "Doorverbinden")
#: What the script of a step has besides: what to say when the page is not as it first opens.
_STATES = ("Staat er een rood vak bovenaan?", "‘Er is intussen iets gewijzigd’?", "Wacht de beller")
_SLUGS = [each.slug for each in all_scripts()]
_STEPS = [step.slug for step in FLOW.steps if step.key != "login"]
#: The guards of pages that a caller may have in front of them.
_SEEN = ("board", "public", "mail_link")
#: Pages of the board's side without a script of their own: an agent asks for the heading there.
_ELSEWHERE = {
    "public.afterwards",
    "reminders_confirming.show",
    *(
        "public.copying",
        "public.test_system",
        "public.help",
        "public.privacy",
        "public.accessibility",
    ),
    *("accounts.login", "accounts.start", "accounts.callback", "accounts.logged_out"),
    *("accounts_helpdesk.start", "accounts_helpdesk.callback", "health.healthy", "calls.show_bar"),
    *(
        "overview_exports.as_csv",
        "overview_exports.as_xlsx",
        "overview_exports.show",
        "school_systems_upload.template",
    ),
    "school_systems_upload.wrong_rows",
    *("overview.enter", "calls_access_log.show", "calls.summary", "overview_calendar.show"),
    *("reminders.show", "reminders_unsubscribing.show"),
}


@pytest.fixture
def agent(app: Flask) -> Visitor:
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def incomplete(page: Page) -> list[str]:
    """Name the parts that a script lacks."""
    return [part for part in _PARTS if part not in page.says]


def too_long(text: str) -> list[str]:
    """Return the sentences that nobody can say in one breath."""
    sentences = re.split(r"(?<=[.?!:])[’”\s]+", text)
    return [each for each in sentences if len(each.split()) > 17]


def test_every_script_is_complete_and_short(agent: Visitor) -> None:
    """That of a step knows every state of its page besides."""
    for slug in _SLUGS:
        page = agent.get(f"/helpdesk/gesprek/{slug}")
        assert incomplete(page) == [], slug
        assert too_long(page.part("mw-sentence__text")) == []
        assert " je " not in page.part("mw-main")
        if slug in _STEPS:
            assert [part for part in _STATES if part not in page.says] == [], slug
            begin = page.says.index("Zeg dit")
            later = [part for part in _STATES if page.says.index(part) > begin]
            assert later == [], "these come first"
    assert set(_STEPS) <= set(_SLUGS)


@pytest.mark.parametrize(
    "slug",
    [
        *("wat-hebt-u-nodig", "vastleggen", "vastleggen-herhalen", "het-lukt-niet"),
        *("kopie-in-het-osr", "einddatum-in-het-osr", "terugdraaien-in-het-osr"),
    ],
)
def test_who_is_not_in_the_osr_is_first_asked_which_door(agent: Visitor, slug: str) -> None:
    says = agent.get(f"/helpdesk/gesprek/{slug}").says
    in_order = (
        "De beller komt het OSR niet in",
        "‘Klikt u daar op “Inloggen”, of op “Inloggen met eHerkenning”?’",
        "U hebt de rol “OSR-toegang” nodig.",
        "U hebt de machtiging “Kennisnet beheren” nodig.",
    )
    places = [says.index(words) for words in in_order]
    assert places == sorted(places)


def test_who_has_only_the_machtiging_hears_what_logging_in_here_asks(agent: Visitor) -> None:
    says = agent.get("/helpdesk/gesprek/inloggen").says
    assert "De beller heeft alleen eHerkenning voor het OSR" in says
    assert "Vraag de rol “OSR-toegang” aan" in says


def test_every_page_of_a_board_has_a_script_or_is_known_to_have_none(app: Flask) -> None:
    pages = {
        rule.endpoint: key_of(rule.endpoint, {}, 200)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "slug" not in rule.arguments
        if rule.endpoint != "static" and guard_of(app, rule.endpoint) in _SEEN
    }
    assert {name for name, key in pages.items() if key == "elders"} == _ELSEWHERE
    assert {each.slug for each in all_scripts()} >= set(pages.values())


def test_what_is_incomplete_or_long_is_found(agent: Visitor) -> None:
    assert incomplete(agent.get("/helpdesk/vragen?zoek=qqqq")) == list(_PARTS[:4])
    assert too_long("woord " * 18) == ["woord " * 17 + "woord "]


def test_the_agent_chooses_by_what_the_caller_reads_out(agent: Visitor) -> None:
    page = agent.get("/helpdesk/gesprek")
    links = [each for each in page.links.values() if each.startswith("/helpdesk/gesprek/")]
    assert links == [f"/helpdesk/gesprek/{slug}" for slug in _SLUGS]
    agent.click("Kies de dienst")
    assert agent.page.h1 == "Kies de dienst"
    assert "Stap 3 van 7" in agent.page.says


def test_the_list_names_a_step_as_the_caller_reads_it(agent: Visitor) -> None:
    for slug in _STEPS:
        read = words(mirror_of(agent.get(f"/helpdesk/oefenen/{slug}/begin")))
        listed = next(each.heading for each in all_scripts() if each.slug == slug)
        read_on_the_day = listed.format(toets="de doorstroomtoets")
        assert re.search(".+".join(map(re.escape, read_on_the_day.split("…"))), read), listed


def test_a_page_that_nobody_has_is_not_found(agent: Visitor) -> None:
    assert agent.get("/helpdesk/gesprek/bestaat-niet").status == 404
