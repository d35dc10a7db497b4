"""Step 7: from one school to the others. Choose and look (a GET each), then copy (a POST).

The choice stands in the URL: `b` for each ticked BRIN (short, so that a thousand still fit), `las`
for the system, `gekozen` once the person saw the list, `controle` for the page that asks. The rule
for this one step is static, so it goes before the rule for any step in `wizard.web.steps.views`.
"""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, request, url_for

from wizard.actions import copying
from wizard.domain.board import Board
from wizard.domain.copying.copies import Copy, Group, Left, Reason, Target, copy_to, targets
from wizard.domain.copying.source import Source, sources
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import SystemChoice
from wizard.domain.school import School, answers_to
from wizard.domain.words import date_short
from wizard.forms.copying import CopyForm
from wizard.steps import FLOW
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, clock, facts_of, locked_facts_of, work
from wizard.web.page import render, see_other
from wizard.web.school_systems import differing_words
from wizard.web.search import WITHOUT_SEARCH, query_of
from wizard.web.submit import submit
from wizard.web.words import in_sentence, short_names, word_of

blueprint = Blueprint(
    "copying", __name__, url_prefix="/bestuur/<board>/school/<brin>/andere-scholen"
)

_STEP = FLOW.by_key("copy")
_NOTHING_CHOSEN = "Kies minstens één school, of kies ‘Niet kopiëren’."


@blueprint.get("")
@guards.board
def choose(board: Board, school: School) -> Response:
    """Show who can go along and who cannot; or what the chosen copy would do."""
    facts = facts_of(board)
    here = _here(facts, school)
    asked = copying.source_of(facts, school.brin, request.args.get("las"))
    source = asked or copying.source_of(facts, school.brin, None)
    if not _STEP.applies(here):
        return see_other(urls.after(here))
    if source is None:  # what it has is not recorded yet, or has an end
        following = facts.next_school(besides=school.brin if here.chosen.is_finished else None)
        return see_other(urls.of_school(facts, following) if following else urls.after(here))
    if "controle" not in request.args:
        return _list(here, source)
    act = copy_to(facts, source, _wanted(facts, source))
    chosen = act.included or act.refused
    return _preview(here, act, _new_form(act)) if chosen else _list(here, source, empty=True)


@blueprint.post("")
@guards.board
def copy(board: Board, school: School) -> Response:
    """Copy: 422 with what would happen now, or on to the outcome."""
    facts = locked_facts_of(board)
    form = CopyForm.build(request.form)
    here = _here(facts, school)

    def act() -> str:
        next_page = copying.copy(
            work(),
            facts,
            brin=school.brin,
            system_key=form.system.data or "",
            wanted=form.wanted,
            key=form.act,
        )
        return urls.of_next_page(next_page, here)

    return submit(form, act, again=lambda: _again(here, form))


@blueprint.post("/niet")
@guards.board
def decline(board: Board, school: School) -> Response:
    """Not copying is an answer: nobody is asked again, and the next school comes."""
    facts = locked_facts_of(board)
    _here(facts, school)
    copying.decline(work(), facts, school.brin)
    following = facts.next_school(besides=school.brin)
    return see_other(urls.of_school(facts, following) if following else urls.overview(board))


def _here(facts: BoardFacts, school: School) -> Facts:
    found = facts.find(school.brin)
    if found is None:  # it moved or closed since the guard looked
        gone.refuse(facts.board, school.brin)
    return Facts(facts, found)


def _wanted(facts: BoardFacts, source: Source) -> dict[str, tuple[str, ...]]:
    """Return what the ticked schools lack now, nothing for who is gone: never more than it says."""
    ticked = set(request.args.getlist("b"))
    lacking = {
        each.facts.school.brin: each.services
        for each in targets(facts, source)
        if each.facts.school.brin in ticked
    }
    return dict.fromkeys((each.school.brin for each in gone.chosen(facts, ticked)), ()) | lacking


def _new_form(act: Copy) -> CopyForm:
    form = CopyForm.build(None)
    form.show(act.source.system.key, act.included)
    return form


def _again(here: Facts, form: CopyForm) -> Response:
    """Show what the copy that was sent would do now."""
    source = copying.source_of(here.board, here.chosen.school.brin, form.system.data or None)
    if source is None:
        return see_other(urls.after(here, changed=conflict.mark("")))
    act = copy_to(here.board, source, form.wanted)
    form.show(source.system.key, act.included)
    return _preview(here, act, form, status=422)


def _list(here: Facts, source: Source, *, empty: bool = False) -> Response:
    status = 422 if empty else 200
    context = list_context(here, source, empty=empty)
    context["gone_schools"] = gone.chosen(here.board, request.args.getlist("b"))
    return render("steps/copy/page.html", status=status, **context)


def list_context(here: Facts, source: Source, *, empty: bool) -> dict[str, Any]:
    """Return what the list of schools shows; `empty`: none was chosen."""
    found = targets(here.board, source)
    query = query_of(request.args)
    ticked = _ticked(found)
    shown = [each for each in found if not query or answers_to(each.facts.school, query)]
    brins = {each.facts.school.brin for each in shown}
    groups = {group.value: [each for each in shown if each.group is group] for group in Group}
    following = here.board.next_school(besides=here.chosen.school.brin)
    return {
        **_around(here, source),
        "error": _nothing_chosen([*groups["can"], *groups["ask"]]) if empty else None,
        "groups": groups,
        "ticked": ticked,
        "kept": sorted(ticked - brins),
        "query": query,
        "all_url": _list_url(here, source, ticked),
        "searches": len(found) > WITHOUT_SEARCH,
        "other_sources": [each for each in sources(here.chosen) if each.system != source.system],
        "names_of": short_names,
        "reason": reason_in_words,
        "word_of": word_of,
        "school_url": lambda each: urls.of_school(here.board, each.facts),
        "following": following,
        "following_url": urls.of_school(here.board, following) if following else None,
    }


def _nothing_chosen(offered: list[Target]) -> tuple[str, dict[str, str]]:
    """Ask for a school, with a link to the first box; a search may have left no box to link to."""
    first = f"b-{offered[0].facts.school.brin}" if offered else ""
    return "Er is nog geen school gekozen", {first: _NOTHING_CHOSEN}


def _ticked(found: tuple[Target, ...]) -> set[str]:
    """Before the person chose, whose LAS is known to be the same; nobody else."""
    if "gekozen" not in request.args:
        return {each.facts.school.brin for each in found if each.group is Group.CAN}
    asked = set(request.args.getlist("b"))
    return {each.facts.school.brin for each in found if each.may_go_along} & asked


def _preview(here: Facts, act: Copy, form: CopyForm, status: int = 200) -> Response:
    list_url = _list_url(here, act.source, [each.facts.school.brin for each in act.included])
    back = {"back_url": list_url, "back_text": "Terug naar de scholen"}
    return render(
        "copying/preview.html",
        status=status,
        **{**_around(here, act.source), **back},
        script_key="controleer-de-kopie",
        form=form,
        act=act,
        sentence=copying.sentence(catalogue(), act, clock().today()),
        first_days=sorted({act.source.first_day(key) for key in act.services}),
        names_of=short_names,
        reason=reason_in_words,
        list_url=list_url,
    )


def _around(here: Facts, source: Source) -> dict[str, Any]:
    return {
        "step": _STEP,
        "total": FLOW.total,
        "facts": here,
        "source": source,
        "saved": None,
        "changed": conflict.notice(here.school),
        "action": urls.of_step(_STEP, here.board.board, source.school.brin),
        "back_url": urls.overview(here.board.board),
        "back_text": "Naar het overzicht",
        "overview_url": urls.overview(here.board.board),
        "differs": lambda target: differing_words.of_target(target, source),
        "service_names": in_sentence(source.services),
    }


def reason_in_words(stays: Target | Left) -> str:
    """Say why a school does not go along."""
    day = date_short(stays.day) if stays.day else ""
    system = stays.system.name if isinstance(stays.system, SystemChoice) else stays.system
    return {
        Reason.HAS: "Heeft dit mandaat al.",
        Reason.OTHER_SYSTEM: f"Gebruikt {system or 'een ander LAS'}.",
        Reason.OTHER_MANDATE: f"Heeft hiervoor een mandaat met {system}.",
        Reason.ENDS: f"Dit mandaat eindigt daar op {day}.",
        Reason.OWN_ANSWERS: f"Voor deze school koos u een latere begindatum: {day}.",
        Reason.UNKNOWN: "Het LAS van deze school is niet bekend.",
        Reason.NOT_CHOSEN: "Niet gekozen.",
        Reason.GONE: gone.reason_of(stays.brin) if isinstance(stays, Left) else "",
    }[stays.reason or Reason.NOT_CHOSEN]


def _list_url(here: Facts, source: Source, ticked: Iterable[str]) -> str:
    return url_for(
        "copying.choose",
        board=here.board.board.number,
        brin=here.chosen.school.brin,
        las=source.system.key,
        gekozen=1,
        b=sorted(ticked),
    )
