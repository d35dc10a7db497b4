"""Which LAS which schools use: ticked in a table (kept in the URL), then looked at and kept."""

from collections.abc import Iterable

from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired

from wizard.domain.mandate import SystemChoice
from wizard.domain.school import brins_in
from wizard.domain.school_systems.reported import Telling, fingerprint_of
from wizard.forms.base import Details, SelectChoice, StepForm, TypedIn

#: "Weet ik niet": the schools are asked.
UNKNOWN = "weet-ik-niet"


class TableForm(StepForm):
    """The schools that are ticked, and the LAS that they use."""

    unanswered = "Er is nog geen school gekozen"
    b = SelectMultipleField(
        validators=[InputRequired("Vink de scholen aan die dit LAS gebruiken.")],
        validate_choice=False,
    )
    las = RadioField("Welk LAS gebruiken de gekozen scholen?")

    details: dict[str, Details]

    @classmethod
    def build(cls, typed: TypedIn | None, offered: Iterable[SystemChoice]) -> "TableForm":
        """Offer these systems, and that nobody knows."""
        form, systems = cls(typed), list(offered)
        form.las.choices = [
            *(SelectChoice(each.key, each.name) for each in systems),
            SelectChoice(UNKNOWN, "Weet ik niet"),
        ]
        form.las.validators = [InputRequired("Kies het LAS, of kies ‘Weet ik niet’.")]
        form.details = {each.key: Details(supplier=each.supplier) for each in systems}
        form.details[UNKNOWN] = Details(hint="U krijgt een tekst om aan de scholen te sturen.")
        return form


class TellingForm(StepForm):
    """What the page said that would be kept: the schools, the LAS, and how it stood."""

    las = HiddenField()
    schools = HiddenField()
    seen = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "TellingForm":
        """Read what the page that was sent was about."""
        return cls(typed)

    def show(self, key: str, said: Iterable[Telling]) -> None:
        """Say what would be kept as things are now."""
        told = list(said)
        self.las.data, self.seen.data = key, fingerprint_of(told)
        self.schools.data = " ".join(each.facts.school.brin for each in told)

    @property
    def brins(self) -> list[str]:
        """Return the schools that the page named; what is no BRIN is left out."""
        return brins_in(self.schools.data)
