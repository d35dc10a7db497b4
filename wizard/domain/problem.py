"""Problems that callers have, as the helpdesk knows them."""

import re
from dataclasses import dataclass

from wizard.domain.desk import Desk
from wizard.domain.search import enough, grams

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
        texts = (self.title, *self.heard)
        if codes := set(_CODE.findall(typed)):
            return any(codes.issubset(_CODE.findall(text)) for text in texts)
        wanted = grams(typed)
        shared = max(len(wanted & grams(text)) for text in texts)
        return bool(wanted) and shared >= enough(wanted)
