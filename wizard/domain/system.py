"""Administration systems (LAS) that a board can choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wizard.domain.mandate import SystemChoice
from wizard.domain.typed_text import bare

#: So long after its end a system is still offered: mandates for it may still have to be entered.
_OFFERED_AFTER_END = timedelta(days=365)


@dataclass(frozen=True)
class AdministrationSystem:
    """A pupil administration system and its supplier; `aliases` are other names for it."""

    key: str
    name: str
    supplier: str
    aliases: tuple[str, ...] = ()
    #: The supplier's 20-digit OIN; None: not known, so the OSR cannot be asked about it.
    oin: str | None = None
    #: The last day on which the system worked.
    ended_on: date | None = None

    @property
    def bare_names(self) -> frozenset[str]:
        """What people write for it: "ParnasSys", "Parnas", "ParnasSys (Topicus)"; bare."""
        names = {bare(name) for name in (self.name, *self.aliases)}
        supplier = bare(self.supplier)
        return frozenset(
            each for name in names for each in (name, name + supplier, supplier + name)
        )

    def is_called(self, typed: str) -> bool:
        """Tell whether this is a name of it; capitals, blanks and dashes aside."""
        return bare(typed) in self.bare_names

    def as_choice(self) -> SystemChoice:
        """Return the system as it goes on a mandate."""
        return SystemChoice(key=self.key, name=self.name, supplier=self.supplier)

    def is_offered(self, today: date) -> bool:
        """Tell whether it works today or ended less than a year ago."""
        return self.ended_on is None or today <= self.ended_on + _OFFERED_AFTER_END


def retired(systems: Iterable[AdministrationSystem], today: date) -> frozenset[str]:
    """Return the keys of the systems that no school can use any more."""
    return frozenset(system.key for system in systems if not system.is_offered(today))
