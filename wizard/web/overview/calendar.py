"""A deadline as a file for the calendar; fetched anew, it replaces the entry of before."""

from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort

from wizard.domain.board import Board
from wizard.domain.deadline import Deadline
from wizard.domain.dutch_time import on_the_wall
from wizard.domain.facts import BoardFacts
from wizard.domain.school_year import school_year
from wizard.domain.words import count
from wizard.web import downloads, guards
from wizard.web.context import catalogue, clock, facts_of, settings
from wizard.web.overview import ics
from wizard.web.words import in_sentence

#: The calendar warns so long before the last day, at this time in the Netherlands.
_BEFORE, _WARNS_AT = timedelta(days=7), time(9)

blueprint = Blueprint("overview_calendar", __name__, url_prefix="/bestuur/<board>/agenda")


@blueprint.get("/<service>.ics")
@guards.board
def show(board: Board, service: str) -> Response:
    """Hand out the deadline of a service; 404 for one without a yearly date."""
    rule = catalogue().deadlines.get(service)
    deadline = rule.deadline(clock().today()) if rule else None
    if deadline is None:
        abort(404)
    name = f"{service}-{deadline.last_day.isoformat()}.ics"
    entry = _entry(facts_of(board), service, deadline)
    return downloads.attachment(name, ics.calendar(entry))


def _entry(facts: BoardFacts, service: str, deadline: Deadline) -> ics.Entry:
    """Say how it stands now.

    What it says changes with acts, with imports and with the days: so each file that is fetched
    counts as the next revision, by the seconds since the school year before: by the end of that,
    the deadline is this one already.
    """
    board, now = facts.board, clock().now()
    left = sum(not school.cell(service).is_finished for school in facts.schools)
    is_past = clock().today() > deadline.last_day
    year, host = school_year(deadline.last_day), urlsplit(settings().base_url).hostname
    return ics.Entry(
        uid=f"{service}-{year}-{board.number}@{host}",
        last_day=deadline.last_day,
        title=_title(service, left),
        text=_text(facts, service, left),
        sequence=int((now - datetime(year - 1, 7, 31, tzinfo=UTC)).total_seconds()),
        changed_at=now,
        warns_at=_warns_at(deadline.last_day) if left and not is_past else None,
    )


def _warns_at(last_day: date) -> datetime:
    return on_the_wall(datetime.combine(last_day - _BEFORE, _WARNS_AT))


def _title(service: str, left: int) -> str:
    name = f"Mandaat voor {in_sentence([service])}"
    return f"{name}: laatste dag" if left else f"Geregeld: {name[:1].lower()}{name[1:]}"


def _text(facts: BoardFacts, service: str, left: int) -> str:
    name = facts.board.display_name
    if left == 0:
        return f"{name}: voor alle scholen geregeld."
    schools = count(left, "school", "scholen")
    notice = catalogue().deadline_notice(service, facts.season.today)
    return f"{name}: nog {schools} te gaan. {notice.text}"
