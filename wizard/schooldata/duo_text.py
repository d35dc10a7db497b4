"""From a file on disk to lines of text: the first half of the format traps.

DUO publishes Windows-1252 and, in newer releases, UTF-8 with a byte order mark; operators re-save
in Excel. Nothing else is accepted: a wrong guess would spoil thousands of names.
"""

import io
from itertools import islice
from pathlib import Path

from wizard.domain.snapshot import SourceError

#: DUO's largest file is about 2 MB. More than this is a mistake, or a device that never ends.
MAX_BYTES = 64_000_000

#: DUO's longest line is below 1,000 characters, and its largest file has some 10,000 lines. Of a
#: line each field becomes an object, and of a file each line.
LONGEST_LINE, MOST_LINES = 100_000, 1_000_000

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_SAVE_AS_CSV = "save it as CSV first"


def read_lines(path: Path) -> list[str]:
    """Return the lines with their line ends; raise SourceError when this is no text file.

    Splits at line feeds and carriage returns only: other characters that Unicode calls a line
    end may stand in a name.
    """
    text = _decoded(path, _content(path))
    if not text.strip():
        raise SourceError(f"{path}: the file is empty")
    lines = list(islice(io.StringIO(text, newline=""), MOST_LINES + 1))
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
    if content.startswith(_SPREADSHEETS):
        raise SourceError(f"{path}: this is a spreadsheet or a zip file; {_SAVE_AS_CSV}")
    if content.startswith(_UTF16_MARKS):
        raise SourceError(f"{path}: the text is UTF-16; {_SAVE_AS_CSV} as UTF-8")
    if b"\0" in content:
        raise SourceError(f"{path}: this is not a text file (it has NUL bytes); {_SAVE_AS_CSV}")
    encodings = ("utf-8-sig",) if content.startswith(_UTF8_MARK) else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SourceError(f"{path}: neither UTF-8 nor Windows-1252; {_SAVE_AS_CSV} as UTF-8")
