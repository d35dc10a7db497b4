"""The file of a back-up: gzipped lines of JSON that tell by themselves whether they are whole.

    {"format": "mandaatwijzer-backup", "version": 1, ..., "counts": {"board": 2, ...}}
    ["board", {"number": "24597", "name": ...}]          one line for each row
    {"end": "sha256 of all lines before this one"}

It is nobody's SQL, so that what was saved from SQLite can go into PostgreSQL and back.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

_FORMAT, _VERSION = "mandaatwijzer-backup", 1
#: Bytes. No row comes near; what does is no back-up, and need not be in memory to find that out.
_LONGEST = 16_000_000

#: A table's name, and the row's values by column, as JSON has them.
Row = tuple[str, dict[str, Any]]


class BackupError(Exception):
    """A back-up cannot be made, or not be restored: one line that says why."""


@dataclass(frozen=True)
class Header:
    """What a back-up says of itself. `counts`: how many rows, for each table in it."""

    release: str
    revision: str
    made_at: datetime
    counts: Mapping[str, int]

    @property
    def rows(self) -> int:
        """How many rows there are in all tables together."""
        return sum(self.counts.values())


def write(stream: IO[bytes], header: Header, rows: Iterable[Row]) -> None:
    """Write a back-up, row by row."""
    digest = sha256()
    with gzip.GzipFile(filename="", mode="wb", fileobj=stream, compresslevel=6) as packed:
        for line in _lines(header, rows):
            digest.update(line)
            packed.write(line)
        packed.write(_line({"end": digest.hexdigest()}))


def read_header(path: Path) -> Header:
    """Return what the file says of itself. Raises BackupError when it is no back-up of ours."""
    with closing(_checked(path)) as lines:
        return _header(path, next(lines, None))


def read_rows(path: Path) -> Iterator[Row]:
    """Yield every row; raises BackupError, at the end at the latest, when the file is not whole."""
    with closing(_checked(path)) as lines:
        counts = _header(path, next(lines, None)).counts
        seen: Counter[str] = Counter()
        for said in lines:
            row = _row(path, said)
            seen[row[0]] += 1
            yield row
    if seen != Counter(counts):
        raise _damaged(path)


def require_whole(path: Path) -> None:
    """Read the whole file. Raises BackupError when it is damaged or cut off."""
    for _row in read_rows(path):
        pass


def _lines(header: Header, rows: Iterable[Row]) -> Iterator[bytes]:
    yield _line(
        {
            "format": _FORMAT,
            "version": _VERSION,
            "release": header.release,
            "revision": header.revision,
            "made_at": header.made_at.isoformat(),
            "counts": dict(header.counts),
        }
    )
    for row in rows:
        yield _line(row)


def _line(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _checked(path: Path) -> Generator[Any, None, None]:
    """Yield what each line says, but the last, which tells whether the others are whole."""
    digest = sha256()
    try:
        with gzip.open(path, "rb") as packed:
            while line := packed.readline(_LONGEST):
                said = json.loads(line)
                if isinstance(said, dict) and "end" in said:
                    if said["end"] != digest.hexdigest() or packed.read(1):
                        raise _damaged(path)
                    return
                digest.update(line)
                yield said
    except (gzip.BadGzipFile, zlib.error, EOFError, ValueError, RecursionError):
        raise _damaged(path) from None
    raise _damaged(path)


def _header(path: Path, said: Any) -> Header:
    if not isinstance(said, dict) or said.get("format") != _FORMAT:
        raise BackupError(f"{path} is not a back-up of Mandaatwijzer")
    if said.get("version") != _VERSION:
        release = str(said.get("release"))[:20]
        raise BackupError(f"{path} is in a format that only release {release!r} and later can read")
    try:
        return Header(
            release=str(said["release"])[:20],
            revision=str(said["revision"])[:20],
            made_at=datetime.fromisoformat(said["made_at"]),
            counts={str(name): int(count) for name, count in said["counts"].items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise _damaged(path) from None


def _row(path: Path, said: Any) -> Row:
    match said:
        case [str(table), dict(values)]:
            return table, values
    raise _damaged(path)


def _damaged(path: Path) -> BackupError:
    return BackupError(f"{path} is not a back-up, or it is damaged or cut off")
