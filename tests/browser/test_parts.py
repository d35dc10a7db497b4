"""What is new of a page is looked at, and nothing else."""

import pytest

from tests.browser.screens.parts import WHOLE, Part, Parts

_PAGE = """<!doctype html><html lang="nl"><head><title>Proef</title></head><body>
<template><p>later</p></template><main class="mw-main"><h1>Proef</h1><ul><li>een</li></ul></main>
</body></html>"""


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        pytest.param("een", "twee", [], id="other words"),
        pytest.param("<li>een</li>", "<li>een</li><li>twee</li>", [], id="one more of the same"),
        pytest.param("<li>een", '<li class="x">een', [Part(4, "li")], id="a class"),
        pytest.param("<li>een", "<li hidden>een", [Part(4, "li")], id="how it looks"),
        pytest.param("<ul>", '<ul class="x">', [Part(3, "ul")], id="around it"),
        pytest.param("<h1>", "<p>Let op</p><h1>", [Part(2, "p")], id="an element"),
        pytest.param("</ul>", "</ul><p><b>x</b></p>", [Part(5, "p")], id="with what is in it"),
        pytest.param("<p>later", "<b>nu</b><p>later", [], id="in a template"),
        pytest.param("</title>", "</title><style></style>", [Part(WHOLE, "style")], id="head"),
    ],
)
def test_what_is_new(before: str, after: str, new: list[Part]) -> None:
    parts = Parts()
    assert parts.new_in(_PAGE) == [Part(WHOLE, "html")]

    assert before in _PAGE
    assert parts.new_in(_PAGE.replace(before, after)) == new
    assert parts.new_in(_PAGE.replace(before, after)) == []
