"""Whom else to remind: the address of a colleague."""

from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, ValidationError

from wizard.domain.mail_address import is_address
from wizard.forms.base import StepForm, TypedIn


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
        if not is_address(self.address):
            raise ValidationError("Dit is geen mailadres. Een goed voorbeeld: naam@bestuur.nl.")

    @property
    def address(self) -> str:
        """Return the address, without what slipped in around it."""
        return (self.email.data or "").strip()
