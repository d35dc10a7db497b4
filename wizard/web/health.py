"""For operators: is the product able to work?"""

from typing import Any

from flask import Blueprint

from wizard.db import schools, writable
from wizard.db.outage import DATABASE_ERRORS
from wizard.db.reminders import outages as reminders_outages
from wizard.web import guards
from wizard.web.context import db, give_up, wired

blueprint = Blueprint("health", __name__)


@blueprint.get("/gezond")
@guards.public
def healthy() -> tuple[dict[str, Any], int]:
    """Answer 200 when the database answers and can be written to, else 503 and what is wrong.

    Without mails people can go on, so an outage of those is 200 too, but not "ok". Why stands in
    `mandaatwijzer check`: this page is for everybody.
    """
    try:
        count = schools.count(db())
        outage = reminders_outages.standing(db()) if wired().ports.reminders else None
        give_up()
        writable.require_writable(wired().database)
    except DATABASE_ERRORS as error:
        return {"status": "error", "database": type(error).__name__}, 503
    if outage:
        since = f"held up since {outage.since:%Y-%m-%d %H:%M} UTC"
        return {"status": "degraded", "schools": count, "mails": since}, 200
    return {"status": "ok", "schools": count}, 200
