"""`backup` and `restore` as an operator runs them: a whole file, or one line and nothing."""

import gzip
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter

import pytest

from tests.cli.saving import acts_in, saved_acts, saving, wait_for
from tests.databases import MakeDatabase
from tests.db.test_dump import Content, content
from tests.ways import BACKENDS
from wizard.cli import main
from wizard.db.base import Database


class Operator:
    """Somebody at a terminal without a screen, in a folder of their own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address

    def does(self, *arguments: str) -> str:
        """Run a command that works, and return what it says."""
        done = self._run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def is_refused(self, *arguments: str) -> str:
        """Run a command that does not work, and return the one line that says why."""
        before = self._state()
        done = self._run(*arguments)
        assert (done.returncode, done.stdout) == (1, ""), done.stderr
        [line] = done.stderr.splitlines()
        assert line.startswith("mandaatwijzer: ")
        assert self._state() == before
        return line.removeprefix("mandaatwijzer: ")

    def misuses(self, *arguments: str) -> None:
        """Run a command that cannot be one."""
        done = self._run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")

    @property
    def content(self) -> Content:
        """All that stands in the database."""
        with opened(self.address) as database:
            return content(database)

    def at(self, address: str) -> "Operator":
        """Return the same with another database."""
        return Operator(self.folder, address)

    def _state(self) -> tuple[Content, dict[str, bytes]]:
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        return self.content, files

    def _run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run it in this process: a process for each would take most of the time."""
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as here, redirect_stdout(out), redirect_stderr(err):
            here.chdir(self.folder)
            here.setenv("WIZARD_DATABASE_URL", self.address)
            here.setattr(sys, "argv", ["mandaatwijzer", *arguments])
            here.setattr(sys, "stdin", StringIO())
            with pytest.raises(SystemExit) as ended:
                main()
        code = ended.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@contextmanager
def opened(address: str) -> Iterator[Database]:
    """Open a database for a moment."""
    database = Database(address)
    yield database
    database.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for back-ups, with nothing else in it."""
    (tmp_path / "b").mkdir()
    return tmp_path / "b"


@pytest.fixture
def operator(folder: Path, fresh: MakeDatabase, backend: str) -> Operator:
    """Give the operator of a product in which two schools were done."""
    address = fresh(backend, "practice")
    saved_acts(address, acts=2)
    return Operator(folder, address)


@pytest.fixture
def elsewhere(operator: Operator, fresh: MakeDatabase, backend: str) -> Operator:
    """Give the operator, at an empty database of the same kind."""
    return operator.at(fresh(backend, "empty"))


@pytest.mark.parametrize("other_backend", BACKENDS)
def test_what_is_saved_from_one_kind_of_database_comes_back_in_the_other(
    operator: Operator, fresh: MakeDatabase, other_backend: str
) -> None:
    rows = sum(map(len, operator.content.values()))
    said = operator.does("backup", "mandates.gz")
    [path] = operator.folder.iterdir()
    assert said == f"mandates.gz: {rows} rows, {path.stat().st_size} bytes.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    other = operator.at(fresh(other_backend, "empty"))
    assert other.does("restore", "mandates.gz").startswith(f"Restored {rows} rows of 20")
    assert other.content == operator.content


def test_what_is_taken_while_others_save_is_a_register_of_one_moment(
    operator: Operator, fresh: MakeDatabase, backend: str
) -> None:
    kept = []
    with saving(operator.address, skip=2), opened(operator.address) as live:
        for turn in range(4):
            seen = len(acts_in(live))
            wait_for(lambda seen=seen: len(acts_in(live)) > seen)  # type: ignore[misc]
            operator.does("backup", f"{turn}.gz")
        everything = acts_in(live)
    for turn in range(4):
        other = operator.at(fresh(backend, "empty"))
        other.does("restore", f"{turn}.gz")
        with opened(other.address) as restored:
            kept.append(acts_in(restored))
    assert all(act.is_whole for acts in kept for act in acts)
    assert all(acts == everything[: len(acts)] for acts in kept)
    sizes = [len(acts) for acts in kept]
    assert sizes == sorted(set(sizes))


def test_a_file_that_is_there_is_never_overwritten(operator: Operator) -> None:
    operator.does("backup", "mandates.gz")
    said = operator.is_refused("backup", "mandates.gz")
    assert said == "mandates.gz exists already; back-ups are not overwritten"
    (operator.folder / "gone").symlink_to("nowhere")
    assert "gone exists already" in operator.is_refused("backup", "gone")
    assert "exists already" in operator.is_refused("backup", ".")


def test_a_back_up_that_cannot_be_written_is_one_line(operator: Operator) -> None:
    assert operator.is_refused("backup", "nowhere/b.gz") == "nowhere is not a folder"
    assert "No such file or directory" in operator.is_refused("backup", "/proc/b.gz")
    assert "too long" in operator.is_refused("backup", "x" * 255)


def test_a_database_that_has_other_things_keeps_them(operator: Operator) -> None:
    operator.does("backup", "mandates.gz")
    saved_acts(operator.address, acts=1, skip=2)
    assert "the database is not empty" in operator.is_refused("restore", "mandates.gz")
    assert "add --yes" in operator.is_refused("restore", "mandates.gz", "--replace")
    assert "not empty" in operator.is_refused("restore", "mandates.gz", "--yes")


def test_a_database_is_replaced_when_that_is_meant(operator: Operator) -> None:
    before = operator.content
    operator.does("backup", "mandates.gz")
    saved_acts(operator.address, acts=1, skip=2)
    operator.does("restore", "mandates.gz", "--replace", "--yes")
    assert operator.content == before


def test_a_file_that_cannot_be_read_is_one_line(elsewhere: Operator) -> None:
    assert elsewhere.is_refused("restore", "nowhere.gz") == "nowhere.gz is not a file"
    assert elsewhere.is_refused("restore", ".") == ". is not a file"
    assert elsewhere.is_refused("restore", "/dev/zero") == "/dev/zero is not a file"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: b"BRIN;NAAM\n99AA;De Regenboog\n",
        lambda whole: gzip.compress(b"BRIN;NAAM\n"),
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: whole + b"x",
        lambda whole: whole + whole,
        lambda whole: whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:],
        lambda whole: gzip.compress(gzip.decompress(whole).replace(b"Gouda", b"Delft")),
    ],
)
def test_a_file_that_is_not_whole_is_one_line(
    operator: Operator, elsewhere: Operator, spoil: Callable[[bytes], bytes]
) -> None:
    operator.does("backup", "whole.gz")
    path = operator.folder / "spoilt.gz"
    path.write_bytes(spoil((operator.folder / "whole.gz").read_bytes()))
    assert elsewhere.is_refused("restore", "spoilt.gz").startswith("spoilt.gz is not a back-up")
    operator.is_refused("restore", "spoilt.gz", "--replace", "--yes")


def test_tables_of_another_revision_are_one_line(operator: Operator, elsewhere: Operator) -> None:
    operator.does("backup", "b.gz")
    with opened(elsewhere.address) as database, database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    assert "run 'mandaatwijzer upgrade-db'" in elsewhere.is_refused("restore", "b.gz")
    assert "run 'mandaatwijzer upgrade-db'" in elsewhere.is_refused("backup", "c.gz")


def test_without_a_file_it_is_wrong_use(elsewhere: Operator) -> None:
    elsewhere.misuses("backup")
    elsewhere.misuses("restore")
    elsewhere.misuses("backup", "a", "b")


@pytest.mark.realdata
@pytest.mark.slow
def test_all_real_schools_come_back(
    elsewhere: Operator, fresh: MakeDatabase, real_data: Path, folder: Path
) -> None:
    files = [str(path.resolve()) for path in real_data.glob("vestigingen-bo-2026-08.csv")]
    elsewhere.does("import-schools", *files)
    moments = [perf_counter()]
    elsewhere.does("backup", "b.gz")
    moments.append(perf_counter())
    other = elsewhere.at(fresh("sqlite", "empty"))
    other.does("restore", "b.gz")
    moments.append(perf_counter())
    assert len(other.content["school"]) > 6_000
    assert other.content == elsewhere.content
    taken, restored = moments[1] - moments[0], moments[2] - moments[1]
    size = (folder / "b.gz").stat().st_size
    print(f"back-up {taken:.1f} s, {size} bytes; restore {restored:.1f} s")
