"""Copying the mandates of one school to the others: choose, look, copy, in the OSR record."""

from tests.bench.boards import BigBoard, fill
from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import ENTITLED, PARNASSYS, SERVICES, schools_of_six
from wizard.practice.boards import known_systems

_COPY = "Kopieer naar uw andere scholen"
_PREVIEW = "Controleer de kopie"
_IN_OSR = "Kopieer RIO en de doorstroomtoets nu in het OSR"
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


def copied(scene: Scene) -> str:
    """Copy to all that are offered; in the OSR, that is still to be recorded."""
    scene.visitor.get(_list_of_many("")(scene))
    scene.visitor.send(scene.visitor.page.search, controle="1")
    scene.visitor.send(**ENTITLED)
    return scene.visitor.page.url


def _all_seen(scene: Scene) -> str:
    """Let every school be ticked while there are clicks left."""
    return f"{copied(scene)}?alle=1"


def _at_the_last_click(scene: Scene) -> str:
    return f"{copied(scene)}?klik=99"


def _partly_copied(scene: Scene) -> str:
    """Copy to schools of which one was arranged in the meantime."""
    scene.visitor.get(_list_of_many("")(scene))
    scene.visitor.send(scene.visitor.page.search, controle="1")
    preview = scene.visitor.page.form
    brin = str(preview.fields["schools"]).split(".")[0]
    scene.visitor.get(f"/bestuur/99055/school/{brin}/dienst")
    for answers in (SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    scene.visitor.page.url = _LIST
    scene.visitor.send(preview, **ENTITLED)
    return scene.visitor.page.url


_TWO_CHOSEN = _list_of_many("?controle=1&b=99AJ&b=99AK")
_NONE_CHOSEN = _list_of_many("?gekozen=1&controle=1")


def _none_known(scene: Scene) -> str:
    """Ask of each other school whether it uses the same LAS."""
    scene.visitor.log_in("kantoor", "/bestuur/99103/stap/school")
    brin = next(iter(scene.visitor.page.choices("school")))
    for answers in ({"school": brin}, SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    return f"/bestuur/99103/school/{brin}/andere-scholen"


def _known_otherwise(query: str) -> Arrange:
    """Copy ParnasSys where a school that was asked has a mandate with ESIS."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("kantoor", "/bestuur/99102/stap/school")
        brins = [each for each in scene.visitor.page.choices("school") if each != "ontbreekt"]
        asked, *_others, unknown = sorted(brins, key=lambda each: each not in known_systems())
        for answers in ({"school": unknown}, SERVICES, PARNASSYS, ENTITLED):
            scene.visitor.send(**answers)
        scene.visitor.get(f"/bestuur/99102/school/{asked}/dienst")
        for answers in (SERVICES, {"system": "weet-ik-niet"}):
            scene.visitor.send(**answers)
        return f"/bestuur/99102/school/{unknown}/andere-scholen{query.format(asked)}"

    return arrange


def _to_a_thousand(scene: Scene) -> str:
    board = BigBoard("99806", 6, 1001, range(1))
    fill(scene.wiring, scene.clock, (board,))
    scene.visitor.log_in(f"bestuur-{board.number}")
    return f"/bestuur/{board.number}/school/{board.first}/andere-scholen"


SCREENS = (
    Screen("copy-ask", _COPY, _none_known),
    Screen("copy-differs", _COPY, _known_otherwise("")),
    Screen("copy-preview-differs", _PREVIEW, _known_otherwise("?controle=1&b={}")),
    Screen("copy-1000", _COPY, _to_a_thousand),
    Screen("copy", _COPY, _first_of_six),
    Screen("copy-55", _COPY, _list_of_many("")),
    Screen("copy-searched", _COPY, _list_of_many("?gekozen=1&b=99AJ&b=99AK&zoek=kompas")),
    Screen("copy-not-found", _COPY, _list_of_many("?zoek=bestaatniet")),
    Screen("copy-nothing", _COPY, _NONE_CHOSEN, statuses=(422,)),
    Screen("copy-preview", _PREVIEW, _TWO_CHOSEN),
    Screen("copy-preview-error", _PREVIEW, _TWO_CHOSEN, send, statuses=(422,)),
    Screen("copy-record", _IN_OSR, copied, register="osr"),
    Screen("copy-record-error", _IN_OSR, copied, send, register="osr"),
    Screen("copy-record-ticked", _IN_OSR, _all_seen, register="osr"),
    Screen("copy-record-last-click", _IN_OSR, _at_the_last_click, register="osr"),
    Screen("receipt-copy", "Vastgelegd in Mandaatwijzer", copied),
    Screen("receipt-copy-partly", "Deels vastgelegd in Mandaatwijzer", _partly_copied),
)
