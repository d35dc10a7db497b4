"""House rule: every page for when something goes wrong is a Screen, so that axe has seen it."""

from collections import Counter
from collections.abc import Iterable

import pytest

from tests.browser.screens import SCREENS, Screen
from wizard.settings import ROOT

_TEMPLATES = ROOT / "templates"
FOLDERS = ("accounts/failures", "errors")


def screen_problems(templates: Iterable[str], screens: Iterable[Screen]) -> list[str]:
    """Name the pages that no Screen shows, the Screens of no page, and names that occur twice."""
    screens, templates = list(screens), set(templates)
    shown = {screen.template for screen in screens if screen.template}
    names = Counter(screen.name for screen in screens)
    return [
        *(f"templates/{each}: no Screen shows it" for each in sorted(templates - shown)),
        *(
            f"templates/{each}: a Screen names it, and it is not there"
            for each in sorted(shown - templates)
        ),
        *(f"{name}: {count} Screens with this name" for name, count in names.items() if count > 1),
    ]


def pages() -> list[str]:
    """Return the templates of failures and errors; parts of pages begin with an underscore."""
    return [
        path.relative_to(_TEMPLATES).as_posix()
        for folder in FOLDERS
        for path in (_TEMPLATES / folder).glob("*.html")
        if not path.name.startswith("_")
    ]


def test_every_page_for_when_something_goes_wrong_is_a_screen() -> None:
    assert len(pages()) > 20
    assert screen_problems(pages(), SCREENS) == []


def _screen(name: str, template: str) -> Screen:
    return Screen(name, "Mis", lambda _scene: "/", template=template)


_NEW, _KNOWN = "accounts/failures/nieuw.html", "errors/404.html"


@pytest.mark.parametrize(
    ("templates", "screens", "message"),
    [
        ([_NEW], [], "templates/accounts/failures/nieuw.html: no Screen shows it"),
        (
            [_NEW],
            [_screen("nieuw", "")],
            "templates/accounts/failures/nieuw.html: no Screen shows it",
        ),
        (
            [],
            [_screen("nieuw", _NEW)],
            "accounts/failures/nieuw.html: a Screen names it, and it is not there",
        ),
        (
            [_KNOWN],
            [_screen("error-404", _KNOWN), _screen("error-404", _KNOWN)],
            "error-404: 2 Screens with this name",
        ),
    ],
)
def test_what_breaks_the_rule_is_found(
    templates: list[str], screens: list[Screen], message: str
) -> None:
    assert message in " | ".join(screen_problems(templates, screens))


def test_several_screens_of_one_page_are_fine() -> None:
    screens = [_screen("error-404", _KNOWN), _screen("error-404-other-board", _KNOWN)]
    assert screen_problems([_KNOWN], screens) == []
