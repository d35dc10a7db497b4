"""The values that go into texts about deadlines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from wizard.domain import words
from wizard.domain.deadline import Deadline, DeadlineRule, Phase


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
    return phase.value


@lru_cache(maxsize=64)
def values(rule: DeadlineRule, today: date) -> Mapping[str, str]:
    """Return what the texts of this rule may name today; no count is ever negative.

    Kept: a page has many texts, each may name these, and wording dates takes a while.
    """
    deadline, days_left = rule.deadline(today), rule.days_left(today)
    if deadline is not None and days_left is not None:
        return {**days_of(deadline), "days": words.count(days_left, "dag", "dagen")}
    return {"since": words.month_in_words(rule.due_since)} if rule.due_since else {}


def days_of(deadline: Deadline) -> dict[str, str]:
    """Return both days of a deadline in words: the day before which, and the last one."""
    return {
        "before": words.date_short(deadline.before),
        "before_day": words.day_in_words(deadline.before),
        "before_without_year": words.date_without_year(deadline.before),
        "last_day": words.day_without_year(deadline.last_day),
        "last_day_short": words.date_without_year(deadline.last_day),
    }
