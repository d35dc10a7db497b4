"""Pages for everybody: start, what is needed, help, how to copy in the OSR, privacy."""

from flask import Blueprint, Response

from wizard.steps import FLOW
from wizard.web import guards
from wizard.web.context import catalogue
from wizard.web.page import render

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
