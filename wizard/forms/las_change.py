"""Changing the LAS: to which, on which days, for which schools; and the box before it happens."""

import re
import secrets
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import Length, ValidationError

from wizard.catalogue import Catalogue
from wizard.domain.las_change.change import Act, Change
from wizard.domain.mandate import OTHER_SYSTEM, SystemChoice, other_system
from wizard.domain.school import brins_in
from wizard.domain.system import AdministrationSystem
from wizard.domain.words import parse_day
from wizard.forms.base import Details, EntitledForm, SelectChoice, StepForm, TypedIn
from wizard.forms.steps.naming import Naming

_TYPED = "%d-%m-%Y"
_KEY = re.compile(r"[0-9a-f]{32}")
_DAY = timedelta(days=1)


class FromForm(StepForm):
    """From which LAS schools change, where a board has several."""

    unanswered = "Er is nog geen LAS gekozen"
    old = RadioField("Van welk LAS stapt u over?", validate_choice=False)

    @classmethod
    def build(cls, systems: Collection[SystemChoice], typed: TypedIn | None) -> "FromForm":
        """Offer the systems that schools have mandates of."""
        form = cls(typed)
        form.old.choices = [SelectChoice(each.key, each.name) for each in systems]
        return form

    def validate_old(self, field: Any) -> None:
        """One of those that are offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Kies het LAS dat stopt.")


class ChangeForm(Naming, StepForm):
    """To which LAS, and from which day. Sent with GET: all of it stands in the URL."""

    unanswered = "Het nieuwe LAS ontbreekt nog"
    system = RadioField("Naar welk LAS stapt u over?", validate_choice=False)
    name = StringField(
        "Hoe heet het andere systeem?",
        validators=[Length(max=80, message="Maak de naam korter: hoogstens 80 tekens.")],
    )
    meant = RadioField(validate_choice=False)
    ends_on = StringField("Laatste dag")
    starts_on = StringField("Begindatum")
    #: Which schools a page to check was about; where they are still chosen, boxes stand for it.
    schools = HiddenField()

    old: SystemChoice
    details: dict[str, Details]

    @classmethod
    def build(
        cls, old: SystemChoice, catalogue: Catalogue, today: date, typed: TypedIn | None
    ) -> "ChangeForm":
        """Offer every other system; the last day is known only where the old LAS stops."""
        form = cls(typed, data={"ends_on": _usual_last_day(old, catalogue, today)})
        form.old, form.catalogue, form.today = old, catalogue, today
        form._offer()
        if known := form.meant_system:
            form.system.data, form.name.data, form.meant.data = known.key, "", None
        return form

    @property
    def summary(self) -> str:
        """The heading over the errors."""
        if self.insists and set(self.errors) == {"name"}:
            return "Nog één vraag: de naam van het andere systeem"
        only_schools = set(self.errors) == {"schools"}
        return "Er is nog geen school gekozen" if only_schools else super().summary

    @property
    def _offered(self) -> tuple[AdministrationSystem, ...]:
        """All but the one that stops."""
        return tuple(each for each in super()._offered if each.key != self.old.key)

    @property
    def change(self) -> Change:
        """Return what was chosen, once the form is valid."""
        last = parse_day(self.ends_on.data or "") or self.today
        first = parse_day(self.starts_on.data or "") or last + _DAY
        return Change(self.old, self._choice(), last, first)

    @property
    def sent_schools(self) -> frozenset[str]:
        """Return the BRINs that a page to check was about."""
        return frozenset(brins_in(self.schools.data))

    def validate_system(self, field: Any) -> None:
        """One of those that are offered."""
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Kies het nieuwe LAS.")

    def validate_name(self, field: Any) -> None:
        """Asked for "Een ander systeem" alone; a system that we know has its own place."""
        if self.system.data != OTHER_SYSTEM:
            return
        if not field.data:
            raise ValidationError("Vul de naam van het andere systeem in.")
        known = self.catalogue.system_named(field.data, self.today)
        if self.old.key in (other_system(field.data, "", self.old).key, known.key if known else ""):
            raise ValidationError(f"{self.old.name} is het LAS dat stopt. Kies een ander LAS.")
        self.check_name(field.data)

    def validate_ends_on(self, field: Any) -> None:
        """A date, and not one that went by: what was permitted until now stays so."""
        if not field.data:
            raise ValidationError(f"Vul de laatste dag van {self.old.name} in.")
        self._check_day(field.data)

    def validate_starts_on(self, field: Any) -> None:
        """Empty means the day after the last one."""
        if field.data:
            self._check_day(field.data)

    def _check_day(self, typed: str) -> None:
        day = parse_day(typed)
        if day is None:
            raise ValidationError(f"Vul een datum in, zoals 31-12-{self.today.year}.")
        if day < self.today:
            raise ValidationError("Kies vandaag of een latere dag. Eerder kan niet.")

    def _choice(self) -> SystemChoice:
        if self.system.data == OTHER_SYSTEM:
            return other_system(self.name.data or "", "")
        return self.catalogue.systems[self.system.data].as_choice()

    def _offer(self) -> None:
        offered = self._offered
        self.system.choices = [
            *(SelectChoice(each.key, each.name) for each in offered),
            SelectChoice(OTHER_SYSTEM, "Een ander systeem"),
        ]
        self.details = {each.key: Details(supplier=each.supplier) for each in offered}
        self.details[OTHER_SYSTEM] = Details(hint="Vul hieronder de naam in.")


class ConfirmForm(EntitledForm):
    """The box to tick before changing, and which change the person saw."""

    unanswered = "Nog één vinkje"
    key = HiddenField()
    seen = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "ConfirmForm":
        """Read which page was sent."""
        return cls(typed)

    def show(self, act: Act) -> None:
        """Say what would happen as things are now; the act gets its key when first shown."""
        self.seen.data = act.fingerprint
        self.key.data = self.act_key
        self.entitled.data = False

    @property
    def act_key(self) -> str:
        """Return the key of this act; another one where it was tampered with."""
        key = self.key.data or ""
        return key if _KEY.fullmatch(key) else secrets.token_hex(16)


def _usual_last_day(old: SystemChoice, catalogue: Catalogue, today: date) -> str:
    """The day on which the old LAS stops, or today where it did already; else nobody knows."""
    known = catalogue.systems.get(old.key)
    if known is None or known.ended_on is None:
        return ""
    return max(known.ended_on, today).strftime(_TYPED)
