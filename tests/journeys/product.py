"""The real product as processes of its own, and a browser that talks to it over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from tests.login import fill_in
from tests.visitor import Form, Page

_COMMAND = Path(sys.executable).with_name("mandaatwijzer")
#: Seconds; a start takes two on an idle machine.
_PATIENCE = 60
_PAUSE = 0.05


class Product:
    """`mandaatwijzer demo` in a process group of its own: what starts it, kills it."""

    def __init__(self, folder: Path, **environ: str) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = folder / "product.log"
        self._environ = {
            **{name: value for name, value in os.environ.items() if name[:7] != "WIZARD_"},
            **environ,
            "WIZARD_DATA_DIR": str(folder),
            "PORT": str(self.port),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [_COMMAND, "demo"],
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(_PAUSE)

    def kill(self) -> None:
        """End every process of the group at once, without a chance to tidy up."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def _answers(self) -> bool:
        """Tell whether somebody can log in: the stand-in for Mijn DUO starts on its own."""
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

    def send(self, form: Form | None = None, **answers: str) -> Page:
        """Fill in the page's form and send it."""
        form = form or self.page.form
        assert answers.keys() <= form.names, self.page.url
        data = {**form.fields, **answers}
        return self._show(self._session.post(self._absolute(form.action), data=data, timeout=30))

    def _absolute(self, url: str) -> str:
        return urljoin(self._product.address, url)

    def _show(self, answer: requests.Response) -> Page:
        self.page = Page(answer, urlsplit(answer.url).path, fragment=False)  # type: ignore[arg-type]
        return self.page


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
