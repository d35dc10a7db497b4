"""Step 2: which school."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.forms.base import Details, StepForm, TypedIn

#: The last choice: the school is missing from the list.
MISSING = "ontbreekt"


class SchoolForm(StepForm):
    """One of the board's schools, or "Mijn school staat er niet bij"."""

    summary = "Er is nog geen school gekozen"
    school = RadioField(
        "Voor welke school regelt u nu de mandaten?",
        validators=[InputRequired("Kies een school, of kies ‘Mijn school staat er niet bij’.")],
        validate_choice=False,
    )
    details: dict[str, Details]

    @classmethod
    def build(cls, facts: Facts, _catalogue: Catalogue, typed: TypedIn | None) -> "SchoolForm":
        """Offer the board's schools by name, each with its place and BRIN."""
        form = cls(typed)
        schools = [each.school for each in facts.board.schools]
        form.school.choices = [(school.brin, school.name) for school in schools]
        form.school.choices.append((MISSING, "Mijn school staat er niet bij"))
        form.details = {
            school.brin: {"hint": f"BRIN {school.brin}, {school.place}"} for school in schools
        }
        form.details[MISSING] = {"hint": "U leest dan hoe u dit regelt."}
        return form

    def validate_school(self, field: Any) -> None:
        """Refuse what is not in the list: a stale page, or a school that moved away."""
        if field.data not in dict(field.choices):
            raise ValueError("Deze school staat niet meer in uw lijst. Kies een andere school.")
