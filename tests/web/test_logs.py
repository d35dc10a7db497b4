"""What an operator reads in the log: enough to find the mistake, and nothing of people."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from flask import Flask, current_app
from sqlalchemy import text
from structlog.contextvars import clear_contextvars
from werkzeug.test import TestResponse

from tests.logged import line_problems, watched
from tests.login import let_in
from wizard.cli import main
from wizard.db import references
from wizard.db.references import Failure
from wizard.domain.reminders.mail_address import mask_all
from wizard.logs import FORMATTER
from wizard.ports import Wiring
from wizard.web import guards, request_id

_LINK = "12." + "0123456789abcdef" * 2 + "01234567"


_log = logging.getLogger("wizard.tests")
_LINE = re.compile(
    r"time=(?P<time>\S+) level=(?P<level>\w+) logger=(?P<logger>\S+)"
    r"(?: request_id=(?P<request_id>\d{4}-\d{4}))? message=(?P<message>.*)"
)


class _Kept(logging.Handler):
    """Keeps what an operator reads."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(FORMATTER)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """Give the lines of the log, in which a record may have more than one."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    yield kept.lines
    logging.getLogger().removeHandler(kept)


def _fields(line: str) -> dict[str, str]:
    found = _LINE.fullmatch(line.split("\n")[0])
    assert found, line
    assert datetime.fromisoformat(found["time"]).utcoffset() is not None
    return {name: value for name, value in found.groupdict().items() if value is not None}


def _reference(page: TestResponse) -> str:
    [reference] = re.findall(r"mw-reference\">([0-9-]+)<", page.text)
    return str(reference)


def _record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("wizard", logging.ERROR, "x.py", 1, message, values, None)


@pytest.mark.own_product
def test_a_mistake_of_ours_is_found_by_its_number(app: Flask, lines: list[str]) -> None:
    """The message of an exception quotes what somebody typed; the address is a right by itself."""

    @app.get("/kapot/<link>")
    @guards.public
    def broken(link: str) -> str:
        try:
            raise KeyError("Anna de Wit\n2026-11-23 CRITICAL nep")
        except KeyError as error:
            raise ValueError(f"een-school@voorbeeld.example {link}") from error

    client = app.test_client()
    let_in(client, "een-school")
    page = client.get(f"/kapot/{_LINK}")

    [line] = lines
    assert page.status_code == 500
    first, *places = line.split("\n")
    assert _fields(line)["request_id"] == _reference(page)
    assert 'message="failure error on /kapot/<link>: ValueError <- KeyError"' in first
    assert places[0] == "  ValueError"
    assert any(each.startswith(f"    {__file__}:") for each in places)
    assert line_problems(line) == []


def test_what_the_database_says_is_in_the_log_alone(
    app: Flask, wiring: Wiring, lines: list[str]
) -> None:
    client = app.test_client()
    let_in(client, "een-school")
    with wiring.database.transaction() as session:
        session.execute(text("ALTER TABLE board RENAME TO board_elders"))
    assert client.get("/bestuur/99001").status_code == 503
    assert "no such table: board" in lines[-1]
    assert "[SQL" not in "".join(lines)


@pytest.mark.own_product
def test_each_line_of_a_request_has_its_id(app: Flask, lines: list[str]) -> None:
    """To the last byte of an answer that is made bit by bit, long after the view."""

    @app.get("/traag")
    @guards.public
    def slow() -> Iterator[str]:
        current_app.logger.warning("begun")

        def parts() -> Iterator[str]:
            yield "a"
            _log.warning("half-way")
            yield "b"

        return parts()

    client = app.test_client()
    client.get("/traag", buffered=True)
    client.get("/traag", buffered=True)
    _log.warning("of no request")
    ids = [_fields(line).get("request_id") for line in lines]
    assert [_fields(line)["message"] for line in lines] == [
        *["begun", "half-way"] * 2,
        '"of no request"',
    ]
    assert ids[0] == ids[1] != ids[2] == ids[3] != ids[4]
    assert ids[4] is None


def test_commands_log_in_the_same_form_without_an_id(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clear_contextvars()  # of a request of another story, whose answer nobody read
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr("sys.argv", ["mandaatwijzer", "--help"])
    with pytest.raises(SystemExit):
        main()
    _log.warning("of a command")
    fields = _fields(capsys.readouterr().err.rstrip())
    assert fields.keys() == {"time", "level", "logger", "message"}
    assert fields["message"] == '"of a command"'


@pytest.mark.own_product
def test_what_no_page_could_answer_leaves_no_id_behind(app: Flask, lines: list[str]) -> None:
    def broken(*_asked: object) -> list[bytes]:
        _log.warning("broken")
        raise KeyError

    app.wsgi_app = broken  # type: ignore[assignment, method-assign]
    request_id.init_app(app)
    with pytest.raises(KeyError):
        app.test_client().get("/")
    _log.warning("later")
    assert ["request_id" in _fields(line) for line in lines] == [True, False]


@pytest.mark.own_product
def test_an_id_that_was_a_number_before_becomes_another(
    app: Flask, wiring: Wiring, lines: list[str]
) -> None:
    @app.get("/kapot")
    @guards.public
    def broken() -> str:
        taken = Failure(request_id.request_id(), "error", "", "/", None, wiring.ports.clock.now())
        with wiring.database.transaction() as writing:
            assert references.add(writing, taken)
        current_app.logger.warning("begun")
        raise ValueError

    page = app.test_client().get("/kapot")
    begun, failed = (_fields(line)["request_id"] for line in lines)
    assert begun != failed == _reference(page)
    with wiring.database.reading() as reading:
        found = references.find(reading, failed)
    assert found is not None
    assert "ValueError" in found.cause


@pytest.mark.own_product
def test_what_others_log_with_an_exception_has_no_words_of_it(app: Flask, lines: list[str]) -> None:
    @app.get("/kapot")
    @guards.public
    def broken() -> str:
        try:
            raise ValueError("een-school@voorbeeld.example")
        except ValueError:
            current_app.logger.exception("not kept")
        return ""

    app.test_client().get("/kapot")
    [line] = lines
    assert line.split("\n")[0].endswith(' message="not kept"')
    assert (_fields(line)["level"], _fields(line)["logger"]) == ("error", "wizard")
    assert "  ValueError\n" in line
    assert line_problems(line) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("x\r\n2026-11-23 nep", r"x\r\n2026-11-23 nep"),
        ("\x1b[2J\x00\x7f", r"\x1b[2J\x00\x7f"),
        ("\u202ekcab\u2028\u200b", r"\u202ekcab\u2028\u200b"),
        ("\x9b\udc80", r"\x9b\udc80"),
        ("é ’ ok", "é ’ ok"),
        ('" level=info message="nep', r"\" level=info message=\"nep"),
        (r"\n", r"\\n"),
    ],
)
def test_no_line_can_be_forged(typed: str, read: str) -> None:
    line = FORMATTER.format(_record("asked: %s", typed))
    assert line.endswith(f' message="asked: {read}"')
    assert line_problems(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "Anna de Wit logged in",
        "to een-school@voorbeeld.example: sent",
        "to Jan.Jansen@school.nl: sent",
        f"failure on /mail/afmelden/{_LINK}",
        "session 3Q2-abcdefghijklmnopqrstuvwxyz_0123456789",
        "a\x1b[2J",
        "a\nfailure of nobody",
    ],
)
def test_a_line_that_tells_too_much_is_found(line: str) -> None:
    assert line_problems(line)


def test_all_that_is_logged_is_looked_at() -> None:
    with watched() as log:
        logging.getLogger("anybody").warning("for Anna de Wit")
        logging.getLogger("anybody").info("for Anna de Wit, which nobody writes down")
    assert len(log.problems) == 1
    log.problems.clear()


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("jan@school.nl: 2026-11-30/T-7: sent", "j…@school.nl: 2026-11-30/T-7: sent"),
        ("550 <jan@school.nl>: unknown", "550 <j…@school.nl>: unknown"),
        ("554 (a.b+c@x.nl, piet@y.nl)", "554 (a…@x.nl, p…@y.nl)"),
        ("421 try later", "421 try later"),
    ],
)
def test_lines_of_the_sender_mask_each_address(told: str, read: str) -> None:
    assert mask_all(told) == read
    assert line_problems(read) == []
