"""What a person answered for one school and has not saved as a mandate yet."""

from dataclasses import dataclass
from datetime import date, datetime

from wizard.domain.mandate import SystemChoice


@dataclass(frozen=True)
class Draft:
    """The stored answers for a school. `version` is what the person saw; `key` marks the act.

    `keep_old` and `end_old_on` answer what happens to the mandate of another LAS for the
    same service; both are empty while that was not asked.
    """

    brin: str
    key: str
    services: tuple[str, ...]
    system: SystemChoice | None
    starts_on: date | None
    keep_old: bool
    end_old_on: date | None
    parked_at: datetime | None
    updated_at: datetime
    updated_by: str
    version: int
