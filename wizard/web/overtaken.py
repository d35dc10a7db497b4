"""Somebody was first: both values, who and when, and the question what it must be."""

from flask_login import current_user

from wizard.db import events
from wizard.forms.base import AnswerForm
from wizard.web.context import db
from wizard.web.filters import moment_in_words


def ask_again(form: AnswerForm, brin: str) -> None:
    """Put both answers on the page; sent once more, what is chosen then counts."""
    now = form.stored or "nog niets"
    form.show_stored()
    form.add_error(
        form.question.name if form.question else None,
        f"{who_was_first(brin)}: {now}. U koos: {form.said}. Kies wat het moet worden.",
    )


def who_was_first(brin: str) -> str:
    """Say who changed something for this school last, and when."""
    change = events.latest_change(db(), brin)
    if change is None:
        return "Intussen staat er"
    own = change.person == current_user.person.name
    who = "U veranderde dit in een ander venster" if own else f"{change.person} veranderde dit"
    return f"{who}, {moment_in_words(change.at)}"
