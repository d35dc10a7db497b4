"""Changing the LAS of one or many schools. Choose and look (a GET each), then change (a POST).

The choice stands in the URL: `old` and `system` for the two LASs, `ends_on` and `starts_on` for the
days, `b` for each ticked BRIN, `gekozen` once the person saw the list, `controle` for the page that
asks. The page that asks sends the same on.
"""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions import las_change as actions_las_change
from wizard.actions.operations import saved_before
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.las_change.candidates import (
    act_of,
    schools_with,
    services_with,
    systems_to_leave,
)
from wizard.domain.las_change.change import Left, Stays
from wizard.domain.mandate import SystemChoice
from wizard.domain.school import answers_to
from wizard.forms.las_change import ChangeForm, ConfirmForm, FromForm
from wizard.web import gone, guards, urls
from wizard.web.context import catalogue, clock, facts_of, locked_facts_of, work
from wizard.web.las_change import words as las_change_words
from wizard.web.page import render, see_other
from wizard.web.school_systems import differing_words
from wizard.web.search import WITHOUT_SEARCH, query_of
from wizard.web.submit import submit
from wizard.web.words import short_names

blueprint = Blueprint("las_change", __name__, url_prefix="/bestuur/<board>/overstap")

_NO_SCHOOL = "Kies minstens één school."


@blueprint.get("")
@guards.board
def choose(board: Board) -> Response:
    """Ask from which LAS, to which, when and where; or show what the chosen change would do."""
    facts = facts_of(board)
    old = _old(facts, request.args)
    if old is None:
        return _ask_from(facts)
    asked = _form(facts, old, request.args if "gekozen" in request.args else None)
    ticked = _ticked(facts, old)
    if "controle" not in request.args:
        return _list(facts, asked, ticked)
    if not asked.validate() or not ticked:
        return _list(facts, asked, ticked, status=422)
    return _preview(facts, asked, ticked, ConfirmForm.build(None))


@blueprint.post("")
@guards.board
def change(board: Board) -> Response:
    """Change: 422 with what would happen now, or on to the outcome."""
    facts, confirm = locked_facts_of(board), ConfirmForm.build(request.form)
    if before := saved_before(work(), facts, confirm.act_key):
        return see_other(urls.of_next_page(before, Facts(facts)))
    old = _old(facts, request.form)
    if old is None:
        sent = sorted((request.form.get("schools") or "").split())
        return see_other(url_for("las_change.choose", board=board.number, b=sent))
    asked = _form(facts, old, request.form)
    chosen = asked.sent_schools
    if not asked.validate():
        return _list(facts, asked, chosen, status=422)

    def act() -> str:
        next_page = actions_las_change.change(
            work(),
            facts,
            asked.change,
            chosen=chosen,
            seen=confirm.seen.data or "",
            key=confirm.act_key,
        )
        return urls.of_next_page(next_page, Facts(facts))

    return submit(confirm, act, again=lambda: _preview(facts, asked, chosen, confirm, status=422))


def _old(facts: BoardFacts, given: Mapping[str, str]) -> SystemChoice | None:
    """Return the LAS to leave: as asked for, or the only one there is."""
    systems, key = systems_to_leave(facts), given.get("old")
    if key is None and len(systems) == 1:
        return systems[0]
    return next((each for each in systems if each.key == key), None)


def _ask_from(facts: BoardFacts) -> Response:
    systems = systems_to_leave(facts)
    form = FromForm.build(systems, request.args)
    status = 422 if "old" in request.args or "verder" in request.args else 200
    if status == 422:
        form.validate()
    return render(
        "las_change/from.html",
        status=status,
        form=form,
        counts={each.key: len(schools_with(facts, each)) for each in systems},
        **_around(facts),
    )


def _form(facts: BoardFacts, old: SystemChoice, typed: Any) -> ChangeForm:
    return ChangeForm.build(old, catalogue(), facts.season.today, typed)


def _ticked(facts: BoardFacts, old: SystemChoice) -> frozenset[str]:
    """Before the person chose: the school that they came from, or every school with this LAS.

    A school that was asked which LAS it uses is ticked by nobody but the person.
    """
    found = schools_with(facts, old)
    have_it = frozenset(each.school.brin for each in found)
    asked = frozenset(request.args.getlist("b"))
    if "gekozen" in request.args:
        return asked & have_it
    return (asked & have_it) or frozenset(each.school.brin for each in found if not each.is_parked)


def _list(
    facts: BoardFacts, asked: ChangeForm, ticked: Collection[str], status: int = 200
) -> Response:
    if status == 422 and not ticked:
        asked.add_error("schools", _NO_SCHOOL)
    query = "" if status == 422 else query_of(request.args)
    found = schools_with(facts, asked.old)
    shown = [each for each in found if not query or answers_to(each.school, query)]
    return render(
        "las_change/choose.html",
        status=status,
        form=asked,
        sends=_sends(asked, ticked),
        ticked=ticked,
        shown=shown,
        kept=sorted({*ticked} - {each.school.brin for each in shown}),
        others=len(facts.schools) - len(found),
        query=query,
        searches=len(found) > WITHOUT_SEARCH,
        all_url=_list_url(facts, asked, ticked),
        names_of=lambda each: short_names(services_with(each, asked.old)),
        old_stops=las_change_words.old_stops(asked.old),
        **_around(facts),
    )


def _preview(
    facts: BoardFacts,
    asked: ChangeForm,
    chosen: Collection[str],
    confirm: ConfirmForm,
    status: int = 200,
) -> Response:
    act = act_of(facts, asked.change, chosen)
    confirm.show(act)
    list_url = _list_url(facts, asked, chosen)
    return render(
        "las_change/preview.html",
        status=status,
        script_key="controleer-de-overstap",
        form=confirm,
        asked=asked,
        act=act,
        sentence=actions_las_change.sentence(catalogue(), act, clock().today())
        if act.included
        else None,
        differs=lambda line: differing_words.of_change(line, act.change),
        warnings=las_change_words.warnings(act),
        names_of=short_names,
        reason=lambda kept: las_change_words.reason(kept, act.change),
        school_url=lambda left: _school_url(facts, left),
        sent=_sent(asked, chosen),
        list_url=list_url,
        **{**_around(facts), "back_url": list_url, "back_text": "Terug naar de keuze"},
    )


def _school_url(facts: BoardFacts, left: Left) -> str | None:
    """Return where to go on for a school that stays behind: to what is open there, or its page."""
    school = facts.find(left.brin)
    if school is None:
        return None
    if left.kept.reason in (Stays.OWN_ANSWERS, Stays.NOT_RECORDED):
        return urls.of_school(facts, school)
    return url_for("overview_school.show", board=facts.board.number, brin=left.brin)


def _around(facts: BoardFacts) -> dict[str, Any]:
    overview_url = urls.overview(facts.board)
    return {
        "facts": facts,
        "action": url_for("las_change.choose", board=facts.board.number),
        "overview_url": overview_url,
        "gone_schools": gone.chosen(facts, request.args.getlist("b")),
        "back_url": overview_url,
        "back_text": "Naar het overzicht",
    }


def _sent(asked: ChangeForm, chosen: Collection[str]) -> dict[str, str]:
    """Return the fields that the page to check sends on: what the person saw there, exactly."""
    return {
        "old": asked.old.key,
        "system": asked.system.data,
        "name": asked.name.data or "",
        "meant": asked.meant.data or "",
        "ends_on": f"{asked.change.last_old_day:%d-%m-%Y}",
        "starts_on": f"{asked.change.first_new_day:%d-%m-%Y}",
        "schools": " ".join(sorted(chosen)),
    }


def _sends(asked: ChangeForm, ticked: Collection[str]) -> dict[str, list[str]]:
    """Return what the answer sends on to whether a name is that of a system in the list."""
    return {
        "old": [asked.old.key],
        "gekozen": ["1"],
        "controle": ["1"],
        "system": [asked.system.data or ""],
        "name": [asked.name.data or ""],
        "ends_on": [asked.ends_on.data or ""],
        "starts_on": [asked.starts_on.data or ""],
        "b": sorted(ticked),
    }


def _list_url(facts: BoardFacts, asked: ChangeForm, ticked: Collection[str]) -> str:
    return url_for(
        "las_change.choose",
        board=facts.board.number,
        old=asked.old.key,
        system=asked.system.data or None,
        name=asked.name.data or None,
        meant=asked.meant.data or None,
        ends_on=asked.ends_on.data or None,
        starts_on=asked.starts_on.data or None,
        gekozen=1,
        b=sorted(ticked),
    )
