"""How it shows that the database cannot be reached, for those who may not know SQLAlchemy."""

from sqlalchemy import exc
from sqlalchemy.orm import exc as orm_exc

#: Anything that the database, or the way to it, can have against what was asked.
DATABASE_ERRORS: tuple[type[Exception], ...] = (exc.SQLAlchemyError,)

#: Somebody else wrote the same at the same moment; nothing of this request was saved.
COLLISIONS: tuple[type[Exception], ...] = (exc.IntegrityError, orm_exc.StaleDataError)

#: Down, refusing, locked for too long, or no connection free.
UNAVAILABLE: tuple[type[Exception], ...] = (
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)
