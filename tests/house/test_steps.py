"""House rule: every step of the flow is complete."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wizard.flow import AnyStep, Flow
from wizard.settings import ROOT
from wizard.steps import FLOW

TEMPLATES = ROOT / "templates"
#: The login has pages of its own; the provider asks.
WITHOUT_PAGE = {"login"}


def step_problems(flow: Flow, templates: Path) -> list[str]:
    """Name what is missing or wrong, step by step."""
    return [
        *_repeated(flow, "key"),
        *_repeated(flow, "slug"),
        *_out_of_order(flow),
        *(f"{step.key}: {problem}" for step in flow.steps for problem in _lacks(step, templates)),
    ]


def _repeated(flow: Flow, name: str) -> Iterator[str]:
    counts = Counter(getattr(step, name) for step in flow.steps)
    yield from (
        f"two steps have the {name} {value}" for value, count in counts.items() if count > 1
    )


def _out_of_order(flow: Flow) -> Iterator[str]:
    numbers = [step.number for step in flow.steps]
    if sorted(set(numbers)) != list(range(1, 8)):
        yield f"the steps are numbered {sorted(set(numbers))}, not 1 to 7"
    if numbers != sorted(numbers):
        yield f"the numbers go back: {numbers}"


def _lacks(step: AnyStep, templates: Path) -> Iterator[str]:
    page = f"{step.folder}/page.html"
    if step.key not in WITHOUT_PAGE and not (templates / page).is_file():
        yield f"templates/{page} is missing"
    script = f"{step.folder}/script.html"
    if step.key not in WITHOUT_PAGE and not (templates / script).is_file():
        yield f"templates/{script} is missing: what does an agent say there?"
    if not (step.title.strip() and step.short.strip()):
        yield "title or short name is missing"
    if (step.form is None) != (step.act is None):
        yield "form and act come together, or neither"
    if step.form is not None and not callable(getattr(step.form, "build", None)):
        yield "its form has no build"


def test_every_step_is_complete() -> None:
    assert step_problems(FLOW, TEMPLATES) == []


def test_every_folder_of_templates_belongs_to_a_step() -> None:
    folders = {path.name for path in (TEMPLATES / "steps").iterdir() if path.is_dir()}
    assert folders == {
        Path(step.folder).name for step in FLOW.steps if step.key not in WITHOUT_PAGE
    }


def test_every_number_is_explained_on_the_start_page() -> None:
    assert [step.key for step in FLOW.outline() if not step.explanation] == []


def test_a_step_without_a_script_is_found(tmp_path: Path) -> None:
    (tmp_path / "steps" / "school").mkdir(parents=True)
    (tmp_path / "steps" / "school" / "page.html").touch()
    said = " | ".join(step_problems(FLOW, tmp_path))
    assert "steps/school/script.html is missing: what does an agent say there?" in said
    assert "steps/school/page.html" not in said


BREAKS: dict[str, tuple[Callable[[list[AnyStep]], None], str]] = {
    "template": (
        lambda steps: _change(steps, 2, template="gone"),
        "steps/gone/page.html is missing",
    ),
    "key": (lambda steps: _change(steps, 2, key="school"), "two steps have the key school"),
    "slug": (lambda steps: _change(steps, 2, slug="school"), "two steps have the slug school"),
    "number": (lambda steps: _change(steps, -1, number=8), "[1, 2, 3, 4, 5, 6, 8], not 1 to 7"),
    "order": (lambda steps: steps.reverse(), "the numbers go back: [7, 6"),
    "title": (lambda steps: _change(steps, 2, title=" "), "title or short name is missing"),
    "act": (lambda steps: _change(steps, 2, act=None), "form and act come together, or neither"),
    "form": (lambda steps: _change(steps, 2, form=None), "form and act come together, or neither"),
    "build": (lambda steps: _change(steps, 2, form=object), "its form has no build"),
}


def _change(steps: list[AnyStep], index: int, **changes: Any) -> None:
    steps[index] = replace(steps[index], **changes)


@pytest.mark.parametrize(("break_it", "message"), BREAKS.values(), ids=BREAKS)
def test_an_incomplete_step_is_found(
    break_it: Callable[[list[AnyStep]], None], message: str
) -> None:
    steps = list(FLOW.steps)
    break_it(steps)
    assert message in " | ".join(step_problems(Flow(tuple(steps)), TEMPLATES))
