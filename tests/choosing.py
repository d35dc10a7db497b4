"""Which databases, registers and browsers meet in which story, so that all fits in one run.

Every story is told on both databases, in both registers, plain and with htmx, where it asks for
them; not in each combination. See docs/decisions/0017-what-is-tested-together.md.
"""

import pytest

from tests.extent import EVERYTHING

_FACTORS = {"backend": "postgres", "register_key": "osr", "htmx": True}


def chosen(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return the stories to tell."""
    stories: dict[str, list[pytest.Item]] = {}
    for item in items:
        stories.setdefault(item.nodeid.split("[")[0], []).append(item)
    return set(items) if EVERYTHING else {each for story in stories.values() for each in _of(story)}


def _of(story: list[pytest.Item]) -> list[pytest.Item]:
    """Choose so that in each story every two of its factors meet, or its cases share those pairs.

    A story that is told once has an even number of second factors: four of eight. One with many
    cases is told twice in each: one way, and with all factors turned; the next case another way.
    """
    factors = [each for each in _FACTORS if len({_params(item).get(each) for item in story}) == 2]
    cases = {case: number for number, case in enumerate(dict.fromkeys(map(_case, story)))}

    def is_chosen(item: pytest.Item) -> bool:
        seconds = [_params(item).get(each) == _FACTORS[each] for each in factors]
        if len(cases) == 1:
            return len(factors) < 3 or sum(seconds) % 2 == 0
        turned = [second != seconds[0] for second in seconds[1:]]
        way = cases[_case(item)]
        return all(each == bool(way >> place & 1) for place, each in enumerate(turned))

    return [item for item in story if is_chosen(item)]


def _case(item: pytest.Item) -> str:
    return repr({key: value for key, value in _params(item).items() if key not in _FACTORS})


def _params(item: pytest.Item) -> dict[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}
