"""A real PostgreSQL server for the tests: yours, or one of our own from the system's binaries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_server() -> Iterator[str | None]:
    """Give the address of a server where databases may be made; None where there is none."""
    if address := os.environ.get("WIZARD_TEST_DATABASE_URL"):
        yield address
        return
    binaries = _binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="mandaatwijzer-pg-"))
    try:
        yield from _own_server(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _own_server(binaries: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    _as_ordinary_user(folder, binaries / "initdb", "-D", data, "-U", "wizard", "-A", "trust", "-N")
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c full_page_writes=off"
    control = (binaries / "pg_ctl", "-D", data, "-w")
    _as_ordinary_user(folder, *control, "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql+psycopg://wizard@127.0.0.1:{port}/postgres"
    finally:
        _as_ordinary_user(folder, *control, "-m", "immediate", "stop")


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
