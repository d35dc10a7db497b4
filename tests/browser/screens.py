"""Every screen in each of its states: how to get there, and what it should say.

A screen is prepared over HTTP, as its visitor; the browser only opens it, and acts where a state
is the answer to a form.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.browser.acts import log_in
from tests.builders import SteppingClock
from tests.visitor import Visitor
from wizard.db.models import BoardRecord
from wizard.domain.mandate import OTHER_SYSTEM
from wizard.ports import Wiring

_BOTH = "rio+eindtoets"
ONE = "/bestuur/99001/school/99AA"


@dataclass
class Scene:
    """What a screen is prepared with: somebody without a browser, and the insides."""

    visitor: Visitor
    wiring: Wiring
    clock: SteppingClock


def _stay(_page: Page) -> None:
    """Look at the page as it was opened."""


def _send(page: Page) -> None:
    """Press the page's own button without an answer, and be told what is missing."""
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_be_visible()


@dataclass(frozen=True)
class Screen:
    """One screen in one state. `arrange` returns its address; `act` does what is left there."""

    name: str
    h1: str
    arrange: Callable[[Scene], str]
    act: Callable[[Page], None] = _stay
    register: str = "own"
    statuses: tuple[int, ...] = ()


def _at(url: str) -> Callable[[Scene], str]:
    return lambda _scene: url


def _as(username: str, url: str) -> Callable[[Scene], str]:
    def arrange(scene: Scene) -> str:
        scene.visitor.log_in(username)
        return url

    return arrange


def _answered(url: str, *answers: dict[str, str]) -> Callable[[Scene], str]:
    """Answer the steps of the one-school board as far as given."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school")
        for each in answers:
            scene.visitor.send(**each)
        return url or scene.visitor.page.url

    return arrange


def _with_mandates(scene: Scene) -> None:
    """Let the one school have both mandates with ParnasSys."""
    _answered("", SERVICES, PARNASSYS, ENTITLED)(scene)


def _after_saving(url: str, *answers: dict[str, str]) -> Callable[[Scene], str]:
    """Save both mandates; then begin again, as far as answered."""

    def arrange(scene: Scene) -> str:
        _with_mandates(scene)
        scene.visitor.get(f"{ONE}/dienst")
        for each in answers:
            scene.visitor.send(**each)
        return url or scene.visitor.page.url

    return arrange


def _to_the_end(scene: Scene) -> str:
    """Open the page that ends the mandate for the Eindtoets."""
    _with_mandates(scene)
    page = scene.visitor.get(ONE)
    return page.links["Beëindig Eindtoets met ParnasSys"]


def _ended(scene: Scene) -> str:
    """End a mandate that stands in the OSR: it has to be ended there too."""
    _recorded(scene)
    scene.visitor.get(scene.visitor.get(ONE).links["Beëindig Eindtoets met ParnasSys"])
    scene.visitor.send(reason="anders", ends_on="1-12-2026", **ENTITLED)
    return scene.visitor.page.url


SERVICES = {"services": _BOTH}
PARNASSYS = {"system": "parnassys"}
ENTITLED = {"entitled": "y"}
_TOO_LATE = {"system": "parnassys", "starts_on": "15-01-2027"}
_ESIS = {"system": "esis"}
_ESIS_ENDS_OLD = {"system": "esis", "old": "beeindigen"}


def _type_wrong_codes(page: Page) -> None:
    page.get_by_label("Token").fill("000000")
    page.get_by_label("Gebruikersnaam").fill("een-school")
    page.get_by_role("button", name="Inloggen", exact=True).click()


def _cancel(page: Page) -> None:
    page.get_by_role("button", name="Annuleren").click()


def _log_in_as(name: str) -> Callable[[Page], None]:
    return lambda page: log_in(page, name)


def _board_without_schools(scene: Scene) -> str:
    with scene.wiring.database.transaction() as session:
        session.add(
            BoardRecord(number="99999", name="Stichting Leeg", place="Ee", source="practice")
        )
    scene.visitor.log_in("bestuur-99999")
    return "/bestuur/99999"


def all_states(scene: Scene) -> str:
    """Let the six schools stand in as many states as there are."""
    visitor = scene.visitor
    visitor.log_in("zes-scholen")
    schools = [field for field in visitor.page.all("input") if field.get("name") == "school"]
    brins = [each.get("value") for each in schools][:6]
    school = "/bestuur/99006/school/"

    def give(brin: str, *answers: dict[str, str]) -> None:
        visitor.get(f"{school}{brin}/dienst")
        for each in answers:
            visitor.send(**each)

    give(brins[0], SERVICES, PARNASSYS, ENTITLED)
    visitor.send()
    give(brins[1], SERVICES, {"system": "weet-ik-niet"})
    give(brins[2], SERVICES, {"system": "parnassys", "starts_on": "28-11-2026"}, ENTITLED)
    visitor.send()
    give(brins[3], SERVICES, PARNASSYS, ENTITLED)
    visitor.get(f"{visitor.page.url}?klik=4")
    visitor.click("Het lukt niet")
    visitor.send()
    give(brins[4], SERVICES)
    return "/bestuur/99006"


def _all_reported(scene: Scene) -> str:
    return f"{all_states(scene)}/rapport"


def _repeat(scene: Scene) -> str:
    _answered("", {"services": "rio"}, PARNASSYS, ENTITLED)(scene)
    scene.visitor.get(f"{ONE}/dienst")
    scene.visitor.send(services="eindtoets")
    if scene.visitor.page.url.endswith("/las"):
        scene.visitor.send(**PARNASSYS)
    return scene.visitor.page.url


def _trouble(scene: Scene) -> str:
    _with_mandates(scene)
    return scene.visitor.page.links["Het lukt niet"]


def _recorded(scene: Scene) -> str:
    _with_mandates(scene)
    scene.clock.forward(minutes=5)
    scene.visitor.send()
    return scene.visitor.page.url


def _saved_again(scene: Scene) -> str:
    _answered("", SERVICES, PARNASSYS)(scene)
    again = scene.visitor.page.form
    scene.visitor.send(**ENTITLED)
    scene.visitor.page.url = ONE + "/controleren"
    scene.visitor.send(form=again, **ENTITLED)
    return scene.visitor.page.url


def _without_table(table: str, url: str) -> Callable[[Scene], str]:
    """Take a table away: nothing can be read any more."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school")
        _do(scene, f"ALTER TABLE {table} RENAME TO {table}_elders")
        return url

    return arrange


def _with_nonsense(scene: Scene) -> str:
    """Spoil a mandate in the database, so that the program itself stumbles."""
    scene.visitor.log_in("een-school")
    _do(scene, "UPDATE mandate SET starts_on = 'gisteren'")
    return "/bestuur/99001"


def _do(scene: Scene, statement: str) -> None:
    with scene.wiring.database.transaction() as session:
        session.execute(text(statement))


def _with_old_form(page: Page) -> None:
    """Send a form that is not of this session."""
    page.locator("main form input[name=csrf_token]").evaluate("field => field.value = 'oud'")
    page.locator("main form").evaluate("form => form.submit()")


def _ask_for_deletion(page: Page) -> None:
    """Send a form to a page that takes none."""
    page.locator("main form").evaluate("form => { form.action = '/gezond'; form.submit() }")


def _try_esis(page: Page) -> None:
    """Choose another LAS than the one with the mandates: the page asks what happens to those."""
    page.get_by_label("ESIS").check()
    _send(page)


def _first_of_six(scene: Scene) -> str:
    scene.visitor.log_in("zes-scholen")
    brin = next(
        each.get("value")
        for each in scene.visitor.page.all("input")
        if each.get("name") == "school"
    )
    scene.visitor.send(school=brin)
    for answers in (SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    return f"/bestuur/99006/school/{brin}/andere-scholen"


def _one_of_many(scene: Scene) -> None:
    """Let the first of 55 schools have both mandates."""
    scene.visitor.log_in("veel-scholen")
    scene.visitor.send(school="99AH")
    for answers in (SERVICES, PARNASSYS, ENTITLED):
        scene.visitor.send(**answers)
    if scene.wiring.settings.register == "osr":
        scene.visitor.send()


def _list_of_many(query: str) -> Callable[[Scene], str]:
    def arrange(scene: Scene) -> str:
        _one_of_many(scene)
        return f"/bestuur/99055/school/99AH/andere-scholen{query}"

    return arrange


def _copied(scene: Scene) -> str:
    """Copy to all that are offered; in the OSR, that is still to be recorded."""
    url = _list_of_many("")(scene)
    scene.visitor.get(url)
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
    scene.visitor.page.url = "/bestuur/99055/school/99AH/andere-scholen"
    scene.visitor.send(form=preview, **ENTITLED)
    return scene.visitor.page.url


_BOARD = "/bestuur/99001"
_PROVIDER = "/inloggen/mijn-duo"
_START = "Regel de mandaten voor uw scholen"
_LAS = "Kies het administratiesysteem (LAS)"
_ALL_NO = "/wat-hebt-u-nodig?agreement=no&access=no&schools=no&system=unknown"
_ALL_YES = "/wat-hebt-u-nodig?agreement=yes&access=yes&schools=yes&system=yes"
_OTHER = "Welk ander LAS gebruikt De Regenboog?"
_LIST = "Kies de school"
_OVERVIEW = "Overzicht van uw scholen"
_COPY = "Kopieer naar uw andere scholen"
_COPY_IN_OSR = "Kopieer RIO en de Eindtoets nu in het OSR"
_REPORT = "Rapport: de mandaten van uw bestuur"

SCREENS = (
    Screen("start", _START, _at("/")),
    Screen("start-osr", _START, _at("/"), register="osr"),
    Screen("start-logged-in", _START, _as("kantoor", "/")),
    Screen("needs-empty", "Wat hebt u nodig?", _at("/wat-hebt-u-nodig")),
    Screen("needs-all-no", "Wat hebt u nodig?", _at(_ALL_NO)),
    Screen("needs-all-yes", "Wat hebt u nodig?", _at(_ALL_YES)),
    Screen("needs-board", "Wat hebt u nodig?", _as("een-school", f"{_BOARD}/wat-hebt-u-nodig")),
    Screen("copying", "Mandaat kopiëren in het OSR", _at("/mandaat-kopieren-in-het-osr")),
    Screen("help", "Wie helpt waarmee?", _at("/hulp")),
    Screen("privacy", "Privacy", _at("/privacy")),
    Screen("accessibility", "Toegankelijkheid", _at("/toegankelijkheid")),
    Screen("login", "Inloggen", _at("/inloggen")),
    Screen("login-expired", "Inloggen", _at("/inloggen?verlopen=1&naar=/besturen")),
    Screen("provider-login", "Inloggen", _at(_PROVIDER)),
    Screen("provider-login-error", "Inloggen", _at(_PROVIDER), _type_wrong_codes),
    Screen(
        "login-cancelled", "U hebt het inloggen gestopt", _at(_PROVIDER), _cancel, statuses=(400,)
    ),
    Screen(
        "login-no-role",
        "U hebt de rol ‘OSR-toegang’ nog niet",
        _at(_PROVIDER),
        _log_in_as("Gerard Smit"),
        statuses=(403,),
    ),
    Screen(
        "login-no-board",
        "Wij weten niet voor welk bestuur u werkt",
        _at(_PROVIDER),
        _log_in_as("Hanna Mulder"),
        statuses=(403,),
    ),
    Screen(
        "login-state",
        "Deze inlogpoging is niet meer geldig",
        _at("/inloggen/terug?code=x&state=y"),
        statuses=(400,),
    ),
    Screen("logged-out", "U bent uitgelogd", _at("/uitgelogd")),
    Screen("logged-out-only-here", "U bent uitgelogd", _at("/uitgelogd?hier=")),
    Screen("boards", "Voor welk bestuur werkt u nu?", _as("kantoor", "/besturen")),
    Screen("school", _LIST, _as("zes-scholen", "/bestuur/99006/stap/school")),
    Screen("school-error", _LIST, _as("zes-scholen", "/bestuur/99006/stap/school"), _send),
    Screen(
        "school-searched",
        _LIST,
        _as("veel-scholen", "/bestuur/99055/stap/school?zoek=regenboog"),
    ),
    Screen(
        "school-not-found",
        _LIST,
        _as("veel-scholen", "/bestuur/99055/stap/school?zoek=bestaatniet"),
    ),
    Screen("school-55", _LIST, _as("veel-scholen", "/bestuur/99055/stap/school")),
    Screen("service", "Kies de dienst", _answered("")),
    Screen("service-error", "Kies de dienst", _answered(""), _send),
    Screen("service-second", "Kies de dienst", _after_saving("")),
    Screen("system", _LAS, _answered("", SERVICES)),
    Screen("system-error", _LAS, _answered("", SERVICES), _send),
    Screen("system-second", _LAS, _after_saving("", SERVICES), _try_esis),
    Screen("other-system", _OTHER, _answered("", SERVICES, {"system": OTHER_SYSTEM})),
    Screen("other-system-error", _OTHER, _answered("", SERVICES, {"system": OTHER_SYSTEM}), _send),
    Screen(
        "parked", "Vraag het aan De Regenboog", _answered("", SERVICES, {"system": "weet-ik-niet"})
    ),
    Screen("check", "Controleer de mandaten", _answered("", SERVICES, PARNASSYS)),
    Screen("check-error", "Controleer de mandaten", _answered("", SERVICES, PARNASSYS), _send),
    Screen("check-late", "Controleer de mandaten", _answered("", SERVICES, _TOO_LATE)),
    Screen(
        "check-second",
        "Controleer de mandaten",
        _after_saving("", SERVICES, _ESIS, _ESIS_ENDS_OLD),
    ),
    Screen("check-saved", "Dit is al opgeslagen", _after_saving(f"{ONE}/controleren")),
    Screen("repeat", "Nu de Eindtoets voor De Regenboog", _repeat),
    Screen(
        "record",
        "Leg RIO en de Eindtoets nu vast in het OSR",
        _after_saving(f"{ONE}/vastleggen"),
        register="osr",
    ),
    Screen(
        "record-half",
        "Leg RIO en de Eindtoets nu vast in het OSR",
        _after_saving(f"{ONE}/vastleggen?klik=4"),
        register="osr",
    ),
    Screen("trouble", "Het lukt niet in het OSR", _trouble, register="osr"),
    Screen(
        "receipt-own", "Vastgelegd in Mandaatwijzer", _answered("", SERVICES, PARNASSYS, ENTITLED)
    ),
    Screen("receipt-again", "Dit was al opgeslagen", _saved_again),
    Screen(
        "receipt-osr-saved",
        "Opgeslagen",
        _after_saving(f"{_BOARD}/bewijs/MW-2026-00001"),
        register="osr",
    ),
    Screen("receipt-osr", "Vastgelegd in het OSR", _recorded, register="osr"),
    Screen("copy", _COPY, _first_of_six),
    Screen("copy-55", _COPY, _list_of_many("")),
    Screen("copy-searched", _COPY, _list_of_many("?gekozen=1&b=99AJ&b=99AK&zoek=kompas")),
    Screen("copy-not-found", _COPY, _list_of_many("?zoek=bestaatniet")),
    Screen("copy-nothing", _COPY, _list_of_many("?gekozen=1&controle=1"), statuses=(422,)),
    Screen("copy-preview", "Controleer de kopie", _list_of_many("?controle=1&b=99AJ&b=99AK")),
    Screen(
        "copy-preview-error",
        "Controleer de kopie",
        _list_of_many("?controle=1&b=99AJ&b=99AK"),
        _send,
        statuses=(422,),
    ),
    Screen("copy-record", _COPY_IN_OSR, _copied, register="osr"),
    Screen("copy-record-error", _COPY_IN_OSR, _copied, _send, register="osr"),
    Screen("receipt-copy", "Vastgelegd in Mandaatwijzer", _copied),
    Screen("receipt-copy-partly", "Deels vastgelegd in Mandaatwijzer", _partly_copied),
    Screen("overview-1", _OVERVIEW, _as("een-school", _BOARD)),
    Screen("overview-6-all-states", _OVERVIEW, all_states, register="osr"),
    Screen("overview-55", _OVERVIEW, _as("veel-scholen", "/bestuur/99055")),
    Screen("overview-empty", _OVERVIEW, _board_without_schools),
    Screen("overview-done", _OVERVIEW, _after_saving(_BOARD)),
    Screen(
        "overview-search", _OVERVIEW, _as("veel-scholen", "/bestuur/99055?zoek=gouda&toon=open")
    ),
    Screen("overview-nothing", _OVERVIEW, _as("veel-scholen", "/bestuur/99055?zoek=qqq")),
    Screen("school", "De Regenboog", _after_saving(ONE)),
    Screen("school-fresh", "De Regenboog", _answered(ONE)),
    Screen("school-ended", "De Regenboog", _ended, register="osr"),
    Screen("end", "Beëindig het mandaat voor de Eindtoets", _to_the_end),
    Screen(
        "end-error",
        "Beëindig het mandaat voor de Eindtoets",
        _to_the_end,
        _send,
        statuses=(422,),
    ),
    Screen("report", _REPORT, _all_reported, register="osr"),
    Screen("report-fresh", _REPORT, _as("een-school", f"{_BOARD}/rapport")),
    Screen("report-55", _REPORT, _as("veel-scholen", "/bestuur/99055/rapport")),
    Screen("finished", "Alle mandaten zijn geregeld", _after_saving(f"{_BOARD}/klaar")),
    Screen("404", "Deze pagina vinden wij niet", _at("/bestaat-niet"), statuses=(404,)),
    Screen(
        "404-other-board",
        "Deze pagina vinden wij niet",
        _as("een-school", "/bestuur/99006"),
        statuses=(404,),
    ),
    Screen("400-old-form", "De pagina was te oud", _answered(""), _with_old_form, statuses=(400,)),
    Screen(
        "405",
        "Zo kunt u deze pagina niet openen",
        _answered(""),
        _ask_for_deletion,
        statuses=(405,),
    ),
    Screen("500", "Er ging iets mis bij ons", _with_nonsense, statuses=(500,)),
    Screen(
        "503",
        "Wij kunnen nu even niets opzoeken of bewaren",
        _without_table("board", _BOARD),
        statuses=(503,),
    ),
)
