"""A number that no row can have leads nowhere, in an address and in a field."""

import pytest
from flask import Flask

from tests.routes import UNSAFE, Place, addresses, token_of
from tests.visitor import Visitor
from tests.web.watching import paired
from wizard.ports import Wiring

_NUMBERS = ("call_id", "look_id", "mandate_id", "note_id", "recipient_id")


@pytest.fixture
def people(app: Flask) -> tuple[Visitor, Visitor]:
    return paired(app)


def _answers(app: Flask, people: tuple[Visitor, Visitor], number: int) -> dict[str, int]:
    """Ask everything with this number in its address; return the statuses."""
    place = Place("99001", "99AA", number, "MW-2026-00001", look_id=number, note_id=number)
    place = Place(**{**vars(place), "call_id": number, "recipient_id": number})
    found = {}
    for each in addresses(app, place):
        if not each.rule.arguments.intersection(_NUMBERS):
            continue
        who = people[each.url.startswith("/helpdesk")]
        for method in each.methods - {"HEAD"}:
            data = {"csrf_token": token_of(who)} if method in UNSAFE else None
            answer = who.client.open(each.url, method=method, data=data)
            found[f"{method} {each.url}"] = answer.status_code
    return found


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30])
def test_there_is_no_such_row(
    app: Flask, people: tuple[Visitor, Visitor], wiring: Wiring, number: int
) -> None:
    answers = _answers(app, people, number)
    assert len(answers) > 10
    of_a_list = f"POST /helpdesk/terugbellen/{number}"  # off it, and on again: nobody was
    assert [answers.pop(of_a_list), answers.pop(f"{of_a_list}/terug")] == [303, 303]
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**18 - 1, 10**30])
def test_a_note_on_a_call_that_cannot_be(people: tuple[Visitor, Visitor], number: int) -> None:
    _calling, helping = people
    assert helping.get(f"/helpdesk/notitie?gesprek={number}").status == 200
    assert helping.page.h1 == "Gespreksnotitie"
