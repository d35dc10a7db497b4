"""What is left out of a run, and what stories share, hides nothing."""

from dataclasses import dataclass
from itertools import combinations, product
from types import SimpleNamespace
from typing import Any

import pytest

from tests.builders import started_app
from tests.choosing import chosen
from wizard.ports import Wiring

_WAYS: dict[str, tuple[Any, ...]] = {
    "backend": ("sqlite", "postgres"),
    "register_key": ("own", "osr"),
    "htmx": (False, True),
}


@dataclass(eq=False)
class _Story:
    """A story in one way, as pytest collects it."""

    nodeid: str
    callspec: Any


def _told(factors: tuple[str, ...], cases: int) -> list[dict[str, Any]]:
    ways = product(*(_WAYS[each] for each in factors), range(cases))
    stories: list[Any] = [
        _Story(
            "test_x.py::test_x[...]",
            SimpleNamespace(params=dict(zip((*factors, "n"), way, strict=True))),
        )
        for way in ways
    ]
    return [each.callspec.params for each in stories if each in chosen(stories)]


@pytest.mark.parametrize("factors", [*combinations(_WAYS, 1), *combinations(_WAYS, 2), (*_WAYS,)])
@pytest.mark.parametrize("cases", [1, 2, 3, 12])
def test_every_case_is_told_in_each_way_and_all_cases_together_in_each_pair(
    factors: tuple[str, ...], cases: int
) -> None:
    told = _told(factors, cases)
    for case, factor in product(range(cases), factors):
        assert {each[factor] for each in told if each["n"] == case} == set(_WAYS[factor])
    for one, other in combinations(factors, 2):
        if cases != 2:  # three factors and two cases leave a pair out
            assert len({(each[one], each[other]) for each in told}) == 4


def test_a_story_that_changes_the_product_of_all_is_found(wiring: Wiring) -> None:
    with (
        pytest.raises(AssertionError, match="own_product"),
        started_app(wiring) as app,
    ):
        app.config["WTF_CSRF_ENABLED"] = False
    with started_app(wiring) as another:
        assert another.config.get("WTF_CSRF_ENABLED") is not False
