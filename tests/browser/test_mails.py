"""Mails as a mail program shows them: readable for everybody, narrow and wide, without pictures."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import another_look, findings, overflow
from tests.visitor import parsed, words
from wizard.actions.reminders import mail_templates
from wizard.catalogue import Catalogue
from wizard.domain.receipt import OperationKind, Receipt
from wizard.settings import ROOT

_LONG = "Vereniging voor Protestants-Christelijk Basisonderwijs in Sint Philipsland en omstreken"
_NAME = "Stichting <De Waterlanden>"
_MAILS = ROOT / "templates" / "mail"
_FOLDERS = sorted(path.name for path in _MAILS.iterdir() if path.is_dir())
_CATALOGUE, _TODAY = Catalogue.load(ROOT / "config"), date(2026, 11, 23)
_DESK = _CATALOGUE.contacts["osr"]
_LEFT = {"name": _NAME, "left": 12, "first": "RIO voor De Ark, 99AB"}
_LITTLE = {
    "name": _LONG,
    "left": 1,
    "first": "Doorstroomtoets (vroeger: Eindtoets) voor ’t Kompas, 99AC",
}
_ITEMS = _CATALOGUE.items_after_all(_TODAY, is_arranged=True)
_NEXT = {"items": _ITEMS, "register": "het OSR", "schools": 55}
_BY = {"colleague": _NAME, "agent": "Sanne de Boer", "day": "zondag 18 oktober 2026"}
_SAVED_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
_RECEIPTS = [
    Receipt(
        f"MW-2026-0000{number}",
        OperationKind.SAVE,
        "99006",
        f"U geeft ParnasSys toestemming bij {_LONG}.",
        _SAVED_AT,
        "",
    )
    for number in (1, 2)
]


def _values(**more: Any) -> dict[str, Any]:
    return {**_NEXT, **_BY, "board": _NAME, "began": "10.00", "ended": "10.02 uur", **more}


#: What each message may be filled with: with something left to do, and without.
_FILLINGS: dict[str, list[dict[str, Any]]] = {
    "reminder": [
        {
            "notice": _CATALOGUE.deadline_notice("eindtoets", day),
            "boards": [
                {
                    **_LEFT,
                    "schools": [
                        f"De Ark {n}, 99AB: RIO en Doorstroomtoets (vroeger: Eindtoets)"
                        for n in range(10)
                    ],
                    "more": 44,
                },
                {
                    **_LITTLE,
                    "schools": ["’t Kompas, 99AC: Doorstroomtoets (vroeger: Eindtoets)"],
                    "more": 0,
                },
            ],
            "advice": _CATALOGUE.paragraphs("past.advice", day, record="Sla het op.")
            if day > _TODAY
            else (),
            "sign_up": "Aanmelden kon tot en met 15 november." if day > _TODAY else "",
        }
        for day in (_TODAY, date(2026, 12, 1))
    ],
    "second": [
        _values(
            days=14, stranger=who, address="https://mandaatwijzer.example/mail/bevestigen/1.abc"
        )
        for who in ("Chantal Bakker", "dit bestuur")
    ],
    "finished": [_values()],
    "receipt": [
        _values(
            receipts=_RECEIPTS,
            explanation=_CATALOGUE.text("register.osr.explanation", _TODAY),
            left=left,
        )
        for left in (_LEFT, None)
    ],
    "call": [_values(left=left) for left in (_LEFT, None)],
    "afterwards": [_values(boards=[_NAME, _LONG], title="Hoe gaat het verder na de datum?")],
}
_LETTERS = [
    pytest.param(message, values, id=f"{message}-{number}")
    for message, fillings in _FILLINGS.items()
    for number, values in enumerate(fillings)
]


def _letter(message: str, values: dict[str, Any]) -> mail_templates.Letter:
    return mail_templates.write(
        message,
        desk=_DESK,
        unsubscribe="https://mandaatwijzer.example/mail/afmelden/1.abc",
        **values,
    )


def test_every_message_is_looked_at() -> None:
    assert sorted(_FILLINGS) == _FOLDERS


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Give a window for all letters."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(("message", "values"), _LETTERS)
def test_everybody_can_read_it(page: Page, message: str, values: dict[str, Any]) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    page.set_content(_letter(message, values).html)
    expect(page.locator("h1")).to_be_visible()
    wrong = [f"1280 light: {each}" for each in findings(page)]
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if sticking_out := overflow(page):
            wrong.append(f"{width}: scrolls sideways: {sticking_out}")
    page.emulate_media(color_scheme="dark")
    wrong += [f"320 dark: {each}" for each in another_look(page)]
    assert wrong == []
    assert page.locator("img").count() == 0


@pytest.mark.parametrize(("message", "values"), _LETTERS)
def test_the_text_says_what_the_html_says(message: str, values: dict[str, Any]) -> None:
    letter = _letter(message, values)
    [body] = parsed(letter.html).iter("body")
    shown = words(body)
    for line in filter(None, map(str.strip, letter.text.splitlines())):
        said = line.removeprefix("* ").partition(": nog")[0].partition("https://")[0]
        said = said.rstrip(".: ")
        assert said in shown, said
    assert '<meta name="format-detection" content="telephone=no">' in letter.html
    assert f'href="{_DESK.phone_link}"' in letter.html
    assert _NAME in letter.text
    assert "&lt;De Waterlanden&gt;" in letter.html


@pytest.mark.parametrize("message", _FOLDERS)
def test_every_message_has_its_three_parts(message: str) -> None:
    parts = {path.name for path in (_MAILS / message).iterdir()}
    assert parts == {"subject.txt", "body.txt", "body.html"}
