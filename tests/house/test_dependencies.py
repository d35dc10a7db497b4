"""House rule: every package that the client named is declared, and really used."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.house.parsed import parsed
from wizard.settings import ROOT

#: The name in pyproject.toml, and the name in the code.
NAMED = {
    "flask": "flask",
    "htmx-flask": "htmx_flask",
    "flask-login": "flask_login",
    "sqlalchemy": "sqlalchemy",
    "authlib": "authlib",
    "jinja2": "jinja2",
    "pytest": "pytest",
}
#: For tests only; the others are for the product.
OF_TESTS = {"pytest"}


def dependency_problems(pyproject: dict[str, Any], sources: list[str]) -> list[str]:
    """Name the packages that are not declared, or that no file imports."""
    declared = declared_in(pyproject)
    return [
        *(f"{name} is not in pyproject.toml" for name in NAMED if name not in declared),
        *(
            f"{name} is imported nowhere"
            for name, module in NAMED.items()
            if not any(module in imports(source) for source in sources if module in source)
        ),
    ]


def declared_in(pyproject: dict[str, Any]) -> set[str]:
    """Return the names of the packages that the product needs, and of those for tests."""
    groups = pyproject.get("dependency-groups", {}).get("dev", [])
    of_product = _names(pyproject["project"]["dependencies"])
    return of_product | (_names(groups) & OF_TESTS)


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement.lower())[0] for requirement in requirements}


@cache
def imports(source: str) -> frozenset[str]:
    """Return the top-level names of what a file imports, types-only imports left out."""
    found: set[str] = set()
    for node in _run(parsed(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return frozenset(found)


def _run(tree: ast.AST) -> Iterator[ast.AST]:
    """Give every statement that runs; expressions import nothing."""
    if isinstance(tree, ast.If) and "TYPE_CHECKING" in ast.unparse(tree.test):
        return
    yield tree
    for inner in ast.iter_child_nodes(tree):
        if not isinstance(inner, ast.expr):
            yield from _run(inner)


@pytest.fixture(scope="module")
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@cache
def sources(*folders: str) -> list[str]:
    files = [path for folder in folders for path in Path(ROOT, folder).rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in files]


def test_every_package_that_the_client_named_is_declared_and_used(
    pyproject: dict[str, Any],
) -> None:
    assert dependency_problems(pyproject, sources("wizard", "tests")) == []


def test_a_package_that_is_not_declared_is_found(pyproject: dict[str, Any]) -> None:
    needs = [each for each in pyproject["project"]["dependencies"] if "authlib" not in each]
    without = {**pyproject, "project": {"dependencies": needs}}
    assert dependency_problems(without, sources("wizard", "tests")) == [
        "authlib is not in pyproject.toml"
    ]


def test_flask_wtf_does_not_count_as_flask(pyproject: dict[str, Any]) -> None:
    needs = [each for each in pyproject["project"]["dependencies"] if not each.startswith("flask~")]
    without = {**pyproject, "project": {"dependencies": needs}}
    assert "flask is not in pyproject.toml" in dependency_problems(without, [])


def test_a_package_that_nobody_imports_is_found(pyproject: dict[str, Any]) -> None:
    used = "import flask, flask_login, sqlalchemy.orm, pytest\nfrom jinja2 import nodes\n"
    for_types = "if TYPE_CHECKING:\n    import authlib\n"
    assert dependency_problems(pyproject, [used, for_types]) == [
        "htmx-flask is imported nowhere",
        "authlib is imported nowhere",
    ]
