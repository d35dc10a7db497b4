"""House rule: no ten equal lines stand twice in the code or the templates; `make check` asks it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from wizard.settings import ROOT

_AT_MOST = 9
_FOLDERS = ("wizard", "templates")
_SUFFIXES = (".py", ".html", ".txt")
#: A migration is never changed again, also not to share what it writes with another one.
_NEVER_CHANGED = "wizard/db/migrations/versions"


def _sources() -> Iterator[tuple[str, str]]:
    for path in (path for folder in _FOLDERS for path in sorted((ROOT / folder).rglob("*"))):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in _SUFFIXES and not name.startswith(_NEVER_CHANGED):
            yield name, path.read_text(encoding="utf-8")


def _lines(source: str) -> list[tuple[int, str]]:
    """Return (number, line) without indents, blank lines, comments of Python and imports."""
    plain = enumerate((" ".join(line.split()) for line in source.splitlines()), start=1)
    return [each for each in plain if each[1] and not each[1].startswith(("#", "from ", "import "))]


def equal_lines(sources: Mapping[str, str]) -> list[str]:
    """Return where each row of ten lines begins that stands in more than one place."""
    places: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, lines in ((name, _lines(source)) for name, source in sources.items()):
        for first in range(len(lines) - _AT_MOST):
            row = tuple(line for _number, line in lines[first : first + _AT_MOST + 1])
            places[row].append(f"{name}:{lines[first][0]}")
    return [" = ".join(found) for found in places.values() if len(found) > 1]


def test_no_ten_equal_lines_stand_twice() -> None:
    assert equal_lines(dict(_sources())) == []


def test_equal_lines_are_found_whatever_their_indents() -> None:
    lines = [f"line {number}" for number in range(_AT_MOST + 1)]
    both = {"a.py": "\n".join(lines), "b.py": "# ours\n\n" + "\n".join(f"  {x}" for x in lines)}
    assert equal_lines(both) == ["a.py:1 = b.py:3"]
    assert equal_lines({**both, "b.py": "\n".join(lines[1:])}) == []
