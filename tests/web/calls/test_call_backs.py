"""*Terugbellen*: who is on the list, who goes off it, and who goes on it again."""

import pytest
from flask import Flask

from tests.people_in_call import agent
from tests.visitor import Visitor
from wizard.db import events
from wizard.domain.event_kind import OF_HELPDESK
from wizard.ports import Wiring


def _to_call_back(app: Flask, about: str = "?bestuur=99006", on: str = "26-11-2026") -> Visitor:
    helping = agent(app)
    helping.get(f"/helpdesk/notitie{about}")
    helping.send(subject="las", outcome="open", text="Vraagt na.", call_back_on=on)
    return helping


def test_who_was_called_back_by_mistake_is_put_on_the_list_again(app: Flask) -> None:
    helping = _to_call_back(app)
    helping.send(helping.page.post("Teruggebeld"))
    assert "Er staat niemand op de lijst" in helping.page.says
    gone = helping.page
    assert "Stichting De Waterlanden staat niet meer op de lijst." in gone.says
    helping.send(gone.post("Zet terug"))
    assert "Donderdag 26 november 2026: Stichting De Waterlanden" in helping.page.says
    assert "niet meer op de lijst" not in helping.get(gone.url).says
    helping.send(helping.page.post("Teruggebeld"))
    assert "Er staat niemand op de lijst" in helping.page.says


def test_a_call_without_a_board_is_put_back_too(app: Flask) -> None:
    helping = _to_call_back(app, about="")
    helping.send(helping.page.post("Teruggebeld"))
    assert "Dit gesprek staat niet meer op de lijst." in helping.page.says
    helping.send(helping.page.post("Zet terug"))
    assert "Donderdag 26 november 2026: geen bestuur" in helping.page.says


@pytest.mark.parametrize("number", ["1", "99", "niets"])
def test_nobody_is_said_to_be_off_the_list_who_is_not(app: Flask, number: str) -> None:
    helping = _to_call_back(app)
    page = helping.get(f"/helpdesk/terugbellen?gebeld={number}")
    assert "niet meer op de lijst" not in page.says
    assert "Stichting De Waterlanden" in page.says


@pytest.mark.parametrize(
    ("typed", "day"),
    [("26-11", "Donderdag 26 november 2026"), ("22-11", "Maandag 22 november 2027")],
)
def test_a_day_without_a_year_is_the_next_one(app: Flask, typed: str, day: str) -> None:
    assert day in _to_call_back(app, on=typed).page.says


def test_a_note_ends_with_who_wrote_it(app: Flask) -> None:
    says = _to_call_back(app).page.says
    assert "‘Vraagt na.’ – Sanne de Boer, vandaag om 10.00 uur." in says


def test_what_agents_write_down_is_for_the_helpdesk_alone(app: Flask, wiring: Wiring) -> None:
    helping = _to_call_back(app)
    form = helping.page.post("Teruggebeld")
    helping.send(form)
    helping.send(form)  # a second time changes nothing
    helping.send(helping.get("/helpdesk/terugbellen?gebeld=1").post("Zet terug"))
    with wiring.database.reading() as session:
        told = events.of_board(session, "99006", limit=9)
        written = events.of_board(session, "99006", limit=9, with_helpdesk=True)
    assert [each.kind for each in told if each.kind in OF_HELPDESK] == []
    assert [each.kind for each in written] == ["call_back_reopened", "called_back", "note_kept"]
