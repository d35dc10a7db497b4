"""What an operator reads in the log: enough to find the mistake, and nothing of people."""

import logging
import re

import pytest
from flask import Flask, current_app
from sqlalchemy import text

from tests.logged import line_problems, watched
from tests.login import let_in
from wizard.domain.mail_address import mask_all
from wizard.logs import OneLine
from wizard.ports import Wiring
from wizard.web import guards

_LINK = "12." + "0123456789abcdef" * 2 + "01234567"


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [OneLine().format(each) for each in caplog.records]


def _record(message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("wizard", logging.ERROR, "x.py", 1, message, values, None)


@pytest.mark.own_product
def test_a_mistake_of_ours_is_found_by_its_number(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
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

    [line] = _lines(caplog)
    assert page.status_code == 500
    [reference] = re.findall(r"mw-reference\">([0-9-]+)<", page.text)
    first, *places = line.split("\n")
    assert f"failure {reference} error on /kapot/<link>: ValueError <- KeyError" in first
    assert places[0] == "  ValueError"
    assert any(each.startswith(f"    {__file__}:") for each in places)
    assert line_problems(line) == []


def test_what_the_database_says_is_in_the_log_alone(
    app: Flask, wiring: Wiring, caplog: pytest.LogCaptureFixture
) -> None:
    client = app.test_client()
    let_in(client, "een-school")
    with wiring.database.transaction() as session:
        session.execute(text("ALTER TABLE board RENAME TO board_elders"))
    assert client.get("/bestuur/99001").status_code == 503
    assert "no such table: board" in _lines(caplog)[-1]
    assert "[SQL" not in caplog.text


@pytest.mark.own_product
def test_what_others_log_with_an_exception_has_no_words_of_it(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    @app.get("/kapot")
    @guards.public
    def broken() -> str:
        try:
            raise ValueError("een-school@voorbeeld.example")
        except ValueError:
            current_app.logger.exception("not kept")
        return ""

    app.test_client().get("/kapot")
    [line] = _lines(caplog)
    assert line.split("\n")[0].endswith(" ERROR wizard: not kept")
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
    ],
)
def test_no_line_can_be_forged(typed: str, read: str) -> None:
    line = OneLine().format(_record("asked: %s", typed))
    assert line.endswith(f"ERROR wizard: asked: {read}")
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
