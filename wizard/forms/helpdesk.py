"""What an agent types or chooses: whom they look for, and why they open a board."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from wizard.forms.base import SelectChoice, StepForm, TypedIn

#: Why an agent opens a board, as it stands in the log that the board can read.
REASONS = {
    "beller": "De beller vraagt hulp",
    "terugbellen": "Ik bel het bestuur terug",
    "gevaar": "Het bestuur mist bijna de datum",
}


class ReasonForm(StepForm):
    """Why an agent opens a board without the caller's consent to look along."""

    unanswered = "Er is nog geen reden gekozen"
    reason = RadioField(
        "Waarom opent u dit bestuur?",
        choices=[SelectChoice(key, label) for key, label in REASONS.items()],
        validators=[InputRequired("Kies waarom u dit bestuur opent.")],
    )

    @classmethod
    def build(cls, typed: TypedIn | None) -> "ReasonForm":
        """Read the reason."""
        return cls(typed)
