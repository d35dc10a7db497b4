"""The catalogue itself: everything that config/*.toml says, and how a deadline is worded."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from pydantic import TypeAdapter

from wizard.catalogue import notice
from wizard.catalogue.entries import Contacts, Deadlines, Services, Systems
from wizard.catalogue.items import Need, NextItem
from wizard.catalogue.keys import (
    NEEDS,
    NEXT_ITEMS,
    OWN_ANSWERS,
    OWN_SOLUTIONS,
    STILL_TO_DO,
    TEXTS,
)
from wizard.catalogue.notice import DeadlineNotice
from wizard.catalogue.problems import ProblemEntry, Problems
from wizard.catalogue.reading import read
from wizard.catalogue.texts import Click, Texts
from wizard.domain import near_name, words
from wizard.domain.contact import Desk
from wizard.domain.deadline import DeadlineRule, Phase
from wizard.domain.dutch_time import local
from wizard.domain.helpdesk.problem import Problem
from wizard.domain.mandate import Mandate
from wizard.domain.reminders.reminder import ReminderRules
from wizard.domain.school import School
from wizard.domain.school_year import school_year
from wizard.domain.service import Service
from wizard.domain.system import AdministrationSystem


@dataclass(frozen=True)
class Catalogue:
    """What a non-programmer may change, read and checked once, when the program starts."""

    services: Mapping[str, Service]
    systems: Mapping[str, AdministrationSystem]
    deadlines: Mapping[str, DeadlineRule]
    reminders: ReminderRules
    contacts: Mapping[str, Desk]
    links: Mapping[str, str]
    problems: Mapping[str, ProblemEntry]
    texts: Texts
    #: What every text may name, of the days asked about: see `_always`.
    _of_day: dict[date, Mapping[str, str]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @classmethod
    def load(cls, config_dir: Path) -> "Catalogue":
        """Read config/*.toml. Raises ConfigError: one line that names file and key."""
        services = read(config_dir, "services.toml", TypeAdapter(Services))
        contacts = read(config_dir, "contacts.toml", TypeAdapter(Contacts))
        systems = read(config_dir, "systems.toml", TypeAdapter(Systems))
        deadlines = read(config_dir, "deadlines.toml", TypeAdapter(Deadlines), services)
        problems = read(config_dir, "problems.toml", TypeAdapter(Problems), contacts.desks)
        return cls(
            services=services,
            systems=systems,
            deadlines=deadlines.rules,
            reminders=deadlines.reminders,
            contacts=contacts.desks,
            links=contacts.links,
            problems=problems,
            texts=read(config_dir, "texts.toml", TypeAdapter(Texts), contacts.desks),
        )

    @property
    def required(self) -> tuple[Service, ...]:
        """The services of the onboarding, in file order."""
        return tuple(service for service in self.services.values() if service.required)

    def short_names(self, services: Iterable[str], today: date) -> list[str]:
        """Return what these services (keys) are called in a heading, a column or a line."""
        return [self.services[key].short_name(today) for key in services]

    def in_sentence(self, services: Iterable[str], today: date) -> list[str]:
        """Return what these services (keys) are called within a sentence."""
        return [self.services[key].in_sentence(today) for key in services]

    def systems_at(self, today: date) -> tuple[AdministrationSystem, ...]:
        """Return the systems to choose from, in file order."""
        return tuple(system for system in self.systems.values() if system.is_offered(today))

    def system_named(self, typed: str, today: date | None = None) -> AdministrationSystem | None:
        """Find a system by its name or another name for it; capitals, blanks and dashes aside.

        With `today`, only among the systems that are offered then.
        """
        offered = self.systems.values() if today is None else self.systems_at(today)
        return next((system for system in offered if system.is_called(typed)), None)

    def near_system(self, typed: str, today: date) -> AdministrationSystem | None:
        """Return the system that somebody probably meant, of those that are offered today."""
        return near_name.near(typed, self.systems_at(today))

    def system_for_tests(self, typed: str) -> str | None:
        """Return which system for tests somebody typed, or its maker; None where it is neither."""
        return near_name.system_for_tests(typed, self.systems_for_tests)

    @property
    def systems_for_tests(self) -> tuple[str, ...]:
        """The names of systems for tests, and of who makes them."""
        return tuple(name for each in self.services.values() for name in each.test_systems)

    def problems_on(self, today: date) -> tuple[Problem, ...]:
        """Return the problems that callers may have today, in the words of today, in file order."""
        values = self._always(today)
        offered = (each for each in self.problems.values() if each.is_offered(today))
        return tuple(each.on(today, values) for each in offered)

    def problem_of(self, failure_kind: str, today: date) -> Problem | None:
        """Return the known problem that explains a failure of ours, in the words of today."""
        offered = (each for each in self.problems.values() if each.is_offered(today))
        found = next((each for each in offered if failure_kind in each.failures), None)
        return found.on(today, self._always(today)) if found else None

    def link(self, key: str) -> str:
        """Return the address of a page elsewhere. Raises KeyError."""
        return self.links[key]

    def text(self, key: str, today: date, **values: str) -> str:
        """Return a text of today. Raises KeyError for an unknown key or a value not given.

        `keys.TEXTS` names the values; those in `keys.ALWAYS` are filled in here.
        """
        return self.texts.text(key, today, {**self._always(today), **values})

    def paragraphs(self, key: str, today: date, **values: str) -> tuple[str, ...]:
        """Return a long text as paragraphs; an empty line in the file separates them."""
        parts = self.text(key, today, **values).split("\n\n")
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def needs(
        self, today: date, *, board: str, register: str, given: Mapping[str, str] | None = None
    ) -> tuple[Need, ...]:
        """Return the four questions.

        `board`: how the texts to send call the board; `register`: the key of the register's name;
        `given`: question -> answer, which the solutions follow.
        """
        return tuple(
            self.need(key, today, board=board, register=register, answer=(given or {}).get(key, ""))
            for key in NEEDS
        )

    def need(self, key: str, today: date, *, board: str, register: str, answer: str = "") -> Need:
        """Return one of the four questions: agreement, access, schools or system."""
        values = {"board": board, "register": self.text(f"register.{register}.name", today)}
        own = self._own_solution(key, answer, today)
        return Need(
            key=key,
            question=self.text(f"needs.{key}.question", today, **values),
            explanation=self.text(f"needs.{key}.explanation", today, **values),
            solution=self.paragraphs(f"needs.{key}.{own}solution", today, **values),
            desk=self.texts.desk_of_need[f"needs.{key}.desk"],
            copy=self.text(f"needs.{key}.{own}copy", today, **values),
            own_answers={
                each: self.text(f"needs.{key}.{each}", today) for each in OWN_ANSWERS.get(key, ())
            },
        )

    def items_after_all(self, today: date, *, is_arranged: bool) -> tuple[NextItem, ...]:
        """Return what happens once all is arranged here, in order of time.

        First what the board still does elsewhere, where there is such a thing.
        """
        signs_up = self.sign_up(today, is_arranged=is_arranged)
        opened = self.main_rule.sign_up_at(today)
        is_now = opened is not None and opened.phase(today).is_now
        connection, exchange = (self.next_item(key, today) for key in NEXT_ITEMS)
        found = (
            self.next_item(STILL_TO_DO, today) if self._is_before_the_test(today) else None,
            *((signs_up, connection) if is_now else (connection, signs_up)),
            None if self.main_rule.has_been_tested(today) else exchange,
        )
        return tuple(item for item in found if item and item.title)

    def _is_before_the_test(self, today: date) -> bool:
        """Tell whether the test of this school year is still to come."""
        rule = self.main_rule
        is_of_this_year = rule.arranged_year(today) == school_year(today)
        return is_of_this_year and not rule.has_been_tested(today)

    def sign_up(self, today: date, *, is_arranged: bool = False) -> NextItem | None:
        """Return how signing up for the test stands; None where nothing is said of it.

        `is_arranged`: the mandates for the test are, so that nothing is said of their date.
        """
        values = self._always(today)
        when, title, text = (
            self._of_sign_up(part, today, values, is_arranged=is_arranged)
            for part in ("when", "title", "text")
        )
        return NextItem(key="sign_up", when=when, title=title, text=text) if text else None

    def next_item(self, key: str, today: date, **values: str) -> NextItem:
        """Return one thing that happens after saving; `keys.TEXTS` names its values."""
        given = {name: values[name] for name in TEXTS[f"next.{key}.text"].split()}
        return NextItem(
            key=key,
            when=self.text(f"next.{key}.when", today, **given),
            title=self.text(f"next.{key}.title", today, **given),
            text=self.text(f"next.{key}.text", today, **given),
        )

    @property
    def copy_clicks(self) -> tuple[Click, ...]:
        """The clicks that copy one mandate in the OSR to other schools."""
        return self.texts.clicks["copy_clicks"]

    def needs_test_system(self, today: date) -> bool:
        """Tell whether the test system needs a mandate of its own besides the LAS."""
        return bool(self.next_item(STILL_TO_DO, today).title)

    def test_system_clicks(self, today: date) -> tuple[Click, ...]:
        """Return the clicks that give a test system its mandate in the OSR, for any school."""
        values = {**self._always(today), "login_means": self.text("login.means", today)}
        return tuple(click.filled(values) for click in self.texts.clicks["test_system_clicks"])

    def clicks_for(self, mandate: Mandate, school: School, today: date) -> tuple[Click, ...]:
        """Return the clicks that record this mandate in the OSR, filled in."""
        values = self._of_mandate(mandate, school, today)
        return tuple(click.filled(values) for click in self.texts.clicks["clicks"])

    def old_clicks_for(self, old: Mandate, school: School, today: date) -> tuple[Click, ...]:
        """Return the clicks that set the last day of a mandate after its successor was recorded."""
        values = {
            **self._of_mandate(old, school, today),
            "old_system": old.system.name,
            "old_ends_on": words.day_in_words(old.ends_on) if old.ends_on else "",
        }
        return tuple(click.filled(values) for click in self.texts.clicks["end_clicks"])

    def copied_clicks_for(
        self, mandate: Mandate, school: School, today: date, *, schools: int
    ) -> tuple[Click, ...]:
        """Return the clicks that copy this mandate of a school to so many others, filled in."""
        return self._clicks_at("copied_clicks", mandate, school, today, schools)

    def end_all_clicks_for(
        self, mandate: Mandate, school: School, today: date, *, schools: int
    ) -> tuple[Click, ...]:
        """Return the clicks that set this mandate's last day at so many schools, filled in."""
        return self._clicks_at("end_all_clicks", mandate, school, today, schools)

    @property
    def main_rule(self) -> DeadlineRule:
        """The rule with a yearly date that the pages name: the Eindtoets."""
        return next(rule for rule in self.deadlines.values() if rule.before)

    def end_clicks_for(self, mandate: Mandate, school: School, today: date) -> tuple[Click, ...]:
        """Return the clicks that set a mandate's last day in the OSR, or take it away there.

        From logging in on.
        """
        values = self._of_mandate(mandate, school, today)
        day = mandate.end_to_record(today)
        values["ends_on"] = words.day_in_words(day) if day else ""
        to_school = [click for click in self.texts.clicks["clicks"] if click.once]
        end = self.texts.clicks["ended_clicks" if day else "end_gone_clicks"]
        return tuple(click.filled(values) for click in (*to_school, *end))

    def last_day(self, service_key: str, today: date) -> date:
        """Return the last day to be on time; with no yearly date, today or when it becomes due."""
        rule = self.deadlines.get(service_key)
        deadline = rule.deadline(today) if rule else None
        if deadline is not None:
            return deadline.last_day
        return max(rule.due_since, today) if rule and rule.due_since else today

    def next_deadline(self, today: date, now: datetime | None = None) -> DeadlineNotice:
        """Word the deadline for the box on every page."""
        return self.deadline_notice(self.main_rule.service, today, now)

    def deadline_notice(
        self, service_key: str, today: date, now: datetime | None = None
    ) -> DeadlineNotice:
        """Word the deadline of a service: the one function that does, for pages, mails, calls.

        A service without a rule has no words. Raises KeyError for an unknown service.

        `now`: the moment, for a page that says whether to call now. None for what is read later:
        a mail, a calendar, a page to keep.
        """
        service = self.services[service_key]
        rule = self.deadlines.get(service_key)
        if rule is None:
            return notice.NOTHING_TO_SAY
        values = {
            "service": service.in_sentence(today),
            "phone_when_open": self.contacts["osr"].phone_when_open(local(now) if now else None),
            **notice.values(rule, today),
        }
        group = f"deadline.{notice.group_of_texts(rule, today)}"
        title, text, short = (
            self.text(f"{group}.{part}", today, **values) for part in ("title", "text", "short")
        )
        values["in_short"] = short[:1].lower() + short[1:]
        subject = title or self.text("deadline.subject", today, **values)
        return DeadlineNotice(rule.phase(today), title, text, short, subject)

    def notice_of(
        self, services: Collection[str], today: date, now: datetime | None = None
    ) -> DeadlineNotice | None:
        """Word the deadline of what is left to do: one with a day goes before one without.

        `services`: of those that are required; None when it is none of them. `now`: as in
        `deadline_notice`.
        """
        left = [each.key for each in self.required if each.key in services]
        with_a_day = [key for key in left if self.deadlines[key].before]
        return next((self.deadline_notice(key, today, now) for key in with_a_day + left), None)

    def _own_solution(self, key: str, answer: str, today: date) -> str:
        """Return what the keys of an answer's own texts begin with; empty: it has none today."""
        if answer not in OWN_SOLUTIONS.get(key, ()):
            return ""
        own = f"{answer}_"
        return own if self.texts.by_key[f"needs.{key}.{own}solution"].on(today) else ""

    def _clicks_at(
        self, name: str, mandate: Mandate, school: School, today: date, schools: int
    ) -> tuple[Click, ...]:
        values = self._of_mandate(mandate, school, today)
        values["schools"] = words.count(schools, "school", "scholen")
        values["schools_below"] = (
            "school aan die hieronder in de lijst staat"
            if schools == 1
            else f"{values['schools']} aan die hieronder in de lijst staan"
        )
        day = mandate.end_to_record(today)
        values["ends_on"] = words.day_in_words(day) if day else ""
        return tuple(click.filled(values) for click in self.texts.clicks[name])

    def _of_mandate(self, mandate: Mandate, school: School, today: date) -> dict[str, str]:
        return {
            **self._always(today),
            "login_means": self.text("login.means", today),
            "school": school.name,
            "brin": school.brin,
            "place": school.place,
            "service": self.services[mandate.service].name(today),
            "system": mandate.system.name,
            "system_and_supplier": mandate.system.with_supplier,
            "starts_on": words.day_in_words(mandate.starts_on),
        }

    def _always(self, today: date) -> Mapping[str, str]:
        """Return what every text may name: the days of the year and where to ask for help.

        Kept: a page has many texts, each may name these, and wording them takes a while.
        """
        if today not in self._of_day:
            self._of_day[today] = self._worded(today)
        return self._of_day[today]

    def _worded(self, today: date) -> Mapping[str, str]:
        rule = self.main_rule
        days = notice.values(rule, today)
        is_past = rule.phase(today) is Phase.PAST
        by_when = "deadline.by_when_past" if is_past else "deadline.by_when"
        known = {
            **days,
            "by_when": self.texts.text(by_when, today, days),
            "sign_up": "",
            "too_late": "",
            "rio_role": "",
            "eindtoets": self.services[rule.service].name(today),
            "toets": self.services[rule.service].in_sentence(today),
            "phone": self.contacts["osr"].phone,
            "email": self.contacts["osr"].email,
        }
        too_late = f"too_late.{notice.group_of_too_late(rule, today)}"
        return {
            **known,
            "sign_up": self._of_sign_up("sentence", today, known),
            "too_late": self.texts.text(too_late, today, known),
            "rio_role": self.texts.text("rio.role", today, known),
        }

    def _of_sign_up(
        self, part: str, today: date, values: Mapping[str, str], *, is_arranged: bool = False
    ) -> str:
        """Return a part of what is said today of signing up for the test; "" for nothing."""
        group = notice.group_of_sign_up(self.main_rule, today, is_arranged=is_arranged)
        if group is None:
            return ""
        days = notice.days_of_sign_up(self.main_rule, today)
        return self.texts.text(f"sign_up.{group}.{part}", today, {**values, **days})
