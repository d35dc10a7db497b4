"""What an agent says at each page that a caller may have in front of them, without a code."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort

from wizard.flow import Step
from wizard.steps import FLOW
from wizard.web import guards
from wizard.web.page import render

blueprint = Blueprint("helpdesk_scripts", __name__, url_prefix="/helpdesk/gesprek")


@dataclass(frozen=True)
class Script:
    """The script of a page. `heading` is what the caller reads at the top of it."""

    slug: str
    number: str
    heading: str
    template: str


_BEFORE = (
    Script("start", "", "Regel de mandaten voor uw scholen", "helpdesk/scripts/_start.html"),
    Script("wat-hebt-u-nodig", "", "Wat hebt u nodig?", "helpdesk/scripts/_needs.html"),
    Script("inloggen", "Stap 1", "Inloggen", "helpdesk/scripts/_login.html"),
)
_PARKED = Script("wacht-op-school", "Stap 4", "Vraag het aan …", "helpdesk/scripts/_parked.html")


@blueprint.get("")
@guards.agent
def choose() -> Response:
    """Ask what stands at the top of the caller's page."""
    return render("helpdesk/scripts.html", scripts=all_scripts())


@blueprint.get("/<script>")
@guards.agent
def show(script: str) -> Response:
    """Show what to say there."""
    found = next((each for each in all_scripts() if each.slug == script), None)
    if found is None:
        abort(404)
    return render("helpdesk/script.html", script_of=found, total=FLOW.total)


def all_scripts() -> tuple[Script, ...]:
    """Return the scripts in the order of a journey: of each step, and of what is around them."""
    steps = tuple(_of_step(step) for step in FLOW.steps if step.key != "login")
    return (*_BEFORE, *steps, _PARKED)


def _of_step(step: Step) -> Script:
    return Script(step.slug, f"Stap {step.number}", step.title, f"{step.folder}/script.html")
