"""Bringing boards, schools and sites up to date with a source."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from wizard.actions.school_import.report import ImportReport, Tally
from wizard.db import events
from wizard.db.helpdesk import search as helpdesk_search
from wizard.db.school_import import writing
from wizard.domain.event_kind import EventKind
from wizard.domain.school_import import school_changes
from wizard.domain.school_import.school_changes import Changes, Stored
from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, SiteRow, Snapshot
from wizard.ports import SchoolSource

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: From April 2017 to August 2026 one school in five hundred moved or closed in a month (DUO files).
#: More at once is usually a wrong or an incomplete file, or a release of years later.
LARGE_CHANGE_PERCENT = 2


class LargeChange(Exception):
    """More schools would be closed or moved than a release changes; one line for the operator."""


@dataclass(frozen=True)
class _Plan:
    """What will be written, and what stood there before."""

    snapshot: Snapshot
    stored: Mapping[str, Stored[SchoolRow]]
    boards: Changes[BoardRow]
    schools: Changes[SchoolRow]
    sites: Changes[SiteRow]
    moved: tuple[SchoolRow, ...]

    def report(self) -> ImportReport:
        """Count it."""
        return ImportReport(
            boards=len(self.snapshot.boards),
            schools=len(self.snapshot.schools),
            sites=len(self.snapshot.sites),
            board_changes=Tally(len(self.boards.new), len(self.boards.changed)),
            school_changes=_tally(self.schools, moved=len(self.moved)),
            site_changes=_tally(self.sites),
            rejections=self.snapshot.rejections,
        )


def import_schools(
    session: "Session",
    source: SchoolSource,
    *,
    today: date,
    at: datetime,
    accept_large_change: bool,
    progress: Callable[[Iterator[str], int], Iterator[str]],
) -> ImportReport:
    """Bring the database up to date with everything that the source has; the caller commits.

    Idempotent. Reads the source before it touches the database, so that nobody waits for SQLite's
    write lock meanwhile. Raises SourceError, or LargeChange unless that is accepted.
    """
    plan = _plan(session, source.read(progress), source.key)
    if not accept_large_change:
        _refuse_large_change(plan, source.key)
    writing.write_boards(session, plan.boards, source=source.key)
    writing.write_schools(session, plan.schools, source=source.key, today=today)
    writing.write_sites(session, plan.sites, source=source.key, today=today)
    report = plan.report()
    if report.changed_anything:
        helpdesk_search.index_names(session)
    _note(session, plan, report, source=source.key, at=at)
    return report


def _plan(session: "Session", snapshot: Snapshot, source: str) -> _Plan:
    known_boards = writing.stored_boards(session)
    known_schools = writing.stored_schools(session)
    known_sites = writing.stored_sites(session)
    unread = school_changes.unread_schools(snapshot)
    boards = school_changes.with_known_names(
        {board.number: board for board in snapshot.boards}, known_boards
    )
    schools = {school.brin: school for school in snapshot.schools}
    sites = {site.code: site for site in snapshot.sites}
    changes = school_changes.compare(known_schools, schools, source=source, unread=unread)
    return _Plan(
        snapshot=snapshot,
        stored=known_schools,
        boards=school_changes.compare(known_boards, boards, source=source, unread=unread),
        schools=changes,
        sites=school_changes.compare(known_sites, sites, source=source, unread=unread),
        moved=school_changes.moved(changes, known_schools),
    )


def _refuse_large_change(plan: _Plan, source: str) -> None:
    """Count against the open schools of this source; a first import has none and never refuses."""
    total = sum(old.source == source and not old.closed_on for old in plan.stored.values())
    closed, moved = len(plan.schools.closed), len(plan.moved)
    if (closed + moved) * 100 <= total * LARGE_CHANGE_PERCENT:
        return
    raise LargeChange(
        f"this would close {closed:,} and move {moved:,} of {total:,} schools, more than "
        f"{LARGE_CHANGE_PERCENT} %; if that is right, repeat with --accept-large-change"
    )


def _tally(changes: Changes[SchoolRow] | Changes[SiteRow], *, moved: int = 0) -> Tally:
    return Tally(
        new=len(changes.new),
        changed=len(changes.changed) - moved,
        moved=moved,
        reopened=len(changes.reopened),
        closed=len(changes.closed),
    )


def _note(
    session: "Session", plan: _Plan, report: ImportReport, *, source: str, at: datetime
) -> None:
    """Write one event for each school that moved, closed or came back, and one for the whole.

    The board that a school left gets one of its own: the others go with the school. None for each
    new school: that would be six thousand on the first day.
    """
    if not report.changed_anything:
        return
    groups = (
        (EventKind.SCHOOL_MOVED, plan.moved),
        (EventKind.SCHOOL_CLOSED, plan.schools.closed),
        (EventKind.SCHOOL_REOPENED, plan.schools.reopened),
    )
    for kind, schools in groups:
        for school in schools:
            _note_school(session, plan, school, kind=kind, at=at)
    events.add(
        session,
        at=at,
        person=None,
        kind=EventKind.SCHOOLS_IMPORTED,
        source=source,
        boards=asdict(report.board_changes),
        schools=asdict(report.school_changes),
        sites=asdict(report.site_changes),
        rejected=len(report.rejections),
    )


def _note_school(
    session: "Session", plan: _Plan, school: SchoolRow, *, kind: EventKind, at: datetime
) -> None:
    old, new = plan.stored[school.brin].row.board_number, school.board_number
    told = [(kind, new)] if old == new else [(kind, new), (EventKind.SCHOOL_LEFT, old)]
    for each, board in told:
        events.add(
            session,
            at=at,
            person=None,
            kind=each,
            board=board,
            brin=school.brin,
            old_board=old,
            new_board=new,
        )
