"""Copying the mandates of one school to the others: choose, look, copy, in the OSR record."""

from tests.browser.screens.screen import SEND, Arrange, Scene, Screen
from tests.browser.screens.ways import ENTITLED, PARNASSYS, SERVICES, schools_of_six

_COPY = "Kopieer naar uw andere scholen"
_PREVIEW = "Controleer de kopie"
_IN_OSR = "Kopieer RIO en de Eindtoets nu in het OSR"
_LIST = "/bestuur/99055/school/99AH/andere-scholen"


def _first_of_six(scene: Scene) -> str:
    brin = schools_of_six(scene)[0]
    for answers in ({"school": brin}, SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    return f"/bestuur/99006/school/{brin}/andere-scholen"


def _one_of_many(scene: Scene) -> None:
    """Let the first of 55 schools have both mandates."""
    scene.visitor.log_in("veel-scholen")
    for answers in ({"school": "99AH"}, SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    if scene.wiring.settings.register == "osr":
        scene.visitor.send()


def _list_of_many(query: str) -> Arrange:
    def arrange(scene: Scene) -> str:
        _one_of_many(scene)
        return f"{_LIST}{query}"

    return arrange


def _copied(scene: Scene) -> str:
    """Copy to all that are offered; in the OSR, that is still to be recorded."""
    scene.visitor.get(_list_of_many("")(scene))
    scene.visitor.send(form=scene.visitor.page.search, controle="1")
    scene.visitor.send(**ENTITLED)
    return scene.visitor.page.url


def _partly_copied(scene: Scene) -> str:
    """Copy to schools of which one was arranged in the meantime."""
    scene.visitor.get(_list_of_many("")(scene))
    scene.visitor.send(form=scene.visitor.page.search, controle="1")
    preview = scene.visitor.page.form
    brin = str(preview.fields["schools"]).split(".")[0]
    scene.visitor.get(f"/bestuur/99055/school/{brin}/dienst")
    for answers in (SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    scene.visitor.page.url = _LIST
    scene.visitor.send(form=preview, **ENTITLED)
    return scene.visitor.page.url


_TWO_CHOSEN = _list_of_many("?controle=1&b=99AJ&b=99AK")
_NONE_CHOSEN = _list_of_many("?gekozen=1&controle=1")

SCREENS = (
    Screen("copy", _COPY, _first_of_six),
    Screen("copy-55", _COPY, _list_of_many("")),
    Screen("copy-searched", _COPY, _list_of_many("?gekozen=1&b=99AJ&b=99AK&zoek=kompas")),
    Screen("copy-not-found", _COPY, _list_of_many("?zoek=bestaatniet")),
    Screen("copy-nothing", _COPY, _NONE_CHOSEN, statuses=(422,)),
    Screen("copy-preview", _PREVIEW, _TWO_CHOSEN),
    Screen("copy-preview-error", _PREVIEW, _TWO_CHOSEN, SEND, statuses=(422,)),
    Screen("copy-record", _IN_OSR, _copied, register="osr"),
    Screen("copy-record-error", _IN_OSR, _copied, SEND, register="osr"),
    Screen("receipt-copy", "Vastgelegd in Mandaatwijzer", _copied),
    Screen("receipt-copy-partly", "Deels vastgelegd in Mandaatwijzer", _partly_copied),
)
