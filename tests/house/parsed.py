"""Source files parsed once, for all rules that look into them."""

import ast
from functools import cache


@cache
def parsed(source: str) -> ast.Module:
    """Return the tree of a source file; nobody changes it."""
    return ast.parse(source)
