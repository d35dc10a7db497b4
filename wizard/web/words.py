"""The words for states: of a school × service, of a mandate, and of its end. One place for all."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from wizard.domain import words
from wizard.domain.dutch_time import local
from wizard.domain.mandate import Life, Mandate
from wizard.domain.service import Service
from wizard.domain.status import Cell, State
from wizard.web.context import catalogue, clock, settings

_DAY_AND_MONTH = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(words.MONTHS)})\b")
_PHONE = re.compile(r"\b0\d{2,3}(?: \d{2,3}){2,3}\b")

_USUAL = {
    State.BUSY: "Bezig",
    State.WAITING: "Wacht op school",
    State.PROBLEM: "Er is een probleem",
    State.TODO: "Nog te doen",
}


@dataclass(frozen=True)
class StateWord:
    """A state to be shown: the key of its shape (see macros/state.html), and what it says."""

    key: str
    word: str


def of_register(part: str) -> str:
    """Return what is said of the register: a key of [register] in texts.toml."""
    return catalogue().text(f"register.{settings().register}.{part}", clock().today())


def register_name() -> str:
    """Return the register's name, as in "Vastgelegd in ..."."""
    return of_register("name")


def consequence() -> str:
    """Say what saving here means for the OSR."""
    if settings().practice and settings().register == "own":
        return catalogue().text("practice.consequence", clock().today())
    return of_register("consequence")


def short_name(service: str) -> str:
    """Return what a service (key) is called today in a heading, a column or a line."""
    return catalogue().services[service].short_name(clock().today())


def short_names(services: Iterable[str]) -> str:
    """Name these services in a heading or a line: "RIO en Eindtoets"."""
    return words.and_list(catalogue().short_names(services, clock().today()))


def in_sentence(services: Iterable[str]) -> str:
    """Name these services within a sentence: "RIO en de Eindtoets"."""
    return words.and_list(catalogue().in_sentence(services, clock().today()))


def named(text: str) -> str:
    """Fill in what the test is called today, within a sentence, for {toets}."""
    return text.format(toets=in_sentence([catalogue().main_rule.service]))


def official_names(services: Iterable[Service]) -> str:
    """Return how services are called officially; in the OSR, that is how its screens show them."""
    names = [f"‘{each.name(clock().today())}’" for each in services]
    where = "In het OSR" if settings().register == "osr" else "Officieel"
    return f"{where}: {words.and_list(names)}."


def saved_word() -> str:
    """Return what is said of what nobody saw in the register yet: "Opgeslagen, nog niet in …"."""
    return f"Opgeslagen, {_not_yet()}"


def state_word(cell: Cell) -> str:
    """Return the state of a cell alone, to be filtered on."""
    if cell.state is State.RECORDED:
        return f"Vastgelegd in {register_name()}"
    if cell.state is State.PLANNED:
        return "Gepland"
    if cell.is_end and cell.mandate:
        return end_word(cell.mandate)
    return saved_word() if cell.state is State.SAVED else _USUAL[cell.state]


def word_of(cell: Cell) -> str:
    """Return the state of a cell with its days, and with what comes after it."""
    said, mandate = state_word(cell), cell.mandate
    if mandate is None:
        return said
    if cell.state is State.PLANNED:
        return f"{said}: {words.date_short(mandate.starts_on)}"
    if mandate.ends_on is None:
        return said
    if cell.state is State.RECORDED:
        return f"{said}, tot en met {_day(mandate.ends_on)}{_follows(cell)}"
    if cell.state is State.TODO:
        return f"{said}: {mandate.system.name} loopt tot en met {_day(mandate.ends_on)}"
    return said


def state_of_mandate(mandate: Mandate) -> StateWord:
    """Return how it stands with a mandate today; its end is told by `state_of_end`."""
    if mandate.is_undone:
        return StateWord("todo", "Ongedaan gemaakt")
    if mandate.is_taken_back:
        return StateWord("todo", "Ingetrokken vóór het vastleggen")
    if not mandate.is_recorded:
        if mandate.problem_at:
            return StateWord("problem", "Er is een probleem")
        return StateWord("saved", saved_word())
    life = mandate.life(clock().today())
    if life is Life.ENDED and not mandate.awaits_end:
        return StateWord("saved", "Beëindigd")
    if life is Life.PLANNED:
        return StateWord("planned", f"Gepland: {words.date_short(mandate.starts_on)}")
    return StateWord("recorded", f"Vastgelegd in {register_name()}")


def state_of_end(mandate: Mandate) -> StateWord | None:
    """Return how it stands with the end of a mandate today; None where there is nothing to say."""
    if mandate.awaits_end:
        return StateWord("problem" if mandate.end_problem_at else "saved", end_word(mandate))
    if mandate.ends_on is None or mandate.is_taken_back:
        return None
    return StateWord("recorded", f"Einddatum vastgelegd in {register_name()}")


def end_word(mandate: Mandate) -> str:
    """Return what is said of an end that nobody saw in the register yet."""
    if mandate.end_problem_at:
        return "Er is een probleem met de einddatum"
    if mandate.is_undone:
        return f"Ongedaan gemaakt, staat nog in {register_name()}"
    if mandate.ends_on is None:
        return f"Einde ongedaan gemaakt, staat nog in {register_name()}"
    return f"Einddatum opgeslagen, {_not_yet()}"


def end_in_full(mandate: Mandate) -> str:
    """Say what is so here, and what the register still has, of an end that waits for it."""
    name = register_name()
    if mandate.is_undone:
        return f"Het mandaat is ongedaan gemaakt. In {name} staat het nog."
    if mandate.ends_on is None:
        return f"Het einde is ongedaan gemaakt. In {name} staat de einddatum nog."
    return f"De einddatum is opgeslagen. In {name} staat die nog niet."


def _not_yet() -> str:
    return f"nog niet in {register_name()}"


def _follows(cell: Cell) -> str:
    after = cell.follows
    if after is None:
        return ""
    when = f", gepland vanaf {_day(after.starts_on)}" if after.starts_on > clock().today() else ""
    until = f", tot en met {_day(after.ends_on)}" if after.ends_on else ""
    return f", daarna {after.system.name}{when}{until}"


def _day(day: date) -> str:
    """Return a day, with its year only where that is another one."""
    same_year = day.year == clock().today().year
    return words.date_without_year(day) if same_year else words.date_short(day)


def moment_in_words(moment: datetime) -> str:
    """Return "vandaag om 14.32 uur", or "maandag 23 november 2026 om 14.32 uur"."""
    when = local(moment)
    return f"{day_or_today(moment)} om {words.time_in_words(when)}"


def full_moment(moment: datetime) -> str:
    """Return "maandag 23 november 2026 om 14.32 uur", for what is printed and kept."""
    when = local(moment)
    return f"{words.day_in_words(when.date())} om {words.time_in_words(when)}"


def day_or_today(moment: datetime) -> str:
    """Return "vandaag", or "maandag 23 november 2026"."""
    day = local(moment).date()
    return "vandaag" if day == clock().today() else words.day_in_words(day)


def short_moment(moment: datetime) -> str:
    """Return "14.32" of today, or "23 november 2026, 14.32": where many stand below each other."""
    day, time = local(moment).date(), clock_time(moment)
    return time if day == clock().today() else tied(f"{words.date_short(day)}, {time}")


def clock_time(moment: datetime) -> str:
    """Return "14.32"."""
    return f"{local(moment):%H.%M}"


def tied(text: str) -> str:
    """Keep on one line: the number and the month of a date, a phone number, a former name."""
    dates = _DAY_AND_MONTH.sub("\\1\u00a0\\2", text)
    phones = _PHONE.sub(lambda found: found[0].replace(" ", "\u00a0"), dates)
    return phones.replace("(vroeger: ", "(vroeger:\u00a0")


def name_of(mandate: Mandate, *, is_end: bool) -> str:
    """Name a mandate that an operation gave, or that it ended, within a sentence."""
    name = short_name(mandate.service)
    return f"einde van {name} met {mandate.system.name}" if is_end else name
