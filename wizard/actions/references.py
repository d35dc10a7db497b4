"""Keeping failures, each under a reference number of its own, and not too many of anybody."""

from typing import TYPE_CHECKING

from wizard.db import references
from wizard.db.references import Failure

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: The newest failures of any kind are kept: of each person, and of all visitors together.
_KEPT_OF_PERSON = 200
_KEPT_OF_NOBODY = 2000


def keep(session: "Session", failure: Failure) -> bool:
    """Keep a failure; False when its reference is taken."""
    if not references.add(session, failure):
        return False
    most = _KEPT_OF_NOBODY if failure.person_id is None else _KEPT_OF_PERSON
    references.forget_oldest(session, failure.person_id, keep=most)
    return True


def keep_newest(session: "Session", person_id: int, *, kinds: str, most: int) -> None:
    """Keep only the newest failures of a person whose kind begins with `kinds`."""
    references.forget_oldest(session, person_id, kinds=kinds, keep=most)
