"""How it stands: the board's overview, the page of a school with its ends, the report."""

from tests.bench.boards import BigBoard, fill
from tests.browser.screens.copying import copied
from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import (
    BOARD,
    ENTITLED,
    ONE,
    after_saving,
    all_states,
    answered,
    logged_in,
    recorded,
    with_mandates,
)
from wizard.db.models import BoardRecord

_OVERVIEW = "Overzicht van uw scholen"
_REPORT = "Rapport: de mandaten van uw bestuur"
_END = "Beëindig het mandaat voor de Eindtoets"
_END_LINK = "Beëindig Eindtoets met ParnasSys"
_MANY = "/bestuur/99055"


def _board_without_schools(scene: Scene) -> str:
    with scene.wiring.database.transaction() as session:
        session.add(
            BoardRecord(number="99999", name="Stichting Leeg", place="Ee", source="practice")
        )
    scene.visitor.log_in("bestuur-99999")
    return "/bestuur/99999"


def _to_the_end(scene: Scene) -> str:
    """Open the page that ends the mandate for the Eindtoets."""
    with_mandates(scene)
    return scene.visitor.get(ONE).links[_END_LINK]


def _ended(scene: Scene) -> str:
    """End a mandate that stands in the OSR: it has to be ended there too."""
    recorded(scene)
    scene.visitor.get(scene.visitor.get(ONE).links[_END_LINK])
    scene.visitor.send(reason="anders", ends_on="1-12-2026", **ENTITLED)
    return scene.visitor.page.url


def _all_reported(scene: Scene) -> str:
    return f"{all_states(scene)}/rapport"


def _of_size(board: BigBoard, page: str = "") -> Arrange:
    """Open a page of a board that is made as large as this."""

    def arrange(scene: Scene) -> str:
        fill(scene.wiring, scene.clock, (board,))
        scene.visitor.log_in(f"bestuur-{board.number}")
        return f"/bestuur/{board.number}{page}"

    return arrange


_TWELVE = BigBoard("99812", 7, 12, range(0, 12, 2))
_THOUSAND = BigBoard("99803", 3, 1000, range(1, 1000, 2))

SCREENS = (
    Screen("overview-12", _OVERVIEW, _of_size(_TWELVE)),
    Screen("overview-1000", _OVERVIEW, _of_size(_THOUSAND)),
    Screen("overview-1000-last-page", _OVERVIEW, _of_size(_THOUSAND, "?pagina=40")),
    Screen("overview-copy-waits", _OVERVIEW, lambda scene: copied(scene) and _MANY, register="osr"),
    Screen("one-school-history", "De Regenboog", after_saving(f"{ONE}?dienst=rio"), register="osr"),
    Screen("overview-1", _OVERVIEW, logged_in("een-school", BOARD)),
    Screen("overview-6-all-states", _OVERVIEW, all_states, register="osr"),
    Screen("overview-55", _OVERVIEW, logged_in("veel-scholen", _MANY)),
    Screen("overview-empty", _OVERVIEW, _board_without_schools),
    Screen("overview-done", _OVERVIEW, after_saving(BOARD)),
    Screen(
        "overview-search", _OVERVIEW, logged_in("veel-scholen", f"{_MANY}?zoek=gouda&toon=open")
    ),
    Screen("overview-nothing", _OVERVIEW, logged_in("veel-scholen", f"{_MANY}?zoek=qqq")),
    Screen("one-school", "De Regenboog", after_saving(ONE)),
    Screen("one-school-fresh", "De Regenboog", answered(ONE)),
    Screen("one-school-ended", "De Regenboog", _ended, register="osr"),
    Screen("end", _END, _to_the_end),
    Screen("end-error", _END, _to_the_end, send, statuses=(422,)),
    Screen("report", _REPORT, _all_reported, register="osr"),
    Screen("report-fresh", _REPORT, logged_in("een-school", f"{BOARD}/rapport")),
    Screen("report-55", _REPORT, logged_in("veel-scholen", f"{_MANY}/rapport")),
    Screen("finished", "Alle mandaten voor het LAS zijn geregeld", after_saving(f"{BOARD}/klaar")),
)
