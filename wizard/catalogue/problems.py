"""The problems of config/problems.toml: which an agent sees on a day, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from wizard.catalogue.keys import ALWAYS
from wizard.catalogue.reading import DatedWords, Day, Entry, keyed
from wizard.catalogue.texts import DeskNamed, check_placeholders
from wizard.domain.dated import Dated
from wizard.domain.helpdesk.problem import Problem
from wizard.validation import demand

_BLANKS = re.compile(" +")


def _only_always(text: Dated[str]) -> Dated[str]:
    return check_placeholders(text, ALWAYS)


_Words = Annotated[DatedWords, AfterValidator(_only_always)]


@dataclass(frozen=True, kw_only=True)
class ProblemEntry(Entry):
    """A problem as the file has it, with every variant of its texts.

    `since`: the first day on which it is offered; None when it is offered on every day.
    """

    key: str
    title: _Words
    heard: tuple[str, ...] = ()
    cause: _Words
    say: _Words
    do: _Words
    desk: DeskNamed | None = None
    failures: tuple[str, ...] = ()
    since: Day | None = None

    @property
    def texts(self) -> Mapping[str, Dated[str]]:
        """The texts that may change over time and name the placeholders in `keys.ALWAYS`."""
        return {"title": self.title, "cause": self.cause, "say": self.say, "do": self.do}

    def is_offered(self, today: date) -> bool:
        """Tell whether callers can have this problem today."""
        return self.since is None or self.since <= today

    def on(self, today: date, values: Mapping[str, str]) -> Problem:
        """Return the problem in the words of today; `values` has each name in `keys.ALWAYS`.

        A value may say nothing today: no double blank is left where it stands.
        """
        said = {
            part: _BLANKS.sub(" ", text.on(today).format_map(values)).strip()
            for part, text in self.texts.items()
        }
        return Problem(
            key=self.key,
            heard=self.heard,
            desk=self.desk,
            failures=self.failures,
            **said,
        )


def _explained_once(problems: Mapping[str, ProblemEntry]) -> Mapping[str, ProblemEntry]:
    demand(bool(problems), "the file is empty, so an agent would find nothing", "problems")
    explained: dict[str, str] = {}
    for problem in problems.values():
        for kind in problem.failures:
            first = explained.setdefault(kind, problem.key)
            demand(first == problem.key, f"{first} explains {kind} already", problem.key)
    return problems


#: problems.toml, in file order; each kind of failure belongs to one problem at most.
Problems = Annotated[
    dict[str, ProblemEntry], BeforeValidator(keyed), AfterValidator(_explained_once)
]
