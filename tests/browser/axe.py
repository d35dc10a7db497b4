"""axe-core over a page or what is new of it, at each width, light and dark."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.wall import NEW

_RESULTS = ["violations", "incomplete"]
_EVERYTHING = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": _RESULTS,
}
#: What can be right in a wide window and wrong in a narrow one, or right in light, wrong in dark.
_CHANGING = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]},
    "resultTypes": _RESULTS,
}
#: Answers "I cannot tell" that count as a violation.
_MUST_BE_TOLD = {"color-contrast"}
#: Where some of a page is marked as new, that and its heading; else the page.
_LOOK = """([marked, options]) => {
    const found = document.querySelectorAll(marked);
    const some = [...found, document.querySelector("h1")];
    return axe.run(found.length ? some : document, options);
}"""


def findings(page: Page) -> list[str]:
    """Return what is wrong, one line for each element: rule, element, why."""
    return _run(page, _EVERYTHING)


def another_look(page: Page) -> list[str]:
    """Return what cannot be read or hit: all that width and colours change."""
    return _run(page, _CHANGING)


def _run(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate(_LOOK, [f"[{NEW}]", options])
    assert found["passes"], "axe looked at nothing"
    rules = found["violations"] + [
        rule for rule in found["incomplete"] if rule["id"] in _MUST_BE_TOLD
    ]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['html'][:160]}: {_why(node)}"
        for rule in rules
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> str | None:
    """Return what sticks out at the right, or None when nothing makes the page scroll sideways."""
    wide: str | None = page.evaluate(
        """() => {
            const page = document.documentElement;
            const room = page.clientWidth;
            if (Math.max(page.scrollWidth, document.body.scrollWidth) <= room) return null;
            const wide = [...document.querySelectorAll("body *")]
                .filter((each) => each.getBoundingClientRect().right > room + 1);
            return wide.map((each) => each.outerHTML.slice(0, 120)).join(" | ") || "something";
        }"""
    )
    return wide


def small_choices(page: Page) -> list[str]:
    """Return the boxes and dots that are smaller than 24 px; axe allows it where there is room."""
    small: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("input[type=radio], input[type=checkbox]")]
            .map((each) => [each, each.getBoundingClientRect()])
            .filter(([each, box]) => box.width && Math.min(box.width, box.height) < 24)
            .map(([each]) => each.outerHTML.slice(0, 120))"""
    )
    return small


def _why(node: dict[str, Any]) -> str:
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
