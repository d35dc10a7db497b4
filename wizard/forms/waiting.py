"""Waiting for schools: what they answered, and when to look again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.errors import DomainError
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.waiting import last_choice
from wizard.domain.words import day_in_words, parse_coming_day
from wizard.forms.base import AnswerForm, SelectChoice, StepForm, TypedIn, whole_number

_TYPED = "%d-%m-%Y"
_NO_ANSWER = SelectChoice("", "Nog geen antwoord")


def _check_day(text: str, today: date) -> None:
    """Take a day from today on, within a year. Raises ValidationError that says what to do."""
    day = parse_coming_day(text, today)
    if day is None:
        raise ValidationError(f"Vul een datum in, zoals 30-11-{today.year}.")
    if day < today:
        raise ValidationError("Kies vandaag of een latere dag. Eerder kan niet.")
    if day > last_choice(today):
        raise ValidationError(f"Kies een dag binnen een jaar: niet na {_last_words(today)}.")


def _last_words(today: date) -> str:
    return day_in_words(last_choice(today))


class LookAgainForm(AnswerForm):
    """When somebody looks again whether one school has answered."""

    unanswered = "Er is nog geen dag ingevuld"
    look_again_on = StringField("Wanneer kijkt u of de school heeft geantwoord?")
    facts: SchoolFacts

    @classmethod
    def build(cls, facts: SchoolFacts, typed: TypedIn | None) -> "LookAgainForm":
        """Show the day that is kept now, to be changed."""
        day = facts.look_again_on
        form = cls(typed, data={"look_again_on": f"{day:{_TYPED}}" if day else ""})
        form.facts = facts
        return form

    @property
    def day(self) -> date:
        """Return the chosen day, once the form is valid."""
        today = self.facts.season.today
        return parse_coming_day(self.look_again_on.data or "", today) or today

    @property
    def stored(self) -> str:
        """The day that is kept now."""
        return day_in_words(self.facts.look_again_on) if self.facts.look_again_on else ""

    @property
    def said(self) -> str:
        """The day that was typed."""
        return day_in_words(self.day)

    def validate_look_again_on(self, field: Any) -> None:
        """A day, from today on."""
        if not field.data:
            raise ValidationError("Vul de dag in waarop u weer kijkt.")
        _check_day(field.data, self.facts.season.today)


class WaitingForm(StepForm):
    """The LAS of each school that has answered, and a new day for the others.

    It carries which version of each school's answers the person saw: "04LY.3 05AB.1".
    """

    seen = HiddenField()
    look_again_on = StringField("Wanneer kijkt u weer naar de andere scholen?")

    catalogue: Catalogue
    today: date
    schools: tuple[SchoolFacts, ...]

    @classmethod
    def build(
        cls,
        schools: Iterable[SchoolFacts],
        catalogue: Catalogue,
        today: date,
        typed: TypedIn | None,
    ) -> "WaitingForm":
        """Ask about these schools, one list of systems for each."""
        found = tuple(schools)
        offered = [SelectChoice(each.key, each.name) for each in catalogue.systems_at(today)]
        fields = {
            name_of(each.school.brin): SelectField(
                f"LAS van {each.school.name}, {each.school.brin}",
                choices=[_NO_ANSWER, *offered],
                default="",
                validate_choice=False,
                validators=[_is_offered],
            )
            for each in found
        }
        form: WaitingForm = type(cls.__name__, (cls,), fields)(typed)
        form.catalogue, form.today, form.schools = catalogue, today, found
        form._fields["look_again_on"] = form._fields.pop("look_again_on")
        if typed is None:
            form.seen.data = " ".join(_as_seen(each) for each in found)
        return form

    @property
    def summary(self) -> str:
        """The heading over the errors."""
        return super().summary if self.answers or self.day else "Er is nog niets ingevuld"

    @property
    def question(self) -> Any:
        """None: not one question, and each of them may stay open."""
        return None

    @property
    def answers(self) -> dict[str, SystemChoice]:
        """Return what was chosen: BRIN -> LAS; schools without an answer are left out."""
        return {
            each.school.brin: self.catalogue.systems[key].as_choice()
            for each in self.schools
            if (key := self.of(each).data) in self.catalogue.systems
        }

    @property
    def day(self) -> date | None:
        """Return the new day for the others, once the form is valid; None: as it was."""
        return parse_coming_day(self.look_again_on.data or "", self.today)

    def of(self, school: SchoolFacts) -> Any:
        """Return the field of a school."""
        return self._fields[name_of(school.school.brin)]

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Ask for one answer or a day at least."""
        if not super().validate(extra_validators):
            return False
        if self.answers or self.day:
            return True
        first = name_of(self.schools[0].school.brin)
        self.add_error(first, "Kies bij een school het LAS, of vul onderaan een andere dag in.")
        return False

    def validate_look_again_on(self, field: Any) -> None:
        """A day, from today on; or nothing."""
        if field.data:
            _check_day(field.data, self.today)

    def add_refusal(self, error: DomainError) -> None:
        """Show beside a school why its LAS was refused."""
        self.add_error(name_of(error.field) if error.field else None, error.message)


def name_of(brin: str) -> str:
    """Return the name of the field of a school."""
    return f"las-{brin}"


def seen_schools(text: str | None) -> dict[str, int]:
    """Read "04LY.3 05AB.1" as: of school 04LY the person saw version 3 of the answers."""
    split = (pair.partition(".") for pair in (text or "").split())
    return {brin: whole_number(version) for brin, _, version in split}


def _as_seen(school: SchoolFacts) -> str:
    return f"{school.school.brin}.{school.draft.version if school.draft else 0}"


def _is_offered(_form: Any, field: Any) -> None:
    """Refuse what is not in the list: a page of before the list changed."""
    if field.data not in {choice.value for choice in field.choices}:
        raise ValidationError("Dit LAS staat niet in de lijst. Kies een ander LAS.")
