"""*Oefenen*: an agent opens every step, in each of its states, with a pretend board: no caller."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template
from werkzeug.datastructures import MultiDict

from wizard.actions import copying as copies
from wizard.actions import gathering
from wizard.db.calls.pages import CallPage
from wizard.domain.facts import Facts
from wizard.domain.helpdesk import rehearsal
from wizard.domain.mandate import SystemChoice
from wizard.flow import AnyStep
from wizard.steps import FLOW
from wizard.web import copying, guards
from wizard.web.conflict import EditConflict
from wizard.web.context import catalogue, clock
from wizard.web.helpdesk import scripts
from wizard.web.page import SEEN, render, title_and_content
from wizard.web.read_only_html import mirrored
from wizard.web.steps import page_data

blueprint = Blueprint("helpdesk_rehearsal", __name__, url_prefix="/helpdesk/oefenen")

#: What a caller's page may be like, in the words of the list.
STATES = {
    "begin": "zoals de pagina opent",
    "fout": "met een rood vak",
    "gewijzigd": "een collega was eerder",
    "wacht": "de school wacht op antwoord",
    "al": "het is al opgeslagen",
}


@dataclass(frozen=True)
class Situation:
    """A step in a state, ready to be shown."""

    step: AnyStep
    state: str
    facts: Facts
    context: dict[str, Any]


@blueprint.get("")
@guards.agent
def choose() -> Response:
    """List every step with its states."""
    steps = [(step, states_of(step)) for step in FLOW.steps if step.key != "login"]
    return render("helpdesk/rehearsal.html", steps=steps, states=STATES)


@blueprint.get("/<script>/<state>")
@guards.agent
def show(script: str, state: str) -> Response:
    """Show a pretend caller's page beside its script."""
    step = FLOW.by_slug(script)
    situation = _situation(step, state) if step and step.key != "login" else None
    if situation is None:
        abort(404)
    page = _page(situation)
    return render(
        "helpdesk/rehearsal_step.html",
        page=page,
        state=STATES[state],
        script_of=scripts.by_key(page.script),
        line=scripts.line_of(page, situation.facts.board),
        board=rehearsal.BOARD,
    )


def states_of(step: AnyStep) -> list[str]:
    """Return the states that the page of a step has."""
    return [state for state in STATES if _situation(step, state)]


def _situation(step: AnyStep, state: str) -> Situation | None:
    """Return a step in a state; None when it is never so."""
    facts = _facts(step)
    if state == "begin":
        return Situation(step, state, facts, _context(step, facts, typed=None))
    if state == "gewijzigd":
        context = _context(step, facts, typed=None)
        changed = EditConflict(event=None, lost="")
        return Situation(step, state, facts, {**context, "changed": changed})
    if state == "fout":
        context = _context(step, facts, typed=MultiDict())
        wrong = context.get("error") or (context["form"] and context["form"].errors)
        return Situation(step, state, facts, context) if wrong else None
    if state == "wacht" and step.key == "system":
        facts = rehearsal.waiting(facts, clock().now())
        return Situation(step, state, facts, _context(step, facts, typed=None))
    if state == "al" and step.key == "check":
        facts = _facts(FLOW.by_key("copy"))
        return Situation(step, state, facts, _context(step, facts, typed=None))
    return None


def _facts(step: AnyStep) -> Facts:
    today = clock().today()
    first = catalogue().systems_at(today)[0]
    system = SystemChoice(first.key, first.name, first.supplier)
    season = gathering.season(catalogue(), today)
    return rehearsal.standing_at(step.key, season, system, clock().now())


def _context(step: AnyStep, facts: Facts, typed: Any) -> dict[str, Any]:
    if step.form is None:  # the last step: whom to copy to
        source = copies.source_of(facts.board, facts.chosen.school.brin, None)
        if source is None:
            raise LookupError("the pretend school at the last step has nothing to copy")
        return {"form": None, **copying.list_context(facts, source, empty=typed is not None)}
    form = step.form.build(facts, catalogue(), typed)
    if typed is not None:
        form.validate()
    return page_data.context(step, facts, form)


def _page(situation: Situation) -> CallPage:
    template = f"{situation.step.folder}/page.html"
    html = render_template(template, layout=SEEN, has_errors=False, **situation.context)
    title, content = title_and_content(html)
    shown, errors = mirrored(content)
    school = situation.facts.school
    return CallPage(
        path="",
        heading=title,
        script=situation.context.get("script_key", situation.step.slug),
        brin=school.school.brin if school else None,
        errors=errors,
        overtaken=situation.state == "gewijzigd",
        content=shown,
        shown_at=clock().now(),
    )
