"""Waiting for schools that were asked: one, some, many, one that is due, and none any more."""

from tests.browser.screens.screen import Answer, Scene, Screen, send
from tests.browser.screens.ways import ONE, SERVICES, answered, logged_in, schools_of_six
from tests.visitor import Visitor
from wizard.actions import gathering
from wizard.db import drafts, schools
from wizard.db.accounts import people

_SIX, _MANY = "/bestuur/99006", "/bestuur/99055"
_ASKED = answered(f"{ONE}/wacht-op-school", SERVICES, {"system": "weet-ik-niet"})
_DUE = "UPDATE draft SET look_again_on = '2026-11-23' WHERE brin = '{}'"


def _ask(scene: Scene, count: int) -> list[str]:
    """Let so many of the six schools wait, as their board does it; return their BRINs."""
    brins = schools_of_six(scene)[:count]
    for brin in brins:
        scene.visitor.get(f"{_SIX}/school/{brin}/dienst")
        scene.visitor.send(**SERVICES)
        scene.visitor.send(system="weet-ik-niet")
    return brins


def _some(scene: Scene) -> str:
    _ask(scene, 3)
    return f"{_SIX}/wachten"


def _one_is_due(scene: Scene) -> str:
    scene.change(_DUE.format(_ask(scene, 3)[1]))
    return f"{_SIX}/wachten"


def _parked_and_due(scene: Scene) -> str:
    url = _ASKED(scene)
    scene.change(_DUE.format("99AA"))
    return url


def _overview_of_waiting(scene: Scene) -> str:
    _one_is_due(scene)
    return _SIX


def _school_that_waits(scene: Scene) -> str:
    _ASKED(scene)
    return ONE


def _many(scene: Scene) -> str:
    """Let thirty schools of a large board wait."""
    clock = scene.clock
    with scene.wiring.database.transaction() as session:
        board = schools.board(session, "99055")
        assert board
        season = gathering.season(scene.wiring.catalogue, clock.today())
        register = scene.wiring.ports.register_for(session)
        facts = gathering.board_facts(session, register, board, season)
        anna = people.remember(
            session, issuer="x", subject="anna", name="Anna", email="", at=clock.now()
        )
        for each in facts.schools[:30]:
            drafts.change(
                session,
                each.school.brin,
                by=anna,
                at=clock.now(),
                services=season.required,
                parked_at=clock.now(),
                look_again_on=clock.today(),
            )
    return logged_in("veel-scholen", f"{_MANY}/wachten")(scene)


def _overtaken(scene: Scene) -> str:
    """Answer for two schools while a colleague answers for the first."""
    first, *_others = _ask(scene, 3)
    scene.visitor.get(f"{_SIX}/wachten")
    old = scene.visitor.page.form
    scene.visitor.send(**{f"las-{first}": "esis"})
    scene.visitor.send(old, **{f"las-{first}": "parnassys"})
    return scene.visitor.page.url


def _answered_otherwise(scene: Scene) -> str:
    """Answer another LAS for a school than the register knows."""
    first, *_others = _ask(scene, 3)
    scene.visitor.get(f"{_SIX}/wachten")
    scene.visitor.send(**{f"las-{first}": "esis"})
    return scene.visitor.page.url


def _send_otherwise(visitor: Visitor, url: str) -> Answer:
    """Choose another LAS than the register knows for each, and a day that cannot be."""
    visitor.get(url)
    fields = [each for each in visitor.page.form.names if each.startswith("las-")]
    return visitor.send(**dict.fromkeys(fields, "esis"), look_again_on="1-1-2026").response


def _send_a_past_day(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send(look_again_on="1-1-2026").response


_H1 = "Wacht op antwoord van 3 scholen"
SCREENS = (
    Screen("parked-due", "Vraag het aan De Regenboog", _parked_and_due),
    Screen("parked-error", "Vraag het aan De Regenboog", _ASKED, _send_a_past_day, statuses=(422,)),
    Screen("waiting", _H1, _some),
    Screen("waiting-due", _H1, _one_is_due),
    Screen("waiting-error", _H1, _some, send, statuses=(422,)),
    Screen("waiting-past", _H1, _some, _send_a_past_day, statuses=(422,)),
    Screen("waiting-differs", "Wacht op antwoord van 2 scholen", _answered_otherwise),
    Screen("waiting-differs-error", _H1, _some, _send_otherwise, statuses=(422,)),
    Screen("waiting-30", "Wacht op antwoord van 30 scholen", _many),
    Screen("waiting-overtaken", "Wacht op antwoord van 2 scholen", _overtaken),
    Screen(
        "waiting-none",
        "Geen school wacht op antwoord",
        logged_in("zes-scholen", f"{_SIX}/wachten"),
    ),
    Screen("overview-waiting", "Overzicht van uw scholen", _overview_of_waiting),
    Screen("one-school-waits", "De Regenboog", _school_that_waits),
)
