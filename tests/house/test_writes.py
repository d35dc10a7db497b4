"""House rule: what is written to the database is written by an action, never by a page.

A function of `wizard/db` writes when it changes a session's records, or calls one that does.
"""

import ast
from collections.abc import Iterator

from tests.house.parsed import parsed
from wizard.settings import ROOT

_PRODUCT = ROOT / "wizard"
_STATEMENTS = {"insert", "update", "delete"}
_METHODS = {"add", "add_all", "delete", "merge", "flush"}
#: Tries whether the database can be written to, and leaves nothing.
_PROBES = {("writable", "require_writable")}
_Name = tuple[str, str]


def test_pages_call_no_function_that_writes() -> None:
    writing = _writing()
    assert ("notes", "add") in writing
    assert ("recipients", "confirm") in writing
    assert ("notes", "to_call_back") not in writing
    found = [
        f"{path.relative_to(ROOT)}:{line} {module}.{name}"
        for path in sorted((_PRODUCT / "web").rglob("*.py"))
        for line, module, name in _calls(parsed(path.read_text()), path.stem)
        if (module, name) in writing - _PROBES
    ]
    assert found == []


def _writing() -> set[_Name]:
    """Return (module, function) of all that write, or call in `wizard/db` what writes."""
    functions = {
        (path.stem, each.name): each
        for path in (_PRODUCT / "db").rglob("*.py")
        if "migrations" not in path.parts
        for each in parsed(path.read_text()).body
        if isinstance(each, ast.FunctionDef)
    }
    found = {name for name, each in functions.items() if _writes(each)}
    while True:
        more = {
            name
            for name, each in functions.items()
            if name not in found
            and any((module, call) in found for _line, module, call in _calls(each, name[0]))
        }
        if not more:
            return found
        found |= more


def _writes(function: ast.FunctionDef) -> bool:
    return any(
        (isinstance(node, ast.Call) and _is_write(node.func))
        or (isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store))
        for node in ast.walk(function)
    )


def _is_write(called: ast.expr) -> bool:
    if isinstance(called, ast.Name):
        return called.id in _STATEMENTS
    return (
        isinstance(called, ast.Attribute)
        and called.attr in _METHODS
        and isinstance(called.value, ast.Name)
        and called.value.id == "session"
    )


def _calls(tree: ast.AST, module: str) -> Iterator[tuple[int, str, str]]:
    """Yield each call of a function by its name: line, module and name; `module` is its own."""
    renamed = {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("wizard.db")
        for alias in node.names
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Name):
            yield node.lineno, module, called.id
        elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            of = called.value.id
            known = renamed if isinstance(tree, ast.Module) else {of: of}
            if of in known:
                yield node.lineno, known[of], called.attr


def test_a_page_that_writes_would_be_found() -> None:
    page = ast.parse("from wizard.db import notes as said\nsaid.add(work.session)")
    assert [*_calls(page, "page")] == [(2, "notes", "add")]
