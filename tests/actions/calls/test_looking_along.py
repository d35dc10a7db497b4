"""The log of looks: each page that an agent was shown, once, and nothing that was not shown."""

import pytest

from tests.actions.phone import BOARD, Phone, page
from tests.ways import on_both_databases
from wizard.actions.calls import call as actions
from wizard.db.calls import pages as calls_pages
from wizard.db.calls.pages import CallPage
from wizard.domain.calls.call import Ending


def _look(phone: Phone, call_id: int) -> str | None:
    shown = actions.look_along(
        phone.session, call_id, by=phone.person("Sanne"), now=phone.clock.now()
    )
    return shown.heading if shown else None


@on_both_databases
def test_each_page_is_logged_once(phone: Phone) -> None:
    call_id = phone.looking()
    seen = [_look(phone, call_id), _look(phone, call_id)]
    phone.show(call_id, "Controleren")
    phone.show(call_id, "Controleren")
    seen += [_look(phone, call_id), _look(phone, call_id)]

    assert seen == ["Kies de dienst", "Kies de dienst", "Controleren", "Controleren"]
    sanne = phone.person("Sanne").id
    assert phone.looks() == [(BOARD, sanne, "Kies de dienst"), (BOARD, sanne, "Controleren")]


def test_the_same_page_again_after_another_is_a_look_again(phone: Phone) -> None:
    call_id = phone.looking()
    for heading in ("Kies de dienst", "Controleren", "Kies de dienst"):
        phone.show(call_id, heading)
        _look(phone, call_id)

    pages = [heading for _board, _agent, heading in phone.looks()]
    assert pages == ["Kies de dienst", "Controleren", "Kies de dienst"]


def test_a_page_that_passed_between_two_looks_was_not_seen(phone: Phone) -> None:
    call_id = phone.looking()
    phone.show(call_id, "Even open")
    phone.show(call_id, "Controleren")

    assert _look(phone, call_id) == "Controleren"
    assert len(phone.looks()) == 1


def test_before_consent_there_is_nothing_to_see(phone: Phone) -> None:
    call_id = phone.begin()
    phone.show(call_id)
    assert _look(phone, call_id) is None
    phone.enter(phone.digits(call_id))
    assert _look(phone, call_id) is None
    assert phone.looks() == []


@pytest.mark.parametrize("ending", [*Ending, None])
def test_a_page_that_was_about_to_be_shown_is_not_once_the_call_has_ended(
    phone: Phone, ending: Ending | None
) -> None:
    call_id = phone.looking()
    assert calls_pages.find(phone.session, call_id) is not None
    if ending:
        phone.end(call_id, ending)
    else:
        phone.clock.forward(minutes=30)

    assert _look(phone, call_id) is None
    assert phone.looks() == []


@on_both_databases
def test_the_same_page_is_kept_as_it_was(phone: Phone) -> None:
    call_id = phone.looking()
    first = _kept(phone, call_id)
    phone.clock.forward(minutes=1)
    phone.show(call_id)

    assert _kept(phone, call_id) == first
    assert phone.call(call_id).active_at == phone.clock.now()


@pytest.mark.parametrize(
    "change",
    [
        {"path": "/elders"},
        {"heading": "Kies het LAS"},
        {"script": "las"},
        {"brin": None},
        {"errors": ("Kies een dienst.",)},
        {"overtaken": True},
        {"content": "<p>Anders</p>"},
    ],
)
def test_whatever_differs_makes_it_another_page(phone: Phone, change: dict[str, object]) -> None:
    call_id = phone.looking()
    before = _kept(phone, call_id)
    changed = CallPage(**{**vars(page()), **change})
    actions.show(phone.session, call_id, changed, phone.clock.now())

    after = _kept(phone, call_id)
    assert (before.version, after.version) == (1, 2)
    assert {name: getattr(after, name) for name in change} == change


def _kept(phone: Phone, call_id: int) -> CallPage:
    found = calls_pages.find(phone.session, call_id)
    assert found is not None
    return found
