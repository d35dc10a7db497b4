"""The pages for what was asked wrongly, and for what is wrong with us."""

from dataclasses import replace

from flask import abort
from playwright.sync_api import Page

from tests.browser.screens.screen import LOOK, Act, Answer, Arrange, Scene, Screen
from tests.browser.screens.ways import (
    BOARD,
    ENTITLED,
    PARNASSYS,
    SERVICES,
    answered,
    at,
    logged_in,
)
from tests.visitor import Visitor
from wizard.domain.mandate import OTHER_SYSTEM
from wizard.web import guards

_NOT_FOUND = "Deze pagina vinden wij niet"
_TOO_OLD = "De pagina was te oud"
_AT_SERVICE = answered("")
_AT_OTHER = answered("", SERVICES, {"system": OTHER_SYSTEM})
_OLD = {"csrf_token": "oud"}
_TOO_LONG = 70_000


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


def _forbidden(scene: Scene) -> str:
    """Add a page that forbids: of the product's own, what somebody may not see reads 404."""
    scene.visitor.app.add_url_rule("/verboden", view_func=_forbid)
    return "/verboden"


@guards.public
def _forbid() -> None:
    abort(403)


def _submit_old(page: Page, form: str) -> None:
    """Send a form that is not of this session, without htmx."""
    page.locator(f"{form} input[name=csrf_token]").evaluate("field => field.value = 'oud'")
    page.locator(form).evaluate("form => form.submit()")


def _send_old(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(**_OLD).response


def _submit_elsewhere(page: Page) -> None:
    page.locator("main form").evaluate("form => { form.action = '/gezond'; form.submit() }")


def _send_elsewhere(visitor: Visitor, url: str) -> Answer:
    return visitor.client.post("/gezond", data=visitor.get(url).form.fields)


def _paste_too_much(page: Page) -> None:
    field = page.get_by_label("Hoe heet het LAS?")
    field.evaluate(f"field => field.value = 'x'.repeat({_TOO_LONG})")
    page.locator("main form").evaluate("form => form.submit()")


def _send_too_much(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(name="x" * _TOO_LONG).response


def _save(page: Page) -> None:
    page.locator("main form input[type=checkbox]").check()
    page.locator("main form button[type=submit]").last.click()


def _send_entitled(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(**ENTITLED).response


_OLD_FORM = Act(in_window=lambda page: _submit_old(page, "main form"), over_http=_send_old)
_OLD_LOGOUT = Act(
    in_window=lambda page: _submit_old(page, "header form"),
    over_http=lambda visitor, _url: visitor.client.post("/uitloggen", data=_OLD),
)
_ELSEWHERE = Act(in_window=_submit_elsewhere, over_http=_send_elsewhere)
_TOO_MUCH = Act(in_window=_paste_too_much, over_http=_send_too_much)
_SAVE = Act(in_window=_save, over_http=_send_entitled)


def _error(status: int, h1: str, arrange: Arrange, act: Act = LOOK, *, variant: str = "") -> Screen:
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
    _error(405, "Zo kunt u deze pagina niet openen", _AT_SERVICE, _ELSEWHERE),
    _error(409, "Iemand anders was net eerder", _colleague_is_first, _SAVE),
    _error(413, "U stuurde te veel tegelijk", _AT_OTHER, _TOO_MUCH),
    _old_form("old-form", _OLD_FORM),
    _old_form("old-form-logout", _OLD_LOGOUT),
    _error(500, "Er ging iets mis bij ons", _with_nonsense),
    _error(503, "Wij kunnen nu even niets opzoeken of bewaren", _without_boards),
)
