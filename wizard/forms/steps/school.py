"""Step 2: which school."""

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField
from wtforms.validators import InputRequired, ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.school import School, answers_to
from wizard.forms.base import Details, SelectChoice, StepForm, TypedIn

#: The last choice: the school is missing from the list.
MISSING = "ontbreekt"


class SchoolForm(StepForm):
    """One of the board's schools, or "Mijn school staat er niet bij"."""

    unanswered = "Er is nog geen school gekozen"
    school = RadioField(
        "Voor welke school regelt u nu de mandaten?",
        validators=[InputRequired("Kies een school, of kies ‘Mijn school staat er niet bij’.")],
        validate_choice=False,
    )
    zoek = HiddenField()
    details: dict[str, Details]
    offered: list[SelectChoice]
    #: How many schools answer to what was searched for.
    found: int

    @classmethod
    def build(cls, facts: Facts, _catalogue: Catalogue, typed: TypedIn | None) -> "SchoolForm":
        """Offer the board's schools by name, each with its place and BRIN."""
        form = cls(typed)
        schools = [each.school for each in facts.board.schools]
        form.offered = [SelectChoice(school.brin, school.name) for school in schools]
        form.offered.append(SelectChoice(MISSING, "Mijn school staat er niet bij"))
        form.school.choices = form.offered
        form.details = {
            school.brin: {"hint": f"BRIN {school.brin}, {school.place}"} for school in schools
        }
        form.details[MISSING] = {"hint": "U leest dan hoe u dit regelt."}
        form.found = len(schools)
        return form

    def narrow(self, query: str, schools: Iterable[School]) -> None:
        """Show only the schools that answer to a search; what may be chosen stays the same."""
        kept = {school.brin for school in schools if answers_to(school, query)}
        self.zoek.data, self.found = query, len(kept)
        self.school.choices = [
            choice for choice in self.offered if choice.value in {*kept, MISSING}
        ]

    def validate_school(self, field: Any) -> None:
        """Refuse what is not in the list: a stale page, or a school that moved away."""
        if field.data not in {choice.value for choice in self.offered}:
            raise ValidationError("Deze school staat niet in uw lijst. Kies een andere school.")
