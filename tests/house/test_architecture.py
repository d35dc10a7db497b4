"""House rule: docs/architecture.md names the floors as they are, and words that the code uses."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.parsed import parsed
from wizard.settings import ROOT

DOCUMENT = (ROOT / "docs" / "architecture.md").read_text()
_WORD = re.compile(r"`([a-z_]+)`")


def _column(heading: str, number: int) -> list[str]:
    """Return the cells of one column (from 0) of the table below a heading."""
    part = DOCUMENT.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in part.splitlines() if line.startswith("|")]
    return [row.strip("|").split("|")[number].strip() for row in rows[2:]]


def test_the_floors_are_those_of_the_linter() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = [layer.split(" | ") for layer in settings["contracts"][0]["layers"]]
    told = [floor for cell in _column("Floors", 0) for floor in _WORD.findall(cell)]
    assert told == [floor for layer in layers for floor in layer]


def test_each_area_stands_there_once() -> None:
    areas = _column("Areas", 0)
    assert all(_WORD.fullmatch(area) for area in areas)
    assert len(areas) == len(set(areas)) > 10


def test_the_code_uses_the_words_of_the_glossary() -> None:
    used = {word for path in (ROOT / "wizard").rglob("*.py") for word in _words(path)}
    words = {word for cell in _column("Glossary", 1) for word in _WORD.findall(cell)}
    assert len(words) > 30
    assert words - used - {"_at"} == set()


def _words(path: Path) -> Iterator[str]:
    """Give all names in a module, and its texts: the values of kinds and states."""
    yield path.stem
    for node in ast.walk(parsed(path.read_text())):
        for name in ("id", "attr", "arg", "name", "value"):
            if isinstance(word := getattr(node, name, None), str):
                yield word
