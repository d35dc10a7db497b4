"""Changing the LAS of schools: choose, look, change, in the OSR record and end."""

from urllib.parse import urlencode

from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import ENTITLED, logged_in

_CHOOSE = "Stap over op een ander LAS"
_PREVIEW = "Controleer de overstap"
_IN_OSR = "Leg de overstap naar ESIS nu vast in het OSR"
_SIX = "/bestuur/99006/overstap"
_SCHOOLS = [("b", f"99A{letter}") for letter in "BCDEFG"]
_TO_SCHOOLOAS = (
    "UPDATE mandate SET system_key = 'schooloas', system_name = 'SchoolOAS',"
    " system_supplier = 'Dotcomschool' WHERE brin IN ('99AB', '99AC')"
)


def _query(**answers: str) -> str:
    chosen = {"system": "esis", "ends_on": "31-12-2026", **answers}
    return "?" + urlencode([("gekozen", "1"), ("controle", "1"), *chosen.items(), *_SCHOOLS])


def _six(query: str = "") -> Arrange:
    return logged_in("zes-scholen", f"{_SIX}{query}")


def _with_schooloas(query: str = "") -> Arrange:
    def arrange(scene: Scene) -> str:
        scene.change(_TO_SCHOOLOAS)
        scene.visitor.log_in("zes-scholen")
        return f"{_SIX}{query}"

    return arrange


def _partly(scene: Scene) -> str:
    """Let one school's old mandate end sooner, and one have two services of which one stays."""
    scene.change("UPDATE mandate SET ends_on = '2026-11-30' WHERE brin = '99AB'")
    scene.visitor.log_in("zes-scholen")
    scene.visitor.get("/bestuur/99006/school/99AC/dienst")
    for answers in ({"services": "rio+eindtoets"}, {"system": "parnassys"}, ENTITLED):
        scene.visitor.send(**answers)
    scene.change("UPDATE mandate SET ends_on = '2026-12-01' WHERE service = 'rio'")
    return f"{_SIX}{_query()}"


def _changed(scene: Scene) -> str:
    """Change all six; in the OSR, that is still to be recorded."""
    scene.visitor.get(_six(_query())(scene))
    scene.visitor.send(**ENTITLED)
    return scene.visitor.page.url


def _at_the_last_click(scene: Scene) -> str:
    return f"{_changed(scene)}?klik=99"


def _waits(scene: Scene) -> str:
    _changed(scene)
    return "/bestuur/99006"


SCREENS = (
    Screen("change", _CHOOSE, _six()),
    Screen(
        "change-near",
        _CHOOSE,
        _six(_query(system="ander", name="Essis")),
        statuses=(422,),
    ),
    Screen("change-error", _CHOOSE, _six("?gekozen=1&controle=1"), statuses=(422,)),
    Screen("change-55", _CHOOSE, logged_in("veel-scholen", "/bestuur/99055/overstap?old=esis")),
    Screen(
        "change-searched",
        _CHOOSE,
        logged_in(
            "veel-scholen",
            "/bestuur/99055/overstap?old=parnassys&gekozen=1&b=99AJ&b=99AK&zoek=kompas",
        ),
    ),
    Screen("change-from", _CHOOSE, logged_in("veel-scholen", "/bestuur/99055/overstap")),
    Screen("change-from-error", _CHOOSE, _with_schooloas("?verder=1"), statuses=(422,)),
    Screen("change-nothing", _CHOOSE, logged_in("kantoor", "/bestuur/99103/overstap")),
    Screen("change-stopped", _CHOOSE, _with_schooloas("?old=schooloas")),
    Screen("change-preview", _PREVIEW, _six(_query())),
    Screen("change-preview-error", _PREVIEW, _six(_query()), send, statuses=(422,)),
    Screen("change-preview-gap", _PREVIEW, _six(_query(starts_on="4-1-2027"))),
    Screen("change-preview-overlap", _PREVIEW, _six(_query(starts_on="1-12-2026"))),
    Screen("change-preview-partly", _PREVIEW, _partly),
    Screen(
        "change-preview-stopped",
        _PREVIEW,
        _with_schooloas(_query(old="schooloas", ends_on="23-11-2026")),
    ),
    Screen("change-record", _IN_OSR, _changed, register="osr"),
    Screen("change-record-last-click", _IN_OSR, _at_the_last_click, register="osr"),
    Screen("overview-change-waits", "Overzicht van uw scholen", _waits, register="osr"),
    Screen("receipt-change", "Vastgelegd in Mandaatwijzer", _changed),
)
