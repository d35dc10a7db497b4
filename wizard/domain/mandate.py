"""Mandates: a board lets one system exchange one school's data for one service."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from wizard.domain.typed_text import normalised

#: The key of "Een ander systeem"; once it is named, its name follows after a slash.
OTHER_SYSTEM = "ander"


class Life(StrEnum):
    """Follows from the dates alone; no register has a status field."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"


@dataclass(frozen=True)
class SystemChoice:
    """A pupil administration system as chosen: from the catalogue, or named by the person."""

    key: str
    name: str
    supplier: str

    @property
    def is_other(self) -> bool:
        """Not from the catalogue."""
        return self.key.split("/")[0] == OTHER_SYSTEM

    @property
    def is_named(self) -> bool:
        """False for "Een ander systeem" until the person has filled in its name."""
        return self.key != OTHER_SYSTEM

    @property
    def with_supplier(self) -> str:
        """Return "ParnasSys (Topicus)", or the name alone where no supplier is known."""
        return f"{self.name} ({self.supplier})" if self.supplier else self.name


def other_system(name: str, supplier: str, kept: SystemChoice | None = None) -> SystemChoice:
    """Return a system that is not in the catalogue; two spellings of one name are one system.

    `kept`: one that mandates may have. Its key stays, for it may be from before names were
    normalised: another key would be another system, and ask to end those mandates.
    """
    named = SystemChoice(f"{OTHER_SYSTEM}/{normalised(name).casefold()}", name, supplier)
    if kept and kept.is_other and kept.is_named and other_system(kept.name, "").key == named.key:
        return replace(named, key=kept.key)
    return named


@dataclass(frozen=True)
class NewMandate:
    """A mandate to be saved. `receipt` is the number of the receipt it goes on, if any."""

    brin: str
    service: str
    system: SystemChoice
    starts_on: date
    receipt: str | None = None


@dataclass(frozen=True)
class Mandate:
    """A saved mandate. `recorded_at` says since when it is known to stand in the register.

    `ends_on` is its last day; `ended_at` the moment at which somebody said so, with the operation
    of `end_receipt`. `end_recorded_at`: since when an end is known to stand in the register, and
    `end_recorded_by` who saw it; an end that was undone may still stand there, without `ends_on`.
    """

    id: int
    brin: str
    service: str
    system: SystemChoice
    starts_on: date
    ends_on: date | None
    ended_at: datetime | None
    saved_at: datetime
    saved_by: str
    recorded_at: datetime | None
    recorded_by: str | None
    problem_at: datetime | None
    receipt: str | None
    end_receipt: str | None = None
    end_recorded_at: datetime | None = None
    end_recorded_by: str | None = None
    end_problem_at: datetime | None = None
    version: int = 1

    def life(self, today: date) -> Life:
        """Tell where the mandate is in its life; `ends_on` is its last day."""
        if self.ends_on is not None and self.ends_on < today:
            return Life.ENDED
        return Life.PLANNED if self.starts_on > today else Life.ACTIVE

    def is_live(self, today: date) -> bool:
        """Active now, or planned to be; not what was taken back before it stood in the register."""
        return self.life(today) is not Life.ENDED and not self.is_taken_back

    def ends_before(self, day: date) -> bool:
        """Tell whether it is known to be over on this day."""
        return self.ends_on is not None and self.ends_on < day

    def covers(self, day: date, today: date) -> bool:
        """Tell whether the mandate is active on `day`, or today when that day has gone by."""
        moment = max(day, today)
        return self.is_live(today) and self.starts_on <= moment and not self.ends_before(moment)

    def held_on(self, day: date) -> bool:
        """Tell whether it was saved for this day, whatever became of it since."""
        return self.starts_on <= day and not self.ends_before(day) and not self.is_taken_back

    @property
    def awaits_end(self) -> bool:
        """The register's end is not known to be this one: set, or taken away, and not seen there.

        Who undoes an end that was seen in the OSR has to take it away there; who undoes a mandate
        that was seen there has to end it there.
        """
        is_known = (self.ends_on is not None) == (self.end_recorded_at is not None)
        return self.is_recorded and not is_known

    def end_to_record(self, today: date) -> date | None:
        """Return the last day to fill in there; None where there is to be none.

        A mandate that was undone never held here: there it ends as soon as it can.
        """
        return max(today, self.starts_on) if self.is_undone else self.ends_on

    @property
    def end_operation(self) -> str | None:
        """The receipt with which its end is recorded: that ended it, or that was undone."""
        return self.receipt if self.is_undone else self.end_receipt

    @property
    def waits_for_register(self) -> bool:
        """Somebody has to see it there, or to see its end."""
        return self.awaits_end or not (self.is_recorded or self.is_taken_back)

    @property
    def is_taken_back(self) -> bool:
        """Withdrawn before it was recorded, or undone."""
        return self.is_undone or (self.ends_on is not None and not self.is_recorded)

    @property
    def is_undone(self) -> bool:
        """The operation that gave it was undone: its last day lies before its first."""
        return self.ends_before(self.starts_on)

    @property
    def is_recorded(self) -> bool:
        """Known to stand in the register, not just saved here."""
        return self.recorded_at is not None
