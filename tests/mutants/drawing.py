"""Draws mutants of the Python code by chance, always the same ones from the same code.

    python -m tests.mutants.drawing > tests/mutants/drawn.tsv

Each is a fault that a person makes: a comparison turned round, a condition forgotten, a number one
off, a call left out, a guard that fell off a view.
"""

import ast
import csv
import random
import sys
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from tests.mutants.mutant import COLUMNS, TSV, Mutant
from wizard.settings import ROOT

SEED = 850
#: How many of each floor: 120 together.
WANTED = {"domain": 30, "actions": 25, "forms": 15, "web": 30, "db": 20}
_LEFT_OUT = "migrations"

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
_SUMS: dict[type[ast.operator], str] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.BitOr: "&"}


class _Faults(ast.NodeVisitor):
    """Collects (node, kind, what stands there instead) of one file."""

    def __init__(self) -> None:
        self.found: list[tuple[ast.expr | ast.stmt, str, str]] = []

    def _add(self, node: ast.expr | ast.stmt, kind: str, instead: str) -> None:
        if node.lineno == node.end_lineno:
            self.found.append((node, kind, instead))

    def visit_Compare(self, node: ast.Compare) -> None:
        if len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
            left, right = ast.unparse(node.left), ast.unparse(node.comparators[0])
            self._add(node, "compare", f"({left} {_COMPARISONS[type(node.ops[0])]} {right})")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = " or " if isinstance(node.op, ast.And) else " and "
        self._add(node, "and-or", f"({other.join(f'({ast.unparse(v)})' for v in node.values)})")
        for value in node.values:
            self._add(value, "condition", "True" if isinstance(node.op, ast.And) else "False")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._add(node, "not", f"bool({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _SUMS:
            left, right = ast.unparse(node.left), ast.unparse(node.right)
            self._add(node, "sum", f"({left} {_SUMS[type(node.op)]} {right})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._add(node.test, "condition", f"(not ({ast.unparse(node.test)}))")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        self._add(node.test, "condition", f"not ({ast.unparse(node.test)})")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._add(condition, "filter", "True")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._add(node, "constant", str(not node.value))
        elif isinstance(node.value, int):
            self._add(node, "constant", str(node.value + 1))

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not isinstance(node.value, ast.Constant):
            self._add(node.value, "return", "None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._add(node, "call", "pass")
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Look at the body and the decorators; types are no faults that a test can see."""
        for decorator in node.decorator_list:
            if ast.unparse(decorator) not in ("property", "staticmethod", "classmethod"):
                self._add(decorator, "decorator", "(lambda same: same)")
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.visit(default)
        for statement in node.body:
            self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Give every mutant of a file, in the order of the file."""
    source = path.read_text(encoding="utf-8")
    lines = source.split("\n")
    faults = _Faults()
    faults.visit(ast.parse(source))
    for node, kind, instead in faults.found:
        line = lines[node.lineno - 1].encode()
        mutated = line[: node.col_offset] + instead.encode() + line[node.end_col_offset :]
        before, after = line.decode().strip(), mutated.decode().strip()
        yield Mutant("", path.relative_to(ROOT).as_posix(), node.lineno, kind, before, after)


def draw() -> list[Mutant]:
    """Return the mutants that the seed chooses, by file and line."""
    chance = random.Random(SEED)  # noqa: S311 - chosen again in the same way, not secret
    chosen: list[Mutant] = []
    for floor, number in WANTED.items():
        paths = sorted((ROOT / "wizard" / floor).rglob("*.py"))
        every = [each for p in paths if _LEFT_OUT not in p.parts for each in mutants_of(p)]
        chosen += sorted(chance.sample(every, number), key=lambda each: (each.path, each.line))
    return [
        Mutant(f"m{number:03}", *astuple(each)[1:]) for number, each in enumerate(chosen, start=1)
    ]


def main() -> None:
    """Write the list."""
    writer = csv.writer(sys.stdout, **TSV)
    writer.writerow(COLUMNS)
    writer.writerows(astuple(each) for each in draw())


if __name__ == "__main__":
    main()
