"""The values that go into texts about deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wizard.domain import words
from wizard.domain.deadline import Deadline, DeadlineRule, Phase
from wizard.domain.school_year import in_words as year_in_words
from wizard.domain.school_year import school_year
from wizard.domain.sign_up import SignUpPhase


@dataclass(frozen=True)
class DeadlineNotice:
    """A deadline in words. `title` may be empty; `short` is for a table head.

    `subject`: the title, or what a mail is about where there is none.
    """

    phase: Phase
    title: str
    text: str
    short: str
    subject: str


#: For a service that has no rule.
NOTHING_TO_SAY = DeadlineNotice(Phase.NEUTRAL, title="", text="", short="", subject="")


def group_of_texts(rule: DeadlineRule, today: date) -> str:
    """Return which table under [deadline] in texts.toml words this rule today."""
    phase = rule.phase(today)
    if rule.before is None and phase is Phase.NEUTRAL:
        return "not_yet_due"
    if rule.before and rule.arranged_year(today) != school_year(today):
        return "next_year"
    return phase.value


def group_of_too_late(rule: DeadlineRule, today: date) -> str:
    """Return which text under [too_late] in texts.toml holds today, for a yearly date."""
    if rule.arranged_year(today) != school_year(today):
        return "next_year"
    if rule.has_been_tested(today):
        return "tested"
    return "past" if rule.phase(today) is Phase.PAST else "before"


@lru_cache(maxsize=64)
def values(rule: DeadlineRule, today: date) -> Mapping[str, str]:
    """Return what the texts of this rule may name today; no count is ever negative.

    Kept: a page has many texts, each may name these, and wording dates takes a while.
    """
    deadline, days_left = rule.deadline(today), rule.days_left(today)
    if deadline is not None and days_left is not None:
        return {
            **days_of(deadline),
            "days": words.count(days_left, "dag", "dagen"),
            "year": year_in_words(rule.arranged_year(today)),
            "last_year": year_in_words(rule.arranged_year(today) - 1),
        }
    return {"since": words.month_in_words(rule.due_since)} if rule.due_since else {}


def days_of(deadline: Deadline) -> dict[str, str]:
    """Return both days of a deadline in words: the day before which, and the last one."""
    return {
        "before": words.date_short(deadline.before),
        "before_without_year": words.date_without_year(deadline.before),
        "last_day": words.day_without_year(deadline.last_day),
        "last_day_short": words.date_without_year(deadline.last_day),
    }


def group_of_sign_up(rule: DeadlineRule, today: date, *, is_arranged: bool) -> str | None:
    """Return which table under [sign_up] in texts.toml says how signing up for the test stands.

    None where nothing is said of it. `is_arranged`: the mandates for the test are.
    """
    sign_up = rule.sign_up_at(today)
    if sign_up is None:
        return None
    phase = sign_up.phase(today)
    names_mandate = not is_arranged and rule.phase(today) is not Phase.PAST
    return "closed_alone" if phase is SignUpPhase.CLOSED and not names_mandate else phase.value


@lru_cache(maxsize=64)
def days_of_sign_up(rule: DeadlineRule, today: date) -> Mapping[str, str]:
    """Return the days of signing up in words; nothing where nobody says them."""
    sign_up = rule.sign_up_at(today)
    if sign_up is None:
        return {}
    return {
        "opens": words.date_short(sign_up.opens),
        "opens_day": words.day_in_words(sign_up.opens),
        "until": words.date_without_year(sign_up.until) if sign_up.until else "",
    }
