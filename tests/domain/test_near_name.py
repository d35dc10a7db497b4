"""Names that people type for a system: asked back where they are near one, and only there."""

import csv
from datetime import date
from pathlib import Path

import pytest

from wizard.catalogue import Catalogue
from wizard.domain import near_name
from wizard.settings import ROOT

_CATALOGUE = Catalogue.load(ROOT / "config")
_TODAY = date(2026, 11, 23)
_NEAR = {
    "parnassys": (
        *("parnasys", "Parnassys LAS", "Pranassys", "parnasis", "Parnesys", "ParnasSys Online"),
        *("LAS ParnasSys van Topicus", "Topicus", "Parna\u00adssys\u200b"),
    ),
    "esis": ("ESIS LAS", "Essis", "Esis van Rovict", "Rovict", "Rovict Esis", "ESIS\u2011B LVS"),
    "eduscope": ("eduscoop", "Edu Scoop", "EduScop"),
}
#: Systems and words that are none of these, also the nearest that came to mind.
_OTHERS = (
    *("Rapportix", "Kwintalys", "Magister", "Somtoday", "Somtoday van Topicus", "EduArte", "Edux"),
    *("Isis", "Iris", "Basis", "Oase", "Oasis", "Osiris", "MijnSchool", "Ons LAS", "LAS", "LVS"),
    *("Presentis", "Zermelo", "Focus PO", "Gynzy", "TOPdossier", "School", "Esprit", "?", "..."),
)
_TESTS = {
    "Boom": ("boom", "Boom LVS", "toetssysteem van Boom"),
    "IEP": ("IEP", "I.E.P.", "IEP toets", "iep van Bureau ICE"),
    "ROUTE 8": ("Route8", "route 8"),
    "Leerling in beeld": ("leerling in beeld", "Cito Leerling in Beeld"),
}


@pytest.mark.parametrize(("typed", "key"), [(t, key) for key, all_ in _NEAR.items() for t in all_])
def test_what_is_near_is_asked_back(typed: str, key: str) -> None:
    found = _CATALOGUE.near_system(typed, _TODAY)
    assert found is not None
    assert found.key == key
    assert _CATALOGUE.system_for_tests(typed) is None


@pytest.mark.parametrize("typed", _OTHERS)
def test_another_name_is_taken_as_it_is(typed: str) -> None:
    assert _CATALOGUE.near_system(typed, _TODAY) is None
    assert _CATALOGUE.system_for_tests(typed) is None


def test_no_system_of_ours_is_near_another_or_is_one_for_tests() -> None:
    systems = list(_CATALOGUE.systems.values())
    for system in systems:
        others = [each for each in systems if each is not system]
        for name in (system.name, *system.aliases):
            assert near_name.near(name, others) is None, name
            assert _CATALOGUE.system_for_tests(name) is None, name


@pytest.mark.parametrize(
    ("typed", "name"), [(t, key) for key, all_ in _TESTS.items() for t in all_]
)
def test_a_system_for_tests_is_known(typed: str, name: str) -> None:
    assert _CATALOGUE.system_for_tests(typed) == name
    assert _CATALOGUE.near_system(typed, _TODAY) is None


def test_each_name_of_a_system_for_tests_is_known_and_near_no_las() -> None:
    names = _CATALOGUE.systems_for_tests
    assert len(names) > 9
    for name in names:
        assert _CATALOGUE.system_for_tests(name) == name
        assert _CATALOGUE.near_system(name, _TODAY) is None


@pytest.mark.realdata
def test_no_school_board_or_place_in_the_country_is_taken_for_a_system(real_data: Path) -> None:
    with (real_data / "besturen-bo.csv").open(encoding="cp1252", newline="") as file:
        names = {cell for row in csv.reader(file, delimiter=";") for cell in row}
    assert [each for each in names if _CATALOGUE.near_system(each, _TODAY)] == []
