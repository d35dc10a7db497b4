"""Somebody was first: both values, who and when, and the question what it must be."""

from dataclasses import dataclass

from flask import request
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeSerializer

from wizard.db import events
from wizard.db.events import Event
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.words import capitalized
from wizard.forms.base import AnswerForm
from wizard.web.context import db, settings
from wizard.web.words import moment_in_words


@dataclass(frozen=True)
class EditConflict:
    """What a page says when somebody was first: what they did, and the answer that was lost."""

    event: Event | None
    lost: str


def ask_again(form: AnswerForm, brin: str) -> None:
    """Put both answers on the page; sent once more, what is chosen then counts."""
    now = form.stored or "nog niets"
    form.show_stored()
    form.asks_which = True
    form.add_error(
        form.question.name if form.question else None,
        f"{who_was_first(brin)}: {now}. U koos: {form.said}. Kies wat het moet worden.",
    )


def who_was_first(brin: str) -> str:
    """Say who changed something for this school last, and when."""
    change = events.latest_change(db(), brin)
    if change is None:
        return "Intussen staat er"
    own = change.person_id == current_user.person.id
    who = "U veranderde dit in een ander venster"
    if not own:
        who = f"{capitalized(change.person)} veranderde dit"
    return f"{who}, {moment_in_words(change.at)}"


def mark(lost: str) -> str:
    """Return what the address says to the page that a person is led to instead.

    Signed: nobody else can put words on that page.
    """
    return _signed().dumps(lost)


def notice(school: SchoolFacts | None) -> EditConflict | None:
    """Read the mark of the address that was asked for; None when nobody was first."""
    if "gewijzigd" not in request.args:
        return None
    event = events.latest_change(db(), school.school.brin) if school else None
    return EditConflict(event, _lost())


def _lost() -> str:
    try:
        return str(_signed().loads(request.args["gewijzigd"]))
    except BadSignature:
        return ""


def _signed() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="gewijzigd")
