"""Services, systems, deadlines and contacts as config/*.toml has them.

Each class is one of the domain with the types of the file: how it is written, what it must be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from wizard.catalogue.reading import (
    Address,
    Entry,
    Table,
    Variant,
    at_least,
    dated,
    exactly,
    keyed,
    only,
)
from wizard.domain.contact import Desk, OpeningHours
from wizard.domain.dated import Dated
from wizard.domain.deadline import DaysOfTest, DeadlineRule
from wizard.domain.reminders.reminder import ReminderRules
from wizard.domain.school_year import day_in
from wizard.domain.service import Service
from wizard.domain.sign_up import SignUpRule
from wizard.domain.system import AdministrationSystem
from wizard.validation import demand, must_be

#: The pages name these, so they must be there.
_SERVICES = ("rio", "eindtoets")
_DESKS = ("osr", "mijn_duo", "rio", "manager")
#: The desk whose {phone} and {email} stand in the texts.
_NAMED_IN_TEXTS = "osr"
_LINKS = (
    "osr",
    "osr_about",
    "inlogpagina",
    "mijn_duo",
    "agreement",
    "rio_onderwijs",
    "toetsleveranciers",
    "copy_guide",
    "duo_open_data",
)
#: The table of deadlines.toml that is about no service.
_REMINDERS = "reminders"


_Oin = Annotated[str, StringConstraints(pattern="^[0-9]{20}$"), must_be("20 digits between quotes")]
_Phone = Annotated[
    str,
    StringConstraints(pattern=r"^\+?[0-9][0-9 ]+[0-9]$"),
    must_be("a phone number like 0800 321 22 33"),
]
_Email = Annotated[
    str,
    StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$"),
    must_be("a mail address like naam@duo.nl"),
]


@dataclass(frozen=True)
class _Service(Entry, Service):
    """A table of services.toml."""


def _complete(services: dict[str, Service]) -> Mapping[str, Service]:
    demand(
        any(service.required for service in services.values()),
        "no service has required = true, so there is nothing to do",
        "required",
    )
    return at_least(services, _SERVICES)


#: services.toml, in file order.
Services = Annotated[dict[str, _Service], BeforeValidator(keyed), AfterValidator(_complete)]


@dataclass(frozen=True)
class _System(Entry, AdministrationSystem):
    oin: _Oin | None = None


#: systems.toml, in file order: the order in which they are offered.
Systems = Annotated[dict[str, _System], BeforeValidator(keyed)]


@dataclass(frozen=True, kw_only=True)
class _DaysOfTest(Variant, DaysOfTest):
    @model_validator(mode="after")
    def _in_order(self) -> Self:
        is_right = day_in(2001, self.results_by) >= day_in(2001, self.ends)
        demand(is_right, "must not be before ends, within a school year", "results_by")
        return self


@dataclass(frozen=True, kw_only=True)
class _SignUp(Variant, SignUpRule):
    @model_validator(mode="after")
    def _in_order(self) -> Self:
        is_right = not self.until or day_in(2001, self.until) >= day_in(2001, self.opens)
        demand(is_right, "must not be before opens, within a school year", "until")
        return self


@dataclass(frozen=True)
class _Rule(Entry, DeadlineRule):
    test: Annotated[Dated[DaysOfTest], dated(_DaysOfTest)] | None = None
    sign_up: Annotated[Dated[SignUpRule], dated(_SignUp)] | None = None

    @model_validator(mode="after")
    def _of_one_kind(self) -> Self:
        is_yearly = self.before is not None
        demand(is_yearly is not bool(self.due_since), "give either before or due_since", "before")
        for part in ("test", "sign_up"):
            demand(
                is_yearly or getattr(self, part) is None,
                "is for a service with a yearly date (before)",
                part,
            )
        for place, days in enumerate(self.test.variants.values() if self.test else ()):
            is_after = self.before and day_in(2001, days.ends) > day_in(2001, self.before)
            demand(
                bool(is_after),
                "must be after the yearly date (before) of the service",
                "test",
                place,
                "ends",
            )
        return self


@dataclass(frozen=True)
class _Reminders(Table, ReminderRules):
    @model_validator(mode="after")
    def _in_order(self) -> Self:
        demand(self.closes_at > self.opens_at, "must be later than from, on the same day", "until")
        return self


def _with_a_date(rules: Mapping[str, DeadlineRule]) -> Mapping[str, DeadlineRule]:
    demand(
        any(rule.before for rule in rules.values()),
        "no service has a date, so the pages cannot name one",
        "before",
    )
    return rules


@dataclass(frozen=True)
class Deadlines(Table):
    """deadlines.toml: a rule for each required service, one at least with a date; reminders."""

    rules: Annotated[dict[str, _Rule], BeforeValidator(keyed), AfterValidator(_with_a_date)]
    reminders: _Reminders

    @model_validator(mode="before")
    @classmethod
    def _apart(cls, file: dict[str, object], info: ValidationInfo) -> dict[str, object]:
        services: Mapping[str, Service] = info.context or {}
        only(file, (*services, _REMINDERS))
        at_least(file, (key for key, service in services.items() if service.required))
        rules = {key: table for key, table in file.items() if key in services}
        return {"[rules]": rules, **({_REMINDERS: file[_REMINDERS]} if _REMINDERS in file else {})}


@dataclass(frozen=True)
class _Hours(Table, OpeningHours):
    @model_validator(mode="after")
    def _in_order(self) -> Self:
        demand(self.closes > self.opens, "must be later than opens, on the same day", "closes")
        return self


@dataclass(frozen=True)
class _Desk(Entry, Desk):
    phone: _Phone = ""
    email: _Email = ""
    hours: _Hours | None = None
    url: Address = ""

    @model_validator(mode="before")
    @classmethod
    def _with_hours(cls, table: object) -> object:
        if not isinstance(table, dict):
            return table
        hours = {key: table[key] for key in ("opens", "closes") if key in table}
        others = {key: value for key, value in table.items() if key not in hours}
        return {**others, "[opens, closes]": hours} if hours else table

    @model_validator(mode="after")
    def _of_the_phone(self) -> Self:
        for about, given in (("phone_note", self.phone_note), ("opens", self.hours)):
            demand(not given or bool(self.phone), "is about a phone, but this desk has none", about)
        return replace(self, name_for_agents=self.name_for_agents or self.name)


def _named_in_texts(desks: Mapping[str, Desk]) -> Mapping[str, Desk]:
    for part in ("phone", "email"):
        is_there = bool(getattr(desks[_NAMED_IN_TEXTS], part))
        demand(is_there, "is missing: the texts name it", _NAMED_IN_TEXTS, part)
    return desks


@dataclass(frozen=True)
class Contacts(Table):
    """contacts.toml: the desks, and the addresses of pages elsewhere."""

    desks: Annotated[
        dict[str, _Desk],
        BeforeValidator(keyed),
        exactly(*_DESKS),
        AfterValidator(_named_in_texts),
    ]
    links: Annotated[dict[str, Address], exactly(*_LINKS)]
