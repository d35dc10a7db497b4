"""House rule: the floor plan of `wizard/__init__.py` holds. import-linter reads the imports."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wizard.settings import ROOT

KEPT = "Contracts: 4 kept, 0 broken."


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


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house, to break something in."""
    shutil.copytree(
        ROOT / "wizard", tmp_path / "wizard", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.fixture
def add_to(house: Path) -> Callable[[str, str], None]:
    def add(module: str, line: str) -> None:
        path = house / "wizard" / module
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")

    return add


def test_every_floor_imports_only_from_the_floors_below_it():
    assert KEPT in linter_says(ROOT)


@pytest.mark.parametrize(
    ("module", "line", "message"),
    [
        (
            "domain/board.py",
            "from wizard.db.base import Database",
            "wizard.domain is not allowed to import wizard.db",
        ),
        (
            "actions/work.py",
            "from wizard.web.context import db",
            "wizard.actions is not allowed to import wizard.web",
        ),
        (
            "forms/base.py",
            "from wizard.actions.work import Work",
            "wizard.forms is not allowed to import wizard.actions",
        ),
        ("actions/work.py", "from flask import g", "wizard.actions is not allowed to import flask"),
        (
            "web/context.py",
            "from sqlalchemy import select",
            "wizard.web is not allowed to import sqlalchemy",
        ),
        (
            "domain/words.py",
            "import requests",
            "wizard.domain is not allowed to import requests",
        ),
        ("helpers.py", "", "wizard.helpers"),
    ],
    ids=["down", "up", "sideways", "flask", "sqlalchemy", "network", "unlisted"],
)
def test_a_broken_floor_is_found(
    house: Path, add_to: Callable[[str, str], None], module: str, line: str, message: str
):
    add_to(module, line)
    said = linter_says(house)
    assert KEPT not in said
    assert message in said
