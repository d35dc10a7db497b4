"""How it shows that the database cannot be reached, for those who may not know SQLAlchemy."""

from sqlalchemy import exc

#: Anything that the database, or the way to it, can have against what was asked.
DATABASE_ERRORS: tuple[type[Exception], ...] = (exc.SQLAlchemyError,)

#: Down, refusing, locked for too long, or no connection free.
UNAVAILABLE: tuple[type[Exception], ...] = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)
