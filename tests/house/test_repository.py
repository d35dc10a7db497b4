"""House rule: what is committed is small, ours, and works on any machine."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from wizard.settings import ROOT

LARGEST = 300_000  # bytes
MADE_ELSEWHERE = (
    *("static/vendor/", "static/bundle/", "node_modules/"),
    *("__pycache__/", ".venv/", "var/"),
)
#: Written in pieces, so that this file does not find itself.
_MACHINE = re.compile(r"(?<![\w.])/(work|root)" + "/")
_INDEXES = re.compile(
    "|".join(
        [
            r"registry\.npm" + r"js\.org",
            r"files\.python" + r"hosted\.org",
            r"(?:test\.)?py" + r"pi\.org",
            r"registry\.yarn" + r"pkg\.com",
        ]
    )
)


def file_problems(name: str, content: bytes) -> list[str]:
    """Name what is wrong with a committed file."""
    return [f"{name}: {problem}" for problem in _file_problems(name, content)]


def _file_problems(name: str, content: bytes) -> Iterator[str]:
    if len(content) > LARGEST:
        yield f"{len(content)} bytes, more than {LARGEST}"
    if any(f"/{folder}" in f"/{name}" for folder in MADE_ELSEWHERE):
        yield "is made or fetched on each machine; do not commit it"
    text = content.decode("utf-8", errors="replace")
    if found := _MACHINE.search(text):
        yield f"names a folder of one machine ({found[0]})"
    if found := _INDEXES.search(text):
        yield f"names a package index ({found[0]}); each machine has its own"
    if name.endswith((".lock", "-lock.json")):
        yield from _lock_problems(name, text)


def _lock_problems(name: str, text: str) -> Iterator[str]:
    if name.endswith(".json"):
        packages = json.loads(text).get("packages", {})
        for package, entry in packages.items():
            if "resolved" in entry:
                yield f"{package} has a download address; see .npmrc"
            if package and "integrity" not in entry:
                yield f"{package} has no hash"
    elif re.search(r"https?://|--(extra-)?index-url|--find-links", text):
        yield "has a download address; run make lock"


def committed() -> list[Path]:
    """Return what is committed, or would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_every_committed_file_keeps_the_rules() -> None:
    files = committed()
    assert len(files) > 100
    problems = [
        problem
        for path in files
        for problem in file_problems(path.relative_to(ROOT).as_posix(), path.read_bytes())
    ]
    assert problems == []


LOCK = '{"packages": {"": {}, "a": {"integrity": "sha512-x"%s}}}'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("big.csv", "x" * 300_001, "big.csv: 300001 bytes, more than 300000"),
        ("static/vendor/htmx.js", "", "static/vendor/htmx.js: is made or fetched on each machine"),
        ("tools/node_modules/a.js", "", "is made or fetched on each machine"),
        ("docs/x.md", "see /" + "work/main", "names a folder of one machine (/" + "work/)"),
        ("x.py", "open('/" + "root/.x')", "names a folder of one machine (/" + "root/)"),
        ("x.md", "from https://py" + "pi.org/simple", "names a package index (py" + "pi.org)"),
        ("package-lock.json", LOCK % ', "resolved": "x"', "a has a download address; see .npmrc"),
        ("package-lock.json", '{"packages": {"a": {}}}', "a has no hash"),
        (
            "requirements.lock",
            "a @ https://x.example/a.whl",
            "has a download address; run make lock",
        ),
        ("requirements.lock", "--find-links wheels", "has a download address; run make lock"),
    ],
)
def test_a_file_that_breaks_a_rule_is_found(name: str, content: str, message: str) -> None:
    assert message in " | ".join(file_problems(name, content.encode()))


def test_a_file_that_keeps_the_rules_is_fine() -> None:
    assert file_problems("package-lock.json", (LOCK % "").encode()) == []
    assert file_problems("docs/network/x.md", b"a framework/ in src/root/main") == []
