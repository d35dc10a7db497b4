"""Tries mutants: each against the tests that run its line, the quickest first, until one fails."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from tests.mutants import hits
from tests.mutants.marking import mark
from tests.mutants.mutant import Mutant

#: What git does not hold and the tests need.
_FETCHED = ("static/vendor", "node_modules")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)
_LOOKING = "tests/house/"
#: A mutant may never end: so many times as long as its tests take, and so many seconds more.
_PATIENCE, _START = 5, 300
#: What pytest says of tests that it was asked for and does not know.
_UNKNOWN = ("not found: ", "no match in any of")

#: How many seconds each test takes, the quickest first.
Tests = dict[str, float]


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant. `killed_by`: the test that failed, or empty."""

    mutant: Mutant
    killed_by: str
    tried: int


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """Give a copy of a checkout as it is now, where faults can be made."""
    with tempfile.TemporaryDirectory(prefix="mandaatwijzer-mutants-") as folder:
        copy = Path(folder) / "code"
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607
            cwd=root,
            capture_output=True,
            check=True,
        )
        for name in filter(None, listed.stdout.decode().split("\0")):
            if (root / name).is_file():
                (copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(root / name, copy / name)
        for name in _FETCHED:
            (copy / name).symlink_to((root / name).resolve())
        yield copy


def tests_of(root: Path, mutants: list[Mutant]) -> dict[str, Tests]:
    """Run all tests once; return for each mutant those that run its line."""
    with copied(root) as copy, tempfile.TemporaryDirectory() as noted:
        mark(copy, mutants)
        report = Path(noted) / "report.xml"
        options = ["-n", "auto", "--dist", "loadgroup", f"--junit-xml={report}"]
        options += ["-o", "junit_family=xunit1"]
        _pytest(copy, *options, noted=noted)
        found, seconds = hits.read(Path(noted)), _seconds(report)
    return {each.name: _tests_of(_key(each), found, seconds) for each in mutants}


def _key(mutant: Mutant) -> str:
    return mutant.name if mutant.path.endswith(".py") else mutant.path


def _tests_of(key: str, found: dict[str, list[str]], seconds: Tests) -> Tests:
    """Return the tests; of a file of the browser every test of the browser, of no line all tests.

    Tests of the house look at code that they do not run: they come last. A screen is made for the
    first test that asks for it and read by others: a template that is met there is seen by every
    test of the browser. A name beyond ASCII is written in two ways; such a test is left out, its
    siblings are not.
    """
    tests = set(found.get(key, ()))
    if key.startswith("static/") or ("/" in key and any(map(_in_browser, tests))):
        tests |= set(filter(_in_browser, seconds))
    looking = {test for test in seconds if test.startswith(_LOOKING)}
    in_order = sorted(tests & set(seconds) or seconds, key=lambda test: seconds[test])
    return {test: seconds[test] for test in dict.fromkeys([*in_order, *looking])}


def _in_browser(test: str) -> bool:
    return test.startswith("tests/browser/")


def _seconds(report: Path) -> Tests:
    """Return how long each test took."""
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - pytest wrote it
    return {_nodeid(case): float(case.get("time", 0)) for case in cases}


def _nodeid(case: ET.Element) -> str:
    file = case.get("file", "")
    module = file.removesuffix(".py").replace("/", ".")
    inner = case.get("classname", "").removeprefix(module).strip(".").replace(".", "::")
    name = hits.without_group(case.get("name", ""))
    return "::".join(filter(None, (file, inner, name)))


def try_all(root: Path, mutants: list[Mutant], tests: dict[str, Tests]) -> Iterator[Verdict]:
    """Try each mutant, as many at once as there are processors."""
    copies: SimpleQueue[Path] = SimpleQueue()
    count = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder, copied(root) as one:
        for number in range(count):
            copy = Path(folder) / str(number)
            shutil.copytree(one, copy, symlinks=True)
            copies.put(copy)
        with ThreadPoolExecutor(count) as pool:
            yield from pool.map(lambda each: _try(each, tests[each.name], copies), mutants)


def _try(mutant: Mutant, tests: Tests, copies: "SimpleQueue[Path]") -> Verdict:
    copy = copies.get()
    file = copy / mutant.path
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutant.applied(before), encoding="utf-8")
        return Verdict(mutant, _killer(copy, tests), len(tests))
    finally:
        file.write_text(before, encoding="utf-8")
        copies.put(copy)


def _killer(copy: Path, tests: Tests) -> str:
    """Return the first test that fails, or empty. Raises RuntimeError for unknown tests."""
    listed = copy / "var-tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    try:
        patience = _START + _PATIENCE * sum(tests.values())
        done = _pytest(copy, "-x", f"@{listed.name}", patience=patience)
    except subprocess.TimeoutExpired:
        return "it never ends"
    said = done.stdout + done.stderr
    if any(words in said for words in _UNKNOWN):
        raise RuntimeError(f"these tests cannot be run: {said[-2000:]}")
    failed = _FAILED.search(said)
    if failed or not done.returncode:
        return failed[1] if failed else ""
    return "it cannot be started"


def _pytest(
    copy: Path, *options: str, patience: float | None = None, noted: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Run tests of a copy, whose code goes before what is installed.

    `patience`: how many seconds at most. `noted`: the folder for what is hit, empty for none.
    """
    quiet = ("-q", "-rfE", "--tb=no", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *quiet, *options],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), hits.FOLDER: noted},
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
