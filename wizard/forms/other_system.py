"""Step 4, second page: the name of a LAS that is not in the catalogue."""

from datetime import date
from typing import Any

from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.school_facts import SchoolFacts
from wizard.forms.base import AnswerForm, TypedIn


def _in_words(name: str, supplier: str) -> str:
    return f"{name} van {supplier}" if supplier else name


class OtherSystemForm(AnswerForm):
    """Name and, where known, supplier of another LAS."""

    unanswered = "De naam van het LAS ontbreekt nog"
    name = StringField(
        "Hoe heet het LAS?",
        validators=[
            InputRequired("Vul de naam van het LAS in."),
            Length(max=80, message="Maak de naam korter: hoogstens 80 tekens."),
        ],
    )
    supplier = StringField(
        "Wie is de leverancier? (als u dit weet)",
        validators=[Length(max=80, message="Maak de naam korter: hoogstens 80 tekens.")],
    )
    catalogue: Catalogue
    facts: SchoolFacts
    today: date

    @classmethod
    def build(cls, facts: Facts, catalogue: Catalogue, typed: TypedIn | None) -> "OtherSystemForm":
        """Show what was filled in before."""
        form = cls(typed, obj=facts.chosen.system)
        form.facts = facts.chosen
        form.catalogue, form.today = catalogue, facts.board.season.today
        return form

    @property
    def stored(self) -> str:
        """The name and the supplier that are kept now."""
        system = self.facts.system
        return _in_words(system.name, system.supplier) if system else ""

    @property
    def said(self) -> str:
        """The name and the supplier that were typed."""
        return _in_words(self.name.data or "", self.supplier.data or "")

    def validate_name(self, field: Any) -> None:
        """A system that we know has its own place in the list, so that it counts as the same."""
        if not field.data:
            raise ValidationError("Vul de naam van het LAS in.")
        known = self.catalogue.system_named(field.data, self.today)
        if known is not None:
            raise ValidationError(f"{known.name} staat in de lijst. Ga terug en kies het daar.")
