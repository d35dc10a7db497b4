"""Notes which test runs the line of which mutant, and renders which template.

A copy of the code calls `hit` before each line that has a mutant (`marking.py`). Processes that a
test starts inherit what pytest says of the current test, so what they run is noted too.
"""

import os
import re
from pathlib import Path
from typing import Any

import jinja2

#: The folder for what is noted; without it nothing is.
FOLDER = "WIZARD_MUTANT_HITS"
_noted: set[tuple[str, str]] = set()


def hit(what: str) -> None:
    """Note, once for each process, that the current test came here."""
    test = without_group(os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0])
    folder = os.environ.get(FOLDER)
    if not test or not folder or (what, test) in _noted:
        return
    _noted.add((what, test))
    with (Path(folder) / f"{os.getpid()}.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{what}\t{test}\n")


def without_group(test: str) -> str:
    """Return the name of a test without the group of pytest-xdist behind it."""
    return re.sub(r"@[\w-]+$", "", test)


def read(folder: Path) -> dict[str, list[str]]:
    """Return the tests of each thing that was hit."""
    found: dict[str, set[str]] = {}
    for path in folder.glob("*.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines():
            what, _, test = line.partition("\t")
            found.setdefault(what, set()).add(test)
    return {what: sorted(tests) for what, tests in found.items()}


def watch_templates() -> None:
    """Note each template that is rendered, extended, included or imported."""
    get_template = jinja2.Environment.get_template

    def noting(self: jinja2.Environment, name: Any, *args: Any, **options: Any) -> jinja2.Template:
        template = get_template(self, name, *args, **options)
        hit("templates/" + (template.filename or "").rpartition("/templates/")[2])
        return template

    jinja2.Environment.get_template = noting  # type: ignore[method-assign]
