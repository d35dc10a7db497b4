"""Workers are killed while people save: what they were told is kept, and no number comes twice."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from tests.builders import practice_settings
from tests.databases import MakeDatabase
from tests.journeys.product import Browser, Command, children
from tests.login import running_provider
from tests.visitor import Form
from tests.waiting import wait_for
from tests.ways import EVERYTHING, rounds
from wizard.db.register_models import MandateRecord, ReceiptRecord
from wizard.wiring import wire

pytestmark = pytest.mark.slow

_BOARD = "/bestuur/99056"
_WORKERS = 2
#: How often a worker is killed in each way.
_KILLS = rounds(2, 40)
#: What each browser gives.
_SERVICES = ("rio", "eindtoets")
_OTHERS = [
    ("serve", "sqlite"),
    pytest.param("demo", "postgres", marks=pytest.mark.postgres),
]
_WAYS = [
    ("demo", "sqlite"),
    pytest.param("serve", "postgres", marks=pytest.mark.postgres),
    *(_OTHERS if EVERYTHING else []),
]


@pytest.fixture
def address(backend: str, fresh: MakeDatabase) -> str:
    """Give the address of a database with the practice boards."""
    return fresh(backend, "practice")


@pytest.fixture
def product(way: str, address: str, tmp_path: Path) -> Iterator[Command]:
    """Give the product as it is installed, with two workers."""
    with ExitStack() as afterwards:
        product = Command(tmp_path, way, WIZARD_DATABASE_URL=address)
        if way == "serve":
            issuer = afterwards.enter_context(running_provider(base_url=product.address))
            product.set_up(**_installed(product.address, issuer), WIZARD_DATABASE_URL=address)
        afterwards.callback(product.kill)
        product.start()
        yield product


def _installed(address: str, issuer: str) -> dict[str, str]:
    """Return the settings of an installation, as far as this story needs them."""
    doors = {
        f"WIZARD_{door}OIDC_{name}": value
        for door in ("", "HELPDESK_")
        for name, value in (
            ("ISSUER", issuer),
            ("CLIENT_ID", "mandaatwijzer"),
            ("CLIENT_SECRET", "oefenen"),
        )
    }
    return doors | {
        "WIZARD_SECRET_KEY": "a secret of this story and of nobody else",
        "WIZARD_BASE_URL": address,
        "WIZARD_REGISTER": "own",
    }


@pytest.mark.parametrize(("way", "backend"), _WAYS)
def test_what_people_were_told_is_there_whichever_worker_dies(
    product: Command, address: str, backend: str
) -> None:
    browsers = [Browser(product) for _service in _SERVICES]
    for browser in browsers:
        browser.log_in("las-onbekend")
    schools = [*browsers[0].get(f"{_BOARD}/stap/school").choices("school")]
    told: dict[str, tuple[str, ...]] = {}
    for here in pairwise(schools[: _KILLS + 1]):
        wait_for(lambda: len(_workers(product)) == _WORKERS, or_say=product.log)
        forms = [
            _patiently(product, partial(_to_check, browser, brin, service))
            for browser, brin, service in zip(browsers, here, _SERVICES, strict=True)
        ]
        numbers = _save(product, browsers, forms)
        for number, *what in zip(numbers, here, _SERVICES, strict=True):
            if number:
                assert number not in told, f"{number} is the number of two receipts"
                told[number] = tuple(what)

    assert told, "not one save was acknowledged"
    kept = _kept(address)
    assert {number: kept.get(number) for number in told} == told
    if backend == "sqlite":
        _each_worker_holds_its_lock(product, Path(address.removeprefix("sqlite:///")))


def _to_check(browser: Browser, brin: str, service: str) -> Form:
    """Answer up to the page to check; return its form."""
    browser.get(f"{_BOARD}/school/{brin}/dienst")
    browser.send(services=service)
    if "system" in browser.page.form.names:  # the other browser may have said it before
        browser.send(system="parnassys")
    return browser.page.form


def _patiently(product: Command, ask: Callable[[], Form]) -> Form:
    """Ask until it is answered: who hits a worker that dies, opens the page again."""
    found: list[Form] = []

    def answered() -> bool:
        try:
            found.append(ask())
        except requests.ConnectionError:
            return False
        return True

    wait_for(answered, or_say=product.log)
    return found[-1]


def _save(product: Command, browsers: list[Browser], forms: list[Form]) -> list[str | None]:
    """Save with all browsers at once, and kill a worker; return the numbers they were told."""
    with ThreadPoolExecutor(len(browsers)) as people:
        saves = [
            people.submit(browser.answer_to, form, entitled="y")
            for browser, form in zip(browsers, forms, strict=True)
        ]
        wait(saves, return_when=FIRST_COMPLETED)
        os.kill(_workers(product)[0], signal.SIGKILL)
    return [_number(save) for save in saves]


def _number(save: "Future[requests.Response]") -> str | None:
    """Return the number of the receipt that somebody was told, if it came to that."""
    if isinstance(save.exception(), requests.ConnectionError):
        return None
    answer = save.result()
    assert answer.is_redirect, answer.text
    return answer.headers["Location"].partition("/bewijs/")[2].partition("?")[0]


def _kept(address: str) -> dict[str, tuple[str, str]]:
    """Return what each receipt is about: number -> (BRIN, service)."""
    wiring = wire(practice_settings(address))
    try:
        with wiring.database.reading() as session:
            rows = session.execute(
                select(ReceiptRecord.number, MandateRecord.brin, MandateRecord.service).join(
                    MandateRecord, MandateRecord.receipt_number == ReceiptRecord.number
                )
            ).all()
    finally:
        wiring.database.dispose()
    kept = {number: (brin, service) for number, brin, service in rows}
    assert len(kept) == len(rows), "a receipt tells of two acts"
    return kept


def _workers(product: Command) -> list[int]:
    """Return the processes that answer, oldest first; granian forks them of its own."""
    main = product.main()
    return [each for each in children(main) if _words(each) == _words(main)]


def _words(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:  # it has just died
        return b""


def _each_worker_holds_its_lock(product: Command, database: Path) -> None:
    """A worker without its lock on SQLite's files writes as if it were alone.

    It gets none on what it inherited. So who makes the workers does nothing else: it waits for each
    of them in a thread of granian's, and no thread of ours opens the database beside.
    """
    main = Path(f"/proc/{product.main()}")
    assert not [each for each in (main / "fd").iterdir() if database.name in str(each.readlink())]
    threads = main / "task"
    wait_for(lambda: len([*threads.iterdir()]) <= 1 + _WORKERS, or_say=lambda: "a thread too many")
    index = database.with_name(f"{database.name}-shm")

    def all_hold() -> bool:
        try:
            assert requests.get(f"{product.address}/gezond", timeout=30).ok  # of either worker
        except requests.ConnectionError:  # each listens for itself, the newest not at once
            return False
        workers = {*_workers(product)}
        return len(workers) == _WORKERS and workers <= _holders(index.stat().st_ino)

    wait_for(all_hold, or_say=lambda: f"{_workers(product)}: {Path('/proc/locks').read_text()}")


def _holders(inode: int) -> set[int]:
    """Return the processes that hold a lock on a file, as Linux lists them."""
    lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
    return {int(line[4]) for line in lines if "->" not in line and line[5].endswith(f":{inode}")}
