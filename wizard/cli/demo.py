"""`mandaatwijzer demo`: the product with practice boards, and a stand-in for Mijn DUO beside it."""

import os
import socket
import time
from collections.abc import Mapping

import click
import requests

from wizard.actions.school_import.importing import import_schools
from wizard.cli.beside import beside
from wizard.cli.serve import port_of, serve_product
from wizard.db.upgrading import upgrade
from wizard.ports import Wiring
from wizard.practice.boards import PracticeBoards
from wizard.practice.mandates import give_known_mandates
from wizard.practice.people import PEOPLE
from wizard.settings import Settings
from wizard.web import bundle
from wizard.wiring import wire

_HOST = "127.0.0.1"
_ATTEMPTS = 150


def run_demo(environ: Mapping[str, str]) -> None:
    """Prepare the practice environment and serve it until stopped. Data of before is kept."""
    bundle.current()
    port = port_of(environ)
    surroundings = _practice(environ, port)
    settings = Settings.from_environ(surroundings)
    prepare(settings)
    os.environ.update(surroundings)  # granian's workers are made from it
    with beside("wizard.practice", surroundings), beside("wizard.cli.demo_mails", surroundings):
        _wait_for(surroundings["WIZARD_OIDC_ISSUER"])
        for line in _welcome(settings):
            click.echo(line)
        serve_product(settings, surroundings)


def prepare(settings: Settings) -> None:
    """Bring the practice database up to date: tables, boards, known mandates."""
    upgrade(settings.database_url)
    wiring = wire(settings)
    try:
        _load(wiring)
    finally:
        wiring.database.dispose()


def _load(wiring: Wiring) -> None:
    with wiring.database.transaction() as session:
        import_schools(
            session,
            PracticeBoards(),
            today=wiring.ports.clock.today(),
            at=wiring.ports.clock.now(),
            accept_large_change=True,
            progress=lambda lines, _total: lines,
        )
        give_known_mandates(session, wiring.ports.register_for(session), wiring.catalogue)


def _practice(environ: Mapping[str, str], port: int) -> dict[str, str]:
    return {
        **environ,
        "WIZARD_PRACTICE": "1",
        "PORT": str(port),
        "WIZARD_LISTEN": _HOST,
        "WIZARD_BASE_URL": environ.get("WIZARD_BASE_URL") or f"http://{_HOST}:{port}",
        "WIZARD_OIDC_ISSUER": environ.get("WIZARD_OIDC_ISSUER")
        or f"http://{_HOST}:{_free_port(port + 1)}",
    }


def _free_port(wished: int) -> int:
    """Return the wished port when it is free, else any free one."""
    for port in (wished, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((_HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port for the stand-in for Mijn DUO")


def _wait_for(issuer: str) -> None:
    """Wait until the provider answers, so that the first visitor finds it."""
    for _attempt in range(_ATTEMPTS):
        try:
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=1)
        except requests.RequestException:
            time.sleep(0.1)
        else:
            return
    raise OSError(f"the stand-in for Mijn DUO does not answer on {issuer}")


def _welcome(settings: Settings) -> list[str]:
    people = [
        f"    {person.username:<16} token {person.token}  wachtwoord {person.password}"
        f"  ({person.about})"
        for person in PEOPLE
    ]
    return [
        "",
        f"Mandaatwijzer (oefenomgeving): {settings.base_url}",
        f"Stand-in for Mijn DUO:         {settings.provider.issuer}",
        f"Mails that it sends:           {settings.provider.issuer}/postvak",
        "",
        "Log in as one of these people; their codes are on the login page too:",
        *people,
        "    bestuur-NUMMER   any imported board, such as bestuur-24597 (token 123456)",
        "",
        "Stop with Ctrl+C. What you do is kept for the next time.",
        "",
    ]
