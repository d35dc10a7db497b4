"""Mails that follow what somebody did: a question to a colleague, a receipt, a call, the last act.

Nothing of it is queued: what is due follows from what stands in the tables, and from the mails that
went. So a sender that stood still catches up, for as long as it is still news.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from wizard.actions import gathering
from wizard.actions.reminders.digest import Digest
from wizard.catalogue import Catalogue
from wizard.db.calls import calls
from wizard.db.helpdesk.at_risk import open_boards
from wizard.db.reminders import mails, recent
from wizard.db.reminders.mails import Gone
from wizard.db.reminders.recipients import CONFIRM_WITHIN, Recipient
from wizard.domain.dutch_time import local

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So long what was done is news.
_NEWS = timedelta(days=3)
#: Who saves school after school gets one mail, once they have paused for so long.
QUIET = timedelta(minutes=30)

_ByAddress = dict[tuple[str, str], Recipient]


def due(
    session: "Session",
    everybody: Sequence[Recipient],
    catalogue: Catalogue,
    today: date,
    now: datetime,
) -> list[Digest]:
    """Return the mails that follow an act, in a fixed number of statements: five at most."""
    by_address = {(each.email, each.board_number): each for each in everybody if each.gets_mail}
    since = now - max(_NEWS, CONFIRM_WITHIN)
    about = {_about_finished(catalogue, each) for each in (now - _NEWS, now)}
    gone = mails.gone(session, since=since, about=about, now=now)
    found = [
        *_questions(everybody, now),
        *_finished(session, by_address, catalogue, today, now),
        *_receipts(session, by_address, gone, now),
        *_receipts_again(by_address, gone, now),
        *_calls(session, by_address, now),
    ]
    settled = {(each.email, each.occasion) for each in gone if each.is_settled}
    return [each for each in found if (each.email, each.occasion) not in settled]


def _questions(everybody: Sequence[Recipient], now: datetime) -> Iterator[Digest]:
    for each in everybody:
        if each.waits(now) and each.asked_at:
            occasion = f"second/{each.id}/{each.asked_at.date().isoformat()}"
            yield Digest(each.email, occasion, (each,), "second")


def _finished(
    session: "Session",
    by_address: _ByAddress,
    catalogue: Catalogue,
    today: date,
    now: datetime,
) -> Iterator[Digest]:
    """Tell everybody of a board for which the last mandate was just recorded."""
    busy = recent.boards_recorded_since(session, now - _NEWS)
    if not busy:
        return
    done = busy.keys() - open_boards(session, gathering.season(catalogue, today))
    for (email, board), each in by_address.items():
        if board in done:
            occasion = f"{_about_finished(catalogue, busy[board])}{board}"
            yield Digest(email, occasion, (each,), "finished")


def _about_finished(catalogue: Catalogue, at: datetime) -> str:
    """Return how the occasion begins: by the date that it was about when it was recorded."""
    last_day = catalogue.last_day(catalogue.main_rule.service, local(at).date())
    return f"finished/{last_day.isoformat()}/"


def _receipts(
    session: "Session", by_address: _ByAddress, gone: list[Gone], now: datetime
) -> Iterator[Digest]:
    """Put what somebody saved for a board into one mail, when they have paused."""
    told = {(each.email, number) for each in gone if each.is_told for number in each.items}
    news: dict[Recipient, list[recent.Saved]] = defaultdict(list)
    for saved in recent.saved_since(session, now - _NEWS):
        mine = by_address.get((saved.email, saved.board_number))
        if mine and _wants(mine, saved.at) and (saved.email, saved.number) not in told:
            news[mine].append(saved)
    for mine, acts in news.items():
        if now - acts[-1].at >= QUIET:
            numbers = tuple(each.number for each in acts)
            yield Digest(mine.email, f"receipt/{numbers[0]}", (mine,), "receipt", numbers)


def _receipts_again(by_address: _ByAddress, gone: list[Gone], now: datetime) -> Iterator[Digest]:
    """Repeat what may have arrived as it was: a mailbox that has it keeps only the first."""
    for each in gone:
        if each.occasion.startswith("receipt/") and each.is_told and each.may_go_again:
            mine = by_address.get((each.email, each.boards[0]))
            if mine and not mine.fewer and now - each.changed_at < _NEWS:
                yield Digest(each.email, each.occasion, (mine,), "receipt", each.items)


def _calls(session: "Session", by_address: _ByAddress, now: datetime) -> Iterator[Digest]:
    for number, board, email, ended_at in calls.ended_between(session, now - _NEWS, now):
        mine = by_address.get((email, board))
        if mine and _wants(mine, ended_at):
            yield Digest(email, f"call/{number}", (mine,), "call", (str(number),))


def _wants(recipient: Recipient, at: datetime) -> bool:
    """Tell whether somebody wants mail about every act, and wanted it by then."""
    asked_at = recipient.confirmed_at
    return not recipient.fewer and asked_at is not None and asked_at <= at
