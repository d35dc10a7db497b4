"""In which ways a story is told: which database, which register, plain or with htmx.

A story is told once, in the usual way: on SQLite, in our own register, without JavaScript. What
differs by the database, the register or htmx says so with one of the marks below.
`WIZARD_TEST_EVERYTHING=1` (`make test-all`) tells every story in every way that its folder knows.
See docs/testing.md.
"""

import os
from typing import Any

import pytest

EVERYTHING = os.environ.get("WIZARD_TEST_EVERYTHING") == "1"

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]

on_postgres = pytest.mark.parametrize("backend", BACKENDS[1:])
on_both_databases = pytest.mark.parametrize("backend", BACKENDS)
in_our_own = pytest.mark.parametrize("register_key", ["own"])
in_the_osr = pytest.mark.parametrize("register_key", ["osr"])
in_both_registers = pytest.mark.parametrize("register_key", ["own", "osr"])
with_htmx = pytest.mark.parametrize("htmx", [True], ids=["htmx"])


def usually(usual: Any, *others: Any) -> list[Any]:
    """Return the ways in which a story is told that says nothing about it."""
    return [usual, *others] if EVERYTHING else [usual]


def rounds(usual: int, everything: int) -> int:
    """Return how often a story is repeated whose outcome hangs on the moment."""
    return everything if EVERYTHING else usual


def told_in_each_register() -> Any:
    """Make the fixture `register_key` of a folder: our own, unless a story says otherwise."""

    @pytest.fixture(name="register_key", params=usually("own", "osr"))
    def register_key(request: pytest.FixtureRequest) -> str:
        key: str = request.param
        return key

    return register_key
