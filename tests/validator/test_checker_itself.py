"""The checker notices what is wrong, and is deaf to the attributes of htmx only."""

from pathlib import Path

from tests.validator.checker import Checker

_PAGE = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><title>Proef</title></head>
<body><main><h1>Proef</h1>{}</main></body>
</html>
"""
#: Pages that can be parsed without an error, and what is the matter with each.
_BROKEN = {
    "value": ('<input type="email" inputmode="cijfers" aria-label="x">', "Bad value"),
    "content": ("<ul><p>Een</p></ul>", "not allowed as child of element"),
    "heading": ("<button><h2>Twee</h2></button>", "not allowed as child of element"),
    "aria": ('<p aria-labelledby="bestaat-niet">Drie</p>', "aria-labelledby"),
    "label": ('<label for="nergens">Vier</label>', "must be the ID of a non-hidden form control"),
    "names": ("<dl><dt>A</dt><dd>1</dd><dt>A</dt><dd>2</dd></dl>", "Duplicate 'dt' name"),
    "htmx-like": ('<a href="/" x-get="/">Vijf</a>', "Attribute 'x-get' not allowed on element"),
}
_FINE = """<form action="/x" method="post" hx-post="/x" hx-swap="none" hx-status:5xx="swap:none">
<button type="submit">Verstuur</button></form>"""


def test_it_notices_what_is_wrong_and_is_deaf_to_htmx(checker: Checker, tmp_path: Path) -> None:
    for name, (html, _message) in {**_BROKEN, "htmx": (_FINE, "")}.items():
        (tmp_path / f"{name}.html").write_text(_PAGE.format(html), encoding="utf-8")

    found = checker.findings(tmp_path)

    for name, (_html, message) in _BROKEN.items():
        assert any(each.startswith(f"{name}.html:4: ") and message in each for each in found), name
    assert [each for each in found if each.startswith("htmx.html")] == []
