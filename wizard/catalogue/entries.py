"""Services, systems, deadlines and contacts as config/*.toml has them."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from wizard.catalogue.reading import Table, did_you_mean
from wizard.domain.contact import Desk, OpeningHours
from wizard.domain.dated import Dated
from wizard.domain.deadline import DaysOfTest, DeadlineRule
from wizard.domain.reminders.reminder import ReminderRules
from wizard.domain.school_year import MonthAndDay, day_in
from wizard.domain.service import Service
from wizard.domain.sign_up import SignUpRule
from wizard.domain.system import AdministrationSystem

#: The pages name these, so they must be there.
_SERVICES = ("rio", "eindtoets")
_DESKS = ("osr", "mijn_duo", "rio", "manager")
#: The desk whose {phone} and {email} stand in the texts.
_NAMED_IN_TEXTS = "osr"
#: From when until when the phone of a desk is answered.
_HOURS = ("opens", "closes")
#: What only a desk with a phone may have.
_OF_THE_PHONE = ("phone_note", *_HOURS)
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
_OIN = re.compile(r"\d{20}")
_PHONE = re.compile(r"\+?\d[\d ]+\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MONTH_AND_DAY = re.compile(r"(\d\d)-(\d\d)")


def read_services(config_dir: Path) -> Mapping[str, Service]:
    """Read services.toml, in file order."""
    file = Table.read(config_dir, "services.toml")
    services = {key: _service(key, table) for key, table in file.tables()}
    for key in _SERVICES:
        file.table(key)
    if not any(service.required for service in services.values()):
        raise file.wrong("required", "no service has required = true, so there is nothing to do")
    return MappingProxyType(services)


def _service(key: str, table: Table) -> Service:
    table.only(
        *("required", "name", "short_name", "in_sentence", "explanation"),
        *("meaning", "not_meaning", "reason", "code", "namespace", "test_systems"),
    )
    return Service(
        key=key,
        required=table.flag("required"),
        names=_names(table, "name"),
        short_names=_names(table, "short_name"),
        in_sentences=_names(table, "in_sentence"),
        explanations=_names(table, "explanation"),
        meaning=table.text("meaning"),
        not_meanings=_names(table, "not_meaning"),
        reasons=_names(table, "reason"),
        code=table.text_or_empty("code") or None,
        namespace=table.text_or_empty("namespace") or None,
        test_systems=table.texts("test_systems"),
    )


def _names(table: Table, key: str) -> Dated[str]:
    dated = table.dated(key)
    if not all(dated.variants.values()):
        raise table.wrong(key, "a variant is empty, so the pages would have nothing to say")
    return dated


def read_systems(config_dir: Path) -> Mapping[str, AdministrationSystem]:
    """Read systems.toml, in file order: the order in which they are offered."""
    file = Table.read(config_dir, "systems.toml")
    return MappingProxyType({key: _system(key, table) for key, table in file.tables()})


def _system(key: str, table: Table) -> AdministrationSystem:
    table.only("name", "supplier", "aliases", "oin", "ended_on")
    oin = table.text_or_empty("oin")
    if oin and not _OIN.fullmatch(oin):
        raise table.wrong("oin", f"must be 20 digits between quotes, not {oin!r}")
    return AdministrationSystem(
        key=key,
        name=table.text("name"),
        supplier=table.text("supplier"),
        aliases=table.texts("aliases"),
        oin=oin or None,
        ended_on=table.day_or_none("ended_on"),
    )


def read_deadlines(config_dir: Path, services: Mapping[str, Service]) -> Mapping[str, DeadlineRule]:
    """Read deadlines.toml: one rule for each required service, and one at least with a date."""
    file = Table.read(config_dir, "deadlines.toml")
    rules = {}
    for key, table in file.tables():
        if key == _REMINDERS:
            continue
        if key not in services:
            hint = did_you_mean(key, tuple(services))
            raise file.wrong(key, f"services.toml has no such service{hint}")
        rules[key] = _rule(key, table)
    for service in services.values():
        if service.required and service.key not in rules:
            raise file.wrong(service.key, "the table is missing: this service is required")
    if not any(rule.before for rule in rules.values()):
        raise file.wrong("before", "no service has a date, so the pages cannot name one")
    return MappingProxyType(rules)


def read_reminders(config_dir: Path) -> ReminderRules:
    """Read when people are reminded, from deadlines.toml."""
    table = Table.read(config_dir, "deadlines.toml").table(_REMINDERS)
    table.only("days_before", "working_days_before", "days_after", "from", "until")
    rules = ReminderRules(
        days_before=table.numbers("days_before"),
        working_days_before=table.numbers("working_days_before"),
        days_after=table.numbers("days_after"),
        opens_at=table.time_of_day("from"),
        closes_at=table.time_of_day("until"),
    )
    if rules.closes_at <= rules.opens_at:
        raise table.wrong("until", "must be later than from, on the same day")
    return rules


def _rule(key: str, table: Table) -> DeadlineRule:
    table.only("before", "due_since", "test", "sign_up")
    before, due_since = _day_of_year(table, "before"), table.day_or_none("due_since")
    if (before is None) == (due_since is None):
        raise table.wrong("before", "give either before or due_since")
    for each in ("test", "sign_up"):
        if before is None and each in table.values:
            raise table.wrong(each, "is for a service with a yearly date (before)")
    return DeadlineRule(
        service=key,
        before=before,
        due_since=due_since,
        test=table.dated_tables("test", lambda each: _days_of_test(each, before)),
        sign_up=table.dated_tables("sign_up", _sign_up),
    )


def _days_of_test(table: Table, before: MonthAndDay | None) -> DaysOfTest:
    table.only("from", "ends", "results_by")
    ends, results_by = _needed_day(table, "ends"), _needed_day(table, "results_by")
    if before and day_in(2001, ends) <= day_in(2001, before):
        raise table.wrong("ends", "must be after the yearly date (before) of the service")
    if day_in(2001, results_by) < day_in(2001, ends):
        raise table.wrong("results_by", "must not be before ends, within a school year")
    return DaysOfTest(ends, results_by)


def _sign_up(table: Table) -> SignUpRule:
    table.only("from", "opens", "until")
    opens, until = _needed_day(table, "opens"), _day_of_year(table, "until")
    if until and day_in(2001, until) < day_in(2001, opens):
        raise table.wrong("until", "must not be before opens, within a school year")
    return SignUpRule(opens, until)


def _needed_day(table: Table, key: str) -> MonthAndDay:
    table.text(key)  # says so when it is not there
    return _day_of_year(table, key) or (1, 1)


def _day_of_year(table: Table, key: str) -> MonthAndDay | None:
    text = table.text_or_empty(key)
    if not text:
        return None
    try:
        month, day = map(int, _MONTH_AND_DAY.fullmatch(text).groups())  # type: ignore[union-attr]
        date(2001, month, day)  # no leap year: the day must exist every year
    except (AttributeError, ValueError):
        raise table.wrong(
            key, f'must be month and day like "12-01", a day of every year, not {text!r}'
        ) from None
    return month, day


def read_contacts(config_dir: Path) -> tuple[Mapping[str, Desk], Mapping[str, str]]:
    """Read contacts.toml: the desks, and the addresses of pages elsewhere."""
    file = Table.read(config_dir, "contacts.toml")
    file.only("desks", "links")
    desks, links = file.table("desks"), file.table("links")
    desks.only(*_DESKS)
    links.only(*_LINKS)
    return (
        MappingProxyType({key: _desk(key, desks.table(key)) for key in _DESKS}),
        MappingProxyType({key: _address(links, key) for key in _LINKS}),
    )


def _desk(key: str, table: Table) -> Desk:
    table.only("subject", "name", "name_for_agents", "phone", *_OF_THE_PHONE, "email", "url")
    read = table.text if key == _NAMED_IN_TEXTS else table.text_or_empty
    phone, email = read("phone"), read("email")
    if phone and not _PHONE.fullmatch(phone):
        raise table.wrong("phone", f"must be a phone number like 0800 321 22 33, not {phone!r}")
    if email and not _EMAIL.fullmatch(email):
        raise table.wrong("email", f"must be a mail address like naam@duo.nl, not {email!r}")
    for about in _OF_THE_PHONE:
        if about in table.values and not phone:
            raise table.wrong(about, "is about a phone, but this desk has none")
    return Desk(
        key=key,
        subject=table.text("subject"),
        name=table.text("name"),
        phone=phone,
        email=email,
        phone_note=table.text_or_empty("phone_note"),
        hours=_hours(table),
        url=_address(table, "url") if "url" in table.values else "",
        name_for_agents=table.text_or_empty("name_for_agents") or table.text("name"),
    )


def _hours(table: Table) -> OpeningHours | None:
    given = [key for key in _HOURS if key in table.values]
    if not given:
        return None
    for key in _HOURS:
        if key not in given:
            raise table.wrong(key, "is missing: give both opens and closes, or neither")
    hours = OpeningHours(table.time_of_day("opens"), table.time_of_day("closes"))
    if hours.closes <= hours.opens:
        raise table.wrong("closes", "must be later than opens, on the same day")
    return hours


def _address(table: Table, key: str) -> str:
    address = table.text(key)
    if not address.startswith("https://") or len(address.split()) != 1:
        raise table.wrong(key, f"must be an https:// address, not {address!r}")
    return address
