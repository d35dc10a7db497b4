"""Counting the SQL statements that something takes."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def counted(engine: Engine | type[Engine]) -> Iterator[list[str]]:
    """Give a list that grows with every statement; many rows in one statement count once.

    With the class `Engine` those of all engines count. Without BEGIN: on SQLite we say that
    ourselves, on PostgreSQL the driver does.
    """
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
