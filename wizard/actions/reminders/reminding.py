"""Reminders: who is to be reminded now, of what has to be done before a date."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from wizard.actions import gathering
from wizard.actions.reminders import rules as reminders_rules
from wizard.actions.reminders.digest import Digest
from wizard.catalogue import Catalogue
from wizard.db.helpdesk.at_risk import open_boards
from wizard.db.reminders import mails
from wizard.db.reminders.recipients import Recipient
from wizard.domain.dutch_time import local
from wizard.domain.reminders.reminder import Occasion
from wizard.domain.school_year import school_year

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def days_of(catalogue: Catalogue, recipient: Recipient, today: date) -> list[date]:
    """Return the days on which this recipient is still to be reminded, if things stay open."""
    rules = catalogue.reminders.fewer if recipient.fewer else catalogue.reminders
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    return [each.day for each in rules.plan(last_day).occasions if each.day > today]


def due(
    session: "Session",
    everybody: Sequence[Recipient],
    catalogue: Catalogue,
    today: date,
    now: datetime,
) -> list[Digest]:
    """Return whom to remind, in three statements however many boards there are.

    After the last day also whose boards are done: they read what happens next.
    """
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    late = reminders_rules.added_late(session, catalogue, today)
    rules = catalogue.reminders
    plan, plan_of_fewer = (each.plan(last_day, without=late) for each in (rules, rules.fewer))
    settled = mails.settled(session, school_year(today), now)
    open_ = open_boards(session, gathering.season(catalogue, today))
    by_email: dict[str, list[tuple[Occasion, Recipient]]] = defaultdict(list)
    for each in everybody:
        if each.confirmed_at is None:
            continue
        since = local(each.confirmed_at).date()
        sent = {key: local(at).date() for key, at in settled.get(each.email, {}).items()}
        occasion = (plan_of_fewer if each.fewer else plan).due(today, since=since, sent=sent)
        if occasion and (each.board_number in open_ or occasion.is_news(today)):
            by_email[each.email].append((occasion, each))
    return [_digest(email, found) for email, found in by_email.items()]


def _digest(email: str, found: Sequence[tuple[Occasion, Recipient]]) -> Digest:
    """Put all boards of an address into one mail, also where one of them catches up."""
    latest = max((occasion for occasion, _who in found), key=lambda each: each.day)
    return Digest(email, latest.key, tuple(who for _occasion, who in found))
