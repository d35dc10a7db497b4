"""A list of schools and their LAS from Excel: send it, look at what it says, and keep that."""

import re
from typing import Any

from flask import Blueprint, Flask, Response, abort, g, make_response, request, url_for

from wizard.actions import telling
from wizard.db import system_lists
from wizard.db.system_lists import SentList
from wizard.domain.board import Board
from wizard.domain.errors import DomainError
from wizard.domain.facts import BoardFacts
from wizard.domain.gone import Gone
from wizard.domain.school import parse_brin
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.system_list import Fault, Names, Row, SystemList, WrongRow, understand
from wizard.forms.uploading import ListForm, UploadForm
from wizard.schooldata import sheet_file
from wizard.schooldata.turn import Turn
from wizard.web import differing_words, gone, guards, sheets
from wizard.web.context import catalogue, clock, db, facts_of, give_up, locked_facts_of, work
from wizard.web.gone_words import gone_sentence
from wizard.web.list_words import right, wrong
from wizard.web.page import render, see_other
from wizard.web.systems import offered

blueprint = Blueprint("uploading", __name__, url_prefix="/bestuur/<board>/las/bestand")

#: Of this process.
READING = Turn()
#: Bytes of what is sent. Forms are small; where a file may come, it is above the largest file, so
#: that who sends a little too much is told so on the page.
LARGEST_FORM = 64 * 1024
_LARGEST_REQUEST = 6 * 1024 * 1024
_FILES = re.compile(r"/bestuur/[^/]+/las/bestand")
#: So many wrong rows stand on the page; more are counted.
_MOST_WRONG = 100
_LONGEST_NAME = 100
_COLUMNS = ("BRIN", "School", "Plaats", "LAS")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def largest_request(path: str) -> int:
    """Return how many bytes may be sent to this path."""
    return _LARGEST_REQUEST if _FILES.fullmatch(path) else LARGEST_FORM


def init_app(app: Flask) -> None:
    """Let a file in here alone. It has to be said before anybody reads the form."""

    @app.before_request
    def let_files_in() -> None:
        if request.endpoint == "uploading.send":
            request.max_content_length = _LARGEST_REQUEST


@blueprint.get("")
@guards.board
def ask(board: Board) -> Response:
    """Ask for a file."""
    return _page(facts_of(board), UploadForm.build(None))


@blueprint.post("")
@guards.board
def send(board: Board) -> Response:
    """Read the file: 422 with what is wrong, or on to what it says. Nothing is applied yet."""
    form = UploadForm.build(request.form)
    give_up()  # nobody waits for our transaction while a file is read
    try:
        name, rows = _rows()
    except DomainError as error:
        form.add_refusal(error)
        return _page(facts_of(board), form, status=422)
    facts = facts_of(board)
    found = understand(rows, facts, _names(facts))
    if not found.said:
        form.add_error("file", "Geen enkele rij klopt. Verbeter het bestand en stuur het opnieuw.")
        return _page(facts, form, found, status=422)
    doing = work()
    key = system_lists.add(
        doing.session, board.number, file_name=name, rows=rows, by=doing.person, at=doing.now
    )
    return see_other(url_for("uploading.look", board=board.number, list_key=key))


@blueprint.get("/<list_key>")
@guards.board
def look(board: Board, list_key: str) -> Response:
    """Show what the list says of each school, and which rows are wrong."""
    sent, facts = _sent(board, list_key), facts_of(board)
    if sent.is_kept:
        return see_other(_plan(board))
    found = understand(sent.rows, facts, _names(facts))
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
    found, form = understand(sent.rows, facts, _names(facts)), ListForm.build(request.form)
    try:
        telling.tell(work(), board, found.said, seen=form.seen.data or "")
    except DomainError as error:
        db().rollback()
        form.add_refusal(error)
        form.show(found.said)
        return _look(facts, sent, found, form, status=422)
    system_lists.mark_kept(db(), sent.key, clock().now())
    return see_other(_plan(board, bewaard=len(found.changes)))


@blueprint.get("/voorbeeld.xlsx")
@guards.board
def template(board: Board) -> Response:
    """Hand out the list to fill in: the board's schools, and the LAS as far as known."""
    rows = [
        (school.school.brin, school.school.name, school.school.place, _known(school))
        for school in facts_of(board).schools
    ]
    response = make_response(sheets.as_xlsx("LAS per school", _COLUMNS, rows))
    response.headers["Content-Type"] = _XLSX
    name = f"las-per-school-{board.number}.xlsx"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _rows() -> tuple[str, list[Row]]:
    """Return the name of the file that was sent, and its rows. Raises DomainError."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise DomainError("Kies eerst een bestand.", field="file")
    content = sent.stream.read(sheet_file.LARGEST_FILE + 1)
    with READING.taken():
        return sent.filename[-_LONGEST_NAME:], sheet_file.read(sent.filename, content)


def _sent(board: Board, key: str) -> SentList:
    found = system_lists.find(db(), board.number, key)
    if found is None:
        abort(404)
    return found


def _names(facts: BoardFacts) -> Names:
    today = facts.season.today
    known = catalogue().systems
    return Names(
        offered=catalogue().systems_at(today),
        ended=tuple(each for each in known.values() if not each.is_offered(today)),
        others=tuple(each for each in offered(facts) if each.key not in known),
    )


def _known(school: SchoolFacts) -> str:
    system = school.known_system
    return system.name if system else ""


def _page(
    facts: BoardFacts, form: UploadForm, found: SystemList | None = None, status: int = 200
) -> Response:
    return render(
        "systems/upload.html",
        status=status,
        facts=facts,
        form=form,
        names=[each.name for each in _names(facts).offered],
        systems_url=url_for("systems.show", board=facts.board.number),
        template_url=url_for("uploading.template", board=facts.board.number),
        action=url_for("uploading.send", board=facts.board.number),
        **_faults(found),
    )


def _look(
    facts: BoardFacts, sent: SentList, found: SystemList, form: ListForm, status: int = 200
) -> Response:
    differing = [each for each in found.said if differing_words.of_telling(each)]
    return render(
        "systems/list.html",
        status=status,
        facts=facts,
        form=form,
        file_name=sent.file_name,
        changing=found.changes,
        differs=differing_words.of_telling,
        differing=len(differing),
        same_differs=[each for each in differing if not each.changes],
        same=len(found.said) - len(found.changes),
        empty=found.empty,
        not_named=len(facts.schools) - len(found.said),
        upload_url=url_for("uploading.ask", board=facts.board.number),
        plan_url=_plan(facts.board),
        action=request.path,
        **_faults(found),
    )


def _faults(found: SystemList | None) -> dict[str, Any]:
    rows = found.wrong if found else ()
    shown = rows[:_MOST_WRONG]
    brins = {each: parse_brin(each.value) or "" for each in shown if each.fault is Fault.NOT_YOURS}
    left = gone.among(g.board, set(brins.values()))
    return {
        "wrong_rows": [(each, *_words(each, left.get(brins.get(each, "")))) for each in shown],
        "wrong_count": len(rows),
    }


def _words(row: WrongRow, left: Gone | None) -> tuple[str, str]:
    """Say what is wrong with a row, and what would be right; of a school that left, what it did."""
    if left is not None:
        return gone_sentence(left), "Haal de rij weg."
    return wrong(row), right(row)


def _plan(board: Board, **more: Any) -> str:
    return url_for("planning.show", board=board.number, **more)
