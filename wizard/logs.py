"""What goes into the log: no line that somebody else could have written, and nobody's name.

What people type and what libraries quote of it stands in messages of exceptions; so of those the
log has only the kind and the places in the program. The table `failure` has the rest.
"""

import logging
import time
import traceback
from collections.abc import Iterator
from copy import copy

_FORMAT = "%(asctime)sZ %(levelname)s %(name)s: %(message)s"


class OneLine(logging.Formatter):
    """Writes a record as one line; below it, indented, where in the program an error arose."""

    def __init__(self) -> None:
        super().__init__(_FORMAT, "%Y-%m-%dT%H:%M:%S")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, in which every character can be seen."""
        plain = copy(record)
        plain.exc_info = plain.exc_text = plain.stack_info = None
        lines = [visible(super().format(plain))]
        if record.exc_info and record.exc_info[1]:
            lines += _places(record.exc_info[1])
        return "\n".join(lines)


def init() -> None:
    """Write warnings and errors of this process to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def visible(text: str) -> str:
    """Write line ends, control characters and other invisible ones as escapes."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def kinds(error: BaseException) -> str:
    """Name the kind of an error, and of the causes behind it."""
    return " <- ".join(type(each).__name__ for each in _chain(error))


def _places(error: BaseException) -> Iterator[str]:
    for each in _chain(error):
        yield f"  {type(each).__name__}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} {frame.name}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__
