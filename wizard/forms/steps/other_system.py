"""Step 4, second page: the name of a LAS that is not in the catalogue."""

from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.mandate import SystemChoice, other_system
from wizard.domain.school_facts import SchoolFacts
from wizard.forms.base import AnswerForm, TypedIn
from wizard.forms.steps.naming import Naming


def _in_words(name: str, supplier: str) -> str:
    return f"{name} van {supplier}" if supplier else name


class OtherSystemForm(Naming, AnswerForm):
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
    meant = RadioField(validate_choice=False)
    facts: SchoolFacts

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
        """The name and the supplier that were typed, or those of the system that was meant."""
        return _in_words(self.choice.name, self.choice.supplier)

    @property
    def choice(self) -> SystemChoice:
        """Return the system that was named, or that of the list that was meant."""
        if known := self.meant_system:
            return known.as_choice()
        return other_system(self.name.data or "", self.supplier.data or "", self.facts.system)

    @property
    def summary(self) -> str:
        """The heading over the errors; a name that is near another one is no mistake."""
        return "Nog één vraag: de naam van het LAS" if self.insists else super().summary

    def validate_name(self, field: Any) -> None:
        """A system that we know has its own place in the list, so that it counts as the same."""
        if not field.data:
            raise ValidationError("Vul de naam van het LAS in.")
        if self.meant_system is None:
            self.check_name(field.data)

    def _was_asked(self, own: str) -> bool:
        """It was asked too when this name was kept."""
        kept = self.facts.system
        return super()._was_asked(own) or (
            kept is not None and other_system(kept.name, "").key == own
        )
