"""The pages for what was asked wrongly, and for what is wrong with us."""

from dataclasses import replace

from flask import abort

from tests.browser.screens.screen import Act, Answer, Arrange, Scene, Screen, look
from tests.browser.screens.ways import (
    BOARD,
    ENTITLED,
    PARNASSYS,
    SERVICES,
    answered,
    at,
    logged_in,
)
from tests.imports import import_list
from tests.login import let_in
from tests.visitor import Visitor
from wizard.domain.mandate import OTHER_SYSTEM
from wizard.web import guards

_NOT_FOUND = "Deze pagina vinden wij niet"
_TOO_OLD = "De pagina was te oud"
_AT_SERVICE = answered("")
_AT_OTHER = answered("", SERVICES, {"system": OTHER_SYSTEM})
_OLD = {"csrf_token": "oud"}
_TOO_LONG = 70_000
_CLOSED = "Deze school staat niet meer in de lijst van DUO"
_MOVED = "Deze school hoort niet meer bij uw bestuur"


def _with_nonsense(scene: Scene) -> str:
    """Spoil a mandate in the database, so that the program itself stumbles."""
    scene.visitor.log_in("een-school")
    scene.change("UPDATE mandate SET starts_on = 'gisteren'")
    return BOARD


def _without_boards(scene: Scene) -> str:
    """Take a table away: nothing can be read any more."""
    scene.visitor.log_in("een-school")
    scene.change("ALTER TABLE board RENAME TO board_elders")
    return BOARD


def _colleague_is_first(scene: Scene) -> str:
    """Let the database refuse mandates, as when a colleague just saved the same ones."""
    refuse = "SELECT RAISE(ABORT, 'UNIQUE constraint failed')"
    scene.change(f"CREATE TRIGGER first BEFORE INSERT ON mandate BEGIN {refuse}; END")
    return answered("", SERVICES, PARNASSYS)(scene)


def _school_closes(scene: Scene) -> str:
    """Import a list without the school, while its page to check is open."""
    url = answered("", SERVICES, PARNASSYS)(scene)
    import_list(scene.wiring, closed=["99AA"])
    return url


def _school_moves(scene: Scene) -> str:
    """Import a list in which the school belongs to another board."""
    url = _AT_SERVICE(scene)
    import_list(scene.wiring, moved={"99AA": "99006"})
    return url


def _moves_to_own(scene: Scene) -> str:
    """Let a school move to another board of the same office."""
    scene.visitor.log_in("kantoor")
    brin = next(iter(scene.visitor.get("/bestuur/99101/stap/school").choices("school")))
    import_list(scene.wiring, moved={brin: "99102"})
    return f"/bestuur/99101/school/{brin}"


def _many_logins(scene: Scene) -> str:
    """Let whoever is counted have asked a thousand times before."""
    before = "UPDATE request_count SET requests = 1000"
    scene.change(f"CREATE TRIGGER many AFTER INSERT ON request_count BEGIN {before}; END")
    scene.visitor.client.get("/inloggen/mijn-duo")
    return "/inloggen/mijn-duo"


def _forbidden(scene: Scene) -> str:
    """Add a page that forbids: of the product's own, what somebody may not see reads 404."""
    scene.visitor.app.add_url_rule("/verboden", view_func=_forbid)
    return "/verboden"


@guards.public
def _forbid() -> None:
    abort(403)


def _send_old(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(**_OLD).response


def _send_before_it_closes(visitor: Visitor, url: str) -> Answer:
    """Send the page that was open before the import."""
    del url
    return visitor.send(**ENTITLED).response


def _send_of_before(visitor: Visitor, url: str) -> Answer:
    """Log in anew in another window, and send the page that stood open."""
    form = visitor.get(url).form
    let_in(visitor.client, "een-school")
    visitor.client.post(form.action, data=form.fields | {"services": "rio"})
    return visitor.get(url).response


def _log_out_with_old(visitor: Visitor, _url: str) -> Answer:
    return visitor.client.post("/uitloggen", data=_OLD)


def _send_elsewhere(visitor: Visitor, url: str) -> Answer:
    return visitor.client.post("/gezond", data=visitor.get(url).form.fields)


def _send_too_much(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(name="x" * _TOO_LONG).response


def _send_entitled(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(**ENTITLED).response


def _error(status: int, h1: str, arrange: Arrange, act: Act = look, *, variant: str = "") -> Screen:
    """Make the screen of a status; with a variant there are several."""
    return Screen(
        f"error-{status}{variant}",
        h1,
        arrange,
        act,
        template=f"errors/{status}.html",
        statuses=(status,),
    )


def _old_form(name: str, act: Act) -> Screen:
    """Make a screen of a form that is older than the login."""
    return Screen(
        name, _TOO_OLD, _AT_SERVICE, act, template="errors/old_form.html", statuses=(400,)
    )


SCREENS = (
    _error(400, "Deze pagina kreeg verkeerde gegevens", at("/hulp?nul=%00")),
    replace(_error(403, "U hebt hier geen toegang", _forbidden), own_product=True),
    _error(404, _NOT_FOUND, at("/bestaat-niet")),
    _error(404, _NOT_FOUND, logged_in("een-school", "/bestuur/99006"), variant="-other-board"),
    Screen(
        "error-mail-link",
        "De link uit de mail werkt niet",
        at("/mail/afmelden/1.4f0c"),
        template="errors/mail_link.html",
        statuses=(404,),
    ),
    _error(405, "Zo kunt u deze pagina niet openen", _AT_SERVICE, _send_elsewhere),
    _error(409, "Iemand anders was net eerder", _colleague_is_first, _send_entitled),
    _error(410, _CLOSED, _school_closes, variant="-closed"),
    _error(410, _CLOSED, _school_closes, _send_before_it_closes, variant="-closed-sent"),
    _error(410, _MOVED, _school_moves, variant="-moved"),
    _error(410, _MOVED, _moves_to_own, variant="-moved-to-own"),
    _error(413, "U stuurde te veel tegelijk", _AT_OTHER, _send_too_much),
    _error(429, "Dit ging te vaak achter elkaar", _many_logins),
    _old_form("old-form", _send_old),
    _old_form("old-form-logout", _log_out_with_old),
    Screen("old-form-filled", "Kies de dienst", _AT_SERVICE, _send_of_before),
    _error(500, "Er ging iets mis bij ons", _with_nonsense),
    _error(503, "Wij kunnen nu even niets opzoeken of bewaren", _without_boards),
)
