"""The steps, from the list of schools to the receipt."""

from tests.browser.screens.screen import Act, Answer, Scene, Screen, send
from tests.browser.screens.ways import (
    BOARD,
    ENTITLED,
    ONE,
    PARNASSYS,
    SERVICES,
    after_saving,
    answered,
    logged_in,
    recorded,
    with_mandates,
)
from tests.visitor import Visitor
from wizard.domain.mandate import OTHER_SYSTEM

_LIST = "Kies de school"
_SERVICE = "Kies de dienst"
_LAS = "Kies het administratiesysteem (LAS)"
_OTHER = "Welk ander LAS gebruikt De Regenboog?"
_CHECK = "Controleer de mandaten"
_SIX, _MANY = "/bestuur/99006/stap/school", "/bestuur/99055/stap/school"
_AT_OTHER = answered("", SERVICES, {"system": OTHER_SYSTEM})
_DO_NOT_KNOW = {"system": "weet-ik-niet"}
_TOO_LATE = {"system": "parnassys", "starts_on": "15-01-2027"}
_ESIS = {"system": "esis"}
_ESIS_ENDS_OLD = {"system": "esis", "old": "beeindigen"}
_ESIS_KEEPS_OLD = {"system": "esis", "old": "behouden"}


def _send_esis(visitor: Visitor, url: str) -> Answer:
    """Choose another LAS than the one with the mandates: the page asks what happens to those."""
    visitor.get(url)
    return visitor.send(**_ESIS).response


def _named(name: str) -> Act:
    """Type a name on the page for another system."""

    def act(visitor: Visitor, url: str) -> Answer:
        visitor.get(url)
        return visitor.send(name=name).response

    return act


def _repeat(scene: Scene) -> str:
    answered("", {"services": "rio"}, PARNASSYS, ENTITLED)(scene)
    scene.visitor.get(f"{ONE}/dienst")
    scene.visitor.send(services="eindtoets")
    if scene.visitor.page.url.endswith("/las"):
        scene.visitor.send(**PARNASSYS)
    return scene.visitor.page.url


def _trouble(scene: Scene) -> str:
    with_mandates(scene)
    return scene.visitor.page.links["Het lukt niet"]


def _trouble_half(scene: Scene) -> str:
    return f"{_trouble(scene).partition('?')[0]}?klik=2"


def _saved_again(scene: Scene) -> str:
    answered("", SERVICES, PARNASSYS)(scene)
    again = scene.visitor.page.form
    scene.visitor.send(**ENTITLED)
    scene.visitor.page.url = ONE + "/controleren"
    scene.visitor.send(again, **ENTITLED)
    return scene.visitor.page.url


def _send_a_stale_page(visitor: Visitor, url: str) -> Answer:
    """Choose the Eindtoets on a page that did not show yet that somebody chose RIO."""
    visitor.get(url)
    return visitor.send(services="eindtoets", seen="niets").response


SCREENS = (
    Screen("school", _LIST, logged_in("zes-scholen", _SIX)),
    Screen("school-error", _LIST, logged_in("zes-scholen", _SIX), send),
    Screen("school-searched", _LIST, logged_in("veel-scholen", f"{_MANY}?zoek=regenboog")),
    Screen("school-not-found", _LIST, logged_in("veel-scholen", f"{_MANY}?zoek=bestaatniet")),
    Screen("school-55", _LIST, logged_in("veel-scholen", _MANY)),
    Screen("service", _SERVICE, answered("")),
    Screen("service-error", _SERVICE, answered(""), send),
    Screen("service-second", _SERVICE, after_saving("")),
    Screen(
        "service-overtaken",
        _SERVICE,
        answered(f"{ONE}/dienst", {"services": "rio"}),
        _send_a_stale_page,
        statuses=(422,),
    ),
    Screen("service-changed", _SERVICE, answered(f"{ONE}/dienst?gewijzigd=1", SERVICES)),
    Screen("system", _LAS, answered("", SERVICES)),
    Screen("system-error", _LAS, answered("", SERVICES), send),
    Screen("system-second", _LAS, after_saving("", SERVICES), _send_esis),
    Screen("other-system", _OTHER, _AT_OTHER),
    Screen("other-system-error", _OTHER, _AT_OTHER, send),
    Screen("other-system-near", _OTHER, _AT_OTHER, _named("parnasys")),
    Screen("other-system-known", _OTHER, _AT_OTHER, _named("Parnas")),
    Screen("other-system-for-tests", _OTHER, _AT_OTHER, _named("Boom LVS")),
    Screen("parked", "Vraag het aan De Regenboog", answered("", SERVICES, _DO_NOT_KNOW)),
    Screen("check", _CHECK, answered("", SERVICES, PARNASSYS)),
    Screen("check-error", _CHECK, answered("", SERVICES, PARNASSYS), send),
    Screen("check-late", _CHECK, answered("", SERVICES, _TOO_LATE)),
    Screen("check-second", _CHECK, after_saving("", SERVICES, _ESIS, _ESIS_ENDS_OLD)),
    Screen("check-both", _CHECK, after_saving("", SERVICES, _ESIS, _ESIS_KEEPS_OLD)),
    Screen("check-differs", _CHECK, answered("", SERVICES, _ESIS)),
    Screen("check-saved", "Dit is al opgeslagen", after_saving(f"{ONE}/controleren")),
    Screen("repeat", "Nu de doorstroomtoets voor De Regenboog", _repeat),
    Screen(
        "record",
        "Leg RIO en de doorstroomtoets nu vast in het OSR",
        after_saving(f"{ONE}/vastleggen"),
        register="osr",
    ),
    Screen(
        "record-half",
        "Leg RIO en de doorstroomtoets nu vast in het OSR",
        after_saving(f"{ONE}/vastleggen?klik=4"),
        register="osr",
    ),
    Screen("trouble", "Het lukt niet in het OSR", _trouble, register="osr"),
    Screen("trouble-half", "Het lukt niet in het OSR", _trouble_half, register="osr"),
    Screen(
        "receipt-own", "Vastgelegd in Mandaatwijzer", answered("", SERVICES, PARNASSYS, ENTITLED)
    ),
    Screen("receipt-again", "Dit was al opgeslagen", _saved_again),
    Screen(
        "receipt-osr-saved",
        "Opgeslagen",
        after_saving(f"{BOARD}/bewijs/MW-2026-00001"),
        register="osr",
    ),
    Screen("receipt-osr", "Vastgelegd in het OSR", recorded, register="osr"),
)
