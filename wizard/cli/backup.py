"""`mandaatwijzer backup` and `restore`: the whole database as one file, for both kinds."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

import click

from wizard.db.backup import dump, dump_file
from wizard.db.backup.dump_file import BackupError, Header
from wizard.db.base import Database
from wizard.db.upgrading import ensure_current
from wizard.settings import database_url
from wizard.wiring import SystemClock


def back_up(environ: Mapping[str, str], path: Path) -> Header:
    """Write the database to a new file, which is there only when it is whole."""
    _require_new(path)
    with _database(environ) as database, _appearing(path) as stream:
        now = SystemClock().now()
        with dump.snapshot(database, release=version("mandaatwijzer"), at=now) as (header, rows):
            dump_file.write(stream, header, rows)
    return header


def restore_from(environ: Mapping[str, str], path: Path, *, replace: bool, yes: bool) -> Header:
    """Fill the database from a file. Raises BackupError, with nothing changed, when it cannot."""
    if not path.is_file():  # a pipe cannot be read twice: first to see whether it is whole
        raise BackupError(f"{path} is not a file")
    header = dump_file.read_header(path)
    dump_file.require_whole(path)
    with _database(environ) as database:
        if replace and not yes:
            _ask(database, header)
        dump.load(database, header, dump_file.read_rows(path), replace=replace)
    return header


@contextmanager
def _database(environ: Mapping[str, str]) -> Iterator[Database]:
    ensure_current(database_url(environ))
    database = Database(database_url(environ))
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def _appearing(path: Path) -> Iterator[IO[bytes]]:
    """Give a stream to a file beside it, which takes this name once it is read back and whole.

    Only its owner may read it: there are names and addresses in it.
    """
    with NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", suffix=".part", delete=False
    ) as part:
        beside = Path(part.name)
        try:
            yield part
            part.flush()
            os.fsync(part.fileno())
            dump_file.require_whole(beside)
            _require_new(path)
            beside.rename(path)
        finally:
            beside.unlink(missing_ok=True)


def _require_new(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise BackupError(f"{path} exists already; back-ups are not overwritten")
    if not path.parent.is_dir():
        raise BackupError(f"{path.parent} is not a folder")


def _ask(database: Database, header: Header) -> None:
    if not sys.stdin.isatty():
        raise BackupError("--replace removes all that the database holds; add --yes if you mean it")
    click.confirm(
        f"All that {database.url.render_as_string()} holds is replaced by the back-up of"
        f" {header.made_at:%Y-%m-%d %H:%M} UTC ({header.rows} rows). Go on?",
        abort=True,
    )
