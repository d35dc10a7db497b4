"""Whom else to remind: the address of a colleague."""

from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from wizard.domain.reminders.mail_address import Fault, Wrong, fault_of
from wizard.forms.base import StepForm, TypedIn

#: What is wrong, and with which character.
_FAULTS = {
    Wrong.CHARACTER: "Het teken ‘{}’ kan niet in een mailadres. Typ het adres opnieuw.",
    Wrong.BLANK: "Er staat een spatie in het mailadres. Haal de spatie weg.",
    Wrong.PLACE: "In het mailadres staat een {} op een verkeerde plaats. Kijk het adres na.",
    Wrong.FORM: "Dit is geen mailadres. Een goed voorbeeld: naam@bestuur.nl.",
}
_NAMES = {".": "punt", "-": "streepje"}


class ColleagueForm(StepForm):
    """The address of somebody who is asked whether they want the reminders too."""

    unanswered = "Er is nog geen mailadres ingevuld"
    email = StringField(
        "Mailadres van uw collega", validators=[InputRequired("Vul het mailadres in.")]
    )

    @classmethod
    def build(cls, typed: TypedIn | None) -> "ColleagueForm":
        """Read the address."""
        return cls(typed)

    def validate_email(self, field: Any) -> None:
        """One address, as mail programs know it."""
        fault = fault_of(field.data or "")
        if fault:
            raise ValidationError(_in_words(fault))


def _in_words(fault: Fault) -> str:
    return _FAULTS[fault.wrong].format(_NAMES.get(fault.character, fault.character))
