"""The helpdesk's pages, and what a board sees of it."""

from tests.browser.screens.screen import Arrange, Scene, Screen, send
from tests.browser.screens.ways import BOARD, logged_in
from tests.login import let_in_agent, refused
from wizard.web.helpdesk.scripts import all_scripts

_SEARCH = "Zoek de beller"
_REASON = "Open Stichting De Waterlanden"
_PROBLEMS = "Vragen en foutmeldingen"


def _agent(url: str) -> Arrange:
    """Open an address as an agent."""

    def arrange(scene: Scene) -> str:
        let_in_agent(scene.visitor.client)
        return url

    return arrange


def _reference(scene: Scene) -> str:
    """Look for the number of a failure that somebody reads out."""
    page = scene.visitor.get(refused(scene.visitor.client))
    reference = page.part("mw-reference")
    return _agent(f"/helpdesk?zoek={reference}")(scene)


def _opened(scene: Scene) -> str:
    scene.visitor.get(_agent("/helpdesk/bestuur/99006")(scene))
    scene.visitor.send(reason="beller")
    return scene.visitor.page.url


def _looked_at(scene: Scene) -> str:
    """Have an agent look; then the board reads who looked."""
    _opened(scene)
    scene.visitor.log_in("zes-scholen")
    return "/bestuur/99006/meegekeken"


SCREENS = (
    Screen("helpdesk-search", _SEARCH, _agent("/helpdesk")),
    Screen("helpdesk-found", _SEARCH, _agent("/helpdesk?zoek=regenbog")),
    Screen("helpdesk-not-found", _SEARCH, _agent("/helpdesk?zoek=qqqq")),
    Screen("helpdesk-reference", _SEARCH, _reference),
    Screen("helpdesk-reference-unknown", _SEARCH, _agent("/helpdesk?zoek=1234-5678")),
    Screen("helpdesk-reason", _REASON, _agent("/helpdesk/bestuur/99006")),
    Screen("helpdesk-reason-error", _REASON, _agent("/helpdesk/bestuur/99006"), send),
    Screen("helpdesk-board", "Stichting De Waterlanden", _opened),
    Screen("helpdesk-problems", _PROBLEMS, _agent("/helpdesk/vragen")),
    Screen("helpdesk-problem", _PROBLEMS, _agent("/helpdesk/vragen?zoek=401")),
    Screen("helpdesk-at-risk", "Besturen in gevaar", _agent("/helpdesk/besturen")),
    Screen("helpdesk-scripts", "Wat ziet de beller?", _agent("/helpdesk/gesprek")),
    *(
        Screen(
            f"script-{each.slug}",
            each.heading.format(toets="de doorstroomtoets"),
            _agent(f"/helpdesk/gesprek/{each.slug}"),
        )
        for each in all_scripts()
    ),
    Screen("looks", "Wie keek er mee?", _looked_at),
    Screen("looks-none", "Wie keek er mee?", logged_in("een-school", f"{BOARD}/meegekeken")),
)
