"""What an import did, for the operator who ran it: English, one line for each fact."""

from dataclasses import asdict, dataclass

from wizard.domain.school_import.snapshot import Rejection


@dataclass(frozen=True)
class Tally:
    """How many rows changed, and how; each row counts once."""

    new: int
    changed: int
    moved: int = 0
    reopened: int = 0
    closed: int = 0

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@dataclass(frozen=True)
class ImportReport:
    """What the snapshot held, what it changed, and which rows were left out."""

    boards: int
    schools: int
    sites: int
    board_changes: Tally
    school_changes: Tally
    site_changes: Tally
    rejections: tuple[Rejection, ...]

    @property
    def changed_anything(self) -> bool:
        """Say whether anything was written: a second import of the same files writes nothing."""
        return bool(self.board_changes or self.school_changes or self.site_changes)


def report_lines(report: ImportReport) -> list[str]:
    """Return the report as lines for the terminal."""
    boards, schools, sites = report.board_changes, report.school_changes, report.site_changes
    return [
        f"{report.boards:,} boards, {report.schools:,} schools, {report.sites:,} sites",
        f"boards: {boards.new:,} new, {boards.changed:,} changed",
        f"schools: {schools.new:,} new, {schools.changed:,} changed, {schools.moved:,} moved, "
        f"{schools.closed:,} closed, {schools.reopened:,} reopened",
        f"sites: {sites.new:,} new, {sites.changed:,} changed, {sites.closed:,} closed, "
        f"{sites.reopened:,} reopened",
        f"rejected rows: {len(report.rejections):,}",
        *(_rejection_line(rejection) for rejection in report.rejections),
    ]


def _rejection_line(rejection: Rejection) -> str:
    where = f"{rejection.file} line {rejection.line}, column {rejection.column}"
    return f"rejected: {where}: {rejection.reason}"
