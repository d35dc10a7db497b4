"""Every screen in each of its states: how to get there, and what it should say."""

from tests.browser.screens import (
    calls,
    changing,
    copying,
    errors,
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
from tests.browser.screens.screen import LOOK, Scene, Screen, templates_shown_by
from tests.browser.screens.ways import ENTITLED, ONE, PARNASSYS, SERVICES, all_states

__all__ = [
    "ENTITLED",
    "LOOK",
    "ONE",
    "PARNASSYS",
    "SCREENS",
    "SERVICES",
    "Scene",
    "Screen",
    "all_states",
    "templates_shown_by",
]

SCREENS = (
    *public.SCREENS,
    *provider.SCREENS,
    *login_failures.SCREENS,
    *steps.SCREENS,
    *copying.SCREENS,
    *undoing.SCREENS,
    *changing.SCREENS,
    *overviews.SCREENS,
    *offices.SCREENS,
    *planning.SCREENS,
    *errors.SCREENS,
    *helpdesk.SCREENS,
    *calls.SCREENS,
    *reminders.SCREENS,
    *waiting.SCREENS,
)
