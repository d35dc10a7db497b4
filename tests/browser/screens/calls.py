"""A call, from both sides, in each of its stages."""

from collections.abc import Callable

from werkzeug.test import TestResponse

from tests import people_in_call as people
from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import BOARD, ONE, SERVICES
from tests.login import let_in_agent
from tests.visitor import Visitor

_HELPED = "Hulp aan de telefoon"
_CALL = "Gesprek met Vereniging De Regenboog"
_PRACTISE = "/helpdesk/oefenen"
#: Something that one of the two does: with the caller and the agent.
Doing = Callable[[Visitor, Visitor], None]


def _caller(*doings: Doing, url: str = "", asked: bool = True, allowed: bool = True) -> Arrange:
    """Have a call as far as told, and look at it as the caller."""

    def arrange(scene: Scene) -> str:
        helping = _call(scene.visitor, scene, asked, allowed)
        for each in doings:
            each(scene.visitor, helping)
        return url or scene.visitor.page.url

    return arrange


def _agent(*doings: Doing, allowed: bool = True, after: str = "") -> Arrange:
    """Have a call as far as told, and look at it as the agent."""

    def arrange(scene: Scene) -> str:
        calling = Visitor(scene.visitor.app)
        url = _call(calling, scene, True, allowed, helping=scene.visitor).page.url
        for each in doings:
            each(calling, scene.visitor)
        return after or url

    return arrange


def _call(
    calling: Visitor, scene: Scene, asked: bool, allowed: bool, helping: Visitor | None = None
) -> Visitor:
    helping = helping or Visitor(scene.visitor.app)
    calling.log_in("een-school")
    code = people.make_code(calling)
    let_in_agent(helping.client)
    if asked:
        people.enter(helping, code)
    if allowed:
        people.allow(calling)
    return helping


def _at(url: str) -> Doing:
    return lambda calling, _helping: _open(calling, url)


def _open(visitor: Visitor, url: str) -> None:
    visitor.get(url)


def _answer(calling: Visitor, _helping: Visitor) -> None:
    calling.get(f"{ONE}/dienst")
    calling.send(**SERVICES)


def _mistake(calling: Visitor, _helping: Visitor) -> None:
    _answer(calling, _helping)
    calling.send()


def _press(button: str) -> Doing:
    return lambda calling, _helping: _send(calling, button)


def _send(visitor: Visitor, button: str) -> None:
    visitor.get(visitor.page.url)
    visitor.send(visitor.page.post(button))


def _no_code_given(visitor: Visitor, url: str) -> TestResponse:
    visitor.get(url)
    return visitor.send(visitor.page.post("Kijk mee")).response


def _hand_over(_calling: Visitor, helping: Visitor) -> None:
    _send(helping, "Draag over aan een collega")


def _go_on_with_a_colleague(calling: Visitor, helping: Visitor) -> None:
    colleague = people.agent(helping.app, "helpdesk-2")
    people.enter(colleague, people.code_on(calling.get(people.PHONE)))
    people.allow(calling)


def _note(_calling: Visitor, helping: Visitor) -> None:
    helping.get("/helpdesk/notitie?bestuur=99001")
    helping.send(
        subject="las",
        outcome="verder",
        text="Vraagt het LAS bij de school na.",
        call_back_on="26-11-2026",
    )


def _called_back(calling: Visitor, helping: Visitor) -> None:
    _note(calling, helping)
    helping.send(helping.page.post("Teruggebeld"))


def _seen(_calling: Visitor, helping: Visitor) -> None:
    helping.get("/helpdesk/telefoon/1")


def _fresh(url: str) -> Arrange:
    def arrange(scene: Scene) -> str:
        let_in_agent(scene.visitor.client)
        return url

    return arrange


def _no_code(scene: Scene) -> str:
    scene.visitor.log_in("een-school")
    return people.PHONE


def _expired(scene: Scene) -> str:
    _caller(asked=False, allowed=False)(scene)
    scene.clock.forward(minutes=11)
    return people.PHONE


SCREENS = (
    Screen("phone", _HELPED, _no_code),
    Screen("phone-code", "Lees deze code voor", _caller(asked=False, allowed=False)),
    Screen("phone-expired", _HELPED, _expired),
    Screen("phone-asked", "Mag de helpdesk meekijken?", _caller(allowed=False)),
    Screen("phone-refused", _HELPED, _caller(_press("Weigeren"), allowed=False, url=people.PHONE)),
    Screen("phone-allowed", "De helpdesk kijkt mee", _caller(url=people.PHONE)),
    Screen("bar-code", "Kies de dienst", _caller(url=f"{ONE}/dienst", asked=False, allowed=False)),
    Screen("bar-asked", "Kies de dienst", _caller(url=f"{ONE}/dienst", allowed=False)),
    Screen("bar-allowed", "Kies de dienst", _caller(url=f"{ONE}/dienst")),
    Screen("bar-ended", "Overzicht van uw scholen", _caller(_press("Stop"), url=BOARD)),
    Screen(
        "phone-summary",
        "Uw gesprek met de helpdesk",
        _caller(_answer, _press("Stop"), url=f"{people.PHONE}/1"),
    ),
    Screen("phone-summary-none", "Uw gesprek met de helpdesk", _caller(url=f"{people.PHONE}/1")),
    Screen(
        "looks-call",
        "Wie keek er mee?",
        _caller(_seen, _answer, _seen, _press("Stop"), url=f"{BOARD}/meegekeken"),
    ),
    Screen("helpdesk-code-error", "Zoek de beller", _fresh("/helpdesk"), _no_code_given),
    Screen("helpdesk-code-in-search", "Zoek de beller", _fresh("/helpdesk?zoek=482 913")),
    Screen("call-asked", _CALL, _agent(allowed=False)),
    Screen("call-phone", _CALL, _agent(_at(people.PHONE))),
    Screen("call-overview", _CALL, _agent(_at(BOARD))),
    Screen("call-step", _CALL, _agent(_answer)),
    Screen("call-error", _CALL, _agent(_mistake)),
    Screen("call-elsewhere", _CALL, _agent(_at("/besturen"))),
    Screen("call-ended", _CALL, _agent(_press("Stop"))),
    Screen("call-handed-over", _CALL, _agent(_hand_over)),
    Screen("bar-handed-over", "Overzicht van uw scholen", _caller(_hand_over, url=BOARD)),
    Screen(
        "summary-handed-over",
        "Uw gesprek met de helpdesk",
        _caller(_hand_over, _go_on_with_a_colleague, _press("Stop"), url=f"{people.PHONE}/2"),
    ),
    Screen("helpdesk-in-call", "Terugbellen", _agent(after="/helpdesk/terugbellen")),
    Screen("helpdesk-asked", "Zoek de beller", _agent(allowed=False, after="/helpdesk")),
    Screen("practise", "Oefenen", _fresh("/helpdesk/oefenen")),
    *(
        Screen(
            f"practise-{slug}-{state}", f"Oefenen: {heading}", _fresh(f"{_PRACTISE}/{slug}/{state}")
        )
        for slug, state, heading in (
            ("school", "fout", "kies de school"),
            ("las", "wacht", "kies het administratiesysteem (LAS)"),
            ("controleren", "al", "dit is al opgeslagen"),
            ("controleren", "gewijzigd", "controleer de mandaten"),
            ("vastleggen", "begin", "leg … nu vast in het OSR"),
            ("andere-scholen", "fout", "kopieer naar uw andere scholen"),
        )
    ),
    Screen("note", "Gespreksnotitie", _fresh("/helpdesk/notitie?bestuur=99001")),
    Screen("note-without-board", "Gespreksnotitie", _fresh("/helpdesk/notitie")),
    Screen("note-error", "Gespreksnotitie", _fresh("/helpdesk/notitie?bestuur=99001"), send),
    Screen("call-back", "Terugbellen", _agent(_note, after="/helpdesk/terugbellen")),
    Screen(
        "call-back-done",
        "Terugbellen",
        _agent(_called_back, after="/helpdesk/terugbellen?gebeld=1"),
    ),
    Screen("call-back-none", "Terugbellen", _fresh("/helpdesk/terugbellen")),
)
