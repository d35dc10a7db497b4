"""Desks: who helps with what, and when somebody there answers the phone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from wizard.domain import words
from wizard.domain.deadline import is_working_day, working_day_at_or_after

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpeningHours:
    """From when until when a desk answers the phone on working days.

    Times and moments are those on the wall in the Netherlands.
    """

    opens: time
    closes: time

    @property
    def in_words(self) -> str:
        """The hours within a sentence: "op werkdagen van 8.00 tot 17.00 uur"."""
        opens, closes = words.clock_time(self.opens), words.clock_time(self.closes)
        return f"op werkdagen van {opens} tot {closes} uur"

    def is_open(self, at: datetime) -> bool:
        """Tell whether the desk is open; at the minute of closing it is not."""
        return is_working_day(at.date()) and self.opens <= at.time() < self.closes

    def next_opening(self, at: datetime) -> datetime:
        """Return when the desk opens next, after this moment."""
        is_later_today = at.time() < self.opens
        day = working_day_at_or_after(at.date() if is_later_today else at.date() + _DAY)
        return datetime.combine(day, self.opens, at.tzinfo)


@dataclass(frozen=True)
class Desk:
    """A support desk. What it does not have is empty: the board's own manager has only a name."""

    key: str
    #: What it helps with: "OSR en overeenkomst".
    subject: str
    name: str
    phone: str = ""
    #: What to choose once the phone is answered: "Kies optie 4."
    phone_note: str = ""
    email: str = ""
    #: When the phone is answered; None where that is not known.
    hours: OpeningHours | None = None
    url: str = ""
    #: What the helpdesk calls it: "het bestuur van de beller" where a caller reads "uw bestuur".
    name_for_agents: str = ""

    @property
    def phone_link(self) -> str:
        """The phone number as a link, "tel:08003212233"; empty without one."""
        digits = "".join(sign for sign in self.phone if sign.isdecimal() or sign == "+")
        return f"tel:{digits}" if digits else ""

    @property
    def phone_hint(self) -> str:
        """What to know before calling: what to choose and the hours; empty where neither is known.

        "Kies optie 4. Op werkdagen van 8.00 tot 17.00 uur."
        """
        hours = f"{self.hours.in_words.capitalize()}." if self.hours else ""
        return " ".join(part for part in (self.phone_note, hours) if part)

    def phone_when_open(self, at: datetime | None) -> str:
        """Return the phone number with when to call it, as it follows "Bel dan".

        "nu 0800 321 22 33" while the desk is open; "morgen vanaf 8.00 uur: 0800 321 22 33" while it
        is closed; the number alone where its hours are not known.

        `at`: when this is read, on the wall in the Netherlands. None for what is read later, such
        as a mail: then the hours follow the number.
        """
        if self.hours is None:
            return self.phone
        if at is None:
            return f"{self.phone}, {self.hours.in_words}"
        if self.hours.is_open(at):
            return f"nu {self.phone}"
        opening = self.hours.next_opening(at)
        day = _near_day(opening.date(), at.date())
        return f"{day} vanaf {words.clock_time(opening.time())} uur: {self.phone}"


def _near_day(day: date, today: date) -> str:
    """Return "vandaag", "morgen" or "maandag 30 november"."""
    near = {today: "vandaag", today + _DAY: "morgen"}
    return near.get(day) or words.day_without_year(day)
