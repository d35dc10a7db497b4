"""How it shows that the database cannot be reached, for those who may not know SQLAlchemy."""

from sqlalchemy import exc

#: Down, refusing, locked for too long, or no connection free.
UNAVAILABLE: tuple[type[Exception], ...] = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)
