"""A whole board at once: its plan, the LAS of each school, a list from Excel, one act for a LAS."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from tests.bench.boards import BigBoard, fill
from tests.browser.screens.screen import Act, Answer, Arrange, Scene, Screen, look, send
from tests.browser.screens.ways import ENTITLED, all_states, logged_in
from tests.visitor import Visitor

_PLAN, _TABLE = "Uw plan", "Welk LAS gebruikt elke school?"
_UPLOAD, _LIST = "Stuur een lijst met het LAS per school", "Controleer de lijst"
_MENDED = "Stuur de verbeterde rij"
_TOGETHER = "Controleer: ParnasSys voor 30 scholen"
_KNOWN, _UNKNOWN, _SIX = "/bestuur/99055", "/bestuur/99056", "/bestuur/99006"
_GOOD = [("99AB", "ParnasSys"), ("99AC", "Esis-B"), ("99AD", "")]
_WRONG = [
    *(("99AB", "ParnasSys"), ("99AC", "Parnasis"), ("99AH", "ESIS"), ("99A", "ESIS")),
    *(("99AD", "Dotcomschool"), ("99AE", "ESIS"), ("99AE", "ParnasSys"), ("", "ESIS")),
    *(("99AF", "=B2"), ("99AG", "Kwinta")),
]

Rows = list[tuple[str, str]]


def csv_of(rows: Rows) -> bytes:
    """Return a list as a Dutch Excel saves it."""
    return "\r\n".join(";".join(row) for row in [("BRIN", "LAS"), *rows]).encode()


def _sent(rows: Rows) -> Arrange:
    """Send a list for the board with six schools; look at what it says."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("zes-scholen", f"{_SIX}/las/bestand")
        scene.visitor.send(file=(BytesIO(csv_of(rows)), "las per school.csv"))
        return scene.visitor.page.url

    return arrange


def _mending(scene: Scene) -> str:
    """Go from a list with wrong rows to the page that asks for them, mended."""
    _sent(_WRONG)(scene)
    scene.visitor.click("Stuur de verbeterde rijen")
    return scene.visitor.page.url


def _mended(scene: Scene) -> str:
    """Send mended rows, of which one is wrong again."""
    _mending(scene)
    rows = [("99AC", "ParnasSys"), ("99AD", "ESIS"), ("99AE", "Essis")]
    scene.visitor.send(file=(BytesIO(csv_of(rows)), "verbeterd.csv"))
    return scene.visitor.page.url


def _kept_without_wrong(scene: Scene) -> str:
    """Keep what is right in a list with a wrong row."""
    _sent([("99AB", "ESIS"), ("99AC", "Parnasis")])(scene)
    scene.visitor.send()
    return scene.visitor.page.url


def _mending_after_keeping(scene: Scene) -> str:
    _kept_without_wrong(scene)
    scene.visitor.click("Verbeter de rijen die niet kloppen")
    return scene.visitor.page.url


def _send_file(name: str, content: bytes) -> Act:
    """Choose this file on the page, and send it: it is refused."""

    def send_it(visitor: Visitor, url: str) -> Answer:
        visitor.get(url)
        return visitor.send(file=(BytesIO(content), name)).response

    return send_it


def _of_states(url: str) -> Arrange:
    """Let the six schools stand in as many states as there are."""

    def arrange(scene: Scene) -> str:
        all_states(scene)
        return url

    return arrange


def _after_a_tick(url: str, then: Callable[[Scene], str]) -> Arrange:
    """Look at the page, and go on from there."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("las-onbekend", url)
        return then(scene)

    return arrange


def _first(count: int, scene: Scene) -> list[str]:
    return list(scene.visitor.page.choices("b"))[:count]


def _looked(scene: Scene) -> str:
    return _look_at(scene, 3, "esis")


def _look_at(scene: Scene, count: int, system: str) -> str:
    """Tick the first schools and look at what setting their LAS would change."""
    ticks = "".join(f"&b={brin}" for brin in _first(count, scene))
    return f"{_UNKNOWN}/las?controle=1&las={system}{ticks}"


def _kept(scene: Scene) -> str:
    scene.visitor.get(_looked(scene))
    scene.visitor.send()
    return f"{_UNKNOWN}/las?bewaard=3&las=esis"


def _asked(scene: Scene) -> str:
    return _look_at(scene, 2, "weet-ik-niet")


def _given(scene: Scene) -> str:
    """Give ParnasSys to all of its schools; in the OSR, that is still to be recorded."""
    scene.visitor.log_in("veel-scholen", f"{_KNOWN}/samen?las=parnassys")
    scene.visitor.send(**ENTITLED)
    return scene.visitor.page.url


def _told_otherwise(path: str) -> Arrange:
    """Say ESIS of two schools of which the register knows ParnasSys; look at this page then."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("zes-scholen", f"{_SIX}/las?controle=1&las=esis&b=99AB&b=99AC")
        scene.visitor.send()
        return f"{_SIX}{path}"

    return arrange


def _sent_again(scene: Scene) -> str:
    """Send a list with a LAS that was told already, and one that is new; neither is known there."""
    _told_otherwise("")(scene)
    scene.visitor.get(f"{_SIX}/las/bestand")
    rows = [(brin, "ESIS") for brin in ("99AB", "99AD")]
    scene.visitor.send(file=(BytesIO(csv_of(rows)), "las per school.csv"))
    return scene.visitor.page.url


def _thousand(path: str, scene: Scene) -> str:
    board = BigBoard("99806", 6, 1000, range(1))
    fill(scene.wiring, scene.clock, (board,))
    scene.visitor.log_in(f"bestuur-{board.number}")
    return f"/bestuur/{board.number}/{path}"


_KNOWN_AT = partial(logged_in, "veel-scholen")
_UNKNOWN_AT = partial(logged_in, "las-onbekend")
_AT_UPLOAD = logged_in("zes-scholen", f"{_SIX}/las/bestand")

SCREENS = (
    Screen("plan", _PLAN, _KNOWN_AT(f"{_KNOWN}/plan")),
    Screen("plan-osr", _PLAN, _KNOWN_AT(f"{_KNOWN}/plan"), register="osr"),
    Screen("plan-unknown", _PLAN, _UNKNOWN_AT(f"{_UNKNOWN}/plan")),
    Screen("plan-states", _PLAN, _of_states(f"{_SIX}/plan"), register="osr"),
    Screen("together", _TOGETHER, _KNOWN_AT(f"{_KNOWN}/samen?las=parnassys")),
    Screen(
        *("together-error", _TOGETHER, _KNOWN_AT(f"{_KNOWN}/samen?las=parnassys"), send),
        register="osr",
        statuses=(422,),
    ),
    Screen(
        "together-record",
        "Leg RIO en de doorstroomtoets nu vast in het OSR",
        _given,
        register="osr",
    ),
    Screen("receipt-together", "Vastgelegd in Mandaatwijzer", _given),
    Screen("systems", _TABLE, _KNOWN_AT(f"{_KNOWN}/las")),
    Screen("systems-unknown", _TABLE, _UNKNOWN_AT(f"{_UNKNOWN}/las")),
    Screen("systems-states", _TABLE, _of_states(f"{_SIX}/las"), register="osr"),
    Screen("systems-differs", _TABLE, _told_otherwise("/las")),
    Screen(
        "together-differs", "Controleer: ESIS voor 2 scholen", _told_otherwise("/samen?las=esis")
    ),
    Screen("overview-differs", "Overzicht van uw scholen", _told_otherwise("")),
    Screen("list-differs", _LIST, _sent_again),
    Screen("systems-not-found", _TABLE, _UNKNOWN_AT(f"{_UNKNOWN}/las?zoek=bestaatniet")),
    Screen("systems-error", _TABLE, _UNKNOWN_AT(f"{_UNKNOWN}/las?controle=1"), statuses=(422,)),
    Screen("systems-1000", _TABLE, partial(_thousand, "las")),
    Screen("systems-look", "Controleer: ESIS", _after_a_tick(f"{_UNKNOWN}/las", _looked)),
    Screen(
        "systems-ask",
        "Controleer: u vraagt het aan 2 scholen",
        _after_a_tick(f"{_UNKNOWN}/las", _asked),
    ),
    Screen("systems-kept", _TABLE, _after_a_tick(f"{_UNKNOWN}/las", _kept)),
    Screen("upload", _UPLOAD, _AT_UPLOAD),
    Screen("upload-none", _UPLOAD, _AT_UPLOAD, send, statuses=(422,)),
    Screen(
        *("upload-not-xlsx", _UPLOAD, _AT_UPLOAD, _send_file("las.xlsx", b"BRIN;LAS")),
        statuses=(422,),
    ),
    Screen(
        *("upload-all-wrong", _UPLOAD, _AT_UPLOAD),
        _send_file("las.csv", csv_of(_WRONG[1:4])),
        statuses=(422,),
    ),
    Screen("list", _LIST, _sent(_GOOD), look),
    Screen("list-wrong", _LIST, _sent(_WRONG)),
    Screen("list-added", _LIST, _mended),
    Screen("plan-some-wrong", _PLAN, _kept_without_wrong),
    Screen("upload-mended", f"{_MENDED}en", _mending),
    Screen("upload-mended-kept", _MENDED, _mending_after_keeping),
    Screen(
        *("upload-not-filled-in", _UPLOAD, _AT_UPLOAD),
        _send_file("las.csv", csv_of([("99AB", ""), ("99AC", "")])),
        statuses=(422,),
    ),
    Screen("list-nothing-new", _LIST, _sent(_GOOD[:1])),
)
