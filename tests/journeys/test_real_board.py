"""The same on real schools: DUO's files of August 2026, and the largest board of the country."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.databases import MakeDatabase
from tests.journeys.what_agents_type import agents_find_first
from tests.journeys.whole_board import AT_MOST, finish, gave, three_systems
from tests.visitor import Visitor
from tests.ways import in_the_osr
from wizard.db.accounts import people
from wizard.domain.mandate import NewMandate
from wizard.ports import Wiring

pytestmark = [pytest.mark.realdata, pytest.mark.slow]
_COMMAND = Path(sys.executable).with_name("mandaatwijzer")


@pytest.fixture
def imported() -> dict[str, str]:
    """Give what the command said, so that the story can look at it."""
    return {}


@pytest.fixture
def fresh(fresh: MakeDatabase, real_data: Path, imported: dict[str, str]) -> MakeDatabase:
    """Give databases with the real schools, imported by the operator's own command."""

    def make(backend: str, _content: str) -> str:
        address = fresh(backend, "empty")
        done = subprocess.run(
            [
                *(_COMMAND, "import-schools", real_data / "vestigingen-bo-2026-08.csv"),
                *("--boards", real_data / "besturen-bo.csv"),
            ],
            env={**os.environ, "WIZARD_PRACTICE": "1", "WIZARD_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        imported["report"] = done.stdout
        return address

    return make


@in_the_osr
def test_all_55_schools_of_board_24597_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str, imported: dict[str, str]
) -> None:
    for number in ("749", "6011", "6122"):
        assert number in imported["report"].replace(".", "").replace(",", "")
    agents_find_first(wiring)  # here, for importing the country costs seconds

    visitor = Visitor(app)
    visitor.log_in("bestuur-24597")
    assert visitor.page.title.startswith("Stap 2 van 7")
    uses = three_systems([brin for brin in visitor.page.choices("school") if brin != "ontbreekt"])
    _arranged_for_bron(wiring, uses)
    finish(visitor, uses, register_key, known=True)
    assert visitor.submissions <= AT_MOST, visitor.submissions
    gave(wiring, uses)


def _arranged_for_bron(wiring: Wiring, uses: dict[str, str]) -> None:
    """Let the register know each school's LAS, as from the mandates of 2019-2020."""
    now = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        by = people.remember(session, issuer="i", subject="s", name="2019", email="", at=now)
        register = wiring.ports.register_for(session)
        wanted = [
            NewMandate(brin, "bron-po", wiring.catalogue.systems[key].as_choice(), date(2020, 1, 6))
            for brin, key in uses.items()
        ]
        register.save(wanted, by=by, at=now)
        given = register.of_schools([each.brin for each in wanted])
        register.confirm([each.id for each in given], by=by, at=now)
