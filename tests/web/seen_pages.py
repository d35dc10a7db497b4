"""What a browser has seen: the forms, links and tokens of the pages that it got."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from random import Random
from re import compile as pattern
from typing import TypeVar
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from lxml import etree
from werkzeug.exceptions import HTTPException

from tests.visitor import parsed

_LINK = pattern(r'(?:href|hx-get)="(/[^"]*)"')
_TOKEN = "csrf_token"
#: So many forms and links of one route are remembered: the newest.
_KEPT = 12

_Seen = TypeVar("_Seen")
Fields = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Control:
    """Something to fill in: its name, its kind, and the values that the page offers."""

    name: str
    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class SeenForm:
    """A form as it stood on a page."""

    action: str
    method: str
    controls: tuple[Control, ...]

    @property
    def has_file(self) -> bool:
        """Tell whether a file is asked for."""
        return any(each.kind == "file" for each in self.controls)

    def fill_in(self, chance: Random, token: str) -> Fields:
        """Return answers such as the page offers them; what is typed is mostly left as it was."""
        fields: Fields = []
        for control in self.controls:
            if control.name == _TOKEN:
                fields.append((_TOKEN.encode(), token.encode()))
            elif control.kind == "checkbox":
                ticked = [each for each in control.values if chance.random() < 0.6]
                fields += [(control.name.encode(), each.encode()) for each in ticked]
            elif control.kind != "file" and control.values:
                fields.append((control.name.encode(), chance.choice(control.values).encode()))
        return fields


class SeenPages:
    """The memory of one browser. What is learnt is kept by the route that it leads to."""

    def __init__(self, app: Flask) -> None:
        self._routes = app.url_map.bind("127.0.0.1:8000")
        self.token = ""
        #: Names of fields and of what stands behind the question mark.
        self.names: dict[str, None] = {}
        self._forms: dict[str, list[SeenForm]] = {}
        self._links: dict[str, list[str]] = {}

    def learn_page(self, text: str) -> None:
        """Remember the forms and links of a page, or of a part of one."""
        for link in _LINK.findall(text):
            self.learn_link(unescape(link))
        if "<form" in text:
            for node in parsed(text).iter("form"):
                self._learn_form(_form(node))

    def learn_link(self, address: str) -> None:
        """Remember where a link or redirect leads."""
        parts = urlsplit(address)
        self.names |= {name: None for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
        _keep(self._links.setdefault(self._endpoint(parts.path, "GET"), []), address)

    def _learn_form(self, form: SeenForm) -> None:
        self.names |= {control.name: None for control in form.controls}
        for control in form.controls:
            if control.name == _TOKEN:
                [self.token] = control.values
        endpoint = self._endpoint(urlsplit(form.action).path, form.method)
        _keep(self._forms.setdefault(endpoint, []), form)

    def _endpoint(self, path: str, method: str) -> str:
        try:
            return str(self._routes.match(path, method)[0])
        except HTTPException:
            return ""

    def form(self, endpoint: str, chance: Random) -> SeenForm | None:
        """Return one of the forms that are sent to a route."""
        known = self._forms.get(endpoint)
        return chance.choice(known) if known else None

    def link(self, endpoint: str, chance: Random) -> str | None:
        """Return one of the addresses of a route."""
        known = self._links.get(endpoint)
        return chance.choice(known) if known else None


def _keep(known: list[_Seen], new: _Seen) -> None:
    if new in known:
        known.remove(new)
    known.append(new)
    del known[:-_KEPT]


def _form(node: etree._Element) -> SeenForm:
    return SeenForm(
        action=node.get("action") or "/",
        method=(node.get("method") or "get").upper(),
        controls=tuple(_controls(node)),
    )


def _controls(form: etree._Element) -> Iterator[Control]:
    groups: dict[tuple[str, str], list[str]] = {}
    for node in form.iter("input", "select", "textarea", "button"):
        if not node.get("name"):
            continue
        kind = node.get("type") or node.tag
        values = [node.get("value") or ""]
        if node.tag == "select":
            values = [each.get("value") or "" for each in node.iter("option")]
        groups.setdefault((node.get("name"), kind), []).extend(values)
    for (name, kind), values in groups.items():
        if kind in ("radio", "checkbox", "select", "submit"):
            yield Control(name, kind, tuple(values))
        else:  # each is sent
            yield from (Control(name, kind, (value,)) for value in values)
