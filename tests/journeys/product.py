"""The product as processes of its own, and a browser that talks to it over HTTP."""

import logging
import os
import signal
import socket
import subprocess
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import requests
from werkzeug.serving import make_server

from tests.builders import make_app
from tests.login import fill_in
from tests.processes.people import end, process
from tests.visitor import Form, Page
from tests.waiting import wait_for
from wizard.settings import ROOT, Settings
from wizard.wiring import wire

_HOST = "127.0.0.1"
_COMMAND = Path(sys.executable).with_name("mandaatwijzer")


class Product(Protocol):
    """A product that can be killed, and started again."""

    address: str

    def start(self) -> None:
        """Start; from then on it answers."""

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""


class Server:
    """The product in one process, forked from one that imported everything.

    Its address is there from the beginning: who comes before it answers, waits.
    """

    def __init__(self) -> None:
        self._listening = socket.create_server((_HOST, 0))
        self.address = f"http://{_HOST}:{self._listening.getsockname()[1]}"
        self._environ: dict[str, str] = {}
        self._process: BaseProcess | None = None

    def set_up(self, **environ: str) -> None:
        """Say with which settings it starts."""
        self._environ = {"WIZARD_PRACTICE": "1", "WIZARD_BASE_URL": self.address, **environ}

    def start(self) -> None:
        """Start; from then on it answers."""
        self._process = process(_serve, self._listening, self._environ)
        self._process.start()

    def kill(self) -> None:
        """End it at once, without a chance to tidy up."""
        if self._process is not None:
            end(self._process)
            self._process = None

    def close(self) -> None:
        """Kill it, and let go of its address."""
        self.kill()
        self._listening.close()


def _serve(listening: socket.socket, environ: dict[str, str]) -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = make_app(wire(Settings.from_environ(environ)))
    make_server(_HOST, 0, app, fd=listening.fileno()).serve_forever()


class Command:
    """`mandaatwijzer demo` or `serve` in a process group of its own: what starts it, kills it."""

    def __init__(self, folder: Path, command: str, **environ: str) -> None:
        self._folder, self._command = folder, command
        self._port = _free_port()
        self.address = f"http://{_HOST}:{self._port}"
        self._log = folder / "product.log"
        self._process: subprocess.Popen[bytes] | None = None
        self.set_up(**environ)

    def set_up(self, **environ: str) -> None:
        """Say with which settings it starts."""
        self._environ = {
            **{name: value for name, value in os.environ.items() if name[:7] != "WIZARD_"},
            **environ,
            "WIZARD_DATA_DIR": str(self._folder),
            "PORT": str(self._port),
        }

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.keeper", _COMMAND, self._command],
                env=self._environ,
                cwd=ROOT,
                stdin=subprocess.PIPE,  # closes when the tests end, whatever ends them
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(self._answers, or_say=self.log)

    def kill(self) -> None:
        """End every process of the group at once, without a chance to tidy up."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()
        self._process = None

    def main(self) -> int:
        """Return the id of the process that was started, which makes the workers."""
        assert self._process is not None
        [main] = children(self._process.pid)
        return main

    def log(self) -> str:
        """Return what it wrote."""
        return self._log.read_text()

    def _answers(self) -> bool:
        """Tell whether somebody can log in: the stand-in for Mijn DUO starts on its own."""
        assert self._process is not None
        assert self._process.poll() is None, self.log()
        try:
            login = f"{self.address}/inloggen/mijn-duo"
            return requests.get(login, allow_redirects=False, timeout=5).is_redirect
        except requests.RequestException:
            return False


class Browser:
    """A browser without JavaScript, just installed: no cookies, no history."""

    def __init__(self, product: Product) -> None:
        self._product, self._session = product, requests.Session()
        self.page: Page

    def log_in(self, username: str) -> Page:
        """Log in as a person does, and land where the product leads."""
        start = self._session.get(
            f"{self._product.address}/inloggen/mijn-duo", allow_redirects=False, timeout=30
        )
        assert start.is_redirect, start.text
        return self.get(fill_in(self._session, start.headers["Location"], username))

    def get(self, url: str) -> Page:
        """Open a page."""
        return self._show(self._session.get(self._absolute(url), timeout=30))

    def click_first(self, beginning: str) -> Page:
        """Follow the first link that begins with these words."""
        return self.get(self.page.links[self.page.link(beginning)])

    def send(self, form: Form | None = None, /, **answers: str) -> Page:
        """Fill in the page's form and send it."""
        form = form or self.page.form
        assert answers.keys() <= form.names, self.page.url
        data = {**form.fields, **answers}
        return self._show(self._session.post(self._absolute(form.action), data=data, timeout=30))

    def answer_to(self, form: Form, **answers: str) -> requests.Response:
        """Send a form and return the bare answer; the page stays what it is."""
        data = {**form.fields, **answers}
        url = self._absolute(form.action)
        return self._session.post(url, data=data, timeout=30, allow_redirects=False)

    def _absolute(self, url: str) -> str:
        return urljoin(self._product.address, url)

    def _show(self, answer: requests.Response) -> Page:
        self.page = Page(answer, urlsplit(answer.url).path, fragment=False)  # type: ignore[arg-type]
        return self.page


def children(process: int) -> list[int]:
    """Return the ids of the processes that a process started, oldest first."""
    return [
        int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
