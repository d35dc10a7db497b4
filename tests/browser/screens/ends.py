"""Ending a mandate: choose the day, check, record it in the OSR, undo it; and what follows."""

from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import BOARD, ENTITLED, ONE, recorded, with_mandates

_ASKS = "Beëindig het mandaat voor de doorstroomtoets"
_CHECK = "Controleer het einde van het mandaat"
_IN_OSR = "Leg de einddatum nu vast in het OSR"
_OVERVIEW = "Overzicht van uw scholen"
_LINK = "Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"


def _asked(scene: Scene) -> str:
    """Open the page that ends the mandate for the Eindtoets."""
    with_mandates(scene)
    return scene.visitor.get(ONE).links[_LINK]


def _saved(scene: Scene) -> str:
    with_mandates(scene)
    return scene.visitor.page.url


def _checked(prepare: Arrange) -> Arrange:
    """Go on to the page that asks whether it is right."""

    def arrange(scene: Scene) -> str:
        prepare(scene)
        asks = scene.visitor.get(ONE).links[_LINK]
        return f"{asks}?reason=anders&ends_on=1-12-2026&controle=1"

    return arrange


def _ended(prepare: Arrange, look: str = "") -> Arrange:
    """End it; look at what comes then, or at another page."""

    def arrange(scene: Scene) -> str:
        scene.visitor.get(_checked(prepare)(scene))
        scene.visitor.send(**ENTITLED)
        return look or scene.visitor.page.url

    return arrange


def _at_the_last_click(scene: Scene) -> str:
    return f"{_ended(recorded)(scene)}?klik=99"


def _stuck(scene: Scene) -> str:
    _ended(recorded)(scene)
    scene.visitor.click("Het lukt niet")
    return scene.visitor.page.url


def _stuck_since(scene: Scene) -> str:
    scene.visitor.get(_stuck(scene))
    scene.visitor.send()
    return BOARD


def _seen(scene: Scene) -> str:
    """Say that the end was seen in the OSR; look at the receipt."""
    scene.visitor.get(_ended(recorded)(scene))
    scene.visitor.send()
    return scene.visitor.page.url


def _undo_asked(prepare: Arrange) -> Arrange:
    def arrange(scene: Scene) -> str:
        scene.visitor.get(prepare(scene))
        return scene.visitor.page.links["Dit ongedaan maken"]

    return arrange


def _undone_there_too(scene: Scene) -> str:
    """Undo an end that stands in the OSR: it has to go there too."""
    scene.visitor.get(_undo_asked(_seen)(scene))
    scene.visitor.send(**ENTITLED)
    scene.visitor.get(BOARD)
    scene.visitor.click_first("Ga verder met")
    return scene.visitor.page.url


SCREENS = (
    Screen("end", _ASKS, _asked),
    Screen("end-error", _ASKS, lambda scene: f"{_asked(scene)}?controle=1", statuses=(422,)),
    Screen("end-check", _CHECK, _checked(_saved)),
    Screen("end-check-error", _CHECK, _checked(recorded), send, statuses=(422,), register="osr"),
    Screen("end-receipt", "De einddatum is vastgelegd in Mandaatwijzer", _ended(_saved)),
    Screen("end-in-osr", _IN_OSR, _ended(recorded), register="osr"),
    Screen("end-in-osr-last-click", _IN_OSR, _at_the_last_click, register="osr"),
    Screen("end-trouble", "Het lukt niet in het OSR", _stuck, register="osr"),
    Screen("end-seen", "De einddatum is vastgelegd in het OSR", _seen, register="osr"),
    Screen("end-undo", "Maak het beëindigen ongedaan", _undo_asked(_seen), register="osr"),
    Screen("end-gone", "Haal de einddatum nu weg in het OSR", _undone_there_too, register="osr"),
    Screen("one-school-ended", "De Regenboog", _ended(recorded, ONE), register="osr"),
    Screen("overview-end-waits", _OVERVIEW, _ended(recorded, BOARD), register="osr"),
    Screen("overview-end-stuck", _OVERVIEW, _stuck_since, register="osr"),
    Screen("overview-ends-soon", _OVERVIEW, _ended(_saved, BOARD)),
)
