"""The problems of config/problems.toml: which an agent sees on a day, and in which words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from wizard.catalogue.keys import ALWAYS
from wizard.catalogue.reading import Table
from wizard.catalogue.texts import check_placeholders
from wizard.domain.contact import Desk
from wizard.domain.dated import Dated
from wizard.domain.helpdesk.problem import Problem

#: The texts of a problem that may change over time and name the placeholders in `keys.ALWAYS`.
TEXTS_OF_PROBLEM = ("title", "cause", "say", "do")
_BLANKS = re.compile(" +")


@dataclass(frozen=True)
class ProblemEntry:
    """A problem as the file has it, with every variant of its texts.

    `since`: the first day on which it is offered; None when it is offered on every day.
    """

    key: str
    heard: tuple[str, ...]
    texts: Mapping[str, Dated[str]]
    desk: Desk | None
    failures: tuple[str, ...]
    since: date | None

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


def read_problems(config_dir: Path, desks: Mapping[str, Desk]) -> Mapping[str, ProblemEntry]:
    """Read problems.toml, in file order; each kind of failure belongs to one problem at most."""
    file = Table.read(config_dir, "problems.toml")
    problems = {key: _problem(key, table, desks) for key, table in file.tables()}
    if not problems:
        raise file.wrong("problems", "the file is empty, so an agent would find nothing")
    explained: dict[str, str] = {}
    for problem in problems.values():
        for kind in problem.failures:
            if explained.setdefault(kind, problem.key) != problem.key:
                raise file.wrong(problem.key, f"{explained[kind]} explains {kind} already")
    return MappingProxyType(problems)


def _problem(key: str, table: Table, desks: Mapping[str, Desk]) -> ProblemEntry:
    table.only(*("title", "heard", "cause", "say", "do"), *("desk", "failures", "from"))
    desk = table.text_or_empty("desk")
    if desk and desk not in desks:
        raise table.wrong("desk", f"must be one of {', '.join(desks)}, not {desk!r}")
    return ProblemEntry(
        key=key,
        heard=table.texts("heard"),
        texts=MappingProxyType({part: _text(table, part) for part in TEXTS_OF_PROBLEM}),
        desk=desks[desk] if desk else None,
        failures=table.texts("failures"),
        since=table.day_or_none("from"),
    )


def _text(table: Table, part: str) -> Dated[str]:
    dated = table.dated(part)
    for text in dated.variants.values():
        if not text:
            raise table.wrong(part, "a variant is empty, so an agent would have nothing to say")
        check_placeholders(table, part, text, ALWAYS)
    return dated
