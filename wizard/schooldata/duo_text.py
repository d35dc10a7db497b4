"""From a file on disk to lines of text: the first half of the format traps.

DUO publishes Windows-1252 and, in newer releases, UTF-8 with a byte order mark; operators re-save
in Excel.
"""

from itertools import islice
from pathlib import Path

from wizard.domain.school_import.snapshot import SourceError
from wizard.schooldata.plain_text import UnreadableError, decoded, lines_of

#: DUO's largest file is about 2 MB. More than this is a mistake, or a device that never ends.
MAX_BYTES = 64_000_000

#: DUO's longest line is below 1,000 characters, and its largest file has some 10,000 lines. Of a
#: line each field becomes an object, and of a file each line.
LONGEST_LINE, MOST_LINES = 100_000, 1_000_000


def read_lines(path: Path) -> list[str]:
    """Return the lines with their line ends; raise SourceError when this is no text file."""
    text = _decoded(path, _content(path))
    if not text.strip():
        raise SourceError(f"{path}: the file is empty")
    lines = list(islice(lines_of(text), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise SourceError(f"{path}: the file has more than {MOST_LINES:,} lines")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise SourceError(f"{path}: line {number} is longer than {LONGEST_LINE:,} characters")
    return lines


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(f"{path}: this is a folder, not a file")
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file") from None
    except OSError as error:
        raise SourceError(f"{path}: the file cannot be read ({error.strerror})") from error
    if len(content) > MAX_BYTES:
        raise SourceError(f"{path}: the file is larger than {MAX_BYTES // 1_000_000} MB")
    return content


def _decoded(path: Path, content: bytes) -> str:
    try:
        return decoded(content)
    except UnreadableError as error:
        raise SourceError(f"{path}: this is {error.why}; save it as CSV UTF-8") from error
