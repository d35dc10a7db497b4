"""Requests that nobody should send, over every route: drawn by chance, the same for a seed."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from urllib.parse import parse_qsl, quote_from_bytes, unquote_to_bytes, urlsplit

from flask import Flask
from werkzeug.routing import Rule

from tests.routes import Place
from tests.web.hostile_values import CONTENT_TYPES, HEADERS, METHODS, MILLION_DIGITS, TEXTS
from tests.web.seen_pages import Fields, SeenPages
from wizard.steps import FLOW

_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_URLENCODED = "application/x-www-form-urlencoded"
_BOUNDARY = b"----hostile"
#: What a provider adds to the address it sends a browser back to.
_OF_A_PROVIDER = ("code", "state", "error", "error_description", "iss", "session_state")
#: Our own: what another host is answered is another story.
_HOST = "127.0.0.1:8000"


@dataclass(frozen=True)
class HostileRequest:
    """One request as it travels. `path` and `query` are in bytes as in the first line of HTTP."""

    number: int
    method: str
    path: bytes
    query: bytes
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def environ(self, cookie: str) -> dict[str, Any]:
        """Return what a WSGI server makes of it. A cookie among the headers goes before ours."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(self.path).decode("latin-1"),
            "QUERY_STRING": self.query.decode("latin-1"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": _HOST,
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if cookie:
            environ["HTTP_COOKIE"] = f"mandaatwijzer={cookie}"
        for name, value in self.headers:
            key = name.upper().replace("-", "_")
            environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
        return environ

    def __str__(self) -> str:
        """Show it so that it can be read and sent again; what is long is cut."""
        address = self.path + (b"?" + self.query if self.query else b"")
        lines = [f"{self.method} {_short(address)}"]
        lines += [f"{name}: {_short(value.encode())}" for name, value in self.headers]
        return "\n".join([*lines, "", _short(self.body)])


class Fuzzer:
    """Draws requests. `workbook` is a list that would be accepted, to be broken."""

    def __init__(self, app: Flask, place: Place, workbook: bytes, seed: int) -> None:
        self._place = {
            name: [str(value)] for name, value in vars(place).items() if str(value).isascii()
        }
        self._place["slug"] = [step.slug for step in FLOW.steps]
        self._workbook, self._seed = workbook, seed
        self._rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
        Random(seed).shuffle(self._rules)  # noqa: S311  nobody has to guess it

    def endpoint(self, number: int) -> str:
        """Return the route that has its turn: each does."""
        return str(self._rules[number % len(self._rules)].endpoint)

    def chance(self, number: int) -> Random:
        """Return the chance that is left to who sends the request with this number."""
        return Random(f"{self._seed}/{number}/sender")  # noqa: S311  nobody has to guess it

    def draw(self, number: int, seen: SeenPages) -> HostileRequest:
        """Return the request with this number, as made by who has seen these pages."""
        rule = self._rules[number % len(self._rules)]
        chance = Random(f"{self._seed}/{number}")  # noqa: S311  nobody has to guess it
        draw = _Draw(chance, rule, seen, self._place, self._workbook)
        request = draw.saving(number) if draw.saves() else draw.looking(number)
        return replace(request, headers=(*request.headers, *draw.headers()))


class _Draw:
    """One draw: what chance makes of one route."""

    def __init__(
        self,
        chance: Random,
        rule: Rule,
        seen: SeenPages,
        place: Mapping[str, Sequence[str]],
        workbook: bytes,
    ) -> None:
        self._chance, self._rule, self._seen, self._place = chance, rule, seen, place
        self._workbook = workbook

    def saves(self) -> bool:
        """Choose between a form and a look: mostly as the route has it."""
        return self._may(0.9 if "POST" in (self._rule.methods or ()) else 0.1)

    def looking(self, number: int) -> HostileRequest:
        """Ask for a page, by an address that a page led to or that is made up."""
        link = self._seen.link(self._rule.endpoint, self._chance) if self._may(0.5) else None
        form = self._seen.form(self._rule.endpoint, self._chance) if self._may(0.5) else None
        parts = urlsplit(link or (form.action if form and form.method == "GET" else ""))
        fields = [
            (name.encode(), value.encode())
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        ]
        if form and form.method == "GET":
            fields = form.fill_in(self._chance, self._seen.token)
        path = parts.path.encode() if parts.path and self._may(0.7) else self._path()
        method = "GET" if self._may(0.8) else self._chance.choice(METHODS)
        return HostileRequest(number, method, path, self._query(self._spoiled(fields)))

    def saving(self, number: int) -> HostileRequest:
        """Send a form: one that a page had, with some of it spoiled, or any fields at all."""
        form = self._seen.form(self._rule.endpoint, self._chance) if self._may(0.9) else None
        parts = urlsplit(form.action if form else "")
        path = parts.path.encode() if form and self._may(0.8) else self._path()
        token = self._seen.token if self._may(0.9) else self._text().decode("latin-1")
        if form:
            fields = form.fill_in(self._chance, token)
        else:
            fields = [(b"csrf_token", token.encode()), *self._made_up()]
        content_type, body = self._body(self._spoiled(fields), form is not None and form.has_file)
        query = parts.query.encode() if self._may(0.8) else self._query(self._made_up())
        method = "POST" if self._may(0.95) else self._chance.choice(METHODS)
        headers = (("Content-Type", content_type),)
        return HostileRequest(number, method, path, query, headers, body)

    def headers(self) -> list[tuple[str, str]]:
        """Return headers: of htmx in a third, and a few that no browser sends."""
        htmx = [("HX-Request", "true"), ("HX-Request-Type", "partial")] if self._may(0.3) else []
        if not self._may(0.3):
            return htmx
        names = self._chance.choices(list(HEADERS), k=self._chance.choice((1, 1, 2, 5)))
        return htmx + [(name, self._header(name)) for name in names]

    def _header(self, name: str) -> str:
        if self._may(0.7):
            return self._chance.choice(HEADERS[name])
        return re.sub(r"[\r\n\x00]", "", self._text().decode("latin-1"))

    def _may(self, share: float) -> bool:
        return self._chance.random() < share

    def _text(self) -> bytes:
        return MILLION_DIGITS if self._may(0.002) else self._chance.choice(TEXTS)

    def _name(self) -> bytes:
        known = [*self._seen.names, *_OF_A_PROVIDER]
        return self._chance.choice(known).encode() if self._may(0.9) else self._text()[:300]

    def _made_up(self) -> Fields:
        return [(self._name(), self._text()) for _ in range(self._chance.choice((0, 1, 2, 6)))]

    def _path(self) -> bytes:
        """Return the route's address; one of its parts is hostile in a third."""
        names = sorted(self._rule.arguments)
        spoiled = self._chance.choice([*names, *[""] * 2 * len(names)] or [""])

        def fill(part: re.Match[str]) -> str:
            known = self._place.get(part[1])
            if known is None or part[1] == spoiled:
                return self._quoted(self._text()[:20_000]).decode()
            ours = part[1].endswith("_id") and self._may(0.4)
            return str(self._chance.randint(1, 4)) if ours else self._chance.choice(known)

        path = _PART.sub(fill, self._rule.rule).encode()
        return self._bent(path) if self._may(0.03) else path

    def _bent(self, path: bytes) -> bytes:
        """Return an address with a slash, a dot or a byte too many."""
        at = self._chance.randrange(len(path) + 1)
        more = self._chance.choice((b"/", b"//", b"/../", b"%2f", b"%00", b"%", b";", b"%ff", b"."))
        return path[:at] + more + path[at:]

    def _quoted(self, text: bytes) -> bytes:
        return quote_from_bytes(text, safe="").encode()

    def _query(self, fields: Fields) -> bytes:
        if self._may(0.03):
            return self._bare(self._text())
        return b"&".join(self._quoted(name) + b"=" + self._quoted(text) for name, text in fields)

    def _bare(self, text: bytes) -> bytes:
        """Return text as it is, but for what no server hands on: bytes that are no UTF-8."""
        return re.sub(rb"[\x00-\x20#]", b"", text.decode(errors="ignore").encode())

    def _spoiled(self, fields: Fields) -> Fields:
        """Return fields of which none, one or a few are hostile."""
        fields = list(fields)
        for _ in range(self._chance.choice((0, 1, 1, 1, 2, 4))):
            self._spoil_one(fields)
        if self._may(0.005):
            fields += [(self._name(), b"1") for _ in range(2_000)]
        return fields

    def _spoil_one(self, fields: Fields) -> None:
        at = self._chance.randrange(len(fields)) if fields else 0
        way = self._chance.choice(
            ("replace", "replace", "replace", "double", "drop", "swap", "add")
        )
        if not fields or way == "add":
            fields.append((self._name(), self._text()))
            return
        name, value = fields[at]
        if name == b"csrf_token":
            return
        if way == "replace":
            fields[at] = (name, self._near(value) if self._may(0.3) else self._text())
        elif way == "double":
            fields.insert(at, (name, self._text()))
        elif way == "drop":
            del fields[at]
        else:
            fields[at] = (name, self._chance.choice(fields)[1])

    def _near(self, value: bytes) -> bytes:
        """Return a value with something within it, before it or after it that does not belong."""
        at = self._chance.choice((0, len(value), self._chance.randrange(len(value) + 1)))
        return value[:at] + self._text()[:200] + value[at:]

    def _body(self, fields: Fields, has_file: bool) -> tuple[str, bytes]:
        if self._may(0.06):
            return self._no_form()
        if has_file or self._may(0.05):
            return self._multipart(fields, has_file)
        body = b"&".join(self._quoted(name) + b"=" + self._quoted(text) for name, text in fields)
        kind = self._chance.choice(CONTENT_TYPES) if self._may(0.03) else _URLENCODED
        return kind, body

    def _no_form(self) -> tuple[str, bytes]:
        body = self._chance.choice(
            (b"--\r\n\r\n", b"--x\r\n", b"[" * 30_000, self._chance.randbytes(500), self._text())
        )
        return self._chance.choice((*CONTENT_TYPES, "multipart/form-data; boundary=x")), body

    def _multipart(self, fields: Fields, has_file: bool) -> tuple[str, bytes]:
        parts = [b'name="%s"\r\n\r\n%s' % each for each in fields]
        if has_file or self._may(0.3):
            name = b"file" if has_file else self._name()
            ending = self._chance.choice((b"a.xlsx", b"a.csv", b"a.txt", b"a", self._text()[:300]))
            if self._may(0.2):
                ending = b"\"; filename*=UTF-8''" + self._quoted(ending) + b'; a="'
            parts.append(b'name="%s"; filename="%s"\r\n\r\n%s' % (name, ending, self._file()))
        start = b"--" + _BOUNDARY + b"\r\nContent-Disposition: form-data; "
        body = b"".join(start + part + b"\r\n" for part in parts) + b"--" + _BOUNDARY + b"--\r\n"
        if self._may(0.1):
            body = body[: self._chance.randrange(len(body))]
        return f"multipart/form-data; boundary={_BOUNDARY.decode()}", body

    def _file(self) -> bytes:
        """Return a file: a list that is broken somewhere, a zip of anything, or any bytes."""
        way = self._chance.choice(("cut", "bent", "bent", "refilled", "refilled", "rows", "bytes"))
        if way == "cut":
            return self._workbook[: self._chance.randrange(len(self._workbook))]
        if way == "bent":
            bent = bytearray(self._workbook)
            for _ in range(self._chance.choice((1, 3, 20))):
                bent[self._chance.randrange(len(bent))] = self._chance.randrange(256)
            return bytes(bent)
        if way == "refilled":
            return self._refilled()
        if way == "rows":
            cells = [self._text()[:200] for _ in range(30)]
            return b"BRIN;School;Plaats;LAS\r\n" + b";".join(cells).replace(b" ", b"\r\n")
        return self._chance.randbytes(self._chance.choice((0, 1, 100, 5_000)))

    def _refilled(self) -> bytes:
        """Return the list with another content in one of its parts."""
        made = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._workbook)) as known,
            zipfile.ZipFile(made, "w") as new,
        ):
            spoiled = self._chance.choice(known.namelist())
            for name in known.namelist():
                content = known.read(name)
                if name == spoiled:
                    at = self._chance.randrange(len(content) + 1)
                    content = content[:at] + self._text()[:500] + content[at + 1 :]
                new.writestr(name, content)
        return made.getvalue()


def _short(text: bytes) -> str:
    shown = repr(text)[2:-1]
    return shown if len(shown) < 1_000 else f"{shown[:900]}... ({len(text)} bytes)"
