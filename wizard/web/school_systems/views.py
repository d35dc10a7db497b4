"""Which LAS each school uses, for a whole board: a table to tick and set, and a look before it.

The ticks stand in the URL, as when copying: `b` for each BRIN, `las`, `controle` for the look.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions.school_systems import reporting
from wizard.actions.school_systems.reporting import offered
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts
from wizard.domain.mandate import SystemChoice
from wizard.domain.school import answers_to
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_systems.differing import differing_now
from wizard.domain.school_systems.reported import Telling, tellings
from wizard.forms.school_systems.table import UNKNOWN, TableForm, TellingForm
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, facts_of, locked_facts_of, work
from wizard.web.page import render, see_other
from wizard.web.school_systems import differing_words
from wizard.web.search import WITHOUT_SEARCH, query_of
from wizard.web.submit import submit

blueprint = Blueprint("school_systems", __name__, url_prefix="/bestuur/<board>/las")


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show all schools with their LAS; or what setting the ticked ones would change."""
    facts = facts_of(board)
    if not facts.schools:
        return see_other(urls.overview(board))
    form = TableForm.build(request.args, offered(catalogue(), facts))
    if "controle" not in request.args:
        return _table(facts, form)
    said = _said(facts, form.las.data or "", form.b.data or ())
    if not form.validate() or not said:
        return _table(facts, form, status=422)
    looking = TellingForm.build(None)
    looking.show(form.las.data, said)
    return _look(facts, looking, said)


@blueprint.post("")
@guards.board
def keep(board: Board) -> Response:
    """Keep what the page said: 422 with how it stands now, or on to the table."""
    facts = locked_facts_of(board)
    form = TellingForm.build(request.form)
    said = _said(facts, form.las.data or "", form.brins)
    if not said and gone.chosen(facts, form.brins):
        return see_other(_address(board, b=form.brins))
    if not said:
        return see_other(_address(board, gewijzigd=conflict.mark("")))

    def act() -> str:
        changed = reporting.tell(work(), board, said, seen=form.seen.data or "")
        if form.las.data == UNKNOWN:  # there stands the text to send
            return url_for("waiting.show", board=board.number)
        return _address(board, bewaard=changed, las=form.las.data)

    def again() -> Response:
        form.show(form.las.data or "", said)
        return _look(facts, form, said, status=422)

    return submit(form, act, again=again)


def _said(facts: BoardFacts, key: str, brins: Collection[str]) -> tuple[Telling, ...]:
    """Return what is said of these schools; nothing where there is no such LAS."""
    systems: dict[str, SystemChoice | None] = {
        each.key: each for each in offered(catalogue(), facts)
    }
    systems[UNKNOWN] = None
    return tellings(facts, dict.fromkeys(brins, systems[key])) if key in systems else ()


def _table(facts: BoardFacts, form: TableForm, status: int = 200) -> Response:
    query = query_of(request.args)
    shown = [each for each in facts.schools if not query or answers_to(each.school, query)]
    ticked = {each.school.brin for each in facts.schools} & set(form.b.data or ())
    return render(
        "school_systems/table.html",
        status=status,
        facts=facts,
        form=form,
        groups=_groups(shown),
        differs=differing_words.of_school,
        ticked=ticked,
        kept=sorted(ticked - {each.school.brin for each in shown}),
        query=query,
        searches=len(facts.schools) > WITHOUT_SEARCH,
        all_url=_address(facts.board, b=sorted(ticked), las=form.las.data or None),
        told=_just_told(facts),
        gone_schools=gone.chosen(facts, form.b.data or ()),
        changed=conflict.notice(None),
        action=_address(facts.board),
        **_around(facts.board),
    )


def _groups(shown: Iterable[SchoolFacts]) -> list[tuple[str, str, list[SchoolFacts]]]:
    """Return (id, heading, schools): of which nothing is known, who is asked, then by LAS.

    Those of which the register knows another LAS stand apart: they are to be looked at.
    """
    of_system: dict[str, list[SchoolFacts]] = defaultdict(list)
    waiting, unknown, differs = [], [], []
    for each in shown:
        if each.is_parked:
            waiting.append(each)
        elif each.known_system is None:
            unknown.append(each)
        elif differing_now(each):
            differs.append(each)
        else:
            of_system[each.known_system.name or "Een ander systeem"].append(each)
    known = sorted(of_system.items(), key=lambda group: -len(group[1]))
    found = [
        ("onbekend", "LAS niet bekend", unknown),
        ("wachten", "Wacht op antwoord van de school", waiting),
        ("verschil", "Heeft ook een mandaat met een ander LAS", differs),
        *((f"met-las-{number}", name, schools) for number, (name, schools) in enumerate(known)),
    ]
    return [group for group in found if group[2]]


def _look(
    facts: BoardFacts, form: TellingForm, said: Collection[Telling], status: int = 200
) -> Response:
    back = _address(
        facts.board, b=[each.facts.school.brin for each in said], las=form.las.data or None
    )
    return render(
        "school_systems/look.html",
        status=status,
        script_key="controleer-het-las",
        facts=facts,
        form=form,
        system=next(iter(said)).system,
        differs=differing_words.of_telling,
        changing=[each for each in said if each.changes],
        same=[each for each in said if not each.changes],
        gone_schools=gone.chosen(facts, [*request.args.getlist("b"), *_sent()]),
        back_url=back,
        action=_address(facts.board),
    )


def _sent() -> list[str]:
    """Return the schools of the page that was sent, also those that it cannot show any more."""
    return TellingForm.build(request.form).brins


def _just_told(facts: BoardFacts) -> tuple[int, str] | None:
    """Return of how many schools a LAS was kept just now, and its name; None: nothing was."""
    number = request.args.get("bewaard", type=int)
    if number is None:
        return None
    names = {each.key: each.name for each in offered(catalogue(), facts)}
    return number, names.get(request.args.get("las", ""), "")


def _around(board: Board) -> dict[str, Any]:
    return {
        "plan_url": url_for("plan.show", board=board.number),
        "upload_url": url_for("school_systems_upload.ask", board=board.number),
    }


def _address(board: Board, **more: Any) -> str:
    return url_for("school_systems.show", board=board.number, **more)
