"""Who says another LAS than the register knows is told so in one amber line, and goes on."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, give, given, save, to_check
from tests.schooldata.test_sheet_file import csv
from tests.visitor import Page, Visitor, words
from tests.ways import in_both_registers, on_postgres, with_htmx
from wizard.db.accounts import people
from wizard.domain.mandate import NewMandate, SystemChoice
from wizard.ports import Wiring

#: Each of their schools has a mandate for BRON po with ParnasSys since 2020.
_ALONE, _SIX = "/bestuur/99001", "/bestuur/99006"
_ESIS = {"system": "esis"}
_KWINTA = SystemChoice("ander/kwinta", "Kwinta", "")
_SAID = "Let op: voor ROD PO heeft De Regenboog een mandaat met ParnasSys. Klopt ESIS?"


@pytest.fixture
def anna(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with one school, at the choice of the service."""
    [visitor] = begun(app, _logs_in, "een-school", htmx)
    return visitor


@pytest.fixture
def bart(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with six schools."""
    [visitor] = begun(app, _logs_in, "zes-scholen", htmx)
    return visitor


def _logs_in(app: Flask, username: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in(username)
    return (visitor,)


def _amber(page: Page) -> list[str]:
    """Return what the page says in amber of another LAS."""
    return [
        words(node)
        for node in page.all("p")
        if words(node).startswith("Let op: ") and _is_amber(node)
    ]


def _is_amber(node: object) -> bool:
    around = node.getparent()  # type: ignore[attr-defined]
    classes = f"{node.get('class')} {around.get('class')}"  # type: ignore[attr-defined]
    return "mw-amber" in classes or "mw-notice--attention" in classes


def _names(visitor: Visitor) -> dict[str, str]:
    """Return the names of the six schools by BRIN."""
    return {
        brin: name.removesuffix(f" {brin}")
        for brin, name in visitor.get(f"{_SIX}/las").choices("b").items()
    }


def _of(name: str, *, said: str = "ESIS", services: str = "ROD PO") -> str:
    return f"Let op: voor {services} heeft {name} een mandaat met ParnasSys. Klopt {said}?"


def _tell(visitor: Visitor, *brins: str, system: str = "esis") -> None:
    ticks = "".join(f"&b={brin}" for brin in brins)
    visitor.get(f"{_SIX}/las?controle=1&las={system}{ticks}")
    visitor.send()


def _has(wiring: Wiring, brin: str, service: str, system: SystemChoice) -> None:
    """Let a school have a mandate that stands in the register."""
    at = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        person = people.remember(session, issuer="x", subject="x", name="X", email="", at=at)
        register = wiring.ports.register_for(session)
        register.save([NewMandate(brin, service, system, date(2026, 1, 5))], by=person, at=at)
        register.confirm([each.id for each in register.of_schools([brin])], by=person, at=at)


class TestCheck:
    @in_both_registers
    @with_htmx
    def test_it_says_so_and_saves_all_the_same(self, anna: Visitor, wiring: Wiring) -> None:
        to_check(anna, **_ESIS)
        assert _amber(anna.page) == [_SAID]
        anna.send()
        assert (anna.page.status, _amber(anna.page)) == (422, [_SAID])
        save(anna)
        assert given(wiring, "99AA") == [("rio", "ESIS"), ("eindtoets", "ESIS")]

    def test_the_same_las_is_not_remarked_upon(self, anna: Visitor) -> None:
        to_check(anna)
        assert _amber(anna.page) == []

    def test_the_second_service_says_so_too(self, anna: Visitor) -> None:
        give(anna, "rio", **_ESIS)
        anna.get(f"{ONE}/dienst")
        anna.send(services="eindtoets")
        assert anna.page.h1 == "Nu de doorstroomtoets voor De Regenboog"
        assert _amber(anna.page) == [_SAID]

    @pytest.mark.parametrize("old", ["behouden", "beeindigen"])
    def test_what_becomes_of_an_old_one_is_said_once(self, anna: Visitor, old: str) -> None:
        give(anna)
        anna.get(f"{ONE}/dienst")
        anna.send(services=BOTH)
        anna.send(**_ESIS)
        anna.send(**_ESIS, old=old)
        assert "Oud mandaat ParnasSys" in anna.page.says
        assert _amber(anna.page) == [_SAID], "nothing of RIO and the Eindtoets"

    def test_two_others_stand_in_one_line(self, anna: Visitor, wiring: Wiring) -> None:
        _has(wiring, "99AA", "verzuim", _KWINTA)
        to_check(anna, **_ESIS)
        [said] = _amber(anna.page)
        assert said.endswith(
            "een mandaat met ParnasSys. Voor het verzuimregister is dat Kwinta. Klopt ESIS?"
        )


class TestTable:
    def test_before_it_is_kept_and_after(self, bart: Visitor) -> None:
        names = _names(bart)
        bart.get(f"{_SIX}/las?controle=1&las=esis&b=99AB&b=99AC")
        both = {_of(names["99AB"]), _of(names["99AC"])}
        assert set(_amber(bart.page)) == both
        bart.send()
        assert set(_amber(bart.page)) == both
        assert "Heeft ook een mandaat met een ander LAS" in bart.page.says
        bart.get(f"{_SIX}/las?controle=1&las=esis&b=99AB&b=99AD")
        assert _amber(bart.page) == [_of(names["99AD"]), _of(names["99AB"])], "that stood so"

    def test_it_is_gone_once_the_las_is_told_right(self, bart: Visitor) -> None:
        _tell(bart, "99AB")
        _tell(bart, "99AB", system="parnassys")
        assert _amber(bart.page) == []
        assert "Heeft ook een mandaat met een ander LAS" not in bart.page.says


@with_htmx
def test_each_row_of_a_list_says_so_also_when_it_says_nothing_new(bart: Visitor) -> None:
    names, rows = _names(bart), csv(("99AB", "ESIS"), ("99AC", "ParnasSys")).encode()
    for heading in ("Wat wij lazen: 1 school", "Wisten wij al: kijk nog eens naar 1 school"):
        bart.get(f"{_SIX}/las/bestand")
        bart.send(file=(BytesIO(rows), "las.csv"))
        assert heading in bart.page.says
        assert "1 school heeft ook een mandaat met een ander LAS." in bart.page.says
        assert _amber(bart.page) == [_of(names["99AB"])]
        if bart.page.forms:
            bart.send()


def test_who_gives_a_las_together_sees_it_at_each_school(bart: Visitor, wiring: Wiring) -> None:
    names = _names(bart)
    _tell(bart, "99AB", "99AC")
    bart.get(f"{_SIX}/samen?las=esis")
    assert set(_amber(bart.page)) == {_of(names["99AB"]), _of(names["99AC"])}
    bart.send(entitled="y")
    assert given(wiring, "99AC") == [("rio", "ESIS"), ("eindtoets", "ESIS")]
    bart.get(f"{_SIX}/samen?las=parnassys")
    assert bart.page.h1.startswith("Controleer: ParnasSys")
    assert _amber(bart.page) == []


def test_a_change_of_las_says_what_a_third_one_keeps(bart: Visitor, wiring: Wiring) -> None:
    name = _names(bart)["99AC"]
    _has(wiring, "99AC", "verzuim", _KWINTA)
    bart.get(f"{_SIX}/overstap?old=parnassys")
    bart.send(bart.page.search, controle="1", ends_on="31-12-2026", **_ESIS)
    assert bart.page.h1 == "Controleer de overstap"
    assert _amber(bart.page) == [
        f"Let op: voor het verzuimregister heeft {name} een mandaat met Kwinta. Klopt ESIS?"
    ]


class TestWaiting:
    @pytest.fixture
    def waiting(self, bart: Visitor) -> Visitor:
        """Give somebody who waits for three schools."""
        for brin in ("99AB", "99AC", "99AD"):
            bart.get(f"{_SIX}/school/{brin}/dienst")
            bart.send(services=BOTH)
            bart.send(system="weet-ik-niet")
        bart.get(f"{_SIX}/wachten")
        return bart

    def test_nothing_is_said_of_who_has_not_answered(self, waiting: Visitor) -> None:
        assert _amber(waiting.page) == []

    def test_an_answer_that_was_kept_is_named(self, waiting: Visitor) -> None:
        name = _names(waiting)["99AB"]
        waiting.get(f"{_SIX}/wachten")
        waiting.send(**{"las-99AB": "esis", "las-99AC": "parnassys"})
        assert _amber(waiting.page) == [f"{_of(name)} Bekijk dit LAS"]
        address = waiting.page.url
        _tell(waiting, "99AB", system="parnassys")
        assert _amber(waiting.get(address)) == [], "nor does Back say what is gone"

    def test_several_are_counted(self, waiting: Visitor) -> None:
        waiting.send(**{"las-99AB": "esis", "las-99AC": "esis", "las-99AD": "esis"})
        assert waiting.page.h1 == "Geen school wacht op antwoord"
        assert _amber(waiting.page) == [
            "Let op: 3 scholen hebben ook een mandaat met een ander LAS. Klopt hun LAS? "
            "Bekijk deze scholen"
        ]

    def test_an_answer_that_is_not_kept_yet_is_remarked_upon_in_its_row(
        self, waiting: Visitor
    ) -> None:
        name = _names(waiting)["99AB"]
        waiting.get(f"{_SIX}/wachten")
        waiting.send(**{"las-99AB": "esis", "look_again_on": "morgen"})
        assert waiting.page.status == 422
        assert _amber(waiting.page) == [_of(name)]


class TestOverview:
    def test_the_one_school_is_named_until_its_mandate_changes_too(self, anna: Visitor) -> None:
        assert _amber(anna.get(_ALONE)) == []
        anna.get(f"{ONE}/dienst")
        give(anna, **_ESIS)
        assert _amber(anna.get(_ALONE)) == [f"{_SAID} Bekijk dit LAS"]
        anna.get(f"{_ALONE}/overstap?old=parnassys")
        anna.send(anna.page.search, controle="1", ends_on="23-11-2026", **_ESIS)
        anna.send(entitled="y")
        assert _amber(anna.get(_ALONE)) == []

    def test_a_mandate_that_ends_today_is_enough(self, anna: Visitor) -> None:
        give(anna)
        anna.get(f"{_ALONE}/las?controle=1&las=esis&b=99AA")
        anna.send()
        three = "voor RIO, de doorstroomtoets en ROD PO"
        assert three in _amber(anna.get(_ALONE))[0]
        anna.click_first("Bekijk dit LAS")
        assert three in _amber(anna.page)[0]
        anna.get(ONE)
        anna.click("Beëindig RIO met ParnasSys")
        anna.send(reason="anders", ends_on="23-11-2026", controle="1")
        anna.send(entitled="y")
        assert "voor de doorstroomtoets en ROD PO" in _amber(anna.get(_ALONE))[0]

    @on_postgres
    def test_several_are_counted_and_the_link_leads_to_them(self, bart: Visitor) -> None:
        _tell(bart, "99AB", "99AC")
        bart.get(_SIX)
        assert _amber(bart.page) == [
            "Let op: 2 scholen hebben ook een mandaat met een ander LAS. Klopt hun LAS? "
            "Bekijk deze scholen"
        ]
        assert bart.page.links["Bekijk deze scholen"] == f"{_SIX}/las#verschil"
        bart.click("Bekijk deze scholen")
        assert len(_amber(bart.page)) == 2

    def test_a_school_that_is_asked_is_not_among_them(self, bart: Visitor) -> None:
        _tell(bart, "99AB")
        _tell(bart, "99AB", system="weet-ik-niet")
        assert _amber(bart.get(_SIX)) == []
