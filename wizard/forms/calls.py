"""What an agent types in a call and after it: the code, and the note."""

from datetime import date
from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from wizard.domain.calls.code import parse_code
from wizard.domain.words import parse_coming_day
from wizard.forms.base import SelectChoice, StepForm, TypedIn

#: What a call was about.
SUBJECTS = {
    "inloggen": "Inloggen of token",
    "rol": "De rol OSR-toegang",
    "overeenkomst": "De overeenkomst",
    "school": "Een school ontbreekt",
    "dienst": "Welke dienst",
    "las": "Welk LAS, of een ander LAS",
    "kopie": "Kopiëren naar andere scholen",
    "osr": "Vastleggen in het OSR",
    "datum": "De datum",
    "anders": "Iets anders",
}
#: How a call ended.
OUTCOMES = {
    "opgelost": "Opgelost",
    "verder": "De beller gaat zelf verder",
    "doorverwezen": "Doorverwezen naar een ander loket",
    "open": "Niet opgelost",
}
_LONGEST_NOTE = 1000


class CodeForm(StepForm):
    """The six digits that a caller reads out."""

    unanswered = "Er is nog geen code ingevuld"
    #: The heading over what was said of a code that was typed.
    refused = "Dit zijn geen zes cijfers"
    code = StringField("Code van de beller", validators=[InputRequired("Vul de code in.")])

    @classmethod
    def build(cls, typed: TypedIn | None) -> "CodeForm":
        """Read the code."""
        return cls(typed)

    def validate_code(self, field: Any) -> None:
        """Six digits, in whatever groups."""
        if parse_code(field.data or "") is None:
            raise ValidationError("Een code heeft zes cijfers. Vraag de beller om ze te herhalen.")

    @property
    def summary(self) -> str:
        """The heading over the error."""
        return self.refused if self.code.data else self.unanswered

    def refuse(self, heading: str, message: str) -> None:
        """Say why a code of six digits was not taken."""
        self.refused = heading
        self.add_error("code", message)

    @property
    def digits(self) -> str:
        """Return the code, once the form is valid."""
        return parse_code(self.code.data or "") or ""


class NoteForm(StepForm):
    """What a call was about, how it ended, and the day to call back."""

    unanswered = "Er is nog geen onderwerp gekozen"
    subject = SelectField(
        "Waar ging het gesprek over?",
        choices=[
            SelectChoice("", "Kies een onderwerp"),
            *(SelectChoice(key, label) for key, label in SUBJECTS.items()),
        ],
        validators=[InputRequired("Kies waar het gesprek over ging.")],
    )
    outcome = RadioField(
        "Hoe liep het af?",
        choices=[SelectChoice(key, label) for key, label in OUTCOMES.items()],
        validators=[InputRequired("Kies hoe het gesprek afliep.")],
    )
    text = TextAreaField(
        "Notitie (mag leeg blijven)",
        validators=[
            Length(max=_LONGEST_NOTE, message=f"Maak de notitie korter: {_LONGEST_NOTE} tekens.")
        ],
    )
    call_back_on = StringField("Terugbellen op (mag leeg blijven)")
    today: date

    @classmethod
    def build(cls, today: date, typed: TypedIn | None) -> "NoteForm":
        """Ask about a call that ended, or is about to."""
        form = cls(typed)
        form.today = today
        return form

    @property
    def call_back_day(self) -> date | None:
        """Return the day to call back, once the form is valid; None: not."""
        return parse_coming_day(self.call_back_on.data or "", self.today)

    def validate_call_back_on(self, field: Any) -> None:
        """A date, from today on; or nothing."""
        if not field.data:
            return
        day = parse_coming_day(field.data, self.today)
        if day is None:
            raise ValidationError(f"Vul een datum in, zoals 30-11-{self.today.year}.")
        if day < self.today:
            raise ValidationError("Kies vandaag of een latere dag.")
