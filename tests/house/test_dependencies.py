"""House rule: every package that the client named is declared, and really used."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

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


def dependency_problems(pyproject: dict, sources: list[str]) -> list[str]:
    """Name the packages that are not declared, or that no file imports."""
    declared = declared_in(pyproject)
    imported = {module for source in sources for module in imports(source)}
    return [
        *(f"{name} is not in pyproject.toml" for name in NAMED if name not in declared),
        *(
            f"{name} is imported nowhere"
            for name, module in NAMED.items()
            if module not in imported
        ),
    ]


def declared_in(pyproject: dict) -> set[str]:
    """Return the names of the packages that the product needs, and of those for tests."""
    groups = pyproject.get("dependency-groups", {}).get("dev", [])
    of_product = _names(pyproject["project"]["dependencies"])
    return of_product | (_names(groups) & OF_TESTS)


def _names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", requirement.lower())[0] for requirement in requirements}


def imports(source: str) -> set[str]:
    """Return the top-level names of what a file imports, types-only imports left out."""
    found: set[str] = set()
    for node in _run(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def _run(tree: ast.AST) -> list[ast.AST]:
    skipped = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    return [node for node in ast.walk(tree) if node not in skipped]


@pytest.fixture(scope="module")
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def sources(*folders: str) -> list[str]:
    files = [path for folder in folders for path in Path(ROOT, folder).rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in files]


def test_every_package_that_the_client_named_is_declared_and_used(pyproject: dict):
    assert dependency_problems(pyproject, sources("wizard", "tests")) == []


def test_a_package_that_is_not_declared_is_found(pyproject: dict):
    needs = [each for each in pyproject["project"]["dependencies"] if "authlib" not in each]
    without = {**pyproject, "project": {"dependencies": needs}}
    assert dependency_problems(without, sources("wizard", "tests")) == [
        "authlib is not in pyproject.toml"
    ]


def test_flask_wtf_does_not_count_as_flask(pyproject: dict):
    needs = [each for each in pyproject["project"]["dependencies"] if not each.startswith("flask~")]
    without = {**pyproject, "project": {"dependencies": needs}}
    assert "flask is not in pyproject.toml" in dependency_problems(without, [])


def test_a_package_that_nobody_imports_is_found(pyproject: dict):
    used = "import flask, flask_login, sqlalchemy.orm, pytest\nfrom jinja2 import nodes\n"
    for_types = "if TYPE_CHECKING:\n    import authlib\n"
    assert dependency_problems(pyproject, [used, for_types]) == [
        "htmx-flask is imported nowhere",
        "authlib is imported nowhere",
    ]
