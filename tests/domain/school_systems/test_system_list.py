"""What a list of schools and their LAS says, and what is wrong with it, row by row."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import ESIS, PARNASSYS, TEST, board, parked, recorded, school
from wizard.domain.mandate import SystemChoice
from wizard.domain.school_systems.system_list import (
    Fault,
    Names,
    Row,
    SystemList,
    WrongRow,
    understand,
)
from wizard.domain.system import AdministrationSystem

_PARNASSYS = AdministrationSystem("parnassys", "ParnasSys", "Topicus", ("Parnas", "ParnasSys LAS"))
_ESIS = AdministrationSystem("esis", "ESIS", "Rovict", ("Esis-B",))
_SOME = AdministrationSystem("some", "Some", "Dubbel")
_OTHER = AdministrationSystem("other", "Other", "Dubbel")
_OAS = AdministrationSystem("oas", "SchoolOAS", "Dotcomschool", ended_on=date(2021, 12, 31))
_KWINTA = SystemChoice("ander/kwinta", "Kwinta", "")
NAMES = Names((_PARNASSYS, _ESIS, _SOME, _OTHER), (_OAS,), (_KWINTA,), ("Boom", "IEP"))
OURS = board(school(brin="99AA"), school(brin="99AB"), school(brin="99AC"))


def read(*rows: tuple[str, str]) -> SystemList:
    """Understand a list whose header stands on line 1."""
    numbered = [Row(line, *row) for line, row in enumerate(rows, start=2)]
    return understand(numbered, OURS, NAMES)


def said(found: SystemList) -> dict[str, str]:
    """Return BRIN -> name of the LAS."""
    return {each.facts.school.brin: each.system.name for each in found.said if each.system}


def fault(brin: str, system: str) -> WrongRow:
    """Return what is wrong with the one row of a list."""
    [wrong] = read((brin, system)).wrong
    return wrong


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("ParnasSys", "ParnasSys"), ("parnassys", "ParnasSys"), (" PARNAS ", "ParnasSys")),
        *(("ParnasSys (Topicus)", "ParnasSys"), ("Topicus ParnasSys", "ParnasSys")),
        *(("Topicus", "ParnasSys"), ("rovict", "ESIS"), ("Esis B", "ESIS"), ("kwinta", "Kwinta")),
    ],
)
def test_product_supplier_and_common_names_are_understood(typed: str, name: str) -> None:
    found = read(("99AA", typed))
    assert (said(found), found.wrong) == ({"99AA": name}, ())


@pytest.mark.parametrize("typed", ["99AA", "99aa", "99 AA", "99-AA", " 99AA "])
def test_a_brin_as_people_type_it(typed: str) -> None:
    assert said(read((typed, "ESIS"))) == {"99AA": "ESIS"}


class TestWrongRows:
    """Each is named with its line, what stands there, and what is right."""

    @pytest.mark.parametrize("typed", ["Parnasis", "Parnassis", "ParnaSsy"])
    def test_a_name_that_was_mistyped(self, typed: str) -> None:
        assert fault("99AA", typed) == WrongRow(2, typed, Fault.SYSTEM, ("ParnasSys",))

    def test_a_name_that_nobody_knows(self) -> None:
        names = ("ParnasSys", "ESIS", "Some", "Other", "Kwinta")
        assert fault("99AA", "Xyz") == WrongRow(2, "Xyz", Fault.SYSTEM, names)

    def test_a_supplier_of_several(self) -> None:
        assert fault("99AA", "Dubbel") == WrongRow(2, "Dubbel", Fault.SEVERAL, ("Some", "Other"))

    def test_a_system_that_ended(self) -> None:
        assert fault("99AA", "SchoolOAS").fault is Fault.ENDED

    def test_a_system_for_tests_is_no_las(self) -> None:
        for typed, name in (("boom", "Boom"), ("Boom LVS", "Boom"), ("I.E.P.", "IEP")):
            assert fault("99AA", typed) == WrongRow(2, typed, Fault.FOR_TESTS, (name,))

    @pytest.mark.parametrize(
        ("brin", "system", "kind"),
        [
            *(("", "ESIS", Fault.NO_BRIN), ("School", "ESIS", Fault.NO_SUCH_BRIN)),
            *(("99ZZ", "ESIS", Fault.NOT_YOURS), ("=A1", "ESIS", Fault.FORMULA)),
            *(("99AA", "=B1", Fault.FORMULA), ("99AA", '="ESIS"', Fault.FORMULA)),
        ],
    )
    def test_other_mistakes(self, brin: str, system: str, kind: Fault) -> None:
        assert fault(brin, system).fault is kind

    def test_a_school_that_stands_there_twice_is_taken_from_neither(self) -> None:
        found = read(("99AA", "ESIS"), ("99AB", "ESIS"), ("99aa", "ParnasSys"), ("99AA", "ESIS"))
        assert said(found) == {"99AB": "ESIS"}
        assert [(each.line, each.fault, each.right) for each in found.wrong] == [
            (2, Fault.TWICE, ("4", "5")),
            (4, Fault.TWICE, ("2", "5")),
            (5, Fault.TWICE, ("2", "4")),
        ]

    def test_of_two_thousand_rows_of_one_school_each_names_ten(self) -> None:
        found = read(*[("99AA", "ESIS"), ("99AA", "Parnas")] * 1_000)
        assert len(found.wrong) == 2_000
        assert {len(each.right) for each in found.wrong} == {10}
        assert found.wrong[1].right[:2] == ("2", "4")

    def test_one_wrong_row_holds_up_no_other(self) -> None:
        found = read(("99AA", "Xyz"), ("99AB", "ESIS"))
        assert (said(found), [each.line for each in found.wrong]) == ({"99AB": "ESIS"}, [2])


class TestWhatChanges:
    def test_a_row_without_a_las_changes_nothing(self) -> None:
        found = read(("99AA", ""), ("99AB", "ESIS"))
        assert (said(found), found.empty, found.wrong) == ({"99AB": "ESIS"}, 1, ())

    def test_what_we_know_already_is_said_and_changes_nothing(self) -> None:
        known = school(recorded(system=PARNASSYS), brin="99AA")
        rows = [Row(2, "99AA", "ParnasSys"), Row(3, "99AB", "ParnasSys")]
        found = understand(rows, board(known, school(brin="99AB")), NAMES)
        assert [each.facts.school.brin for each in found.changes] == ["99AB"]
        assert len(found.said) == 2

    def test_an_answer_ends_the_waiting(self) -> None:
        waits = school(draft=parked(TEST), brin="99AA")
        [only] = understand([Row(2, "99AA", "ESIS")], board(waits), NAMES).changes
        assert (only.system, only.before) == (ESIS, None)

    def test_a_mandate_of_another_las_stays(self) -> None:
        has = school(recorded(TEST, system=PARNASSYS), brin="99AA")
        [only] = understand([Row(2, "99AA", "ESIS")], board(has), NAMES).said
        assert [each.system for each in only.stays] == [PARNASSYS]


_CELLS = st.sampled_from(
    [
        "",
        "99AA",
        "99AB",
        "99AC",
        "99ZZ",
        "99a",
        "ESIS",
        "Parnas",
        "Xyz",
        "=1",
        "Dubbel",
        "SchoolOAS",
    ]
)


@given(st.lists(st.tuples(_CELLS, _CELLS), max_size=12))
def test_each_row_is_taken_empty_or_wrong_and_none_is_lost(rows: list[tuple[str, str]]) -> None:
    found = read(*rows)
    wrong = [each.line for each in found.wrong]
    assert len(wrong) == len(set(wrong))
    blank = [line for line, row in enumerate(rows, start=2) if not row[1] and line not in wrong]
    kept = [row for row in rows if row[0] in said(found) and row[1]]
    assert len(kept) + len(wrong) + len(blank) == len(rows)
    assert set(said(found)) <= {"99AA", "99AB", "99AC"}


@given(st.text(max_size=40))
def test_no_name_is_taken_for_what_it_is_not(typed: str) -> None:
    found = NAMES.find(typed)
    known = {name for each in NAMES.offered for name in each.bare_names}
    known |= {"topicus", "rovict", "kwinta"}
    bare = "".join(each for each in typed.casefold() if each.isalnum())
    assert isinstance(found, SystemChoice) == (bare in known and bare != "dubbel")


def test_an_ended_system_is_not_offered_by_another_name() -> None:
    names = replace(NAMES, ended=(_OAS, replace(_ESIS, key="old")))
    assert names.find("ESIS") == ESIS
