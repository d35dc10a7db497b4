"""Pages for everybody: start, help, how to copy in the OSR, what comes after the date, privacy."""

from datetime import timedelta

from flask import Blueprint, Response, abort

from wizard.domain.words import date_without_year, day_without_year
from wizard.steps import FLOW
from wizard.web import guards
from wizard.web.context import catalogue, clock
from wizard.web.page import render
from wizard.web.words import of_register

blueprint = Blueprint("public", __name__)


@blueprint.get("/")
@guards.public
def start() -> Response:
    """Say what this is, what it takes, and how to begin."""
    return render("public/start.html", steps=FLOW.outline())


@blueprint.get("/mandaat-kopieren-in-het-osr")
@guards.public
def copying() -> Response:
    """The annex of the stappenplan: how to copy a mandate on the OSR's own screens."""
    return render("public/copying.html", clicks=catalogue().copy_clicks)


@blueprint.get("/mandaat-voor-het-toetssysteem")
@guards.public
def test_system() -> Response:
    """How to give the test system a mandate on the OSR's own screens; 404 before it needed one."""
    if not catalogue().needs_test_system(clock().today()):
        abort(404)
    return render("public/test_system.html", clicks=catalogue().test_system_clicks(clock().today()))


@blueprint.get("/hoe-nu-verder")
@guards.public
def afterwards() -> Response:
    """What happens once the date has come: for who is done, and for who is late."""
    today = clock().today()
    last_day = catalogue().last_day(catalogue().main_rule.service, today)
    return render(
        "public/afterwards.html",
        before=date_without_year(last_day + timedelta(days=1)),
        last_day=day_without_year(last_day),
        is_past=today > last_day,
        items=catalogue().items_after_all(today, is_arranged=True),
        advice=catalogue().paragraphs("past.advice", today, record=of_register("record")),
    )


@blueprint.get("/hulp")
@guards.public
def help() -> Response:  # noqa: A001  the page is called so
    """Every desk with its subject."""
    return render("public/help.html")


@blueprint.get("/privacy")
@guards.public
def privacy() -> Response:
    """What is kept about people, and for what."""
    return render("public/privacy.html")


@blueprint.get("/toegankelijkheid")
@guards.public
def accessibility() -> Response:
    """How usable this is for everybody, and where to say that it is not."""
    return render("public/accessibility.html")
