"""Problems that callers have, as the helpdesk knows them."""

from dataclasses import dataclass

from wizard.domain.desk import Desk
from wizard.domain.search import enough, grams


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
        """Tell whether this is what was read out; typing errors are forgiven."""
        wanted = grams(typed)
        shared = max(len(wanted & grams(text)) for text in (self.title, *self.heard))
        return bool(wanted) and shared >= enough(wanted)
