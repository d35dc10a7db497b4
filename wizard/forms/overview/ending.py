"""Ending a mandate: from which day and why; then, on the page that asks, by whose right."""

from datetime import date
from typing import Any

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from wizard.domain.mandate import Mandate
from wizard.domain.words import day_in_words, parse_day
from wizard.forms.base import EntitledForm, SelectChoice, StepForm, TypedIn, whole_number

#: Why a mandate ends, as it stands in the history.
REASONS = {
    "overstap": "De school stapt over op een ander LAS",
    "vergissing": "Dit mandaat was een vergissing",
    "sluiting": "De school sluit of gaat samen met een andere school",
    "anders": "Een andere reden",
}


class EndForm(StepForm):
    """The last day of a mandate and the reason."""

    unanswered = "Er is nog geen reden gekozen"
    reason = RadioField(
        "Waarom eindigt dit mandaat?",
        choices=[SelectChoice(key, label) for key, label in REASONS.items()],
        validators=[InputRequired("Kies waarom dit mandaat eindigt.")],
    )
    ends_on = StringField("Wat is de laatste dag van dit mandaat?")
    mandate: Mandate
    today: date

    @classmethod
    def build(cls, mandate: Mandate, today: date, typed: TypedIn | None) -> "EndForm":
        """Ask about one mandate; today is offered as the last day, or its first day if later."""
        first = max(today, mandate.starts_on)
        form = cls(typed, data={"ends_on": f"{first:%d-%m-%Y}"})
        form.mandate, form.today = mandate, today
        return form

    @property
    def last_day(self) -> date:
        """Return the chosen last day, once the form is valid."""
        return parse_day(self.ends_on.data or "") or self.today

    def validate_ends_on(self, field: Any) -> None:
        """A date, not in the past, and not before the mandate begins."""
        day = parse_day(field.data or "")
        if day is None:
            raise ValidationError(f"Vul een datum in, zoals 31-12-{self.today.year}.")
        if day < self.today:
            raise ValidationError("Kies vandaag of een latere dag. Eerder kan niet.")
        if day < self.mandate.starts_on:
            first = day_in_words(self.mandate.starts_on)
            raise ValidationError(f"Kies {first} of een latere dag: dan begint dit mandaat.")
        if self.mandate.ends_on is not None and day >= self.mandate.ends_on:
            last = day_in_words(self.mandate.ends_on)
            raise ValidationError(f"Dit mandaat eindigt al op {last}. Kies een eerdere dag.")


class EndCheckForm(EntitledForm):
    """The box to tick before a mandate ends, and what the page said: which one, when and why."""

    unanswered = "Nog één vinkje"
    reason = HiddenField()
    ends_on = HiddenField()
    version = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "EndCheckForm":
        """Read what the page that was sent said."""
        return cls(typed)

    def show(self, asked: EndForm) -> None:
        """Say on the page what would happen as things are now, and ask for the tick."""
        self.reason.data = asked.reason.data
        self.ends_on.data = f"{asked.last_day:%d-%m-%Y}"
        self.version.data = str(asked.mandate.version)
        self.entitled.data = False

    @property
    def seen_version(self) -> int:
        """Return the version of the mandate on the page that was sent."""
        return whole_number(self.version.data)
