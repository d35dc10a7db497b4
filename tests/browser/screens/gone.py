"""What stands on pages after an import closed a school, moved one, or let one come."""

from collections.abc import Collection, Mapping

from tests.browser.screens.copying import copied
from tests.browser.screens.screen import Act, Answer, Arrange, Scene, Screen, look
from tests.browser.screens.ways import BOARD, ENTITLED, logged_in, with_mandates
from tests.imports import import_list
from tests.login import let_in_agent
from tests.visitor import Visitor

_SIX = "/bestuur/99006"
_OVERVIEW = "Overzicht van uw scholen"
_WAITS = "Geen school wacht op antwoord"


def _after(
    prepare: Arrange, *, closed: Collection[str] = (), moved: Mapping[str, str] | None = None
) -> Arrange:
    """Let an import do that after somebody came to a page."""

    def arrange(scene: Scene) -> str:
        url = prepare(scene)
        import_list(scene.wiring, closed=closed, moved=moved)
        return url

    return arrange


def _six(page: str = "") -> Arrange:
    return logged_in("zes-scholen", f"{_SIX}{page}")


def _saved(scene: Scene) -> str:
    with_mandates(scene)
    return f"{BOARD}/rapport"


def _agent(url: str) -> Arrange:
    """Open an address as an agent, after one school closed and another moved."""

    def arrange(scene: Scene) -> str:
        import_list(scene.wiring, closed=["99AA"], moved={"99AB": "99101"})
        let_in_agent(scene.visitor.client)
        return url

    return arrange


def _opened(scene: Scene) -> str:
    scene.visitor.get(_agent(f"/helpdesk{_SIX}")(scene))
    scene.visitor.send(reason="beller")
    return scene.visitor.page.url


def _waits(scene: Scene) -> str:
    """Have the page of a school that is waited for open."""
    url = logged_in("zes-scholen", f"{_SIX}/school/99AC/dienst")(scene)
    scene.visitor.get(url)
    scene.visitor.send(services="rio+eindtoets")
    scene.visitor.send(system="weet-ik-niet")
    scene.visitor.get(f"{_SIX}/wachten")
    return scene.visitor.page.url


def _send(**answers: str) -> Act:
    """Send the page that was open before the import."""

    def act(visitor: Visitor, url: str) -> Answer:
        del url
        return visitor.send(**answers).response

    return act


def _opens(url: str) -> Arrange:
    """Have a page of the six schools open."""

    def arrange(scene: Scene) -> str:
        scene.visitor.get(_six(url)(scene))
        return f"{_SIX}{url}"

    return arrange


def _screen(
    name: str, h1: str, arrange: Arrange, act: Act = look, *, register: str = "own"
) -> Screen:
    return Screen(f"gone-{name}", h1, arrange, act, register=register)


SCREENS = (
    _screen(
        "overview",
        _OVERVIEW,
        _after(_six(), closed=["99AB"], moved={"99AC": "99001", "99AA": "99006"}),
    ),
    _screen(
        "overview-none-left", _OVERVIEW, _after(logged_in("een-school", BOARD), closed=["99AA"])
    ),
    _screen("report", "Rapport: de mandaten van uw bestuur", _after(_saved, closed=["99AA"])),
    _screen("found", "Zoek de beller", _agent("/helpdesk?zoek=De%20Regenboog")),
    _screen("found-moved", "Zoek de beller", _agent("/helpdesk?zoek=99AB")),
    _screen("board", "Stichting De Waterlanden", _opened),
    _screen(
        "copy-record",
        "Kopieer RIO en de doorstroomtoets nu in het OSR",
        _after(copied, closed=["99AJ"]),
        register="osr",
    ),
    _screen(
        "school",
        "Kies de school",
        _after(_opens("/stap/school"), closed=["99AC"]),
        _send(school="99AC"),
    ),
    _screen("waiting", _WAITS, _after(_waits, closed=["99AC"]), _send(**{"las-99AC": "esis"})),
    _screen(
        "together",
        "Deels vastgelegd in Mandaatwijzer",
        _after(_opens("/samen?las=parnassys"), closed=["99AC"]),
        _send(**ENTITLED),
    ),
    _screen(
        "change",
        "Stap over op een ander LAS",
        _after(_six("/overstap?b=99AC&b=99AD"), closed=["99AC"]),
    ),
    _screen(
        "systems",
        "Welk LAS gebruikt elke school?",
        _after(_six("/las?b=99AC&b=99AD"), moved={"99AC": "99001"}),
    ),
)
