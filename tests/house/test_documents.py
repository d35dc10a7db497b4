"""House rule: links between documents lead somewhere, and decisions have one form and an index."""

import re
from pathlib import Path

import pytest

from tests.house.test_repository import committed
from wizard.settings import ROOT

DECISIONS = ROOT / "docs" / "decisions"
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_ELSEWHERE = re.compile(r"[a-z]+:")
_CODE = re.compile(r"^(?: {4}|\t).*$|`[^`\n]*`", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_FORM = re.compile(
    r"# (?P<number>\d\d)\. (?P<title>\S.*)\n\n"
    r"\* Status: (?P<status>proposed|accepted|replaced|withdrawn)(?:; .+)?\n"
    r"\* Date: (?P<date>\d{4}-\d\d-\d\d)\n\n"
)
_ROW = re.compile(
    r"^\| \[(?P<number>\d{4})\]\((?P<file>[^)]+)\) \| (?P<title>.+) "
    r"\| (?P<date>[\d-]+) \| (?P<status>\w+)(?:; [^|]+)? \|$",
    re.MULTILINE,
)


def dead_links(document: Path, text: str) -> list[str]:
    """Return the links to our own files, and to headings in them, that lead nowhere."""
    found = _LINK.findall(_CODE.sub("", text))
    return [link for link in found if not _ELSEWHERE.match(link) and _is_dead(document, link)]


def _is_dead(document: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = (document.parent / name).resolve() if name else document
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(heading) and heading not in _anchors(target.read_text())


def _anchors(text: str) -> set[str]:
    """Return what forges call the headings of a document in an address."""
    words = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in _HEADING.findall(text))
    return {re.sub(r"\s", "-", heading.strip()) for heading in words}


def test_links_between_documents_lead_somewhere() -> None:
    documents = [path for path in committed() if path.suffix == ".md"]
    assert len(documents) > 25
    dead = {
        path.relative_to(ROOT).as_posix(): links
        for path in documents
        if (links := dead_links(path, path.read_text()))
    }
    assert dead == {}


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("[a](docs/testing.md) ![b](docs/pictures/check.png) [c](docs/)", []),
        ("[a](docs/testing.md#screens) [b](#try-it)", []),
        ("[a](https://example.org/x) `[b](nothing.md)`", []),
        ("    [a](nothing.md)", []),
        ("[a](nothing.md)", ["nothing.md"]),
        ("[a](docs/testing.md#no-such-heading)", ["docs/testing.md#no-such-heading"]),
        ("[a](../outside.md)", ["../outside.md"]),
    ],
)
def test_a_link_that_leads_nowhere_is_found(text: str, dead: list[str]) -> None:
    assert dead_links(ROOT / "README.md", text) == dead


def _decisions() -> list[Path]:
    return sorted(path for path in DECISIONS.glob("*.md") if path.name != "README.md")


def test_decisions_have_one_form() -> None:
    """A heading with the number of the file, its status, its date; then the text."""
    for path in _decisions():
        head = _FORM.match(path.read_text())
        assert head, f"{path.name}: its head is not the one of docs/decisions/README.md"
        assert path.name.startswith(f"00{head['number']}-"), path.name


def test_decisions_are_numbered_one_by_one() -> None:
    numbers = [int(path.name[:4]) for path in _decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_index_says_of_each_decision_what_it_says_itself() -> None:
    said = [row.groupdict() for row in _ROW.finditer((DECISIONS / "README.md").read_text())]
    for row in said:
        assert row.pop("number") == row["file"][:4]
    assert said == [
        {"file": path.name, **_parts(path, "title", "date", "status")} for path in _decisions()
    ]


def _parts(path: Path, *names: str) -> dict[str, str]:
    head = _FORM.match(path.read_text())
    assert head, path.name
    return {name: head[name] for name in names}
