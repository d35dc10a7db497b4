"""Tries mutants: each against the tests that run its line, the quickest first, until one fails."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
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
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
#: Seconds; a mutant may never end.
_PATIENCE = 1200
#: Pytest's own words for tests that failed, and for tests that could not be collected.
_FOUND = {1, 2}


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


def tests_of(root: Path, mutants: list[Mutant]) -> dict[str, list[str]]:
    """Run all tests once; return for each mutant those that run its line, the quickest first."""
    with copied(root) as copy, tempfile.TemporaryDirectory() as noted:
        mark(copy, mutants)
        report = Path(noted) / "report.xml"
        options = ["-n", "auto", "--dist", "loadgroup", f"--junit-xml={report}"]
        _pytest(copy, *options, "-o", "junit_family=xunit1", **{hits.FOLDER: noted})
        found, seconds = hits.read(Path(noted)), _seconds(report)
    known = {name: _tests_of(name, found, seconds) for name in {_key(each) for each in mutants}}
    return {each.name: known[_key(each)] for each in mutants}


def _key(mutant: Mutant) -> str:
    return mutant.name if mutant.path.endswith(".py") else mutant.path


def _tests_of(key: str, found: dict[str, list[str]], seconds: dict[str, float]) -> list[str]:
    """Return the tests; of a file of the browser every test of the browser, of no line all tests.

    A name beyond ASCII is written in two ways; such a test is left out, its siblings are not.
    """
    if key.startswith("static/"):
        tests: Iterable[str] = (each for each in seconds if each.startswith("tests/browser/"))
    else:
        tests = found.get(key) or seconds
    return sorted((each for each in tests if each in seconds), key=lambda test: seconds[test])


def _seconds(report: Path) -> dict[str, float]:
    """Return how long each test took."""
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - pytest wrote it
    return {_nodeid(case): float(case.get("time", 0)) for case in cases}


def _nodeid(case: ET.Element) -> str:
    file = case.get("file", "")
    module = file.removesuffix(".py").replace("/", ".")
    inner = case.get("classname", "").removeprefix(module).strip(".").replace(".", "::")
    name = hits.without_group(case.get("name", ""))
    return "::".join(filter(None, (file, inner, name)))


def try_all(root: Path, mutants: list[Mutant], tests: dict[str, list[str]]) -> Iterator[Verdict]:
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


def _try(mutant: Mutant, tests: list[str], copies: "SimpleQueue[Path]") -> Verdict:
    copy = copies.get()
    file = copy / mutant.path
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(mutant.applied(before), encoding="utf-8")
        return Verdict(mutant, _killer(copy, tests), len(tests))
    finally:
        file.write_text(before, encoding="utf-8")
        copies.put(copy)


def _killer(copy: Path, tests: list[str]) -> str:
    """Return the first test that fails, or empty."""
    listed = copy / "var-tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    try:
        done = _pytest(copy, "-x", "-p", "no:cacheprovider", f"@{listed.name}")
    except subprocess.TimeoutExpired:
        return "it never ends"
    if done.returncode not in _FOUND:
        return ""
    failed = _FAILED.search(done.stdout)
    return failed[1] if failed else "it cannot be imported"


def _pytest(copy: Path, *options: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    """Run tests of a copy, whose code goes before what is installed."""
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=no", *options],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy), **environ},
        capture_output=True,
        text=True,
        timeout=_PATIENCE * 3 if "-n" in options else _PATIENCE,
        check=False,
    )
