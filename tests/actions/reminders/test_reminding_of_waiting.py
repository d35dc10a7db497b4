"""A reminder says of a school that was asked when to look again."""

import pytest

from tests.actions.conftest import works_as
from tests.actions.season import Season
from wizard.actions import gathering
from wizard.actions.steps import answers
from wizard.db import schools

_BOARD = "99001"
_DUE = "Kijk vandaag of De Regenboog heeft geantwoord"


def _ask_the_school(season: Season) -> None:
    with season.wiring.database.transaction() as session:
        work = works_as(season.wiring, session, season.clock, "Anna")
        board = schools.board(session, _BOARD)
        assert board is not None
        found = gathering.board_facts(
            session, work.register, board, gathering.season(work.catalogue, work.today)
        )
        answers.park(work, found.schools[0])


@pytest.mark.parametrize(
    ("asked_on", "says"),
    [("2026-11-25", "Wacht op school, kijk weer op maandag 30 november"), ("2026-11-16", _DUE)],
)
def test_the_line_of_the_school_says_it(season: Season, asked_on: str, says: str) -> None:
    season.ask("anna", _BOARD)
    season.at(asked_on)
    _ask_the_school(season)
    season.at("2026-11-25")
    season.send()
    plain = season.mailbox.mails[-1].get_body(("plain",))
    assert plain is not None
    assert f"De Regenboog, 99AA: RIO en Doorstroomtoets (vroeger: Eindtoets). {says}" in " ".join(
        plain.get_content().split()
    )
