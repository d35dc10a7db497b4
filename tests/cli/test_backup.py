"""`backup` and `restore` as an operator runs them: a whole file, or one line and nothing."""

import gzip
import shutil
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from tests.cli.saving import acts_in, saved_acts, saving, wait_for_acts
from tests.cli.terminal import Done, run
from tests.databases import MakeDatabase, database_at
from tests.db.backup.test_dump import Content, content
from tests.ways import BACKENDS, rounds, usually

_MOMENTS = rounds(2, 4)
#: So many of the real schools: more than go into the database at once.
_STEP = rounds(5, 1)


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
        database = database_at(self.address)
        try:
            return content(database)
        finally:
            database.dispose()

    def at(self, address: str) -> "Operator":
        """Return the same with another database."""
        return Operator(self.folder, address)

    def _state(self) -> tuple[Content, dict[str, bytes]]:
        files = {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}
        return self.content, files

    def _run(self, *arguments: str) -> Done:
        environ = {"WIZARD_DATABASE_URL": self.address}
        return run(*arguments, folder=self.folder, environ=environ)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for back-ups, with nothing else in it."""
    (tmp_path / "b").mkdir()
    return tmp_path / "b"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the place where the first operator's database is kept for the next ones."""
    return tmp_path_factory.mktemp("kept") / "two-schools-done.sqlite"


@pytest.fixture
def operator(folder: Path, fresh: MakeDatabase, backend: str, kept: Path) -> Operator:
    """Give the operator of a product in which two schools were done."""
    address = fresh(backend, "practice")
    if backend == "sqlite" and kept.exists():
        shutil.copyfile(kept, _file_of(address))
        return Operator(folder, address)
    saved_acts(address, acts=2)
    if backend == "sqlite":
        shutil.copyfile(_file_of(address), kept)
    return Operator(folder, address)


def _file_of(address: str) -> str:
    name = make_url(address).database
    assert name is not None
    return name


@pytest.fixture
def elsewhere(operator: Operator, fresh: MakeDatabase, backend: str) -> Operator:
    """Give the operator, at an empty database of the same kind."""
    return operator.at(fresh(backend, "empty"))


@pytest.mark.parametrize("other_backend", usually(*reversed(BACKENDS)))
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
    live = database_at(operator.address)
    with saving(operator.address, skip=2):
        for turn in range(_MOMENTS):
            wait_for_acts(live, more_than=len(acts_in(live)))
            operator.does("backup", f"{turn}.gz")
        everything = acts_in(live)
    live.dispose()
    for turn in range(_MOMENTS):
        other = operator.at(fresh(backend, "empty"))
        other.does("restore", f"{turn}.gz")
        restored = database_at(other.address)
        kept.append(acts_in(restored))
        restored.dispose()
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


def test_a_database_that_has_other_things_keeps_them_unless_they_are_to_be_replaced(
    operator: Operator,
) -> None:
    before = operator.content
    operator.does("backup", "mandates.gz")
    saved_acts(operator.address, acts=1, skip=2)
    assert operator.content != before
    assert "the database is not empty" in operator.is_refused("restore", "mandates.gz")
    assert "add --yes" in operator.is_refused("restore", "mandates.gz", "--replace")
    assert "not empty" in operator.is_refused("restore", "mandates.gz", "--yes")
    operator.does("restore", "mandates.gz", "--replace", "--yes")
    assert operator.content == before


def test_a_file_that_cannot_be_read_is_one_line(elsewhere: Operator) -> None:
    assert elsewhere.is_refused("restore", "nowhere.gz") == "nowhere.gz is not a file"
    assert elsewhere.is_refused("restore", ".") == ". is not a file"
    assert elsewhere.is_refused("restore", "/dev/zero") == "/dev/zero is not a file"


def _spoilt(whole: bytes) -> list[bytes]:
    """Return what is no back-up, and a back-up that is not whole."""
    return [
        b"",
        b"BRIN;NAAM\n99AA;De Regenboog\n",
        gzip.compress(b"BRIN;NAAM\n"),
        whole[: len(whole) // 2],
        whole[:-1],
        whole + b"x",
        whole + whole,
        whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:],
        gzip.compress(gzip.decompress(whole).replace(b"Gouda", b"Delft")),
    ]


def test_a_file_that_is_not_whole_is_one_line(operator: Operator, elsewhere: Operator) -> None:
    operator.does("backup", "whole.gz")
    whole = (operator.folder / "whole.gz").read_bytes()
    for spoilt in _spoilt(whole):
        (operator.folder / "spoilt.gz").write_bytes(spoilt)
        said = elsewhere.is_refused("restore", "spoilt.gz")
        assert said.startswith("spoilt.gz is not a back-up"), spoilt[:20]
        assert operator.is_refused("restore", "spoilt.gz", "--replace", "--yes") == said


def test_tables_of_another_revision_are_one_line(operator: Operator, elsewhere: Operator) -> None:
    operator.does("backup", "b.gz")
    database = database_at(elsewhere.address)
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    database.dispose()
    assert "run 'mandaatwijzer upgrade-db'" in elsewhere.is_refused("restore", "b.gz")
    assert "run 'mandaatwijzer upgrade-db'" in elsewhere.is_refused("backup", "c.gz")


def test_without_a_file_it_is_wrong_use(elsewhere: Operator) -> None:
    elsewhere.misuses("backup")
    elsewhere.misuses("restore")
    elsewhere.misuses("backup", "a", "b")


@pytest.mark.realdata
def test_real_schools_come_back(
    elsewhere: Operator, fresh: MakeDatabase, real_data: Path, folder: Path
) -> None:
    head, *lines = (real_data / "vestigingen-bo-2026-08.csv").read_bytes().splitlines(True)
    (folder / "schools.csv").write_bytes(b"".join([head, *lines[::_STEP]]))
    elsewhere.does("import-schools", "schools.csv")
    elsewhere.does("backup", "b.gz")
    other = elsewhere.at(fresh("sqlite", "empty"))
    other.does("restore", "b.gz")
    before = elsewhere.content
    assert len(before["school"]) > 1_000
    assert other.content == before
