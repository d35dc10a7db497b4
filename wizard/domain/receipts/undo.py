"""Undoing one operation: what it takes back, what then stands as before, what stays. Pure.

An operation gives mandates, ends others, and lets planned ones begin sooner. Undone, the
first never held, and the others stand as they stood before. What somebody changed since stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from wizard.domain.facts import BoardFacts
from wizard.domain.fingerprint import fingerprint
from wizard.domain.mandate import Mandate
from wizard.domain.receipt import Receipt
from wizard.domain.remains import Remains, Why
from wizard.domain.school_facts import SchoolFacts


@dataclass(frozen=True)
class Earlier:
    """How a mandate stood before an act, `receipt`, changed it. `earlier`: what it was saved by."""

    receipt: str
    mandate_id: int
    starts_on: date
    ends_on: date | None
    earlier: str | None


class To(StrEnum):
    """What has to be seen in the OSR of a mandate that stands again as before.

    NOTHING: it never changed there. START: its first day of before. EARLIER_END: its last day of
    before. NO_END: that it goes on.
    """

    NOTHING = "nothing"
    START = "start"
    EARLIER_END = "earlier_end"
    NO_END = "no_end"


@dataclass(frozen=True)
class Part:
    """One mandate that an undo changes.

    `before`: how it stood and stands again; None for what the act gave, which is taken back.
    `to_see`: what was seen in the OSR, so that somebody has to see that it is back there.
    """

    school: SchoolFacts
    mandate: Mandate
    before: Earlier | None = None
    to_see: To = To.NOTHING

    @property
    def key(self) -> tuple[str, str]:
        """School and service."""
        return self.mandate.brin, self.mandate.service


@dataclass(frozen=True)
class Undoing:
    """What undoing an act would do now."""

    receipt: Receipt
    taken_back: tuple[Part, ...]
    restored: tuple[Part, ...]
    remains: tuple[Remains, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All mandates that it changes."""
        return self.taken_back + self.restored

    @property
    def in_osr(self) -> tuple[Remains, ...]:
        """What a person has to do in the OSR by hand."""
        return tuple(each for each in self.remains if each.is_in_osr)

    @property
    def stays(self) -> tuple[Remains, ...]:
        """What cannot be undone any more."""
        return tuple(each for each in self.remains if not each.is_in_osr)

    @property
    def schools(self) -> tuple[SchoolFacts, ...]:
        """The schools at which something changes, in their order."""
        return tuple({part.mandate.brin: part.school for part in self.parts}.values())

    @property
    def fingerprint(self) -> str:
        """What the page shows: the person undoes only what they saw."""
        versions = [(part.mandate.id, part.mandate.version, part.to_see) for part in self.parts]
        return fingerprint(self.receipt.number, versions, self.remains)


def undoing_of(
    board: BoardFacts,
    receipt: Receipt,
    earlier: Sequence[Earlier],
    copies: Sequence[Receipt] = (),
    *,
    by_hand: bool,
) -> Undoing:
    """Tell what undoing an act would do.

    `earlier`: what it changed, and what later acts changed of what it gave. `copies`: what was
    copied since from a school of it. `by_hand`: people fill the register, and so empty it.
    """
    act = _Act(
        receipt=receipt,
        today=board.season.today,
        found=tuple(Part(each, mandate) for each in board.schools for mandate in each.mandates),
        before={each.mandate_id: each for each in earlier if each.receipt == receipt.number},
        later={each.mandate_id: each for each in earlier if each.receipt != receipt.number},
        by_hand=by_hand,
    )
    remains = (*act.stays(), *(_copied(board, each) for each in copies), *act.in_osr())
    return Undoing(receipt, act.taken_back, act.restored, remains)


@dataclass(frozen=True)
class _Act:
    """One act, and what became since of each mandate that it gave or changed."""

    receipt: Receipt
    today: date
    found: tuple[Part, ...]
    before: Mapping[int, Earlier]
    later: Mapping[int, Earlier]
    by_hand: bool

    @cached_property
    def taken_back(self) -> tuple[Part, ...]:
        """What it gave that stood nowhere before, and still stands as it was given."""
        return tuple(part for part in self._standing if part.mandate.id not in self.before)

    @cached_property
    def restored(self) -> tuple[Part, ...]:
        """What it let begin sooner, and the old that it ended, where those can go on."""
        sooner = [part for part in self._standing if part.mandate.id in self.before]
        changed = [*sooner, *filter(self._goes_on, self._old)]
        return tuple(
            replace(part, before=self.before[part.mandate.id], to_see=self._to_see(part))
            for part in changed
        )

    def stays(self) -> Iterator[Remains]:
        """Yield what somebody changed since, and what therefore cannot go back either."""
        for part in self._ended:
            yield _remains(part, Why.ENDED, day=part.mandate.ends_on)
        for part in self._saved_again:
            yield _remains(part, Why.SAVED_AGAIN, receipt=self.later[part.mandate.id].receipt)
        for part in self._old:
            if not self._goes_on(part):
                yield _remains(part, Why.OLD, day=part.mandate.ends_on)

    def in_osr(self) -> Iterator[Remains]:
        """Yield what a person has to do there, or may have to; nothing for a register of ours."""
        for part in self.taken_back if self.by_hand else ():
            day = max(self.today, part.mandate.starts_on)
            yield _remains(part, Why.OSR_END, day=day, is_certain=part.mandate.is_recorded)
        for part in self.restored if self.by_hand else ():
            before = self.before[part.mandate.id]
            certain = part.to_see is not To.NOTHING
            if self._gave(part):
                yield _remains(part, Why.OSR_START, day=before.starts_on, is_certain=certain)
            elif part.mandate.is_recorded:
                yield _remains(part, Why.OSR_OLD, day=before.ends_on, is_certain=certain)

    @cached_property
    def _given(self) -> tuple[Part, ...]:
        return tuple(filter(self._gave, self.found))

    @cached_property
    def _standing(self) -> tuple[Part, ...]:
        return tuple(part for part in self._given if part.mandate.ends_on is None)

    @cached_property
    def _ended(self) -> tuple[Part, ...]:
        return tuple(part for part in self._given if part.mandate.ends_on)

    @cached_property
    def _saved_again(self) -> tuple[Part, ...]:
        """What it gave, and a later act let begin sooner."""
        others = (part for part in self.found if not self._gave(part))
        return tuple(part for part in others if part.mandate.id in self.later)

    @cached_property
    def _old(self) -> tuple[Part, ...]:
        """What it ended."""
        others = (part for part in self.found if not self._gave(part) and part.mandate.ends_on)
        return tuple(
            part
            for part in others
            if part.mandate.id in self.before and part.mandate.id not in self.later
        )

    @cached_property
    def _taken(self) -> frozenset[tuple[str, str]]:
        """School and service where something came in the place of what the act gave."""
        return frozenset(part.key for part in self._ended + self._saved_again)

    def _gave(self, part: Part) -> bool:
        return part.mandate.receipt == self.receipt.number

    def _goes_on(self, part: Part) -> bool:
        """Tell whether an old mandate can stand as before."""
        as_left = part.mandate.end_receipt == self.receipt.number
        return as_left and part.key not in self._taken and not _has_twin(part)

    def _to_see(self, part: Part) -> To:
        """Tell what the OSR has by now, as somebody said: another first day, or another end."""
        if not (self.by_hand and part.mandate.is_recorded):
            return To.NOTHING
        if self._gave(part):
            return To.START
        if part.mandate.end_recorded_at is None:
            return To.NOTHING
        return To.EARLIER_END if self.before[part.mandate.id].ends_on else To.NO_END


def _has_twin(part: Part) -> bool:
    """Somebody saved the same anew: two of them without an end cannot be."""
    mine = part.mandate
    return any(
        each.id != mine.id and each.system.key == mine.system.key and each.ends_on is None
        for each in part.school.live(mine.service)
    )


def _copied(board: BoardFacts, copy: Receipt) -> Remains:
    source = board.find(copy.source or "")
    name = source.school.name if source else ""
    return Remains(copy.source or "", name, Why.COPIED, receipt=copy.number)


def _remains(part: Part, why: Why, **more: Any) -> Remains:
    school, mandate = part.school.school, part.mandate
    return Remains(
        school.brin, school.name, why, service=mandate.service, system=mandate.system.name, **more
    )
