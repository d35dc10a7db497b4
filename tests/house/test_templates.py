"""House rules of the templates and of the code around them: small, plain, and nothing that ages."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import jinja2
import pytest
from flask import Flask
from jinja2 import nodes

from tests.house.parsed import parsed
from tests.routes import Place, addresses, settle
from tests.visitor import Visitor
from tests.ways import in_the_osr
from wizard.settings import ROOT

WIZARD = ROOT / "wizard"
FOLDERS = (ROOT / "templates", WIZARD / "practice" / "templates")
LONGEST, LONGEST_FUNCTION = 400, 50

#: Those of ux.md, hx-sync for the live search (docs/decisions/0007); hx-status:… comes on top.
HX = {
    "hx-disable",
    "hx-get",
    "hx-indicator",
    "hx-post",
    "hx-push-url",
    "hx-swap",
    "hx-swap-oob",
    "hx-sync",
    "hx-target",
    "hx-trigger",
}
#: Pages start from these; `layout` is the whole page or the fragment.
BASES = ("accounts/_failure.html", "errors/_asked_wrongly.html", "errors/_our_mistake.html")

_JINJA = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
_AGES = {
    "a year": re.compile(r"\b(19|20)\d\d\b"),
    "a phone number": re.compile(r"\b0\d{1,3}[ -]?\d{2,3}[ -]?\d{2,}|\+31"),
    "a mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
    "an address of another site": re.compile(r"https?://"),
}


@dataclass(frozen=True)
class Template:
    """A template's name, below its folder, and its source."""

    name: str
    source: str

    @property
    def is_part(self) -> bool:
        """It is included, imported or extended; nobody renders it by itself."""
        folder, _, name = self.name.rpartition("/")
        within = name in ("base.html", "script.html")  # a script is shown beside its page
        return name.startswith("_") or folder in ("macros", "layouts") or within


def template_problems(template: Template) -> list[str]:
    """Name what a template does that it may not do."""
    shown = _without_jinja(template.source)
    problems = [*_inheritance(template), *_attribute_problems(shown), *_ageing(template.source)]
    return [f"{template.name}: {problem}" for problem in problems]


def _inheritance(template: Template) -> Iterator[str]:
    tree = jinja2.Environment(autoescape=True).parse(template.source)
    parents = [_parent(node) for node in tree.find_all(nodes.Extends)]
    if not parents and not template.is_part:
        yield "does not extend layout; a part of a page has a name with an underscore"
    elif parents and parents[0] not in ("layout", *BASES, "practice/base.html"):
        yield f"extends {parents[0]}; extend layout"


def _parent(node: nodes.Extends) -> str:
    named = node.template
    return str(named.name if isinstance(named, nodes.Name) else named.as_const())


def _without_jinja(source: str) -> str:
    """Replace what Jinja fills in by a mark that says the same where the source does."""
    return _JINJA.sub(_mark, source)


def _mark(found: re.Match[str]) -> str:
    if not found[0].startswith("{{"):
        return " "
    return "mark" + found[0][2:-2].strip().encode().hex()


class _Tags(HTMLParser):
    """Collects what is wrong with the attributes of each tag."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.problems += _tag_problems(tag, {name: value or "" for name, value in attrs})


def _attribute_problems(html: str) -> list[str]:
    tags = _Tags()
    tags.feed(html)
    return tags.problems


def _tag_problems(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    if tag == "style" or (tag == "script" and "src" not in attributes):
        yield f"<{tag}> in the page; put it in static/"
    for name, value in attributes.items():
        if name == "style" or name.startswith("on"):
            yield f"the attribute {name} on <{tag}>; the content policy forbids it"
        if "js:" in value or "javascript:" in value:
            yield f"script in {name} on <{tag}>"
        if name.startswith("hx-") and not _is_allowed(name):
            yield f"{name} on <{tag}> is not one of the htmx attributes of ux.md"
        if name in ("hx-get", "hx-post") or name.startswith("hx-mark"):
            yield from _plain_problems(tag, name, value, attributes)


def _is_allowed(name: str) -> bool:
    return name in HX or name.startswith(("hx-status:", "hx-mark"))


def _plain_problems(tag: str, name: str, value: str, attributes: dict[str, str]) -> Iterator[str]:
    """What htmx asks for, a browser without JavaScript must ask for too; but for a poll.

    Nobody asks for a poll: without JavaScript the next page says the same.
    """
    if "data-quiet" in attributes and attributes.get("hx-trigger", "").startswith("every "):
        return
    plain = {"form": "action", "a": "href"}.get(tag)
    if plain is None:
        yield f"{name} on <{tag}>; only a form or a link works without JavaScript"
    elif attributes.get(plain) != value:
        yield f"{name} on <{tag}> is not the same address as its {plain}"
    elif tag == "form" and name != f"hx-{attributes.get('method', 'get').lower()}":
        yield f"{name} on a form with another method"


def _ageing(source: str) -> Iterator[str]:
    """Texts and texts between quotes: what ages belongs in config/."""
    said = re.sub(r"{#.*?#}", " ", source, flags=re.DOTALL)
    for what, pattern in _AGES.items():
        if found := pattern.search(said):
            yield f"{what} ({found[0]}); what ages stands in config/"


def code_problems(name: str, source: str) -> list[str]:
    """Name what a Python file of the product does that it may not do."""
    problems = []
    if (lines := source.count("\n")) > LONGEST:
        problems.append(f"{lines} lines, more than {LONGEST}: which noun wants a room of its own?")
    if not name.startswith("db/migrations/"):  # they are never changed again
        problems += [f"{each} is longer than {LONGEST_FUNCTION} lines" for each in _long(source)]
    if re.search(r"['\"]HX-", source) and name != "web/page.py":
        problems.append("HX- headers stand only in web/page.py")
    if name != "wiring.py":
        problems += [f"{call}: the date comes only from the Clock" for call in _clocks(source)]
    return [f"wizard/{name}: {problem}" for problem in problems]


def _long(source: str) -> Iterator[str]:
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield node.name


def _clocks(source: str) -> Iterator[str]:
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow", "time"):
            owner = ast.unparse(node.value)
            if owner.split(".")[-1] in ("date", "datetime", "time"):
                yield f"{owner}.{node.attr}"


def test_every_template_keeps_the_rules() -> None:
    problems = [
        problem
        for folder in FOLDERS
        for path in sorted(folder.rglob("*.html"))
        if folder / "mail" not in path.parents  # no pages: mail programs know no style sheets
        for problem in template_problems(
            Template(path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8"))
        )
    ]
    assert problems == []


GOOD = "{% extends layout %}{% block content %}%s{% endblock %}"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<p>Hallo</p>", "does not extend layout; a part of a page has a name with an underscore"),
        ('{% extends "layouts/page.html" %}', "extends layouts/page.html; extend layout"),
        ('<p style="color: red">', "the attribute style on <p>"),
        ('<a href="/" onclick="x()">', "the attribute onclick on <a>"),
        ("<style>p {}</style>", "<style> in the page"),
        ("<script>x()</script>", "<script> in the page"),
        ('<a href="javascript:x()">', "script in href on <a>"),
        ('<form hx-on:click="x()">', "hx-on:click on <form> is not one of the htmx attributes"),
        ('<p hx-vals="js:x()">', "script in hx-vals on <p>"),
        ('<p hx-boost="true">', "hx-boost on <p> is not one of the htmx attributes"),
        ('<div hx-get="/x">', "hx-get on <div>; only a form or a link works without JavaScript"),
        ('<div hx-get="/x" hx-trigger="every 5s">', "hx-get on <div>; only a form or a link"),
        ('<div hx-get="/x" data-quiet>', "hx-get on <div>; only a form or a link"),
        ('<a href="/x" hx-get="/y">', "hx-get on <a> is not the same address as its href"),
        ('<a href="{{ here }}" hx-get="{{ there }}">', "is not the same address as its href"),
        ('<form action="/x" hx-post="/x">', "hx-post on a form with another method"),
        ("<p>Vanaf 2026 geldt</p>", "a year (2026); what ages stands in config/"),
        ("<p>{{ f.hint('30-11-2026') }}</p>", "a year (2026)"),
        ("<p>Bel 0800 321 22 33</p>", "a phone number (0800 321 22"),
        ("<p>Bel 079 323 23 23</p>", "a phone number (079 323 23"),
        ("<p>Mail rio@duo.nl</p>", "a mail address (rio@duo.nl)"),
        ('<a href="https://osr.example/">', "an address of another site"),
    ],
)
def test_a_template_that_breaks_a_rule_is_found(source: str, message: str) -> None:
    whole = source if "extend" in message else GOOD.replace("%s", source)
    found = template_problems(Template("steps/x/page.html", whole))
    assert message in " | ".join(found)


@pytest.mark.parametrize(
    "source",
    [
        '<form action="{{ url }}" method="post" hx-post="{{ url }}" hx-status:5xx="swap:none">',
        '<form action="{{ url }}" method="{{ m }}" hx-{{ m }}="{{ url }}" hx-swap="none">',
        '<a href="/x" hx-get="/x" hx-swap="innerHTML">',
        "{# in 2026 <p style> #}<p>Stap 4 van 7</p>",
    ],
)
def test_a_template_that_keeps_the_rules_is_fine(source: str) -> None:
    assert template_problems(Template("steps/x/page.html", GOOD.replace("%s", source))) == []


def test_every_python_file_keeps_the_rules() -> None:
    files = sorted(WIZARD.rglob("*.py"))
    assert len(files) > 50
    problems = [
        problem
        for path in files
        for problem in code_problems(
            path.relative_to(WIZARD).as_posix(), path.read_text(encoding="utf-8")
        )
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x = 1\n" * 401, "401 lines, more than 400"),
        ("def f():\n" + "    x = 1\n" * 50, "f is longer than 50 lines"),
        ("h = {'HX-Trigger': 'x'}", "HX- headers stand only in web/page.py"),
        ("import datetime\nd = datetime.date.today()", "datetime.date.today: the date comes only"),
        ("from datetime import datetime\nd = datetime.now()", "datetime.now: the date comes only"),
        ("import time\nt = time.time()", "time.time: the date comes only from the Clock"),
    ],
)
def test_code_that_breaks_a_rule_is_found(source: str, message: str) -> None:
    assert f"wizard/web/x.py: {message}" in " | ".join(code_problems("web/x.py", source))


def test_the_one_place_for_each_is_allowed() -> None:
    assert code_problems("wiring.py", "from datetime import datetime\nd = datetime.now()") == []
    assert code_problems("web/page.py", "h = {'HX-Redirect': 'x'}") == []


@pytest.mark.slow
@in_the_osr
def test_every_page_as_it_is_sent_keeps_the_rules(app: Flask) -> None:
    """The sources have holes for what macros write; pages have none."""
    visitor, place = settle(app, "zes-scholen", "99006", "99AB")
    assert _pages_that_keep_the_rules(app, visitor, place, {}) >= 15
    assert _pages_that_keep_the_rules(app, visitor, place, {"HX-Request": "true"}) >= 15


def _pages_that_keep_the_rules(
    app: Flask, visitor: Visitor, place: Place, headers: dict[str, str]
) -> int:
    seen = 0
    for address in addresses(app, place):
        answer = (
            visitor.client.get(address.url, headers=headers) if "GET" in address.methods else None
        )
        if answer is None or answer.mimetype != "text/html" or not answer.data:
            continue
        seen += answer.status_code == 200
        assert _attribute_problems(answer.text) == [], address.url
    return seen
