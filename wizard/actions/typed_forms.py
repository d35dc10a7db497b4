"""Keeping what somebody typed in a form that came too late, until they send it anew."""

from datetime import datetime

from wizard.db import typed_forms
from wizard.db.base import Database
from wizard.db.typed_forms import Fields

#: Characters of names and values together; a form may be this long.
_LONGEST = 64 * 1024


def keep(
    database: Database, person_id: int, *, page: str, action: str, fields: Fields, at: datetime
) -> bool:
    """Keep what was typed, in a transaction of its own; False when it is too much."""
    if sum(len(name) + len(value) for name, value in fields) > _LONGEST:
        return False
    with database.transaction() as session:
        typed_forms.keep(session, person_id, page=page, action=action, fields=fields, at=at)
    return True


def forget(database: Database, person_id: int, action: str) -> None:
    """Forget what was typed in a form that was sent anew."""
    with database.transaction() as session:
        typed_forms.forget(session, person_id, action)
