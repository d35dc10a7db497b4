"""Mails in words: each message is a folder under templates/mail, with subject, text and HTML."""

import re
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from wizard.domain import words
from wizard.settings import ROOT

_TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / "templates" / "mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_BOX = (
    "margin:0 0 16px;padding:12px 16px;border-left:4px solid #0b4650;background:#f4f1ea;"
    "color:#12232b"
)
_TEMPLATES.filters.update(and_list=words.and_list, capitalize_first=words.capitalized)
_TEMPLATES.globals.update(
    count=words.count,
    #: Styles stand on the elements: mail programs throw style sheets away.
    style={"p": "margin:0 0 16px", "h2": "margin:24px 0 12px;font-size:18px", "box": _BOX},
)


@dataclass(frozen=True)
class Letter:
    """A message in words, for one person."""

    subject: str
    text: str
    html: str


def write(message: str, **context: Any) -> Letter:
    """Return a message filled in; a value that is missing is an error, never a hole."""
    subject, text, html = (
        _TEMPLATES.get_template(f"{message}/{part}").render(context)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    return Letter(" ".join(subject.split()), _paragraphs(text), html)


def _paragraphs(text: str) -> str:
    """Leave one empty line between paragraphs, however many the templates left."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
