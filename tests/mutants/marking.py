"""Marks a copy of the code: before each line that has a mutant it says that it is run."""

import ast
from collections.abc import Iterable
from pathlib import Path

from tests.mutants.mutant import Mutant

_CALL = "__import__('tests.mutants.hits', fromlist=['hit']).hit({!r})"
_TEMPLATES = "\n\n__import__('tests.mutants.hits', fromlist=['hit']).watch_templates()\n"


def mark(folder: Path, mutants: Iterable[Mutant]) -> None:
    """Mark the code in this folder, which is a copy of the project."""
    files: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        if mutant.path.endswith(".py"):
            files.setdefault(mutant.path, []).append(mutant)
    for path, here in files.items():
        file = folder / path
        file.write_text(marked(file.read_text(encoding="utf-8"), here), encoding="utf-8")
    app = folder / "wizard" / "app.py"
    app.write_text(app.read_text(encoding="utf-8") + _TEMPLATES, encoding="utf-8")


def marked(source: str, mutants: Iterable[Mutant]) -> str:
    """Return the code with a mark before the statement of each mutant.

    Who changes what a module or a class says when it is imported is met by every function there.
    """
    tree = ast.parse(source)
    lines = source.split("\n")
    marks: list[tuple[int, str]] = []
    for mutant in mutants:
        line = _line_of(source, mutant)
        marks += [(place, mutant.name) for place in _places(tree, line)]
    for place, name in sorted(marks, reverse=True):
        indent = lines[place - 1][: len(lines[place - 1]) - len(lines[place - 1].lstrip())]
        lines.insert(place - 1, indent + _CALL.format(name))
    return "\n".join(lines)


def _line_of(source: str, mutant: Mutant) -> int:
    mutated = mutant.applied(source)
    same = next(
        at
        for at, (one, other) in enumerate(zip(source, mutated + " ", strict=False))
        if one != other
    )
    return source.count("\n", 0, same) + 1


def _places(tree: ast.Module, line: int) -> list[int]:
    """Return the lines to mark: the statement's own, or those of every function of the module."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    around = [f for f in functions if f.body[0].lineno <= line <= (f.end_lineno or 0)]
    if not around:
        return sorted({_first_statement(function) for function in functions})
    innermost = max(around, key=lambda function: function.lineno)
    return [_statement_at(innermost.body, line)]


def _first_statement(function: ast.FunctionDef) -> int:
    """Return the line of the first statement after the docstring, where there is more than that."""
    has_more = ast.get_docstring(function) is not None and len(function.body) > 1
    return function.body[1 if has_more else 0].lineno


def _statement_at(body: list[ast.stmt], line: int) -> int:
    """Return where the innermost statement at this line begins; `elif` begins with its `if`."""
    statement = next(each for each in body if each.lineno <= line <= (each.end_lineno or 0))
    for inner in _bodies(statement):
        if any(each.lineno <= line <= (each.end_lineno or 0) for each in inner):
            return _statement_at(inner, line)
    return statement.lineno


def _bodies(statement: ast.stmt) -> list[list[ast.stmt]]:
    bodies = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
    bodies += [handler.body for handler in getattr(statement, "handlers", [])]
    return [body for body in bodies if body and not _is_elif(statement, body)]


def _is_elif(statement: ast.stmt, body: list[ast.stmt]) -> bool:
    """Tell whether this is the `elif` of an `if`: nothing can stand before it."""
    return (
        isinstance(statement, ast.If)
        and body is statement.orelse
        and len(body) == 1
        and isinstance(body[0], ast.If)
        and body[0].col_offset == statement.col_offset
    )
