"""Mails in words: each message is a folder under templates/mail, with subject, text and HTML."""

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
_TEMPLATES.globals.update(count=words.count)


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
    return Letter(" ".join(subject.split()), text.strip() + "\n", html)
