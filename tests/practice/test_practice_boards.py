"""The practice boards: pretend, but as real ones are."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.builders import practice_settings
from tests.cli.saving import saved_acts
from tests.databases import MakeDatabase, database_at
from tests.db.backup.test_dump import content
from wizard.cli.demo import prepare
from wizard.domain.board import Board
from wizard.practice.boards import PracticeBoards, known_systems

CONFIG = Path(__file__).parents[2] / "config"


def in_peace(lines: Iterator[str], _total: int) -> Iterator[str]:
    return lines


SNAPSHOT = PracticeBoards().read(in_peace)
BOARD_OF = {school.brin: school.board_number for school in SNAPSHOT.schools}


def test_each_board_has_the_schools_that_its_number_promises() -> None:
    large = {"99001": 1, "99006": 6, "99055": 55, "99056": 55}
    assert Counter(BOARD_OF.values()) == large | {"99101": 2, "99102": 4, "99103": 3}
    assert {board.number for board in SNAPSHOT.boards} == set(BOARD_OF.values())


def test_brins_were_never_issued_and_each_school_has_a_main_site() -> None:
    assert len(BOARD_OF) == len(SNAPSHOT.schools)
    assert all(re.fullmatch("99[A-Z]{2}", brin) for brin in BOARD_OF)
    sites = {site.code for site in SNAPSHOT.sites}
    assert {f"{brin}00" for brin in BOARD_OF} < sites
    assert len(sites) == len(SNAPSHOT.sites)


def test_the_largest_board_has_a_long_name_and_one_name_twice_in_two_places() -> None:
    schools = [school for school in SNAPSHOT.schools if school.board_number == "99055"]
    ((twice, number),) = Counter(school.name for school in schools).most_common(1)
    assert number == 2
    assert len({school.place for school in schools if school.name == twice}) == 2
    assert max(len(school.name) for school in schools) > 77


def test_one_board_has_no_name() -> None:
    (nameless,) = (board for board in SNAPSHOT.boards if not board.name)
    board = Board(nameless.number, nameless.name, nameless.place)
    assert board.display_name == "Bestuur 99103 (Lopik)"


def test_what_is_known_differs_by_board() -> None:
    known = known_systems()
    assert Counter((BOARD_OF[brin], entry.system) for brin, entry in known.items()) == {
        ("99001", "parnassys"): 1,
        ("99006", "parnassys"): 6,
        ("99055", "parnassys"): 30,
        ("99055", "esis"): 15,
        ("99055", "eduscope"): 10,
        ("99101", "parnassys"): 2,
        ("99102", "esis"): 3,
    }


def test_what_is_known_stands_in_the_config() -> None:
    systems = tomllib.loads((CONFIG / "systems.toml").read_text(encoding="utf-8"))
    services = tomllib.loads((CONFIG / "services.toml").read_text(encoding="utf-8"))
    for entry in known_systems().values():
        assert entry.system in systems
        assert set(entry.services) <= set(services)


def test_who_starts_the_demo_again_finds_what_was_done(fresh: MakeDatabase) -> None:
    address = fresh("sqlite", "practice")
    saved_acts(address, acts=2)
    database = database_at(address)
    before = content(database)
    assert before["mandate"]
    prepare(practice_settings(address))
    assert content(database) == before
    database.dispose()
