"""Step 3: for which services a mandate is given."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.service import Service
from wizard.domain.words import and_list
from wizard.forms.base import AnswerForm, Details, SelectChoice, TypedIn

#: Joins the services of one choice; "" is the choice to leave everything as it is.
_AND = "+"
NOTHING = "niets"


class ServiceForm(AnswerForm):
    """All required services together (the tip), or one of them."""

    unanswered = "Er is nog geen dienst gekozen"
    services = RadioField(
        validators=[InputRequired("Kies voor welke dienst u een mandaat geeft.")],
    )
    details: dict[str, Details]
    facts: SchoolFacts
    catalogue: Catalogue

    @classmethod
    def build(cls, facts: Facts, catalogue: Catalogue, typed: TypedIn | None) -> "ServiceForm":
        """Offer what is still open first; what has a mandate already can be changed."""
        school = facts.chosen
        chosen = {"services": _AND.join(school.pending)} if school.pending else None
        form = cls(typed, data=chosen)
        form.facts, form.catalogue = school, catalogue
        form.services.label.text = f"Welke dienst regelt u nu voor {school.school.name}?"
        form.services.choices, form.details = _choices(school, catalogue)
        return form

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the keys of the chosen services; empty: nothing is to change."""
        value: str = self.services.data
        return () if value == NOTHING else tuple(value.split(_AND))

    @property
    def stored(self) -> str:
        """The services that are pending now."""
        return self._in_words(self.facts.pending)

    @property
    def said(self) -> str:
        """The services that were chosen."""
        return self._in_words(self.chosen)

    def _in_words(self, services: tuple[str, ...]) -> str:
        return and_list(self.catalogue.in_sentence(services, self.facts.season.today))


def _choices(
    school: SchoolFacts, catalogue: Catalogue
) -> tuple[list[SelectChoice], dict[str, Details]]:
    required = catalogue.required
    today = school.season.today
    together = _AND.join(service.key for service in required)
    choices: list[SelectChoice] = []
    details: dict[str, Details] = {}
    names = and_list([service.in_sentence(today) for service in required])
    choices.append(SelectChoice(together, f"{names} samen"))
    details[together] = Details(suggestion=catalogue.text("service.together", today))
    for service in required:
        choices.append(SelectChoice(service.key, f"Alleen {service.short_name(today)}"))
        details[service.key] = _detail(school, service)
    if not school.open_services:
        choices.append(SelectChoice(NOTHING, "Niets wijzigen"))
        details[NOTHING] = Details(hint="Alle mandaten blijven zoals ze zijn.")
    return choices, details


def _detail(school: SchoolFacts, service: Service) -> Details:
    live = school.live(service.key)
    if live:
        return Details(hint=f"Hiervoor heeft {live[-1].system.name} al een mandaat.")
    return Details(hint=f"{service.explanation(school.season.today)}.")
