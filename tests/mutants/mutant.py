"""One fault: which words in which file become which other words."""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
DRAWN = _HERE / "drawn.tsv"
FAULTS = _HERE / "faults.toml"
#: Words with quotation marks stand as they are.
TSV: Any = {
    "dialect": "excel-tab",
    "quoting": csv.QUOTE_NONE,
    "quotechar": None,
    "lineterminator": "\n",
}
COLUMNS = ("name", "path", "line", "kind", "before", "after")


@dataclass(frozen=True)
class Mutant:
    """`before` becomes `after` in `path`; the place nearest to `line` counts where it recurs.

    Of a mutant of Python code `before` is the whole line without its indentation.
    """

    name: str
    path: str
    line: int
    kind: str
    before: str
    after: str

    def applied(self, text: str) -> str:
        """Return the text of the file with this fault in it.

        Raises ValueError where the words are not there any more: the code moved on.
        """
        places = _places(text, self.before)
        if not places:
            raise ValueError(f"{self.name}: {self.path} no longer says {self.before!r}")
        start = min(places, key=lambda place: abs(text.count("\n", 0, place) + 1 - self.line))
        return text[:start] + self.after + text[start + len(self.before) :]


def all_mutants() -> list[Mutant]:
    """Return the mutants that were drawn, and the faults that were made by hand."""
    return [*drawn(), *by_hand()]


def drawn() -> list[Mutant]:
    """Return the mutants of the Python code."""
    with DRAWN.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, **TSV)
        return [Mutant(**{**row, "line": int(row["line"])}) for row in rows]  # type: ignore[arg-type]


def by_hand() -> list[Mutant]:
    """Return the faults in templates, style sheets and scripts."""
    faults = tomllib.loads(FAULTS.read_text(encoding="utf-8"))
    return [
        Mutant(name=name, kind=fault.pop("what"), line=fault.pop("line", 0), **fault)
        for name, fault in faults.items()
    ]


def _places(text: str, words: str) -> list[int]:
    """Return where these words stand: as whole lines where they do, else anywhere."""
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    whole = [place for place in found if _is_whole_line(text, place, words)]
    return whole or found


def _is_whole_line(text: str, place: int, words: str) -> bool:
    before = text[text.rfind("\n", 0, place) + 1 : place]
    after = text[place + len(words) :].partition("\n")[0]
    return not before.strip() and not after.strip()
