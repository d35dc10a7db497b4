"""Every screen in each of its states: how to get there, and what it should say."""

from tests.browser.screens import (
    calls,
    changing,
    copying,
    ends,
    errors,
    gone,
    helpdesk,
    login_failures,
    offices,
    overviews,
    planning,
    provider,
    public,
    reminders,
    steps,
    undoing,
    waiting,
)
from tests.browser.screens.screen import Scene, Screen, look
from tests.browser.screens.ways import ENTITLED, ONE, PARNASSYS, SERVICES, all_states

__all__ = [
    "ENTITLED",
    "ONE",
    "PARNASSYS",
    "PARTS",
    "SCREENS",
    "SERVICES",
    "Scene",
    "Screen",
    "all_states",
    "look",
    "of_part",
]

#: The screens are made and looked at in so many parts, each by one test process.
PARTS = 4
_AREAS = (
    public.SCREENS,
    provider.SCREENS,
    login_failures.SCREENS,
    steps.SCREENS,
    copying.SCREENS,
    undoing.SCREENS,
    changing.SCREENS,
    overviews.SCREENS,
    ends.SCREENS,
    offices.SCREENS,
    planning.SCREENS,
    errors.SCREENS,
    gone.SCREENS,
    helpdesk.SCREENS,
    calls.SCREENS,
    reminders.SCREENS,
    waiting.SCREENS,
)
SCREENS = tuple(screen for area in _AREAS for screen in area)


def of_part(part: int) -> list[Screen]:
    """Return the screens of a part: whole areas, so that what looks alike stays together."""
    parts: list[list[Screen]] = [[] for _each in range(PARTS)]
    for area in sorted(_AREAS, key=len, reverse=True):
        min(parts, key=len).extend(area)
    return parts[part]
