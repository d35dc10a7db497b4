"""Mails as a mail program shows them: readable for everybody, narrow and wide, without pictures."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import colours, findings, overflow
from wizard.catalogue import Catalogue
from wizard.channels import letters
from wizard.settings import ROOT

_LONG = "Vereniging voor Protestants-Christelijk Basisonderwijs in Sint Philipsland en omstreken"
_FOLDERS = sorted(path.name for path in (ROOT / "templates" / "mail").iterdir())


def _letter(message: str) -> letters.Letter:
    catalogue = Catalogue.load(ROOT / "config")
    today = date(2026, 11, 23)
    return letters.write(
        message,
        notice=catalogue.deadline_notice("eindtoets", today),
        boards=[
            {"name": "Stichting <De Waterlanden>", "left": 12, "first": "RIO voor De Ark, 99AB"},
            {"name": _LONG, "left": 1, "first": "Eindtoets voor ’t Kompas, 99AC"},
        ],
        desk=catalogue.contacts["osr"],
        unsubscribe="https://mandaatwijzer.example/mail/afmelden/1.abc",
    )


@pytest.mark.parametrize("message", _FOLDERS)
def test_everybody_can_read_it(browser: Browser, message: str) -> None:
    letter = _letter(message)
    page = browser.new_page()
    wrong = []
    for width in (390, 320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_content(letter.html)
            expect(page.locator("h1")).to_be_visible()
            wrong += [f"{width} {scheme}: {each}" for each in [*findings(page), *colours(page)]]
            if sticking_out := overflow(page):
                wrong.append(f"{width} {scheme}: scrolls sideways: {sticking_out}")
    assert wrong == []
    assert page.locator("img").count() == 0
    page.close()


@pytest.mark.parametrize("message", _FOLDERS)
def test_the_text_says_what_the_html_says(browser: Browser, message: str) -> None:
    letter = _letter(message)
    page = browser.new_page()
    page.set_content(letter.html)
    shown = " ".join(page.locator("body").inner_text().split())
    page.close()
    for line in filter(None, map(str.strip, letter.text.splitlines())):
        words = line.partition(": https://")[0].partition(": nog")[0].rstrip(".")
        assert words in shown, words
    assert "Stichting <De Waterlanden>" in letter.text
    assert "&lt;De Waterlanden&gt;" in letter.html


@pytest.mark.parametrize("message", _FOLDERS)
def test_every_message_has_its_three_parts(message: str) -> None:
    parts = {path.name for path in Path(ROOT / "templates" / "mail" / message).iterdir()}
    assert parts == {"subject.txt", "body.txt", "body.html"}
