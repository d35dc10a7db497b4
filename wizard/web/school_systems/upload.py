"""A list of schools and their LAS from Excel: send it, look at what it says, and keep that."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Flask, Response, abort, g, request, url_for
from flask_login import current_user

from wizard.actions.school_systems import sent_lists
from wizard.db.school_systems import sent_lists as school_systems_sent_lists
from wizard.db.school_systems.sent_lists import SentList
from wizard.domain.board import Board
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts
from wizard.domain.school import parse_school_code
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.school_import.gone import Gone
from wizard.domain.school_systems.mending import Header, table_of
from wizard.domain.school_systems.system_list import EARLIER, Fault, SystemList, WrongRow
from wizard.domain.words import count
from wizard.forms.school_systems.upload import ListForm, UploadForm
from wizard.schooldata import sheet_file
from wizard.schooldata.bounds import LONGEST_CELL, MOST_COLUMNS
from wizard.schooldata.sheet_file import SheetList
from wizard.schooldata.turn import Turn
from wizard.web import downloads, gone, guards
from wizard.web.context import catalogue, clock, db, facts_of, give_up, locked_facts_of, work
from wizard.web.gone_words import gone_sentence
from wizard.web.page import render, see_other
from wizard.web.school_systems import differing_words
from wizard.web.school_systems.list_words import right, right_in_file, wrong
from wizard.web.submit import submit

blueprint = Blueprint("school_systems_upload", __name__, url_prefix="/bestuur/<board>/las/bestand")

#: Of this process.
READING = Turn()
#: Bytes of what is sent. Forms are small; where a file may come, it is above the largest file, so
#: that who sends a little too much is told so on the page.
LARGEST_FORM = 64 * 1024
_LARGEST_REQUEST = 6 * 1024 * 1024
_KEY = re.compile(r"[0-9a-f]{32}")
_FILES = re.compile(r"/bestuur/[^/]+/las/bestand")
#: So many wrong rows stand on the page; more are counted.
_MOST_WRONG = 100
_LONGEST_NAME = 100
_COLUMNS = ("BRIN", "School", "Plaats", "LAS")


def largest_request(path: str) -> int:
    """Return how many bytes may be sent to this path."""
    return _LARGEST_REQUEST if _FILES.fullmatch(path) else LARGEST_FORM


def init_app(app: Flask) -> None:
    """Let a file in here alone. It has to be said before anybody reads the form."""

    @app.before_request
    def let_files_in() -> None:
        if request.endpoint == "school_systems_upload.send":
            request.max_content_length = _LARGEST_REQUEST


@blueprint.get("")
@guards.board
def ask(board: Board) -> Response:
    """Ask for a file, or for the mended rows of a list that was sent before."""
    return _page(facts_of(board), UploadForm.build(None, adds_to=request.args.get("bij", "")))


@blueprint.post("")
@guards.board
def send(board: Board) -> Response:
    """Read the file: 422 with what is wrong, or on to what it says. Nothing is applied yet."""
    form = UploadForm.build(request.form)
    give_up()  # nobody waits for our transaction while a file is read
    try:
        name, read = _read()
    except DomainError as error:
        form.add_refusal(error)
        return _page(facts_of(board), form, status=422)
    facts = facts_of(board)
    key, found = sent_lists.take(
        work(),
        facts,
        file_name=name,
        header=read.header,
        rows=read.rows,
        earlier=_earlier(board, form.bij.data or "", read.header),
    )
    if found.said:
        return see_other(url_for("school_systems_upload.look", board=board.number, list_key=key))
    form.bij.data = ""
    form.refuse_all(_nothing_in(found))
    db().commit()  # nothing is taken of it, but its rows can be handed back
    return _page(facts, form, found, _sent(board, key) if key else None, status=422)


@blueprint.get("/<list_key>")
@guards.board
def look(board: Board, list_key: str) -> Response:
    """Show what the list says of each school, and which rows are wrong."""
    sent, facts = _sent(board, list_key), facts_of(board)
    if sent.is_kept:
        return see_other(_plan(board))
    found = _said(facts, sent)
    form = ListForm.build(None)
    form.show(found.said)
    return _look(facts, sent, found, form)


@blueprint.post("/<list_key>")
@guards.board
def keep(board: Board, list_key: str) -> Response:
    """Keep what the list says: 422 with how it stands now, or on to the plan."""
    facts = locked_facts_of(board)
    sent = _sent(board, list_key)
    if sent.is_kept:
        return see_other(_plan(board))
    found, form = _said(facts, sent), ListForm.build(request.form)

    def act() -> str:
        leaves_rows = sent_lists.keep(work(), facts, sent, found, seen=form.seen.data or "")
        rest = {"lijst": sent.key} if leaves_rows and _is_own(sent) else {}
        return _plan(board, bewaard=len(found.changes), **rest)

    def again() -> Response:
        form.show(found.said)
        return _look(facts, sent, found, form, status=422)

    return submit(form, act, again=again)


@blueprint.get("/<list_key>/rijen-die-niet-kloppen.xlsx")
@guards.board
def wrong_rows(board: Board, list_key: str) -> Response:
    """Hand the wrong rows back to who sent them, to be mended: as they came, and what is wrong."""
    sent, facts = _sent(board, list_key), facts_of(board)
    found = _said(facts, sent)
    if not (found.wrong and _is_own(sent)):
        abort(404)
    left = _left(found.wrong)
    table = table_of(
        sent.original, found.wrong, lambda row: " ".join(_words(row, left, right_in_file))
    )
    return downloads.attachment(
        f"rijen-die-niet-kloppen-{board.number}.xlsx",
        downloads.as_xlsx("Rijen die niet kloppen", table.columns, table.rows),
    )


@blueprint.get("/voorbeeld.xlsx")
@guards.board
def template(board: Board) -> Response:
    """Hand out the list to fill in: the board's schools, and the LAS as far as known."""
    rows = [
        (school.school.brin, school.school.name, school.school.place, _known(school))
        for school in facts_of(board).schools
    ]
    file = downloads.as_xlsx("LAS per school", _COLUMNS, rows)
    return downloads.attachment(f"las-per-school-{board.number}.xlsx", file)


def _read() -> tuple[str, SheetList]:
    """Return the name of the file that was sent, and what it holds. Raises DomainError."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise DomainError("Kies eerst een bestand.", field="file")
    content = sent.stream.read(sheet_file.LARGEST_FILE + 1)
    with READING.taken():
        return sent.filename[-_LONGEST_NAME:], sheet_file.read_list(sent.filename, content)


def _said(facts: BoardFacts, sent: SentList) -> SystemList:
    return sent_lists.read_for(catalogue(), facts, sent.rows)


def _earlier(board: Board, key: str, header: Header) -> SentList | None:
    """Return the list that this one adds to: the page says which, or the file was ours to mend.

    What an earlier list said and was kept already needs no adding.
    """
    found = _own(board, key)
    if not key and header.is_ours:
        found = school_systems_sent_lists.waiting_of(
            db(), board.number, current_user.person, clock().now()
        )
    return found if found and not found.is_kept else None


def _own(board: Board, key: str) -> SentList | None:
    """Return the list that this person sent for this board."""
    if not _KEY.fullmatch(key):
        return None
    found = school_systems_sent_lists.find(db(), board.number, key, clock().now())
    return found if found and _is_own(found) else None


def _is_own(sent: SentList) -> bool:
    return bool(sent.sent_by == current_user.person.id)


def _sent(board: Board, key: str) -> SentList:
    found = school_systems_sent_lists.find(db(), board.number, key, clock().now())
    if found is None:
        abort(404)
    return found


def _nothing_in(found: SystemList) -> str:
    """Say why nothing of a list can be taken."""
    wrong, empty = (
        count(len(found.wrong), "rij klopt niet", "rijen kloppen niet"),
        count(found.empty, "rij heeft geen LAS", "rijen hebben geen LAS"),
    )
    if not found.wrong:
        return (
            "In dit bestand is nog geen LAS ingevuld. Vul per school het LAS in en stuur het "
            "bestand opnieuw."
        )
    if found.empty:
        return f"{wrong} en {empty}. Verbeter wat niet klopt en stuur dat opnieuw."
    if len(found.wrong) == 1:
        return "De enige rij klopt niet. Verbeter de rij en stuur die opnieuw."
    return "Geen enkele rij klopt. Verbeter de rijen en stuur ze opnieuw."


def _known(school: SchoolFacts) -> str:
    system = school.known_system
    return system.name if system else ""


def _page(
    facts: BoardFacts,
    form: UploadForm,
    found: SystemList | None = None,
    sent: SentList | None = None,
    status: int = 200,
) -> Response:
    return render(
        "school_systems/upload.html",
        status=status,
        facts=facts,
        form=form,
        names=[each.name for each in catalogue().systems_at(facts.season.today)],
        systems_url=url_for("school_systems.show", board=facts.board.number),
        template_url=url_for("school_systems_upload.template", board=facts.board.number),
        action=url_for("school_systems_upload.send", board=facts.board.number),
        earlier=_mended(facts, form.bij.data or ""),
        **_faults(found, sent),
    )


def _look(
    facts: BoardFacts, sent: SentList, found: SystemList, form: ListForm, status: int = 200
) -> Response:
    differing = [each for each in found.said if differing_words.of_telling(each)]
    return render(
        "school_systems/list.html",
        status=status,
        facts=facts,
        form=form,
        file_name=sent.file_name,
        earlier_name=sent.earlier_name,
        earlier=sum(row.line == EARLIER for row in sent.rows),
        changing=found.changes,
        differs=differing_words.of_telling,
        differing=len(differing),
        same_differs=[each for each in differing if not each.changes],
        same=len(found.said) - len(found.changes),
        empty=found.empty,
        not_named=len(facts.schools) - len(found.said),
        upload_url=url_for("school_systems_upload.ask", board=facts.board.number),
        plan_url=_plan(facts.board),
        action=request.path,
        **_faults(found, sent),
    )


def _faults(found: SystemList | None, sent: SentList | None) -> dict[str, Any]:
    rows = found.wrong if found else ()
    shown = rows[:_MOST_WRONG]
    left = _left(shown)
    return {
        "wrong_rows": [(each, *_words(each, left)) for each in shown],
        "wrong_count": len(rows),
        "mending": _mending(sent, rows) if sent and rows and _is_own(sent) else None,
    }


def _mended(facts: BoardFacts, key: str) -> dict[str, Any] | None:
    """Return the list whose mended rows are asked for, and how much of it was right."""
    sent = _own(facts.board, key)
    if sent is None:
        return None
    found = _said(facts, sent)
    if not found.wrong:
        return None
    return {
        "key": sent.key,
        "file_name": sent.file_name,
        "is_kept": sent.is_kept,
        "right": len(found.said),
        "wrong": len(found.wrong),
        "look_url": url_for(
            "school_systems_upload.look", board=facts.board.number, list_key=sent.key
        ),
        **_mending(sent, found.wrong),
    }


def _mending(sent: SentList, rows: Sequence[WrongRow]) -> dict[str, Any]:
    """Return where wrong rows are handed back and sent again, and what of them was not kept."""
    cells = sent.original.cells
    return {
        "file_url": url_for(
            "school_systems_upload.wrong_rows", board=g.board.number, list_key=sent.key
        ),
        "send_url": url_for("school_systems_upload.ask", board=g.board.number, bij=sent.key),
        "bare": sum(each.line not in cells for each in rows),
        "longest": LONGEST_CELL,
        "widest": MOST_COLUMNS,
        "is_wide": any(len(row) >= MOST_COLUMNS for row in cells.values()),
        "is_cut": any(len(cell) >= LONGEST_CELL for row in cells.values() for cell in row),
    }


def _left(rows: Sequence[WrongRow]) -> dict[str, Gone]:
    """Return which schools of these rows were this board's and are not any more, by BRIN."""
    return gone.among(
        g.board, {parse_school_code(each.value) or "" for each in rows if _is_other(each)}
    )


def _is_other(row: WrongRow) -> bool:
    return row.fault is Fault.NOT_YOURS


def _words(
    row: WrongRow, left: Mapping[str, Gone], what_to_do: Callable[[WrongRow], str] = right
) -> tuple[str, str]:
    """Say what is wrong with a row, and what would be right; of a school that left, what it did."""
    became = left.get(parse_school_code(row.value) or "") if _is_other(row) else None
    if became is not None:
        return gone_sentence(became), "Haal de rij weg."
    return wrong(row), what_to_do(row)


def _plan(board: Board, **more: Any) -> str:
    return url_for("plan.show", board=board.number, **more)
