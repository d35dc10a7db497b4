"""A real PostgreSQL server for the tests: yours, or one of our own from the system's binaries."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg


@contextmanager
def running_server() -> Iterator[str | None]:
    """Give the address of a server where databases may be made; None where there is none."""
    if address := os.environ.get("WIZARD_TEST_DATABASE_URL"):
        yield address
        return
    with own_server() as server:
        yield server.address if server else None


@dataclass(frozen=True)
class Server:
    """A server of the tests themselves: what is done to it harms nobody else."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        """Return where it is reached."""
        return f"postgresql+psycopg://wizard@127.0.0.1:{self.port}/postgres"

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """Stop the server as a machine does that freezes: lines stay open, nothing answers."""
        everyone = [*_postmaster(self.folder), *self._others()]
        try:
            _send(signal.SIGSTOP, everyone)
            yield
        finally:
            _send(signal.SIGCONT, everyone)

    def _others(self) -> list[int]:
        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=wizard dbname=postgres") as own:
            theirs = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            return [pid for (pid,) in own.execute(theirs)]


@contextmanager
def own_server() -> Iterator[Server | None]:
    """Give a server that nobody else uses; None where the system has none."""
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    server = Server(Path(tempfile.mkdtemp(prefix="mandaatwijzer-pg-")), _free_port())
    kept = (binaries, server.folder, server.port)
    command = [sys.executable, "-m", "tests.postgres", *map(str, kept)]
    # A session of its own: Ctrl-C ends the tests, and this when the tests are gone.
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[1],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as keeper:
        assert keeper.stdin is not None
        assert keeper.stdout is not None
        assert keeper.stdout.readline().strip() == "ready", "PostgreSQL did not start"
        try:
            yield server
        finally:
            keeper.stdin.close()


def _postmaster(folder: Path) -> list[int]:
    """Return the process that starts all others, if it runs."""
    noted = folder / "data" / "postmaster.pid"
    return [int(noted.read_text().split()[0])] if noted.exists() else []


def _send(what: signal.Signals, processes: Iterable[int]) -> None:
    for each in processes:
        with suppress(ProcessLookupError):
            os.kill(each, what)


def keep_running(binaries: Path, folder: Path, port: int) -> None:
    """Run a server until the input closes: it never outlives the tests, however they end."""
    data = folder / "data"
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = (binaries / "pg_ctl", "-D", data, "-w")
    try:
        initdb = (binaries / "initdb", "-D", data, "-U", "wizard", "-A", "trust", "-N")
        _as_ordinary_user(folder, *initdb)
        _as_ordinary_user(folder, *control, "-l", folder / "log", "-o", options, "start")
        try:
            print("ready", flush=True)
            sys.stdin.read()
        finally:
            _send(signal.SIGCONT, _postmaster(folder))  # the tests may have died meanwhile
            _as_ordinary_user(folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary_user(folder: Path, *command: object) -> None:
    """Run a command of PostgreSQL; it refuses root, so root drops to an ordinary user."""
    user = _ordinary_user() if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(folder, user)
    subprocess.run(
        [str(part) for part in command],
        check=True,
        user=user,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _ordinary_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _binaries() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    keep_running(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
