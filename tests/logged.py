"""What the product logs during the stories: it may tell nothing of people, nor forge a line."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from wizard.logs import FORMATTER
from wizard.practice.people import PEOPLE

_PEOPLE = tuple(
    text.lower() for each in PEOPLE for text in (each.name, each.username + "@", each.token)
)
#: A mail address; the end of a link in a mail; a key of a session, a state, a code, a signed text.
_SHAPES = (
    re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE),
    re.compile(r"\d+\.[0-9a-f]{40}"),
    re.compile(r"(?<![\w/.-])(?=\S*\d)[\w-]{32,}(?![\w/.-])"),
)
_UNSEEN = re.compile(r"[^\n -~\u00a1-\U0010ffff]")


class Watching(logging.Handler):
    """Looks at each line as an operator gets it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(FORMATTER)
        self.problems: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.problems += line_problems(self.format(record))


def line_problems(text: str) -> list[str]:
    """Return what is wrong with lines of the log."""
    low = text.lower()
    told = [each for each in _PEOPLE if each in low]
    told += [found[0] for shape in _SHAPES if (found := shape.search(text))]
    problems = [f"the log tells {each!r}: {text}" for each in told]
    first, *more = text.split("\n")
    if _UNSEEN.search(text) or not all(each.startswith("  ") for each in more):
        problems.append(f"the log has a character that is not seen: {first!r}")
    return problems


_WATCHING = Watching()


@contextmanager
def watched() -> Iterator[Watching]:
    """Watch what is logged meanwhile."""
    logging.getLogger().addHandler(_WATCHING)
    _WATCHING.problems = []
    try:
        yield _WATCHING
    finally:
        logging.getLogger().removeHandler(_WATCHING)
