"""Two people at the same moment, and a database that is gone for a moment."""

import threading
from dataclasses import replace
from typing import NoReturn

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.builders import make_app
from tests.visitor import Visitor
from wizard.db import drafts
from wizard.domain.person import Person
from wizard.ports import Wiring
from wizard.register.sql import OwnRegister


def test_the_first_answers_of_two_people_at_once_are_both_kept(
    visitor: Visitor, wiring: Wiring
) -> None:
    """Both open the same row; the second must find what the first opened, not fail."""
    visitor.log_in("een-school")
    person = Person(1, "", "", "", "")
    ready = threading.Barrier(2, timeout=30)

    def keep(question: str) -> None:
        ready.wait()
        with wiring.database.transaction() as session:
            drafts.keep_needs(
                session, "99001", {question: "yes"}, by=person, at=wiring.ports.clock.now()
            )

    both = [threading.Thread(target=keep, args=[question]) for question in ("agreement", "access")]
    for each in both:
        each.start()
    for each in both:
        each.join(timeout=60)
    with wiring.database.reading() as session:
        assert drafts.needs_of_board(session, "99001") == {"agreement": "yes", "access": "yes"}


class Colliding(OwnRegister):
    """A register in which a colleague is always just ahead."""

    def save(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise IntegrityError("INSERT", {}, Exception("a colleague was first"))


def test_who_was_second_reads_so_and_nothing_is_changed(wiring: Wiring) -> None:
    """Should the database refuse what a colleague just did, that is no fault of ours."""
    ports = replace(wiring.ports, register_for=Colliding)
    visitor = Visitor(make_app(replace(wiring, ports=ports)))
    visitor.log_in("een-school")
    visitor.send(services="rio")
    visitor.send(system="parnassys")

    page = visitor.send(entitled="y")

    assert page.status == 409
    assert page.h1 == "Iemand anders was net eerder"
    visitor.click("Ga verder waar u was")
    assert visitor.page.title.startswith("Stap 5 van 7")


def test_a_database_that_is_gone_for_a_moment_logs_nobody_out(
    visitor: Visitor, wiring: Wiring
) -> None:
    visitor.log_in("een-school")
    _rename(wiring, "school", "elsewhere")
    answer = visitor.client.get("/bestuur/99001")
    assert answer.status_code in (500, 503)
    assert "Set-Cookie" not in answer.headers

    _rename(wiring, "elsewhere", "school")
    assert visitor.get("/bestuur/99001").status == 200
    assert "Uitloggen" in visitor.page.says


def _rename(wiring: Wiring, table: str, name: str) -> None:
    with wiring.database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))
