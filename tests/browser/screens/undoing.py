"""Undoing a save or a copy: the page that asks, its errors, and the receipt that says so."""

from tests.browser.screens.copying import copied
from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import ENTITLED, recorded, with_mandates
from tests.imports import import_list

_ASKS, _ASKS_COPY = "Maak het opslaan ongedaan", "Maak de kopie ongedaan"
_DONE = "Ongedaan gemaakt"


def _asks(prepare: Arrange) -> Arrange:
    """Go to the page that undoes what was just done."""

    def arrange(scene: Scene) -> str:
        prepare(scene)
        return str(scene.visitor.page.links["Dit ongedaan maken"])

    return arrange


def _undone(prepare: Arrange) -> Arrange:
    """Undo what was just done; look at the receipt."""

    def arrange(scene: Scene) -> str:
        scene.visitor.get(_asks(prepare)(scene))
        scene.visitor.send(**ENTITLED)
        return scene.visitor.page.url

    return arrange


def _saved(scene: Scene) -> str:
    with_mandates(scene)
    return scene.visitor.page.url


def _too_late(scene: Scene) -> str:
    url = _asks(copied)(scene)
    scene.clock.forward(minutes=11)
    return url


def _changed_since(scene: Scene) -> str:
    """Let one mandate of the copy have got an end."""
    url = _asks(copied)(scene)
    scene.change(
        "UPDATE mandate SET ends_on = '2026-12-18' WHERE id ="
        " (SELECT max(id) FROM mandate WHERE receipt_number IS NOT NULL)"
    )
    return url


def _closed(prepare: Arrange) -> Arrange:
    """Let an import close two schools after that: the only one of a board, one of a copy."""

    def arrange(scene: Scene) -> str:
        url = prepare(scene)
        import_list(scene.wiring, closed=["99AA", "99AJ"])
        return url

    return arrange


def _moved(prepare: Arrange) -> Arrange:
    """Let an import move those schools to other boards after that."""

    def arrange(scene: Scene) -> str:
        url = prepare(scene)
        import_list(scene.wiring, moved={"99AA": "99006", "99AJ": "99006"})
        return url

    return arrange


SCREENS = (
    Screen("undo", _ASKS, _asks(_saved)),
    Screen("undo-error", _ASKS, _asks(_saved), send, statuses=(422,)),
    Screen("undo-osr", _ASKS, _asks(_saved), register="osr"),
    Screen("undo-osr-recorded", _ASKS, _asks(recorded), register="osr"),
    Screen("undo-copy", _ASKS_COPY, _asks(copied)),
    Screen("undo-copy-changed", _ASKS_COPY, _changed_since),
    Screen("undo-school-closed", _ASKS, _closed(_asks(_saved))),
    Screen("undo-copy-moved", _ASKS_COPY, _moved(_asks(copied))),
    Screen("undo-too-late", "Ongedaan maken kan niet meer", _too_late),
    Screen("undo-too-late-closed", "Ongedaan maken kan niet meer", _closed(_too_late)),
    Screen("receipt-closed", "Vastgelegd in Mandaatwijzer", _closed(_saved)),
    Screen("receipt-moved", "Opgeslagen", _moved(_saved)),
    Screen("receipt-copy-closed", "Vastgelegd in Mandaatwijzer", _closed(copied)),
    Screen("receipt-undone", _DONE, _undone(_saved)),
    Screen("receipt-undone-osr", _DONE, _undone(recorded), register="osr"),
    Screen("receipt-undone-copy", _DONE, _undone(copied)),
)
