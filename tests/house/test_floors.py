"""House rule: the floor plan of `wizard/__init__.py` holds. import-linter reads the imports."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wizard.settings import ROOT

KEPT = "Contracts: 6 kept, 0 broken."


def linter_says(house: Path) -> str:
    """Return what import-linter says of the house in this folder, blanks folded."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    arguments = ["--no-logo", "--no-cache", "--config", "pyproject.toml"]
    answer = subprocess.run(
        [sys.executable, "-c", command, *arguments],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )
    said = " ".join(answer.stdout.split())
    assert answer.returncode == (0 if KEPT in said else 1), answer.stderr
    return said


#: What is added to a module, and what import-linter says of it.
BREAKS = {
    "down": (
        *("domain/board.py", "from wizard.db.base import Database"),
        "wizard.domain is not allowed to import wizard.db",
    ),
    "up": (
        *("actions/work.py", "from wizard.web.context import db"),
        "wizard.actions is not allowed to import wizard.web",
    ),
    "sideways": (
        *("forms/base.py", "from wizard.actions.work import Work"),
        "wizard.forms is not allowed to import wizard.actions",
    ),
    "flask": (
        *("actions/work.py", "from flask import g"),
        "wizard.actions is not allowed to import flask",
    ),
    "sqlalchemy": (
        *("web/context.py", "from sqlalchemy import select"),
        "wizard.web is not allowed to import sqlalchemy",
    ),
    "network": (
        *("domain/words.py", "import requests"),
        "wizard.domain is not allowed to import requests",
    ),
    "circle": (
        *("domain/school_facts.py", "import wizard.domain.plan.plan"),
        "No cycles are allowed in wizard.domain",
    ),
    "back door": (
        *("actions/waiting.py", "from wizard.channels.email import EmailChannel"),
        "Illegal imports of protected package wizard.channels",
    ),
    "unlisted": ("helpers.py", "", "wizard.helpers"),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house, to break something in."""
    shutil.copytree(
        ROOT / "wizard", tmp_path / "wizard", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_floor_imports_only_from_the_floors_below_it() -> None:
    assert KEPT in linter_says(ROOT)


def test_each_broken_floor_is_found(house: Path) -> None:
    """All at once: each has a message of its own, and reading the house takes the time."""
    for module, line, _message in BREAKS.values():
        with (house / "wizard" / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    said = linter_says(house)
    assert KEPT not in said
    assert {kind for kind, (*_, message) in BREAKS.items() if message not in said} == set()
