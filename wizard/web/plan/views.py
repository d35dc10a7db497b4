"""The plan of a board in words: what is left to do, and where each of it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for

from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.plan.gift import Effort
from wizard.domain.plan.plan import Kind, Line, Plan, plan_of
from wizard.domain.system import retired
from wizard.domain.waiting import near_day
from wizard.domain.words import and_list, count
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, facts_of, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("plan", __name__, url_prefix="/bestuur/<board>/plan")


@dataclass(frozen=True)
class Item:
    """A line of the plan: what, what that takes, and where it is done."""

    title: str
    text: str
    link: str
    url: str


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show what is left to do; *Klaar* when nothing is."""
    facts = facts_of(board)
    plan = plan_now(facts)
    if facts.schools and not plan.lines:
        return see_other(url_for("overview.finished", board=board.number))
    return render(
        "plan/plan.html",
        facts=facts,
        plan=plan,
        items=[in_words(facts, line) for line in plan.lines],
        effort=effort_in_words(plan.effort),
        unknown=plan.count(Kind.ASK) + plan.count(Kind.WAIT),
        changed=conflict.notice(None),
        gone_schools=gone.chosen(facts, request.args.getlist("b")),
        told=request.args.get("bewaard", type=int),
        systems_url=url_for("school_systems.show", board=board.number),
        upload_url=url_for("school_systems_upload.ask", board=board.number),
        mend_url=_mend_url(board),
    )


def _mend_url(board: Board) -> str | None:
    """Return where the wrong rows can be mended of the list that was kept just now."""
    key = request.args.get("lijst")
    return url_for("school_systems_upload.ask", board=board.number, bij=key) if key else None


def plan_now(facts: BoardFacts) -> Plan:
    """Plan what is left to do for a board as things are now."""
    today = facts.season.today
    return plan_of(facts, retired(catalogue().systems.values(), today))


def several_next(facts: BoardFacts) -> Item | None:
    """Return what is given to several schools at once, where the plan says so next."""
    line = next(iter(plan_now(facts).lines), None)
    several = line and line.kind is Kind.GIVE and len(line.schools) > 1
    return in_words(facts, line) if line and several else None


def in_words(facts: BoardFacts, line: Line) -> Item:
    """Say what a line of the plan asks."""
    return _WORDS[line.kind](facts, line)


def effort_in_words(effort: Effort) -> str:
    """Return "2 mandaten en 2 kopieën"; nothing when there is nothing to do."""
    words = (
        (effort.mandates, "mandaat", "mandaten"),
        (effort.copies, "kopie", "kopieën"),
        (effort.ends, "einddatum", "einddatums"),
    )
    return and_list([count(*each) for each in words if each[0]])


def _problem(facts: BoardFacts, line: Line) -> Item:
    school = line.schools[0]
    phone = catalogue().contacts["osr"].phone
    return Item(
        title=f"Er is een probleem bij {school.school.name}",
        text=f"Het lukte niet in het OSR. Bel {phone} of probeer het opnieuw.",
        link=f"Los het probleem op bij {school.school.name}",
        url=urls.of_school(facts, school),
    )


def _record(facts: BoardFacts, line: Line) -> Item:
    school, who = line.schools[0], _who(line)
    url = urls.of_school(facts, school)
    if len(line.schools) > 1 and line.receipt:
        url = url_for("osr.show", board=facts.board.number, number=line.receipt)
    if not (line.effort.mandates or line.effort.copies):
        return Item(
            title=f"Einddatum van {_system(line)} voor {who}",
            text=f"In het OSR nog goed te zetten: {effort_in_words(line.effort)}.",
            link=f"Zet de einddatum van {_system(line)} voor {who} goed in het OSR",
            url=url,
        )
    return Item(
        title=f"{_system(line)} voor {who}",
        text=f"Dit is opgeslagen. In het OSR nog: {effort_in_words(line.effort)}.",
        link=f"Leg {_system(line)} voor {who} vast in het OSR",
        url=url,
    )


def _finish(facts: BoardFacts, line: Line) -> Item:
    school = line.schools[0]
    begun = "Hier bent u al begonnen." if school.in_progress else "Deze school regelt u apart."
    if school.late_services and not school.in_progress:
        begun = "Het mandaat begint te laat."
    return Item(
        title=school.school.name,
        text=f"{begun} Nog {count(line.effort.mandates, 'mandaat', 'mandaten')}.",
        link=f"Ga verder met {school.school.name}",
        url=urls.of_school(facts, school),
    )


def _give(facts: BoardFacts, line: Line) -> Item:
    system, who = _system(line), _who(line)
    url = urls.of_school(facts, line.schools[0])
    if len(line.schools) > 1 and line.system:
        url = url_for("plan_give.show", board=facts.board.number, las=line.system.key)
    return Item(
        title=f"{system} voor {who}",
        text=_takes(line),
        link=f"Ga verder met {system} voor {who}",
        url=url,
    )


def _takes(line: Line) -> str:
    """Say what giving takes: in the OSR a mandate and a copy, with us one click."""
    if settings().register == "osr":
        return f"In het OSR: {effort_in_words(line.effort)}."
    given = line.act.count if line.act else line.effort.mandates
    return f"{count(given, 'mandaat', 'mandaten')}, in één keer."


def _ask(facts: BoardFacts, line: Line) -> Item:
    return Item(
        title=f"{_who(line)}: het LAS is niet bekend",
        text="Vul in welk LAS een school gebruikt. Dat kan voor meer scholen tegelijk.",
        link=f"Vul het LAS in van {_who(line)}",
        url=url_for("school_systems.show", board=facts.board.number),
    )


def _wait(facts: BoardFacts, line: Line) -> Item:
    waits = "wacht" if len(line.schools) == 1 else "wachten"
    day = line.look_again_on
    when = near_day(day, facts.season.today) if day and day > facts.season.today else "vandaag"
    return Item(
        title=f"{_who(line)} {waits} op antwoord",
        text=f"Kijk {when} of er antwoord is.",
        link=f"Vul het antwoord in van {_who(line)}",
        url=url_for("waiting.show", board=facts.board.number),
    )


_WORDS: dict[Kind, Callable[[BoardFacts, Line], Item]] = {
    Kind.PROBLEM: _problem,
    Kind.RECORD: _record,
    Kind.FINISH: _finish,
    Kind.GIVE: _give,
    Kind.ASK: _ask,
    Kind.WAIT: _wait,
}


def _system(line: Line) -> str:
    return line.system.name if line.system else ""


def _who(line: Line) -> str:
    """Name the one school, or say how many they are."""
    if len(line.schools) == 1:
        return line.schools[0].school.name
    return count(len(line.schools), "school", "scholen")
