"""What an agent says at each page that a caller may have in front of them, with a code or without.

The script of a step stands with the step: templates/steps/<key>/script.html.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort

from wizard.db.calls.pages import CallPage
from wizard.domain.facts import BoardFacts
from wizard.flow import AnyStep
from wizard.steps import FLOW
from wizard.web import guards
from wizard.web.context import catalogue, clock
from wizard.web.page import render
from wizard.web.school_systems import differing_words

blueprint = Blueprint("helpdesk_scripts", __name__, url_prefix="/helpdesk/gesprek")


@dataclass(frozen=True)
class Script:
    """The script of a page. `heading` is what the caller reads at the top of it; {toets} as in
    `wizard.flow.Step`.
    """

    slug: str
    number: str
    heading: str
    template: str


@dataclass(frozen=True)
class Line:
    """Who is on the line, for the script to name, and in which state their page is.

    Without a code nothing of it is known: `is_known` is False, and a script says all its parts.
    """

    is_known: bool = False
    school: str = "deze school"
    brin: str = ""
    system: str = ""
    errors: tuple[str, ...] = ()
    conflicts: bool = False
    is_parked: bool = False
    #: That the register knows another LAS than the one that was chosen.
    differs: str = ""


def _around(slug: str, heading: str, template: str, number: str = "") -> Script:
    return Script(slug, number, heading, f"helpdesk/scripts/_{template}.html")


_BEFORE = (
    _around("start", "Regel de mandaten voor uw scholen", "start"),
    _around("wat-hebt-u-nodig", "Wat hebt u nodig?", "needs"),
    _around("inloggen", "Inloggen", "login", "Stap 1"),
)
_AROUND = (
    _around("al-opgeslagen", "Dit is al opgeslagen", "already_saved", "Stap 5 of 6"),
    _around("het-lukt-niet", "Het lukt niet in het OSR", "trouble"),
    _around("controleer-de-kopie", "Controleer de kopie", "copy_preview", "Stap 7"),
    _around("kopie-in-het-osr", "Kopieer … nu in het OSR", "copy_in_osr", "Stap 7"),
    _around("overstap", "Stap over op een ander LAS", "change"),
    _around("controleer-de-overstap", "Controleer de overstap", "change_preview"),
    _around("wacht-op-school", "Vraag het aan …", "parked", "Stap 4"),
    _around("wachten", "Wacht op antwoord van …", "waiting", "Stap 4"),
    _around("overzicht", "Overzicht van uw scholen", "overview"),
    _around("plan", "Uw plan", "plan"),
    _around("las-per-school", "Welk LAS gebruikt elke school?", "systems"),
    _around("controleer-het-las", "Controleer: …, zonder vinkje", "systems_look"),
    _around("lijst-sturen", "Stuur een lijst met het LAS per school", "upload"),
    _around("controleer-de-lijst", "Controleer de lijst", "list"),
    _around("samen", "Controleer: … voor … scholen", "together"),
    _around("mandaten-van-school", "De naam van een school", "school"),
    _around("beeindigen", "Beëindig het mandaat", "end"),
    _around("einddatum-in-het-osr", "Leg de einddatum nu vast in het OSR", "end_in_osr"),
    _around(
        "terugdraaien-in-het-osr", "Haal de einddatum nu weg, of: Beëindig dit nu", "undo_in_osr"
    ),
    _around("bewijs", "Vastgelegd in …, of: Opgeslagen", "receipt"),
    _around("ongedaan", "Maak … ongedaan", "undo"),
    _around("klaar", "Alle mandaten voor het LAS zijn geregeld", "finished"),
    _around("fout", "Een pagina waarop iets misging", "error"),
    _around("telefoon", "Hulp aan de telefoon", "phone"),
    _around("elders", "Een andere pagina", "elsewhere"),
)
#: The script of each page that is no step, by the name of its route.
_OF_PAGES = {
    "public.start": "start",
    "public_needs.ask": "wat-hebt-u-nodig",
    "public_needs.show": "wat-hebt-u-nodig",
    "public_needs.keep": "wat-hebt-u-nodig",
    "waiting_parked.show": "wacht-op-school",
    "waiting_parked.keep": "wacht-op-school",
    "waiting.show": "wachten",
    "waiting.answer": "wachten",
    "overview.overview": "overzicht",
    "overview.finished": "klaar",
    "overview_school.show": "mandaten-van-school",
    "overview_school.ask_end": "beeindigen",
    "overview_school.end": "beeindigen",
    "receipts.show": "bewijs",
    "receipts_undo.ask": "ongedaan",
    "receipts_undo.undo": "ongedaan",
    "copying.choose": "andere-scholen",
    "copying.copy": "andere-scholen",
    "las_change.choose": "overstap",
    "las_change.change": "overstap",
    "osr.show": "kopie-in-het-osr",
    "osr.confirm": "kopie-in-het-osr",
    "osr.trouble": "het-lukt-niet",
    "osr_trouble.show": "het-lukt-niet",
    "osr_ends.show": "einddatum-in-het-osr",
    "osr_ends.confirm": "einddatum-in-het-osr",
    "calls.show": "telefoon",
    "plan.show": "plan",
    "school_systems.show": "las-per-school",
    "school_systems.keep": "controleer-het-las",
    "school_systems_upload.ask": "lijst-sturen",
    "school_systems_upload.send": "lijst-sturen",
    "school_systems_upload.look": "controleer-de-lijst",
    "school_systems_upload.keep": "controleer-de-lijst",
    "plan_give.show": "samen",
    "plan_give.give": "samen",
}
_WRONG_ANSWER = 422


@blueprint.get("")
@guards.agent
def choose() -> Response:
    """Ask what stands at the top of the caller's page."""
    of_logins = [
        each
        for each in catalogue().problems_on(clock().today())
        if any(kind.startswith("login_") for kind in each.failures)
    ]
    return render("helpdesk/scripts.html", scripts=all_scripts(), of_logins=of_logins)


@blueprint.get("/<script>")
@guards.agent
def show(script: str) -> Response:
    """Show what to say there."""
    found = by_key(script)
    if found is None:
        abort(404)
    return render("helpdesk/script.html", script_of=found, total=FLOW.total, line=Line())


def all_scripts() -> tuple[Script, ...]:
    """Return the scripts in the order of a journey: of each step, and of what is around them."""
    steps = tuple(_of_step(step) for step in FLOW.steps if step.key != "login")
    return (*_BEFORE, *steps, *_AROUND)


def by_key(key: str) -> Script | None:
    """Return the script with this key, which is also its piece of URL."""
    return next((each for each in all_scripts() if each.slug == key), None)


def key_of(endpoint: str, values: Mapping[str, Any], status: int, own: str | None = None) -> str:
    """Return the key of the script for a page: by its route, and whether something went wrong.

    `own`: what a page names itself that is another one than its route mostly shows.
    """
    if status >= 400 and status != _WRONG_ANSWER:
        return "fout"
    if own:
        return own
    step = FLOW.by_slug(values.get("slug", ""))
    return step.slug if step else _OF_PAGES.get(endpoint, "elders")


def line_of(page: CallPage, facts: BoardFacts) -> Line:
    """Return who is on the line, as the page and the board's own facts say."""
    school = facts.find(page.brin) if page.brin else None
    if school is None:
        return Line(is_known=True, errors=page.errors, conflicts=page.overtaken)
    mandates = [each for key in facts.season.required for each in school.live(key)]
    system = school.system or next((each.system for each in mandates), None)
    return Line(
        is_known=True,
        school=school.school.name,
        brin=school.school.brin,
        system=system.name if system else "",
        errors=page.errors,
        conflicts=page.overtaken,
        is_parked=school.is_parked,
        differs=differing_words.of_school(school),
    )


def _of_step(step: AnyStep) -> Script:
    heading = step.heading or step.title
    return Script(step.slug, f"Stap {step.number}", heading, f"{step.folder}/script.html")
