"""Where somebody is logged in, and logging out everywhere: by themselves, or by an operator."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.login import let_in
from tests.people_in_call import agent, paired
from tests.visitor import Visitor
from tests.web.watching import last_call
from wizard.cli.end_sessions import end_sessions
from wizard.domain.accounts.browser import browser_in_words
from wizard.domain.errors import ConfigError
from wizard.ports import Wiring

_EVERYWHERE = "Overal uitloggen"
_WINDOWS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
_IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (_WINDOWS, "Chrome op Windows"),
        (f"{_WINDOWS} Edg/140.0", "Edge op Windows"),
        (_IPHONE, "Safari op een iPhone"),
        (_IPHONE.replace("Version/18.0", "CriOS/140.0"), "Chrome op een iPhone"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox op Linux",
        ),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140 Safari/537", "Chrome op Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605", "Safari op een Mac"),
        ("curl/8", "Onbekende browser"),
        ("", "Onbekende browser"),
        ("<script>Windows", "Onbekende browser op Windows"),
    ],
)
def test_a_browser_is_known_again_by_its_words(said: str, words: str) -> None:
    assert browser_in_words(said) == words


def _browser(app: Flask, user_agent: str, username: str = "een-school") -> Visitor:
    visitor = Visitor(app)
    visitor.client.environ_base["HTTP_USER_AGENT"] = user_agent
    visitor.log_in_at_provider(username)
    return visitor


def _is_in(visitor: Visitor) -> bool:
    return "Uitloggen" in visitor.client.get("/hulp").text


def test_the_list_says_when_and_in_which_browser_and_no_one_elses(
    app: Flask, clock: SteppingClock
) -> None:
    _browser(app, _IPHONE)
    _browser(app, _WINDOWS, "kantoor")
    clock.forward(minutes=10)
    here = _browser(app, _WINDOWS)
    page = here.get("/ingelogd")

    assert page.says.count("Laatste klik") == 2
    assert page.says.count("(deze browser)") == 1
    assert "Chrome op Windows (deze browser)" in page.says
    assert "Safari op een iPhone Ingelogd vandaag om" in page.says
    clock.forward(minutes=21)
    assert "iPhone" not in here.get("/ingelogd").says, "that one ended by doing nothing"


@pytest.mark.parametrize("htmx", [False, True])
def test_logging_out_everywhere_ends_every_session_and_call_of_this_person(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    calling, helping = paired(app)
    other, here = _browser(app, "", "kantoor"), _browser(app, _WINDOWS)
    form = here.get("/ingelogd").post(_EVERYWHERE)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if htmx else {}
    answer = here.client.post(form.action, data=form.fields, headers=headers)

    leads = answer.headers["HX-Redirect"] if htmx else answer.location
    assert leads.startswith(wiring.settings.provider.issuer)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert [_is_in(each) for each in (calling, here, other, helping)] == [False, False, True, True]
    assert last_call(wiring).ending is not None
    assert "Toestemming om" not in helping.get(helping.page.url).says


def test_an_agent_logs_out_everywhere_too(app: Flask) -> None:
    first, second, board = agent(app), agent(app), Visitor(app)
    board.log_in("een-school")
    page = first.get("/helpdesk/ingelogd")
    assert page.says.count("Laatste klik") == 2
    form = page.post(_EVERYWHERE)
    assert first.client.post(form.action, data=form.fields).status_code == 303
    assert [_is_in(each) for each in (first, second, board)] == [False, False, True]


def _environ(wiring: Wiring) -> dict[str, str]:
    return {"WIZARD_DATABASE_URL": wiring.database.url.render_as_string(hide_password=False)}


@pytest.mark.parametrize("named", ["een-school", "EEN-school@Voorbeeld.example", " een-school "])
def test_an_operator_ends_the_sessions_of_a_person(app: Flask, wiring: Wiring, named: str) -> None:
    here, there, other = (Visitor(app) for _browser in range(3))
    for visitor, name in ((here, "een-school"), (there, "een-school"), (other, "kantoor")):
        let_in(visitor.client, name)
    said = end_sessions(_environ(wiring), person=named, everybody=False)

    assert said == "Ended 2 sessions of 1 person."
    assert [_is_in(each) for each in (here, there, other)] == [False, False, True]
    assert end_sessions(_environ(wiring), person=None, everybody=True) == (
        "Ended 1 session of everybody."
    )
    assert not _is_in(other)


@pytest.mark.parametrize(
    ("person", "everybody"), [(None, False), ("een-school", True), ("niemand", False), ("", False)]
)
def test_an_operator_has_to_say_who(wiring: Wiring, person: str | None, everybody: bool) -> None:
    with pytest.raises(ConfigError):
        end_sessions(_environ(wiring), person=person, everybody=everybody)
