"""What a person answered for one school and has not saved as a mandate yet."""

from dataclasses import dataclass, field
from datetime import date, datetime

from wizard.domain.mandate import SystemChoice


@dataclass(frozen=True)
class Draft:
    """The stored answers for a school. `version` is what the person saw; `key` marks the act.

    `keep_old` answers what happens to the mandate of another LAS for the same service; None
    while that was not asked. Where it ends, `end_old_on` is its last day; None for the usual one.
    `look_again_on`: when to see whether a school that was asked (`parked_at`) has answered.
    """

    brin: str
    key: str
    services: tuple[str, ...]
    system: SystemChoice | None
    starts_on: date | None
    keep_old: bool | None
    end_old_on: date | None
    parked_at: datetime | None
    updated_at: datetime
    updated_by: str
    version: int
    look_again_on: date | None = None
    #: Two people may have the same name.
    updated_by_id: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Told:
    """Which LAS a school uses, as somebody of the board told us last, and who that was."""

    system: SystemChoice
    at: datetime
    by: str
