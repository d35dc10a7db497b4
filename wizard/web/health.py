"""For operators: is the product able to work?"""

from typing import Any

from flask import Blueprint

from wizard.db import schools
from wizard.db.outage import DATABASE_ERRORS
from wizard.web import guards
from wizard.web.context import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/gezond")
@guards.public
def healthy() -> tuple[dict[str, Any], int]:
    """Answer 200 when the database answers too, else 503 and what is wrong."""
    try:
        count = schools.count(db())
    except DATABASE_ERRORS as error:
        return {"status": "error", "database": type(error).__name__}, 503
    return {"status": "ok", "schools": count}, 200
