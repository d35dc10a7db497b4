"""Step 4: which LAS, from which day, and what happens to the mandate of another LAS."""

from datetime import date
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.words import day_in_words, parse_day
from wizard.forms.base import AnswerForm, Details, SelectChoice, TypedIn

#: "Weet ik niet" is an answer.
UNKNOWN = "weet-ik-niet"
END_OLD, KEEP_OLD = "beeindigen", "behouden"
_WORDS = {UNKNOWN: "Weet ik niet", OTHER_SYSTEM: "Een ander systeem"}
_TYPED = "%d-%m-%Y"
_EXAMPLE = "Vul een datum in, zoals 30-11-{}."


class SystemForm(AnswerForm):
    """The LAS of one school. The old mandate is only asked about where there is one."""

    unanswered = "Er is nog geen LAS gekozen"
    system = RadioField()
    starts_on = StringField("Begindatum")
    old = RadioField(
        choices=[
            SelectChoice(END_OLD, "Het oude mandaat eindigt"),
            SelectChoice(KEEP_OLD, "Beide mandaten blijven"),
        ],
        validate_choice=False,
    )
    end_old_on = StringField("Laatste dag van het oude mandaat")

    facts: SchoolFacts
    catalogue: Catalogue
    details: dict[str, Details]

    @classmethod
    def build(cls, facts: Facts, catalogue: Catalogue, typed: TypedIn | None) -> "SystemForm":
        """Offer the catalogue's systems, with what the school chose before as a suggestion."""
        school = facts.chosen
        form = cls(typed, data=_stored(school))
        form.facts, form.catalogue = school, catalogue
        form._offer()
        return form

    @property
    def summary(self) -> str:
        """The heading over the errors; another LAS's mandate is a question, not a mistake."""
        asked_only = set(self.errors) == {"old"}
        return "Nog één vraag: het oude mandaat" if asked_only else super().summary

    @property
    def choice(self) -> SystemChoice | None:
        """Return the chosen system; None for "Weet ik niet"."""
        key = self.system.data
        if key == OTHER_SYSTEM:
            return self._other()
        known = self.catalogue.systems.get(key)
        return known.as_choice() if known else None

    def _other(self) -> SystemChoice:
        """Ask for the name again; what was filled in before stands there already."""
        before = self.facts.system
        if before is None or not before.is_other:
            return SystemChoice(OTHER_SYSTEM, "", "")
        return SystemChoice(OTHER_SYSTEM, before.name, before.supplier)

    @property
    def conflicting(self) -> tuple[Mandate, ...]:
        """Return the live mandates of other systems for the same services."""
        if self.choice is None:
            return ()
        return self.facts.conflicting(self.choice, self.first_day or self.facts.season.today)

    @property
    def first_day(self) -> date | None:
        """Return the chosen first day; None: the day of saving."""
        day = parse_day(self.starts_on.data or "")
        return None if day == self.facts.season.today else day

    @property
    def last_old_day(self) -> date | None:
        """Return the last day of the old mandate, where one was typed."""
        if not self.conflicting or self.old.data != END_OLD:
            return None
        return parse_day(self.end_old_on.data or "")

    @property
    def keeps_old(self) -> bool | None:
        """Both mandates stay, or the old one ends; None where there is no other."""
        return self.old.data == KEEP_OLD if self.conflicting else None

    @property
    def stored(self) -> str:
        """The LAS that is chosen now, from when, and what happens to the old mandate."""
        draft = self.facts.draft
        if draft is None or (draft.system is None and not draft.parked_at):
            return ""
        name = draft.system.name if draft.system else _WORDS[UNKNOWN]
        return _in_words(
            name or _WORDS[OTHER_SYSTEM], draft.starts_on, draft.keep_old, draft.end_old_on
        )

    @property
    def said(self) -> str:
        """The same for what was chosen on the page."""
        choice = self.choice
        name = choice.name if choice else _WORDS[UNKNOWN]
        return _in_words(
            name or _WORDS[OTHER_SYSTEM], self.first_day, self.keeps_old, self.last_old_day
        )

    def validate_starts_on(self, field: Any) -> None:
        """Today or later, and a date at all."""
        if not field.data:
            return
        day = parse_day(field.data)
        if day is None:
            raise ValidationError(_EXAMPLE.format(self.facts.season.today.year))
        if day < self.facts.season.today:
            raise ValidationError("Kies vandaag of een latere datum. Eerder kan niet.")

    def validate_old(self, field: Any) -> None:
        """Ask what happens to the other LAS's mandate, once it is known that there is one."""
        if self.conflicting and field.data not in (END_OLD, KEEP_OLD):
            raise ValidationError(f"Kies wat er met het mandaat van {self.rival_name} gebeurt.")

    def validate_end_old_on(self, field: Any) -> None:
        """Not before the old mandate's own first day; empty means the day before the new one."""
        if not self.conflicting or self.old.data != END_OLD or not field.data:
            return
        day = parse_day(field.data)
        if day is None:
            raise ValidationError(_EXAMPLE.format(self.facts.season.today.year))
        if any(day < mandate.starts_on for mandate in self.conflicting):
            raise ValidationError("Kies een dag op of na de begindatum van het oude mandaat.")

    @property
    def rival_name(self) -> str:
        """Return the name of the LAS that has a mandate already."""
        return self.conflicting[0].system.name if self.conflicting else ""

    def _offer(self) -> None:
        today = self.facts.season.today
        systems = self.catalogue.systems_at(today)
        self.system.label.text = f"Welk LAS gebruikt {self.facts.school.name}?"
        self.system.choices = [
            *(SelectChoice(system.key, system.name) for system in systems),
            *(SelectChoice(key, _WORDS[key]) for key in (OTHER_SYSTEM, UNKNOWN)),
        ]
        self.details = {system.key: Details(supplier=system.supplier) for system in systems}
        self.details[OTHER_SYSTEM] = Details(hint="Op de volgende pagina vult u de naam in.")
        self.details[UNKNOWN] = Details(
            hint="U krijgt een tekst voor de school. Wij bewaren dat u op antwoord wacht."
        )
        self._suggest()
        self.system.validators = [
            InputRequired(f"Kies het LAS van {self.facts.school.name} of kies ‘Weet ik niet’.")
        ]

    def _suggest(self) -> None:
        earlier = self.facts.suggestion
        if earlier is None or earlier.system.key not in self.details:
            return
        [service] = self.catalogue.in_sentence([earlier.service], self.facts.season.today)
        self.details[earlier.system.key]["suggestion"] = (
            f"Deze school heeft al een mandaat met {earlier.system.name}, voor {service}."
        )


def _in_words(
    name: str, starts_on: date | None, keep_old: bool | None, end_old_on: date | None
) -> str:
    parts = [name]
    if starts_on:
        parts.append(f"vanaf {day_in_words(starts_on)}")
    if keep_old is not None:
        parts.append("het oude mandaat blijft" if keep_old else "het oude mandaat eindigt")
    if end_old_on:
        parts.append(f"laatste dag {day_in_words(end_old_on)}")
    return ", ".join(parts)


def _stored(school: SchoolFacts) -> dict[str, str]:
    draft, stored = school.draft, {}
    if draft is None:
        return {}
    if draft.system is not None:
        stored["system"] = OTHER_SYSTEM if draft.system.is_other else draft.system.key
    elif draft.parked_at:
        stored["system"] = UNKNOWN
    if draft.starts_on and draft.starts_on >= school.season.today:
        stored["starts_on"] = draft.starts_on.strftime(_TYPED)
    if draft.keep_old is not None:
        stored["old"] = KEEP_OLD if draft.keep_old else END_OLD
    if draft.end_old_on:
        stored["end_old_on"] = draft.end_old_on.strftime(_TYPED)
    return stored
