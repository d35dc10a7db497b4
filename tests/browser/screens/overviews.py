"""How it stands: the board's overview, the page of a school, *Klaar*, the report."""

from datetime import UTC, datetime

from tests.bench.boards import BigBoard, fill
from tests.browser.screens.copying import copied
from tests.browser.screens.screen import Arrange, Scene, Screen
from tests.browser.screens.ways import (
    BOARD,
    ENTITLED,
    ONE,
    SERVICES,
    after_saving,
    all_states,
    answered,
    logged_in,
    with_mandates,
)
from wizard.db.models import BoardRecord

_OVERVIEW = "Overzicht van uw scholen"
_REPORT = "Rapport: de mandaten van uw bestuur"
_KLAAR = "Alle mandaten voor het LAS zijn geregeld"
_MANY = "/bestuur/99055"


def _board_without_schools(scene: Scene) -> str:
    with scene.wiring.database.transaction() as session:
        session.add(
            BoardRecord(number="99999", name="Stichting Leeg", place="Ee", source="practice")
        )
    scene.visitor.log_in("bestuur-99999")
    return "/bestuur/99999"


def _late(scene: Scene, look: str) -> str:
    """Save both mandates after the last day: what to do about that stays until it was done."""
    scene.clock.jump(datetime(2026, 12, 3, 9, tzinfo=UTC))
    with_mandates(scene)
    return look or scene.visitor.page.url


def _changing(scene: Scene, look: str) -> str:
    """Prepare a change of the LAS for one mandate, and save nothing."""
    with_mandates(scene)
    scene.visitor.get(f"{ONE}/dienst")
    scene.visitor.send(services="eindtoets")
    return look


def _followed(scene: Scene, look: str) -> str:
    """Let another LAS follow the one that stands."""
    with_mandates(scene)
    scene.visitor.get(f"{ONE}/dienst")
    for answers in (
        {"services": "rio+eindtoets"},
        {"system": "esis"},
        {"system": "esis", "old": "beeindigen", "starts_on": "1-1-2027"},
        ENTITLED,
    ):
        scene.visitor.send(**answers)
    return look


def _begins_too_late(scene: Scene) -> str:
    answered("", SERVICES, {"system": "parnassys", "starts_on": "15-12-2026"}, ENTITLED)(scene)
    return BOARD


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
    Screen("overview-saved-late", _OVERVIEW, lambda scene: _late(scene, BOARD)),
    Screen("receipt-late", "Vastgelegd in Mandaatwijzer", lambda scene: _late(scene, "")),
    Screen("finished-late", _KLAAR, lambda scene: _late(scene, f"{BOARD}/klaar")),
    Screen("overview-changing", _OVERVIEW, lambda scene: _changing(scene, BOARD)),
    Screen("finished-changing", _KLAAR, lambda scene: _changing(scene, f"{BOARD}/klaar")),
    Screen("overview-followed", _OVERVIEW, lambda scene: _followed(scene, BOARD)),
    Screen("finished-followed", _KLAAR, lambda scene: _followed(scene, f"{BOARD}/klaar")),
    Screen("overview-begins-too-late", _OVERVIEW, _begins_too_late),
    Screen("report", _REPORT, _all_reported, register="osr"),
    Screen("report-fresh", _REPORT, logged_in("een-school", f"{BOARD}/rapport")),
    Screen("report-55", _REPORT, logged_in("veel-scholen", f"{_MANY}/rapport")),
    Screen("finished", _KLAAR, after_saving(f"{BOARD}/klaar")),
)
