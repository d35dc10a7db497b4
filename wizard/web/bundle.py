"""The one style sheet and the one script of all pages, under names that change with their content.

`hatch_build.py` makes both from the parts that `static/bundle.toml` lists, and compresses them.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from wizard.domain.errors import ConfigError
from wizard.settings import ROOT
from wizard.web import headers

_STATIC = ROOT / "static"
_KEEP = f"public, max-age={365 * 24 * 3600}, immutable"
_REPAIR = "run 'make static/bundle'"


class Bundle(NamedTuple):
    """The paths of the style sheet and the script, below `static`."""

    styles: str
    script: str


def init_app(app: Flask) -> None:
    """Let browsers keep the bundle for a year; compressed, if they accept that. See `current`."""
    bundle = current()
    of_all = headers.of_all(app.extensions["wizard"].settings)

    def add(given: Headers, _path: str, url: str) -> None:
        if url.removeprefix("/static/") in bundle:
            given["Cache-Control"] = _KEEP
        for name, value in of_all.items():
            given[name] = value

    app.jinja_env.globals["bundle"] = bundle
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        _STATIC / "bundle",
        "static/bundle",
        max_age=None,
        allow_all_origins=False,
        add_headers_function=add,
    )


def current(static: Path = _STATIC) -> Bundle:
    """Return the bundle. Raises ConfigError when it is missing, or older than one of its parts."""
    try:
        made = json.loads((static / "bundle" / "made.json").read_bytes())
    except FileNotFoundError:
        raise ConfigError(f"static/bundle is missing; {_REPAIR}") from None
    for name, digest in made["parts"].items():
        part = static / name
        if not part.is_file() or hashlib.sha256(part.read_bytes()).hexdigest() != digest:
            raise ConfigError(f"static/bundle is older than static/{name}; {_REPAIR}")
    return Bundle(made["styles"], made["script"])
