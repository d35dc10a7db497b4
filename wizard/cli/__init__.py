"""The commands of an operator. Bad input is one line and exit code 1, never a traceback."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from tqdm import tqdm

from wizard import logs
from wizard.actions.school_import.importing import LargeChange, import_schools
from wizard.actions.school_import.report import report_lines
from wizard.cli.backup import back_up, restore_from
from wizard.cli.check import check_lines
from wizard.cli.demo import run_demo
from wizard.cli.end_sessions import end_sessions
from wizard.cli.send_reminders import MailTrouble, send_reminders
from wizard.cli.serve import serve_product
from wizard.db.backup.dump_file import BackupError
from wizard.db.base import Database
from wizard.db.outage import DATABASE_ERRORS
from wizard.db.upgrading import ensure_current, upgrade
from wizard.domain.errors import ConfigError, DomainError
from wizard.domain.school_import.snapshot import SourceError
from wizard.schooldata.duo import DuoFiles
from wizard.settings import Settings, database_url
from wizard.wiring import SystemClock

_FILE = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """Mandaatwijzer: guides Dutch school boards through giving mandates in the OSR."""


def main() -> None:
    """Run a command; what goes wrong outside our control is said in one line."""
    logs.init()
    try:
        commands(standalone_mode=True)
    except (ConfigError, SourceError, LargeChange, DomainError, BackupError, MailTrouble) as error:
        _stop(str(error))
    except DATABASE_ERRORS as error:
        _stop(f"the database refused: {str(error).splitlines()[0]}")
    except OSError as error:
        _stop(str(error))


@commands.command("upgrade-db")
def upgrade_db() -> None:
    """Create the tables, or bring them up to date."""
    upgrade(database_url(os.environ))
    click.echo("The database is up to date.")


@commands.command("serve")
def serve() -> None:
    """Serve the product on PORT (default 8000), behind your proxy."""
    settings = Settings.from_environ(os.environ)
    if settings.practice:
        raise ConfigError("WIZARD_PRACTICE is for 'mandaatwijzer demo' and tests; unset it")
    serve_product(settings, os.environ)


@commands.command("demo")
def demo() -> None:
    """Serve the practice environment: pretend boards and a stand-in for Mijn DUO."""
    run_demo(os.environ)


@commands.command("import-schools")
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option("--boards", type=_FILE, help="DUO's file of boards, for their names.")
@click.option(
    "--accept-large-change", is_flag=True, help="Close or move more than 2 % of the schools."
)
def import_schools_command(
    files: tuple[Path, ...], boards: Path | None, accept_large_change: bool
) -> None:
    """Bring boards, schools and sites up to date with DUO's open data.

    The FILES together are one snapshot: a school that is in none of them is closed.
    """
    ensure_current(database_url(os.environ))
    clock = SystemClock()
    with Database(database_url(os.environ)).transaction() as session:
        report = import_schools(
            session,
            DuoFiles(files, boards),
            today=clock.today(),
            at=clock.now(),
            accept_large_change=accept_large_change,
            progress=_progress,
        )
    for line in report_lines(report):
        click.echo(line)


@commands.command("send-reminders")
@click.option("--dry-run", is_flag=True, help="Only say which mails are due.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this DATE.")
def send_reminders_command(dry_run: bool, today: datetime | None) -> None:
    """Send the reminders that are due now; run it each half hour, or more often.

    Running it twice at once is safe: each mail is claimed before it is sent. Exit 1 and one line
    when something has to be mended before mails can go; then nothing is lost.
    """
    for line in send_reminders(os.environ, dry_run=dry_run, today=today.date() if today else None):
        click.echo(line)


@commands.command("end-sessions")
@click.option("--person", help="Mail address, or what the provider calls somebody (sub).")
@click.option("--all", "everybody", is_flag=True, help="Everybody, agents of the helpdesk too.")
def end_sessions_command(person: str | None, everybody: bool) -> None:
    """Log somebody out in every browser, or everybody: a lost laptop, a key that leaked.

    Calls with the helpdesk end too. At the provider they stay logged in.
    """
    click.echo(end_sessions(os.environ, person=person, everybody=everybody))


@commands.command("backup")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Save the whole database as a new FILE, while the product may go on serving.

    The file fits SQLite and PostgreSQL. Who is logged in is not in it.
    """
    header = back_up(os.environ, file)
    click.echo(f"{file}: {header.rows} rows, {file.stat().st_size} bytes.")


@commands.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Remove all that the database holds now.")
@click.option("--yes", is_flag=True, help="Do not ask whether --replace is meant.")
def restore(file: Path, replace: bool, yes: bool) -> None:
    """Fill an empty, upgraded database from the FILE of a back-up: all of it, or nothing.

    Everybody has to log in again.
    """
    header = restore_from(os.environ, file, replace=replace, yes=yes)
    click.echo(f"Restored {header.rows} rows of {header.made_at:%Y-%m-%d %H:%M} UTC.")


@commands.command("check")
def check() -> None:
    """Check settings, config files, database and provider: one line each, exit 1 if one fails."""
    lines = check_lines(os.environ)
    for line in lines:
        click.echo(str(line))
    sys.exit(0 if all(line.is_fine for line in lines) else 1)


def _progress(lines: Iterator[str], total: int) -> Iterator[str]:
    """Show a bar on a terminal; a log file gets none."""
    return iter(tqdm(lines, total=total, unit=" rows", disable=None, leave=False))


def _stop(message: str) -> None:
    click.echo(f"mandaatwijzer: {message}", err=True)
    sys.exit(1)
