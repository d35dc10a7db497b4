"""House rule: an area has one name on every floor, in blueprints, templates and tests.

The list of areas is the table in docs/architecture.md. What no area owns stands flat at the top of
its floor, by a name of the list below.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from wizard.settings import ROOT

_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
#: The page of a step stands with the step, whichever area answers it.
_TEMPLATE = re.compile(r"[\"'](?!steps/\w+/page)((?!errors|layouts|macros)\w+)/[\w/{}.]+\.html")
#: Folders of templates that are no area's.
_SHARED_TEMPLATES = {"errors", "layouts", "macros", "mail"}
#: What no area owns.
_PLUMBING = {
    "domain": """board contact dated deadline draft dutch_time errors event_kind facts
        fingerprint intent
        mandate near_name person receipt remains school school_facts school_year search season
        sentence service sign_up status system typed_text words""",
    "db": """base conditions drafts events migrations models outage postgres references
        register_models request_counts schools typed_forms upgrading writable""",
    "actions": """gathering housekeeping next_items operations references request_counts
        typed_forms work""",
    "forms": "base",
    "web": """bundle conflict context downloads errors filters gone gone_words guards headers health
        hosts housekeeping limits page read_only_html redirects references refill request_id search
        session submit typed url_numbers urls user words""",
}
_TEST_FLOORS = ("domain", "forms", "actions", "db", "web", "journeys", "processes")


def areas() -> set[str]:
    """Return the names of the areas."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    return set(_ROW.findall(text.partition("## Areas")[2].partition("\n## ")[0]))


def _names(folder: Path) -> set[str]:
    """Return the names of the modules and packages in a folder."""
    found = {each.stem for each in folder.iterdir() if each.suffix == ".py" or each.is_dir()}
    return found - {"__init__", "__pycache__"}


def test_there_are_areas() -> None:
    assert {"steps", "copying", "receipts", "calls"} <= areas()


@pytest.mark.parametrize("floor", _PLUMBING)
def test_each_name_on_a_floor_is_an_area_or_plumbing(floor: str) -> None:
    plumbing = set(_PLUMBING[floor].split())
    assert _names(ROOT / "wizard" / floor) - areas() == plumbing
    assert not plumbing & areas()


def test_a_blueprint_is_called_after_its_area(app: Flask) -> None:
    for name, blueprint in app.blueprints.items():
        place = blueprint.import_name.removeprefix("wizard.web.").split(".")
        assert name == place[0] or (len(place) > 1 and name.startswith(f"{place[0]}_")), name


def test_templates_stand_in_the_folder_of_an_area() -> None:
    root = ROOT / "templates"
    folders = {each.relative_to(root).parts[0] for each in root.rglob("*.html")}
    assert folders - _SHARED_TEMPLATES <= areas()


def test_a_page_shows_templates_of_its_own_area() -> None:
    assert [*_foreign_templates()] == []


def _foreign_templates() -> Iterator[str]:
    for path in sorted((ROOT / "wizard" / "web").rglob("*.py")):
        area = path.relative_to(ROOT / "wizard" / "web").parts[0].removesuffix(".py")
        for folder in _TEMPLATE.findall(path.read_text()):
            if area in areas() and folder != area:
                yield f"{path.relative_to(ROOT)}: {folder}"


@pytest.mark.parametrize("floor", _TEST_FLOORS)
def test_folders_of_tests_are_called_after_areas(floor: str) -> None:
    folders = {each.name for each in (ROOT / "tests" / floor).iterdir() if each.is_dir()}
    assert folders - {"__pycache__"} <= areas()
