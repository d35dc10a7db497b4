"""A school whose mandates are copied, for stories about what becomes of the others."""

from tests.domain.situations import RIO, TEST, TODAY, days, recorded, school
from wizard.domain.copying.source import Source, of_mandates
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice

TOMORROW = TODAY + days(1)
UNNAMED = SystemChoice(OTHER_SYSTEM, "", "")
KWINTA = SystemChoice(f"{OTHER_SYSTEM}/kwinta", "Kwinta", "")
BOTH = (RIO, TEST)

#: A school with both mandates; in all stories it is the one that is copied from.
GIVER = school(recorded(RIO), recorded(TEST), brin="99AB")


def bron(system: SystemChoice) -> Mandate:
    """Return the mandate that tells which LAS a school has long used."""
    return recorded("bron-po", system=system, starts_on=TODAY - days(900))


def source(*services: str, **changes: object) -> Source:
    """Return what is copied: mandates of ParnasSys for these services, both unless told."""
    mandates = tuple(recorded(each, **changes) for each in services or BOTH)
    return of_mandates(GIVER.school, mandates[0].system, mandates, TODAY)
