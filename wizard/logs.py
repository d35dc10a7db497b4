"""What goes into the log: no line that somebody else could have written, and nobody's name.

What people type and what libraries quote of it stands in messages of exceptions; so of those the
log has only the kind and the places in the program. The table `failure` has the rest.
"""

import logging
import traceback
from collections.abc import Iterator

from structlog.contextvars import merge_contextvars
from structlog.processors import EventRenamer, LogfmtRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict

#: The fields of a line, in this order. Commands have no request, so their lines have no such id.
_FIELDS = ("time", "level", "logger", "request_id", "message")
_as_fields = LogfmtRenderer()


def init() -> None:
    """Write warnings and errors of this process to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATTER)
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


def visible(text: str) -> str:
    """Write line ends, control characters and other invisible ones as escapes."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def kinds(error: BaseException) -> str:
    """Name the kind of an error, and of the causes behind it."""
    return " <- ".join(type(each).__name__ for each in _chain(error))


def _line(logger: logging.Logger, level: str, known: EventDict) -> str:
    """Return a record as one line; below it, indented, where in the program an error arose."""
    fields = {name: known[name] for name in _FIELDS if name in known}
    lines = [visible(_as_fields(logger, level, fields))]
    _, error, _ = known.get("exc_info") or (None, None, None)
    if error:
        lines += _places(error)
    return "\n".join(lines)


def _places(error: BaseException) -> Iterator[str]:
    """Yield lines for an error. Renderers of structlog would quote the messages of exceptions."""
    for each in _chain(error):
        yield f"  {type(each).__name__}"
        for frame in traceback.extract_tb(each.__traceback__):
            yield f"    {frame.filename}:{frame.lineno} {frame.name}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__


#: What makes the line of a record, of our own loggers and of those of libraries.
FORMATTER = ProcessorFormatter(
    processors=(
        merge_contextvars,
        add_log_level,
        add_logger_name,
        TimeStamper(fmt="iso", utc=True, key="time"),
        EventRenamer("message"),
        _line,
    )
)
