"""The mails of the practice environment, to be read: nobody gets a real one."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, make_response, render_template

blueprint = Blueprint("outbox", __name__, url_prefix="/postvak")

#: Mails carry their own style; nothing else may load or run.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@blueprint.get("")
def choose() -> str:
    """List the mails, the last one first."""
    found = [(file.stem, _read(file)) for file in _files()]
    return render_template("practice/outbox.html", mails=found)


@blueprint.get("/<name>")
def show(name: str) -> str:
    """Show a mail as text."""
    mail = _find(name)
    return render_template("practice/mail.html", name=name, mail=mail, text=_part(mail, "plain"))


@blueprint.get("/<name>/html")
def show_html(name: str) -> Response:
    """Show a mail as a mail program does."""
    response = make_response(_part(_find(name), "html"))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _files() -> list[Path]:
    folder: Path = current_app.config["OUTBOX"]
    return sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)


def _find(name: str) -> EmailMessage:
    found = next((file for file in _files() if file.stem == name), None)
    if found is None:
        abort(404)
    return _read(found)


def _read(file: Path) -> EmailMessage:
    return message_from_bytes(file.read_bytes(), policy=default)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part else ""
