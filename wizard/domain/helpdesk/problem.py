"""Problems that callers have, as the helpdesk knows them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wizard.domain.contact import Desk
from wizard.domain.search import enough, grams, in_common

#: The number of an error, as in "405".
_CODE = re.compile(r"\b[0-9]{3}\b")


@dataclass(frozen=True)
class Problem:
    """A known problem: how it sounds, what it is, what to say and to do, and who else helps."""

    key: str
    title: str
    heard: tuple[str, ...]
    cause: str
    say: str
    do: str
    desk: Desk | None
    #: The kinds of our own failures that this explains.
    failures: tuple[str, ...]

    def answers_to(self, typed: str) -> bool:
        """Tell whether this is what was read out; typing errors are forgiven, not in an error code.

        401 and 405 are much alike, and mean something else.
        """
        if codes := set(_CODE.findall(typed)):
            return any(codes.issubset(_CODE.findall(text)) for text in self._texts)
        wanted = grams(typed)
        groups = max(len(wanted & grams(text)) for text in self._texts)
        return bool(wanted) and groups >= enough(wanted)

    def in_common(self, typed: str) -> tuple[int, int, int, int]:
        """Return what the text that is most like what was typed has in common with it."""
        return max(in_common(typed, text) for text in self._texts)

    @property
    def _texts(self) -> tuple[str, ...]:
        return (self.title, *self.heard)


def search(problems: Iterable[Problem], typed: str) -> tuple[Problem, ...]:
    """Return the problems that answer to what was typed: the most alike first, then in their order.

    So a code alone gives all its problems, and a whole error text its own problem first.
    """
    found = [problem for problem in problems if problem.answers_to(typed)]
    return tuple(sorted(found, key=lambda problem: problem.in_common(typed), reverse=True))
