"""Screens for everybody, until somebody is logged in and has a board."""

from tests.browser.screens.screen import Arrange, Scene, Screen
from tests.browser.screens.ways import BOARD, at, logged_in

_START = "Regel de mandaten voor uw scholen"
_NEEDS = "Wat hebt u nodig?"
_ALL_NO = "/wat-hebt-u-nodig?agreement=no&access=no&schools=no&system=unknown"
_OTHER_DOOR = "/wat-hebt-u-nodig?agreement=yes&access=other_door&schools=yes&system=yes"
_ALL_YES = "/wat-hebt-u-nodig?agreement=yes&access=yes&schools=yes&system=yes"


def _after_the_date(url: str) -> Arrange:
    """Be there on 2 December."""

    def arrange(scene: Scene) -> str:
        scene.clock.forward(days=9)
        scene.visitor.log_in("een-school")
        return url

    return arrange


SCREENS = (
    Screen("start", _START, at("/")),
    Screen("start-osr", _START, at("/"), register="osr"),
    Screen("start-logged-in", _START, logged_in("kantoor", "/")),
    Screen("needs-empty", _NEEDS, at("/wat-hebt-u-nodig")),
    Screen("needs-all-no", _NEEDS, at(_ALL_NO)),
    Screen("needs-other-door", _NEEDS, at(_OTHER_DOOR)),
    Screen("needs-all-yes", _NEEDS, at(_ALL_YES)),
    Screen("needs-board", _NEEDS, logged_in("een-school", f"{BOARD}/wat-hebt-u-nodig")),
    Screen(
        "test-system", "Een mandaat voor het toetssysteem", at("/mandaat-voor-het-toetssysteem")
    ),
    Screen("copying", "Een mandaat kopiëren in het OSR", at("/mandaat-kopieren-in-het-osr")),
    Screen("afterwards", "Hoe gaat het verder na de datum?", at("/hoe-nu-verder")),
    Screen(
        "afterwards-late", "Hoe gaat het verder na de datum?", _after_the_date("/hoe-nu-verder")
    ),
    Screen("overview-late", "Overzicht van uw scholen", _after_the_date(BOARD)),
    Screen("help", "Wie helpt waarmee?", at("/hulp")),
    Screen("privacy", "Privacy", at("/privacy")),
    Screen("accessibility", "Toegankelijkheid", at("/toegankelijkheid")),
    Screen("login", "Inloggen", at("/inloggen")),
    Screen("login-expired", "Inloggen", at("/inloggen?verlopen=1&naar=/besturen")),
    Screen("login-typed", "Inloggen", at("/inloggen?ingevuld=1&naar=/besturen")),
    Screen("devices", "Waar bent u ingelogd?", logged_in("een-school", "/ingelogd")),
    Screen("logged-out-agent", "U bent uitgelogd", at("/uitgelogd?hier=helpdesk")),
    Screen("logged-out", "U bent uitgelogd", at("/uitgelogd")),
    Screen("logged-out-only-here", "U bent uitgelogd", at("/uitgelogd?hier=")),
)
