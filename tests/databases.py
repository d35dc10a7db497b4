"""Databases for the stories: SQLite and PostgreSQL, empty or with the practice boards.

Each story gets fresh ones, under the few addresses that the story before it used too: so what
SQLAlchemy learnt of its statements there is used again.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from tests.builders import practice_settings
from wizard.cli.demo import prepare
from wizard.db.base import Database
from wizard.db.upgrading import upgrade

MakeDatabase = Callable[[str, str], str]


class Databases:
    """What one test process has: templates, made when first asked for, and copies of them.

    `server` gives the address of a PostgreSQL server, or None where there is none.
    """

    def __init__(self, folder: Path, server: Callable[[], str | None]) -> None:
        self._folder, self._server = folder, server
        self._name = f"wizard_{token_hex(6)}"

    @contextmanager
    def for_a_story(self) -> Iterator[MakeDatabase]:
        """Give a function: (backend, content) -> the address of a fresh database.

        `content`: "practice", "empty" (with its tables), or "nothing".
        """
        names = (f"{self._name}_{number}" for number in count())
        with ExitStack() as afterwards:

            def make(backend: str, content: str) -> str:
                copy = self._copy_file if backend == "sqlite" else self._copy_on_server
                return copy(next(names), content, afterwards)

            yield make

    def _copy_file(self, name: str, content: str, afterwards: ExitStack) -> str:
        path = self._folder / f"{name}.sqlite"
        if content != "nothing":
            shutil.copyfile(self._template_file(content), path)
        afterwards.callback(_remove, path)
        return f"sqlite:///{path}"

    def _template_file(self, content: str) -> Path:
        path = self._folder / f"{content}.sqlite"
        if not path.exists():
            _fill(f"sqlite:///{path}", content)
        return path

    def _copy_on_server(self, name: str, content: str, afterwards: ExitStack) -> str:
        server = self._server()
        if server is None:
            pytest.skip("no PostgreSQL: set WIZARD_TEST_DATABASE_URL or install its server")
        template = _template_on(server, f"{self._name}_{content}", content)
        _run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
        afterwards.callback(_run, server, f"DROP DATABASE {name} WITH (FORCE)")
        return _address(server, name)


@cache
def database_at(address: str) -> Database:
    """Return the one database at an address; who is done with what stands there disposes of it."""
    return Database(address)


@cache
def _template_on(server: str, name: str, content: str) -> str:
    _run(server, f"CREATE DATABASE {name}")
    _fill(_address(server, name), content)
    return name


def _fill(address: str, content: str) -> None:
    if content == "empty":
        upgrade(address)
    elif content == "practice":
        prepare(practice_settings(address))


def _remove(path: Path) -> None:
    """Remove a database and what SQLite keeps beside it; a story may have moved it away."""
    for each in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(each) if each.is_dir() else each.unlink()


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, statement: str) -> None:
    with _engine(server).connect() as connection:
        connection.execute(text(statement))


@cache
def _engine(server: str) -> Engine:
    return create_engine(server, isolation_level="AUTOCOMMIT")
