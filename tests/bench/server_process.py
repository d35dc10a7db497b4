"""The product as it is served: two worker processes, on this machine only.

`python -m tests.bench.server_process` is `mandaatwijzer serve`, with the settings of the
environment. `served` runs it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import requests

from wizard.cli.serve import serve_product
from wizard.settings import Settings

_HOST = "127.0.0.1"
_ROOT = Path(__file__).parents[2]
#: Seconds; a start takes two on an idle machine.
_PATIENCE = 60
_PAUSE = 0.1


def environment(database_url: str, provider: str) -> dict[str, str]:
    """Return the settings of a real installation on this database."""
    port = free_port()
    doors = {
        f"WIZARD_{door}OIDC_{name}": value
        for door in ("", "HELPDESK_")
        for name, value in (
            ("ISSUER", provider),
            ("CLIENT_ID", "mandaatwijzer"),
            ("CLIENT_SECRET", "bench"),
        )
    }
    return doors | {
        "WIZARD_DATABASE_URL": database_url,
        "WIZARD_SECRET_KEY": "a secret of the bench and of nobody else",
        "WIZARD_BASE_URL": f"http://{_HOST}:{port}",
        "WIZARD_REGISTER": "own",
        "PORT": str(port),
    }


@contextmanager
def served(environ: Mapping[str, str]) -> Iterator[str]:
    """Serve until done, and give the address; a server that stops by itself is an error."""
    others = {name: value for name, value in os.environ.items() if name[:7] != "WIZARD_"}
    address = environ["WIZARD_BASE_URL"]
    with TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
            env={**others, **environ},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_for(address, process)
            yield address
            assert process.poll() is None, "the server stopped"
        except BaseException:
            log.seek(0)
            sys.stderr.write(log.read().decode(errors="replace"))
            raise
        finally:
            _stop(process)


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while not _answers(address):
        assert process.poll() is None, "the server did not start"
        assert time.monotonic() < deadline, "the server does not answer"
        time.sleep(_PAUSE)


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/gezond", timeout=5).ok
    except requests.RequestException:
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Stop it as an operator does; its workers are in a group of their own, so that none stays."""
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    serve_product(Settings.from_environ(os.environ), os.environ)
