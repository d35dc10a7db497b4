"""Whatever was saved before: an act that is undone leaves each school as the act found it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product

import pytest

from tests.actions.copies import ESIS, PARNASSYS, answered, copy, facts, has, receipt, school, to
from tests.ways import in_both_registers
from wizard.actions.receipts import undo as receipts_undo
from wizard.actions.steps import mandates
from wizard.actions.work import Work
from wizard.domain.errors import ChangedMeanwhile
from wizard.domain.mandate import Mandate, SystemChoice

_BRIN = "99AC"


@dataclass(frozen=True)
class _Save:
    """One act of saving for the school."""

    services: tuple[str, ...]
    system: SystemChoice
    days: int = 0
    keep_old: bool = False

    def by(self, work: Work) -> str:
        day = work.today + timedelta(days=self.days)
        answered(
            work,
            _BRIN,
            *self.services,
            system=self.system,
            starts_on=day,
            keep_old=self.keep_old,
        )
        here = school(work, _BRIN)
        assert here.draft is not None
        if here.intent is None:  # it stands already
            return ""
        return mandates.save(work, here, key=here.draft.key, seen=here.fingerprint).receipt


@dataclass(frozen=True)
class _Copy:
    """One act of copying to the school and to others."""

    services: tuple[str, ...]

    def by(self, work: Work) -> str:
        return copy(work, to([_BRIN, "99AD", "99AE"], self.services)).receipt


_BOTH = ("rio", "eindtoets")
_BEFORE: tuple[tuple[_Save, ...], ...] = (
    (),
    (_Save(("rio",), ESIS),),
    (_Save(_BOTH, PARNASSYS, days=30),),
    (_Save(_BOTH, ESIS), _Save(("rio",), PARNASSYS, days=9)),
    (_Save(("rio",), ESIS, days=5), _Save(_BOTH, PARNASSYS, days=40, keep_old=True)),
)
_ACTS: tuple[_Save | _Copy, ...] = (
    _Save(_BOTH, PARNASSYS),
    _Save(("rio",), PARNASSYS, days=3),
    _Save(_BOTH, ESIS, keep_old=True),
    _Copy(_BOTH),
    _Copy(("eindtoets",)),
)


def _stories(work: Work) -> Iterator[tuple[Work, str]]:
    """Tell each story in turn, from the same beginning: what was before, and an act after it."""
    for before, act in product(_BEFORE, _ACTS):
        told = work.session.begin_nested()
        has(work, "99AB")
        for count, each in enumerate(before, start=1):
            each.by(replace(work, now=work.now + timedelta(hours=count)))
        yield replace(work, now=work.now + timedelta(hours=5)), f"{before} {act}"
        told.rollback()


def _stands(work: Work) -> list[Mandate]:
    """Return each mandate of the board that ever held, whatever its version."""
    found = (each for school in facts(work).schools for each in school.mandates)
    return [replace(each, version=0) for each in found if not each.is_undone]


def _open(work: Work) -> list[tuple[str, ...]]:
    return [each.open_services for each in facts(work).schools]


@pytest.mark.slow
@in_both_registers
def test_whatever_was_before_and_whatever_the_act(bart: Work) -> None:
    told = 0
    acts = _ACTS * len(_BEFORE)
    for (work, story), act in zip(_stories(bart), acts, strict=True):
        before, open_before = _stands(work), _open(work)
        number = _number(act, work)
        if not number:
            continue
        assert _stands(work) != before, story
        later = replace(work, now=work.now + timedelta(minutes=1))
        seen = receipts_undo.look(later, facts(later), receipt(later, number)).fingerprint
        receipts_undo.undo(later, facts(later), number, seen=seen)
        assert _stands(later) == before, story
        assert _open(later) == open_before, story
        told += 1
    assert told > len(acts) // 2


def _number(act: _Save | _Copy, work: Work) -> str:
    try:
        return act.by(work)
    except ChangedMeanwhile:  # no school can go along
        return ""
