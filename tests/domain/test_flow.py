"""Where a person is in the flow, and where they may go, follows from the facts."""

import pytest

from tests.domain.situations import (
    ESIS,
    LAST_DAY,
    NOW,
    PARNASSYS,
    RIO,
    TEST,
    TODAY,
    alone,
    board,
    days,
    draft,
    parked,
    recorded,
    saved,
    school,
)
from wizard.domain.facts import Facts
from wizard.domain.mandate import OTHER_SYSTEM, SystemChoice, other_system
from wizard.steps import FLOW, at_once, to_record

UNNAMED = SystemChoice(OTHER_SYSTEM, "Een ander systeem", "")
NAMED = other_system("Mijn LAS", "")
BOTH = (RIO, TEST)
#: The receipt of an act of saving after the first one.
OTHER_ACT = "MW-2026-00002"

#: What is so for the only school of a board, and the first open step that follows.
SITUATIONS = {
    "nothing": (alone(), "service"),
    "a known LAS is no answer": (alone(recorded("bron-po")), "service"),
    "both chosen": (alone(draft=draft(*BOTH)), "system"),
    "one chosen": (alone(draft=draft(TEST)), "system"),
    "parked": (alone(draft=parked(*BOTH)), "system"),
    "another LAS": (alone(draft=draft(RIO, system=UNNAMED)), "other_system"),
    "another LAS, named": (alone(draft=draft(RIO, system=NAMED)), "check"),
    "LAS chosen": (alone(draft=draft(*BOTH, system=PARNASSYS)), "check"),
    "first saved": (alone(saved(), draft=draft(TEST, system=PARNASSYS)), "record"),
    "first recorded": (alone(recorded(), draft=draft(TEST, system=PARNASSYS)), "repeat"),
    "repeat, LAS unknown": (alone(recorded(), draft=draft(TEST)), "system"),
    "first recorded, nothing chosen": (alone(recorded()), "service"),
    "both saved": (alone(saved(), saved(TEST)), "record"),
    "one of both recorded": (alone(recorded(), saved(TEST)), "record_again"),
    "only the test saved": (alone(saved(TEST)), "service"),
    "all recorded": (alone(recorded(), recorded(TEST)), None),
    "changing what was recorded": (alone(recorded(), recorded(TEST), draft=draft(RIO)), "system"),
    "another LAS than before": (
        alone(recorded(), recorded(TEST), draft=draft(RIO, system=ESIS)),
        "system",  # what happens to the old mandate is not answered yet
    ),
    "another LAS, both stay": (
        alone(recorded(), recorded(TEST), draft=draft(RIO, system=ESIS, keep_old=True)),
        "check",
    ),
    "another LAS, the old one ends": (
        alone(recorded(), recorded(TEST), draft=draft(RIO, system=ESIS, keep_old=False)),
        "check",
    ),
    "the LAS has it already": (
        alone(recorded(), recorded(TEST), draft=draft(RIO, system=PARNASSYS)),
        "system",
    ),
    "another LAS that ends by itself before": (
        alone(
            recorded(system=ESIS, ends_on=TODAY),
            draft=draft(RIO, system=PARNASSYS, starts_on=TODAY + days(1)),
        ),
        "check",
    ),
    "one of both has a problem": (alone(saved(problem_at=NOW), saved(TEST)), "record_again"),
    "both saved, each by itself": (alone(saved(), saved(TEST, receipt=OTHER_ACT)), "record"),
    "the first has a problem, the test was saved later": (
        alone(saved(problem_at=NOW), saved(TEST, receipt=OTHER_ACT)),
        "record_again",
    ),
    "the first has a problem, the rest is not saved": (
        alone(saved(problem_at=NOW), draft=draft(TEST, system=PARNASSYS)),
        "repeat",
    ),
    "both have a problem": (alone(saved(problem_at=NOW), saved(TEST, problem_at=NOW)), None),
    "taken back": (alone(saved(ends_on=LAST_DAY), recorded(TEST)), "service"),
    "ends before the last day": (
        alone(recorded(), recorded(TEST, ends_on=LAST_DAY - days(1))),
        "service",
    ),
    "ended": (alone(recorded(ends_on=TODAY - days(1)), recorded(TEST)), "service"),
}


@pytest.mark.parametrize(("facts", "key"), SITUATIONS.values(), ids=SITUATIONS)
def test_the_first_open_step(facts: Facts, key: str | None) -> None:
    step = FLOW.first_open(facts)
    assert (step.key if step else None) == key


@pytest.mark.parametrize("facts", [facts for facts, _ in SITUATIONS.values()], ids=SITUATIONS)
def test_the_first_open_step_asks_something_and_may_be_entered(facts: Facts) -> None:
    step = FLOW.first_open(facts)
    if step is None:
        assert all(FLOW.may_enter(each, facts) for each in FLOW.steps)
        return
    assert FLOW.may_enter(step, facts)
    assert step.applies(facts)


@pytest.mark.parametrize("facts", [facts for facts, _ in SITUATIONS.values()], ids=SITUATIONS)
def test_done_steps_may_be_looked_at_again_and_later_ones_wait(facts: Facts) -> None:
    first = FLOW.first_open(facts)
    place = FLOW.steps.index(first) if first else len(FLOW.steps)
    for index, step in enumerate(FLOW.steps):
        assert FLOW.may_enter(step, facts) == (index <= place)


@pytest.mark.parametrize("facts", [facts for facts, _ in SITUATIONS.values()], ids=SITUATIONS)
def test_back_leads_to_an_earlier_step_that_applies_and_never_to_the_login(facts: Facts) -> None:
    for step in FLOW.steps:
        previous = FLOW.previous(step, facts)
        if previous is None:
            continue
        assert previous.key != "login"
        assert previous.applies(facts)
        assert FLOW.steps.index(previous) < FLOW.steps.index(step)


def test_back_passes_over_what_does_not_apply() -> None:
    check = FLOW.by_key("check")
    chosen = alone(draft=draft(RIO, system=PARNASSYS))
    named = alone(draft=draft(RIO, system=NAMED))
    assert FLOW.previous(check, chosen) is FLOW.by_key("system")
    assert FLOW.previous(check, named) is FLOW.by_key("other_system")


def test_only_who_has_several_schools_goes_back_to_choosing_one() -> None:
    service = FLOW.by_key("service")
    here = school()
    assert FLOW.previous(service, alone()) is None
    several = Facts(board(here, school(brin="99AB")), here)
    assert FLOW.previous(service, several) is FLOW.by_key("school")


def test_what_somebody_had_a_problem_with_is_recorded_last() -> None:
    stuck, other = saved(problem_at=NOW), saved(id=2, system=ESIS)
    facts = alone(stuck, other, saved(TEST, id=3, receipt=OTHER_ACT))
    assert to_record(facts, "record") == (other, stuck)
    assert FLOW.first_open(facts) is FLOW.by_key("record")


def test_what_was_saved_together_is_recorded_together() -> None:
    rio, test = saved(), saved(TEST, id=2)
    later = saved("bron-po", id=3, receipt=OTHER_ACT)
    stuck = saved(TEST, id=4, problem_at=NOW)
    assert to_record(alone(rio, test), "record") == (rio, test)
    assert at_once((rio, test, later, stuck), test) == (rio, test)
    assert at_once((rio, test, later, stuck), stuck) == (stuck,)
    assert to_record(alone(rio, saved(TEST, id=2, receipt=OTHER_ACT)), "record") == (rio,)


def test_without_a_school_the_first_open_step_is_choosing_one() -> None:
    facts = Facts(board(school(), school(brin="99AB")))
    assert FLOW.first_open(facts) is FLOW.by_key("school")


def test_when_a_school_is_done_and_others_are_not_step_seven_is_open() -> None:
    done = school(recorded(), recorded(TEST))
    facts = Facts(board(done, school(brin="99AB")), done)
    assert FLOW.first_open(facts) is FLOW.by_key("copy")
    finished = school(recorded(), recorded(TEST), brin="99AB")
    assert FLOW.first_open(Facts(board(done, finished), done)) is None


def test_step_numbers_on_the_start_page_are_one_to_seven() -> None:
    assert [step.number for step in FLOW.outline()] == list(range(1, 8))
    assert FLOW.total == 7


def test_a_step_is_found_by_its_piece_of_url_and_by_its_key() -> None:
    for step in FLOW.steps:
        assert FLOW.by_slug(step.slug) is step
        assert FLOW.by_key(step.key) is step
    assert FLOW.by_slug("bestaat-niet") is None
