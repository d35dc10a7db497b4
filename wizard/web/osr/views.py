"""An act for several schools in the OSR: clicks, schools to tick off, one statement for all."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions import osr
from wizard.db import receipts
from wizard.domain.board import Board
from wizard.domain.facts import BoardFacts, Facts
from wizard.domain.mandate import Mandate
from wizard.domain.receipt import Receipt
from wizard.forms.copying import SeenForm
from wizard.steps import FLOW
from wizard.web import gone, guards, urls
from wizard.web.context import db, facts_of, locked_facts_of, work
from wizard.web.copying import reason_in_words
from wizard.web.osr import clicks as osr_clicks
from wizard.web.page import render, see_other
from wizard.web.receipts import undo_words
from wizard.web.submit import submit
from wizard.web.words import in_sentence, short_names

blueprint = Blueprint("osr", __name__, url_prefix="/bestuur/<board>/kopie/<number>")


@blueprint.get("")
@guards.board
def show(board: Board, number: str) -> Response:
    """Show the clicks and the schools that are left; what is recorded has its receipt."""
    receipt, facts = _receipt(board, number), facts_of(board)
    left = _left(facts, receipt)
    if not left:
        return see_other(_outcome(board, number))
    if not osr_clicks.copy_clicks(facts, receipt, left):  # the school to copy from moved away
        here = Facts(facts, facts.find(left[0].brin))
        return see_other(urls.of_recording(here, left[0]))
    form = SeenForm.build(None)
    form.show(left, all_seen="alle" in request.args)
    return _page(facts, receipt, left, form)


@blueprint.post("")
@guards.board
def confirm(board: Board, number: str) -> Response:
    """Take the statement: 422 with the same page, or on to what is left."""
    receipt, facts = _receipt(board, number), locked_facts_of(board)
    form = SeenForm.build(request.form)

    def act() -> str:
        osr.confirm_operation(work(), facts, number, form.seen_mandates)
        return url_for("osr.show", board=board.number, number=number)

    def again() -> Response:
        left = _left(facts, receipt)
        if not osr_clicks.copy_clicks(facts, receipt, left):
            return see_other(_outcome(board, number))
        form.show(left)
        return _page(facts, receipt, left, form, status=422)

    return submit(form, act, again=again)


@blueprint.get("/het-lukt-niet")
@guards.board
def trouble(board: Board, number: str) -> Response:
    """Show what often goes wrong at this click, and who helps."""
    receipt, facts = _receipt(board, number), facts_of(board)
    left = _left(facts, receipt)
    clicks = osr_clicks.copy_clicks(facts, receipt, left)
    if not clicks:
        return see_other(_outcome(board, number))
    at = osr_clicks.place(request.args, len(clicks))
    return render(
        "osr/trouble.html",
        click=clicks[at - 1],
        at=at,
        back_url=url_for("osr.show", board=board.number, number=number),
        action=request.path,
    )


@blueprint.post("/het-lukt-niet")
@guards.board
def report(board: Board, number: str) -> Response:
    """Keep which mandates have a problem, so that overview and helpdesk show it."""
    receipt, facts = _receipt(board, number), locked_facts_of(board)
    clicks = osr_clicks.copy_clicks(facts, receipt, _left(facts, receipt))
    if clicks:
        at = osr_clicks.place(request.form, len(clicks))
        osr.report_problem_of_operation(work(), facts, number, click=clicks[at - 1].key)
    return see_other(urls.overview(board))


def _receipt(board: Board, number: str) -> Receipt:
    found = receipts.of_board(db(), board.number, number)
    if found is None:
        abort(404)
    return found


def _left(facts: BoardFacts, receipt: Receipt) -> tuple[Mandate, ...]:
    """Return what this operation gave or ended that nobody saw in the OSR yet.

    Nothing of one for a single school: that is recorded at its step.
    """
    return osr.left_of_operation(facts, receipt.number) if receipt.is_for_several else ()


def _outcome(board: Board, number: str) -> str:
    return url_for("receipts.show", board=board.number, number=number, al=request.args.get("al"))


def _page(
    facts: BoardFacts,
    receipt: Receipt,
    left: tuple[Mandate, ...],
    form: SeenForm,
    status: int = 200,
) -> Response:
    clicks = osr_clicks.copy_clicks(facts, receipt, left)
    given = [each for each in left if not each.is_recorded]
    ended = [each for each in left if each.awaits_end]
    services = dict.fromkeys(each.service for each in left)
    of_school: dict[str, list[str]] = defaultdict(list)
    for each in left:
        if each.service not in of_school[each.brin]:
            of_school[each.brin].append(each.service)
    return render(
        "osr/record.html",
        status=status,
        step=FLOW.by_key("copy"),
        total=FLOW.total,
        facts=facts,
        receipt=receipt,
        ended=ended,
        reason=reason_in_words,
        undo=undo_words.offer(facts, receipt),
        gone_schools=gone.of_operation(facts.board, receipt.number),
        form=form,
        clicks=clicks,
        at=osr_clicks.place(request.args, len(clicks)),
        schools=[facts.find(brin) for brin in of_school],
        system=(given or ended)[0].system,
        services_of={brin: _unless_all(keys, services) for brin, keys in of_school.items()},
        service_names=in_sentence(services),
        count_left=len(given),
        action=url_for("osr.show", board=facts.board.number, number=receipt.number),
        trouble_url=url_for("osr.trouble", board=facts.board.number, number=receipt.number),
        overview_url=urls.overview(facts.board),
    )


def _unless_all(keys: Sequence[str], services: Collection[str]) -> str:
    """Say which services a school is to get where that is not all of them."""
    if len(keys) == len(services):
        return ""
    return f". Alleen {short_names(keys)}."
