"""Who still wants a mail, just before it goes: some said stop since it was decided on."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from wizard.actions.reminders.digest import Digest
from wizard.catalogue import Catalogue
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def still_wanted(
    session: "Session", catalogue: Catalogue, digest: Digest, *, today: date, now: datetime
) -> Digest | None:
    """Return the mail for the boards about which it is still wanted; None when it is for none."""
    latest = recipients.by_id(session, [each.id for each in digest.recipients])
    chose_fewer = {
        each.id for each in digest.recipients if not each.fewer and latest[each.id].fewer
    }
    is_kept = _is_kept_with_fewer(catalogue, digest, today)
    kept = tuple(
        latest[each.id]
        for each in digest.recipients
        if _is_wanted(digest, latest[each.id], now) and (is_kept or each.id not in chose_fewer)
    )
    return replace(digest, recipients=kept) if kept else None


def _is_wanted(digest: Digest, recipient: Recipient, now: datetime) -> bool:
    return recipient.waits(now) if digest.message == "second" else recipient.gets_mail


def _is_kept_with_fewer(catalogue: Catalogue, digest: Digest, today: date) -> bool:
    """Tell whether who chose fewer in the meantime gets this one too."""
    if digest.message != "reminder":
        return digest.message in ("finished", "second")
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    return digest.occasion.partition("/")[2] in catalogue.reminders.fewer.days(last_day)
