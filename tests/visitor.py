"""Somebody with a browser: reads every page strictly, fills in forms, follows redirects.

The same stories run plain and with htmx's headers (`Visitor(app, htmx=True)`).
"""

import html
import re
from dataclasses import dataclass, replace
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from flask import Flask
from lxml import etree
from werkzeug.test import TestResponse

from tests.login import let_in, log_in

_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
#: Logging out, staying logged in, and help on the phone: asked for with `Page.post`.
_AROUND = re.compile(
    r"(/helpdesk)?/(uitloggen|sessie)"
    r"|/bestuur/[0-9]{5}/telefoon(/[a-z]+)?"
    r"|/helpdesk/telefoon/[0-9]+/stop"
)

#: What a field is answered with: words, ticks, or a file with its name.
Answer = str | list[str] | tuple[BytesIO, str]


@dataclass(frozen=True)
class Form:
    """A form of a page: where it goes, how, and what a browser would send untouched."""

    action: str
    method: str
    fields: dict[str, str | list[str]]
    names: frozenset[str]


class Page:
    """An answer, read strictly: tags that do not fit, an id twice or no h1 fail the test.

    The checker of HTML (tests/screens) reads each screen more strictly still, once.
    """

    def __init__(self, response: TestResponse, url: str, *, fragment: bool) -> None:
        self.response, self.url, self.status = response, url, response.status_code
        self.text = response.text
        assert self.status != 500, f"{url}: {self.text}"
        self.tree = parsed(self.text)
        ids = [node.get("id") for node in self.tree.iter() if node.get("id")]
        assert len(ids) == len(set(ids)), f"{url}: an id occurs twice"
        assert len(self.all("h1")) == 1, f"{url}: not exactly one h1"

    def all(self, tag: str) -> list[etree._Element]:
        """Return all elements with this tag."""
        return list(self.tree.iter(tag))

    @property
    def title(self) -> str:
        """Return the title of the window."""
        return words(self.all("title")[0])

    @property
    def h1(self) -> str:
        """Return the heading."""
        return words(self.all("h1")[0])

    @property
    def says(self) -> str:
        """Return everything that the page says, blanks folded."""
        return words(self.tree)

    @property
    def errors(self) -> list[str]:
        """Return the messages of the error summary."""
        boxes = [
            node for node in self.all("div") if "mw-errors" in (node.get("class") or "").split()
        ]
        return [words(item) for box in boxes for item in box.iter("li")]

    @property
    def links(self) -> dict[str, str]:
        """Return the links by their words; with the same words, the first counts."""
        found: dict[str, str] = {}
        for node in self.all("a"):
            if node.get("href"):
                found.setdefault(words(node), node.get("href"))
        return found

    def link(self, beginning: str) -> str:
        """Return the words of the first link that begins so."""
        return next(words for words in self.links if words.startswith(beginning))

    def choices(self, name: str) -> dict[str, str]:
        """Return the values of the radios or boxes with this name, and the words of each."""
        labels = {node.get("for"): words(node) for node in self.all("label")}
        return {
            node.get("value"): labels[node.get("id")]
            for node in self.all("input")
            if node.get("name") == name and node.get("type") in ("radio", "checkbox")
        }

    def part(self, css_class: str) -> str:
        """Return what the first element with this class says."""
        return next(
            words(node)
            for node in self.tree.iter()
            if css_class in (node.get("class") or "").split()
        )

    @property
    def forms(self) -> list[Form]:
        """Return the forms of the page itself, without those of the frame around each page."""
        forms = [_form(node) for node in self.all("form")]
        return [form for form in forms if not _AROUND.fullmatch(form.action)]

    @property
    def form(self) -> Form:
        """Return the one form that asks something; a search beside it asks nothing."""
        [form] = [each for each in self.forms if each.method == "POST"] or self.forms
        return form

    def post(self, button: str) -> Form:
        """Return the form that this button sends, with what the button itself says."""
        [(node, pressed)] = [
            (node, each)
            for node in self.all("form")
            for each in node.iter("button")
            if words(each) == button
        ]
        form, name = _form(node), pressed.get("name")
        said = {name: pressed.get("value") or ""} if name else {}
        return replace(form, fields={**form.fields, **said})

    @property
    def search(self) -> Form:
        """Return the form that only looks for something: its answers stand in the URL."""
        [form] = [each for each in self.forms if each.method == "GET"]
        return form


def parsed(text: str) -> etree._Element:
    """Return the elements of a page, or of the part that htmx gets; tags that do not fit fail."""
    parser = etree.HTMLParser(remove_comments=True)
    tree = etree.fromstring(text, parser)
    wrong = [error for error in parser.error_log if error.type != etree.ErrorTypes.HTML_UNKNOWN_TAG]
    assert not wrong, wrong
    return tree


class Visitor:
    """A person with a browser. Counts what it sends that may change something."""

    def __init__(self, app: Flask, *, htmx: bool = False) -> None:
        self.app, self.htmx = app, htmx
        self.client = app.test_client()
        self.submissions = 0
        self.page: Page

    def log_in(self, username: str, wanted: str | None = None) -> Page:
        """Log in, without the walk over the provider's pages: one submission."""
        if wanted and "?" in wanted:  # answers from before the login are kept on the way back
            return self.log_in_at_provider(username, wanted)
        self.submissions += 1
        let_in(self.client, username)
        return self.get(wanted or "/besturen")

    def log_in_at_provider(self, username: str, wanted: str | None = None) -> Page:
        """Log in through the provider's own page, over HTTP: one submission."""
        self.submissions += 1
        return self._follow(log_in(self.client, username, wanted), "/inloggen/terug")

    def get(self, url: str) -> Page:
        """Open a page, as a click on a plain link does."""
        return self._follow(self.client.get(url), url)

    def click(self, link: str) -> Page:
        """Follow the link with these words."""
        return self.get(urljoin(self.page.url, self.page.links[link]))

    def click_first(self, beginning: str) -> Page:
        """Follow the first link that begins with these words."""
        return self.click(self.page.link(beginning))

    def send(self, form: Form | None = None, /, **answers: Answer) -> Page:
        """Fill in the page's form and send it, as its button does."""
        form = form or self.page.form
        unknown = answers.keys() - form.names
        assert not unknown, f"{self.page.url} has no field {sorted(unknown)}"
        self.submissions += form.method in _UNSAFE
        url = urljoin(self.page.url, form.action)
        data = {**form.fields, **answers}
        if form.method == "GET":
            return self._follow(
                self.client.get(url, query_string=data, headers=self._headers()), url
            )
        return self._follow(self.client.post(url, data=data, headers=self._headers()), url)

    def _headers(self) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Request-Type": "partial"} if self.htmx else {}

    def _follow(self, response: TestResponse, url: str) -> Page:
        """Go where a redirect leads; htmx's fetch keeps its headers on the way."""
        fragment = "HX-Request" in response.request.headers
        while response.status_code == 303:
            url = urljoin(url, response.location)
            assert urlsplit(url).netloc in ("", "127.0.0.1:8000"), f"left the product: {url}"
            headers = self._headers() if fragment else {}
            response = self.client.get(url, headers=headers)
        self.page = Page(response, url, fragment=fragment)
        return self.page


def words(node: etree._Element) -> str:
    """Return the text of an element as a person reads it, blanks folded."""
    text = "".join(node.itertext())
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def _add(fields: dict[str, str | list[str]], name: str, value: str) -> None:
    """Boxes that share a name are all sent, as a list; one value stays by itself."""
    before = fields.get(name)
    if before is None:
        fields[name] = value
    else:
        fields[name] = [*(before if isinstance(before, list) else [before]), value]


def _chosen(select: etree._Element) -> str:
    """Return the option that stands there: the selected one, or else the first."""
    options = list(select.iter("option"))
    chosen = [each for each in options if each.get("selected") is not None] or options
    return chosen[0].get("value") or ""


def _form(node: etree._Element) -> Form:
    fields: dict[str, str | list[str]] = {}
    names: set[str] = set()
    for field in node.iter():
        name, kind = field.get("name"), field.get("type")
        if not name:
            continue
        names.add(name)
        if field.tag == "select":
            fields[name] = _chosen(field)
            continue
        if kind in ("radio", "checkbox") and field.get("checked") is None:
            continue
        if kind == "submit" or field.tag == "button":
            continue
        _add(fields, name, field.get("value") or "")
    return Form(
        action=node.get("action") or "",
        method=(node.get("method") or "get").upper(),
        fields=fields,
        names=frozenset(names),
    )
