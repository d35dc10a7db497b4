"""A board changes the LAS of its schools in one sitting: choose, look, change; in the OSR too."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_postgres, with_htmx
from wizard.db.accounts import people
from wizard.domain.mandate import Mandate, NewMandate, SystemChoice
from wizard.ports import Wiring

#: A board with six schools, each with a mandate for BRON po with ParnasSys since 2020.
_BOARD = "/bestuur/99006"
_CHANGE = f"{_BOARD}/overstap"
_BRINS = [f"99A{letter}" for letter in "BCDEFG"]
_BOX = {"entitled": "y"}
_TO_ESIS = {"system": "esis", "ends_on": "31-12-2026"}
SCHOOLOAS = SystemChoice("schooloas", "SchoolOAS", "Dotcomschool")


@pytest.fixture
def bart(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with six schools, at the choice."""
    [visitor] = begun(app, _at_the_choice, htmx)
    return visitor


def _at_the_choice(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen", _CHANGE)
    return (visitor,)


def _look(visitor: Visitor, **answers: str | list[str]) -> None:
    visitor.send(visitor.page.search, controle="1", **{**_TO_ESIS, **answers})


def _ticked(visitor: Visitor) -> list[str]:
    return sorted(visitor.page.search.fields.get("b", []))


def _of(wiring: Wiring, *brins: str) -> list[Mandate]:
    with wiring.database.reading() as session:
        return list(wiring.ports.register_for(session).of_schools(brins or _BRINS))


def _of_system(wiring: Wiring, name: str) -> list[Mandate]:
    return [each for each in _of(wiring) if each.system.name == name]


def _give(wiring: Wiring, brin: str, *services: str, system: SystemChoice, since: date) -> None:
    """Let a school have mandates that stand in the register."""
    at = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        person = people.remember(session, issuer="x", subject="x", name="X", email="", at=at)
        register = wiring.ports.register_for(session)
        wanted = [NewMandate(brin, each, system, since) for each in services]
        register.save(wanted, by=person, at=at)
        register.confirm([each.id for each in register.of_schools([brin])], by=person, at=at)


def _end_all(wiring: Wiring, brin: str, ends_on: date) -> None:
    at = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        person = people.remember(session, issuer="x", subject="x", name="X", email="", at=at)
        register = wiring.ports.register_for(session)
        ids = [each.id for each in register.of_schools([brin])]
        register.end_all(ids, ends_on=ends_on, by=person, at=at)


_TO_OTHER: dict[str, str | list[str]] = {"system": "ander", "b": ["99AB"]}


@with_htmx
def test_a_name_near_one_of_the_list_is_asked_back_and_a_button_chooses_it(
    bart: Visitor, wiring: Wiring
) -> None:
    _look(bart, name="Essis", **_TO_OTHER)
    assert bart.page.status == 422
    assert bart.page.errors == ["Bedoelt u ESIS? Kies een van de knoppen."]
    assert "Nog één vraag: de naam van het andere systeem" in bart.page.says
    bart.send(bart.page.post("Ja, kies ESIS"))
    assert "ESIS van Rovict" in bart.page.says
    bart.send(**_BOX)
    assert [each.brin for each in _of_system(wiring, "ESIS")] == ["99AB"]


@with_htmx
def test_who_says_that_it_is_another_system_is_believed(bart: Visitor, wiring: Wiring) -> None:
    _look(bart, name="Essis", **_TO_OTHER)
    bart.send(bart.page.post("Nee, echt een ander systeem"))
    bart.click("Kies andere scholen of andere dagen")
    bart.send(bart.page.search, controle="1")
    assert bart.page.h1 == "Controleer de overstap", "it is not asked again"
    bart.send(**_BOX)
    assert [each.brin for each in _of_system(wiring, "Essis")] == ["99AB"]


def test_the_system_that_stops_and_one_for_tests_are_not_changed_to(bart: Visitor) -> None:
    for typed, said in (
        ("Parnas", "ParnasSys is het LAS dat stopt. Kies een ander LAS."),
        ("parnasys", "Bedoelt u ParnasSys? Dat is het LAS dat stopt."),
        (
            "boom",
            "Boom is een toets of toetsleverancier, geen LAS. Vul de naam van het "
            "administratiesysteem in.",
        ),
    ):
        bart.get(_CHANGE)
        _look(bart, name=typed, **_TO_OTHER)
        assert bart.page.errors == [said]
        assert "Ja, kies ParnasSys" not in bart.page.says


@in_both_registers
@on_postgres
def test_six_schools_change_with_one_submission(
    bart: Visitor, wiring: Wiring, register_key: str
) -> None:
    before = bart.submissions
    assert bart.page.h1 == "Stap over op een ander LAS"
    assert "U stapt over van ParnasSys." in bart.page.says
    assert _ticked(bart) == _BRINS, "all that have it"
    assert "parnassys" not in bart.page.choices("system")
    _look(bart)
    assert bart.page.h1 == "Controleer de overstap"
    read = bart.page.part("mw-sentence__text").removesuffix(" Klopt dat?")
    assert read == (
        "U stapt bij 6 scholen over van ParnasSys naar ESIS, voor ROD PO. ParnasSys eindigt op "
        "donderdag 31 december 2026, ESIS begint op vrijdag 1 januari 2027. U geeft 6 nieuwe "
        "mandaten."
    )
    assert _of_system(wiring, "ESIS") == []
    bart.send(**_BOX)
    assert bart.submissions - before == 1
    assert {each.ends_on for each in _of_system(wiring, "ParnasSys")} == {date(2026, 12, 31)}
    assert {each.starts_on for each in _of_system(wiring, "ESIS")} == {date(2027, 1, 1)}
    if register_key == "osr":
        assert bart.page.url == f"{_BOARD}/kopie/MW-2026-00001"
        bart.get(f"{_BOARD}/bewijs/MW-2026-00001")
    assert bart.page.url == f"{_BOARD}/bewijs/MW-2026-00001"
    done = bart.page.part("mw-receipt__sentence")
    assert done.startswith("Stichting De Waterlanden stapte bij 6 scholen over van ParnasSys naar")
    assert done.endswith("Stichting De Waterlanden gaf 6 nieuwe mandaten.")
    assert "Gekopieerd van" not in bart.page.says


def test_only_the_ticked_schools_change_and_the_others_stay(bart: Visitor, wiring: Wiring) -> None:
    _look(bart, b=["99AC", "99AD"])
    assert "U stapt bij 2 scholen over" in bart.page.says
    assert "Blijft achter: 4 scholen" in bart.page.says
    bart.send(**_BOX)
    assert [each.brin for each in _of_system(wiring, "ESIS")] == ["99AC", "99AD"]
    ended = [each.brin for each in _of_system(wiring, "ParnasSys") if each.ends_on]
    assert ended == ["99AC", "99AD"]


def test_the_history_of_a_school_says_both(bart: Visitor) -> None:
    _look(bart, b=["99AC"])
    bart.send(**_BOX)
    bart.get(f"{_BOARD}/school/99AC")
    assert "beëindigde ROD PO (vroeger: BRON po) met ParnasSys bij" in bart.page.says
    assert "per donderdag 31 december 2026 (de school stapt over op een ander LAS)" in (
        bart.page.says
    )
    assert "sloeg ROD PO (vroeger: BRON po) op voor" in bart.page.says


_WARNINGS = [
    ("", None),
    ("4-1-2027", "Tussen 31 december 2026 en 4 januari 2027 is er 3 dagen geen toestemming."),
    ("2-1-2027", "Tussen 31 december 2026 en 2 januari 2027 is er 1 dag geen toestemming."),
    ("31-12-2026", "Op 31 december 2026 mogen beide systemen gegevens uitwisselen."),
    (
        "1-12-2026",
        "Van 1 december 2026 tot en met 31 december 2026 mogen beide systemen gegevens",
    ),
]


def test_a_gap_and_an_overlap_are_told_before_and_allowed(bart: Visitor, wiring: Wiring) -> None:
    """The day after, a gap, one day, one day both, an overlap."""
    untouched = bart.page.search
    for starts_on, warning in _WARNINGS:
        bart.send(untouched, controle="1", **_TO_ESIS, starts_on=starts_on)
        if warning:
            assert warning in bart.page.says
        else:
            assert "toestemming." not in bart.page.says
            assert "beide systemen" not in bart.page.says
    bart.send(**_BOX)
    assert len(_of_system(wiring, "ESIS")) == 6


_REFUSED: list[tuple[dict[str, str | list[str]], list[str]]] = [
    ({"system": ""}, ["Kies het nieuwe LAS."]),
    ({"system": "parnassys"}, ["Kies het nieuwe LAS."]),
    ({"system": "schooloas"}, ["Kies het nieuwe LAS."]),
    ({"ends_on": ""}, ["Vul de laatste dag van ParnasSys in."]),
    ({"ends_on": "morgen"}, ["Vul een datum in, zoals 31-12-2026."]),
    ({"ends_on": "22-11-2026"}, ["Kies vandaag of een latere dag. Eerder kan niet."]),
    ({"starts_on": "22-11-2026"}, ["Kies vandaag of een latere dag. Eerder kan niet."]),
    ({"starts_on": "32-1-2027"}, ["Vul een datum in, zoals 31-12-2026."]),
    ({"b": []}, ["Kies minstens één school."]),
    ({"system": "ander"}, ["Vul de naam van het andere systeem in."]),
    ({"system": "ander", "name": "Esis"}, ["ESIS staat in de lijst. Kies het met de knop."]),
    (
        {"system": "", "ends_on": ""},
        ["Kies het nieuwe LAS.", "Vul de laatste dag van ParnasSys in."],
    ),
]


@with_htmx
def test_what_is_missing_or_cannot_be_is_said_and_what_was_typed_stays(bart: Visitor) -> None:
    untouched = bart.page.search
    for answers, errors in _REFUSED:
        sent: dict[str, str | list[str]] = {**_TO_ESIS, "b": _BRINS, **answers}
        bart.send(untouched, controle="1", **sent)
        assert bart.page.status == 422, answers
        assert bart.page.errors == errors
        assert bart.page.title.startswith("Fout:")
        fields = bart.page.post("Controleer de overstap").fields
        assert fields["ends_on"] == sent["ends_on"]
        assert fields.get("system", "") == (
            sent["system"] if sent["system"] in bart.page.choices("system") else ""
        )
        assert sorted(fields.get("b", [])) == sent["b"]


def test_wijzig_leads_back_to_the_choice_with_everything_that_was_chosen(bart: Visitor) -> None:
    _look(bart, b=["99AC", "99AE"], starts_on="4-1-2027")
    bart.click("Wijzig Naar")
    fields = bart.page.search.fields
    assert _ticked(bart) == ["99AC", "99AE"]
    assert (fields["system"], fields["ends_on"], fields["starts_on"]) == (
        *("esis", "31-12-2026", "4-1-2027"),
    )


@with_htmx
def test_without_the_box_nothing_happens(bart: Visitor, wiring: Wiring) -> None:
    _look(bart)
    bart.send()
    assert bart.page.status == 422
    assert bart.page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert _of_system(wiring, "ESIS") == []
    bart.send(**_BOX)
    assert len(_of_system(wiring, "ESIS")) == 6


def test_another_system_by_its_name(bart: Visitor, wiring: Wiring) -> None:
    _look(bart, system="ander", name="  Kwinta  LAS ")
    assert "van ParnasSys naar Kwinta LAS" in bart.page.says
    bart.send(**_BOX)
    assert len(_of_system(wiring, "Kwinta LAS")) == 6


def test_sent_twice_is_changed_once(bart: Visitor, wiring: Wiring) -> None:
    _look(bart)
    page = bart.page.form
    bart.send(page, **_BOX)
    bart.page.url = _CHANGE
    bart.send(page, **_BOX)
    assert bart.page.status == 200
    assert "MW-2026-00001" in bart.page.url
    assert len(_of_system(wiring, "ESIS")) == 6


@with_htmx
def test_what_a_colleague_changed_is_looked_at_again(bart: Visitor, wiring: Wiring) -> None:
    _look(bart)
    _end_all(wiring, "99AC", date(2026, 11, 30))
    bart.send(**_BOX)
    assert bart.page.status == 422
    [error] = bart.page.errors
    assert error.startswith("Er is intussen iets gewijzigd. Lees opnieuw wat er nu gebeurt.")
    assert "U stapt bij 5 scholen over" in bart.page.says
    assert "Koos u, maar gaat niet mee" in bart.page.says
    assert (
        "ROD PO (vroeger: BRON po): het mandaat van ParnasSys eindigt al op 30 november 2026. "
        "Daarna is er 31 dagen geen toestemming." in bart.page.says
    )
    assert _of_system(wiring, "ESIS") == []
    bart.send(**_BOX)
    assert {each.brin for each in _of_system(wiring, "ESIS")} == {*_BRINS} - {"99AC"}


def test_who_is_busy_with_a_school_is_not_crossed_and_the_page_leads_there(bart: Visitor) -> None:
    bart.get(f"{_BOARD}/school/99AB/dienst")
    for answers in ({"services": "rio"}, {"system": "parnassys"}):
        bart.send(**answers)
    busy = bart.page.url
    bart.get(_CHANGE)
    _look(bart)
    assert "U stapt bij 5 scholen over" in bart.page.says
    assert "Iemand is bezig met deze school, met ParnasSys. Rond dat eerst af." in bart.page.says
    bart.click_first("Ga naar ")
    assert bart.page.url == busy


def test_a_page_that_stood_open_over_midnight_asks_for_the_day_again(
    app: Flask, wiring: Wiring, clock: SteppingClock, htmx: bool
) -> None:
    clock.jump(datetime(2026, 11, 23, 22, 50, tzinfo=UTC))  # ten to midnight in the Netherlands
    bart = Visitor(app, htmx=htmx)
    bart.log_in("zes-scholen", _CHANGE)
    _look(bart, ends_on="23-11-2026")
    clock.forward(minutes=20)
    bart.send(**_BOX)
    assert bart.page.status == 422
    assert bart.page.h1 == "Stap over op een ander LAS"
    assert bart.page.errors == ["Kies vandaag of een latere dag. Eerder kan niet."]
    assert _ticked(bart) == _BRINS
    assert _of_system(wiring, "ESIS") == []


def test_from_the_school_only_that_school_is_ticked(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/school/99AD")
    bart.click("Stapt deze school over op een ander LAS?")
    assert bart.page.search.fields["b"] == "99AD"
    _look(bart)
    assert "BRIN 99AD" in bart.page.part("mw-sentence__text")
    bart.send(**_BOX)
    assert [each.brin for each in _of_system(wiring, "ESIS")] == ["99AD"]


def test_the_overview_leads_there(bart: Visitor) -> None:
    bart.get(_BOARD)
    bart.click("Stappen scholen over op een ander LAS?")
    assert bart.page.url == _CHANGE


def test_step_4_leads_there_when_more_schools_have_the_old_las(bart: Visitor) -> None:
    bart.get(f"{_BOARD}/school/99AB/dienst")
    for answers in ({"services": "rio+eindtoets"}, {"system": "parnassys"}, _BOX):
        bart.send(**answers)
    bart.get(f"{_BOARD}/school/99AB/dienst")
    bart.send(services="rio")
    bart.send(system="esis")
    bart.click("Regel de overstap voor alle scholen tegelijk")
    assert bart.page.url == f"{_CHANGE}?old=parnassys"


def test_with_several_systems_the_one_to_leave_is_asked_first(
    bart: Visitor, wiring: Wiring
) -> None:
    _give(wiring, "99AB", "rio", system=SCHOOLOAS, since=date(2020, 1, 6))
    bart.get(_CHANGE)
    assert bart.page.choices("old") == {"parnassys": "ParnasSys", "schooloas": "SchoolOAS"}
    bart.send(verder="1")
    assert (bart.page.status, bart.page.errors) == (422, ["Kies het LAS dat stopt."])
    bart.send(old="schooloas")
    assert "U stapt over van SchoolOAS." in bart.page.says
    assert list(bart.page.choices("b")) == ["99AB"]


def test_what_nobody_has_cannot_be_left(bart: Visitor) -> None:
    assert bart.get(f"{_CHANGE}?old=esis").errors == ["Kies het LAS dat stopt."]
    assert bart.page.status == 422
    assert "Van welk LAS stapt u over?" in bart.page.says


def test_a_board_without_mandates_has_nothing_to_leave(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("kantoor", "/bestuur/99103/overstap")
    assert "Er is dus geen LAS om van over te stappen." in visitor.page.says
    visitor.get("/bestuur/99103")
    assert "Stappen scholen over op een ander LAS?" not in visitor.page.links


class TestSchoolOas:
    """It stopped on 31 December 2021; its schools have BRON po and RIO with it since 2020."""

    @pytest.fixture
    def arrives(
        self, app: Flask, wiring: Wiring, clock: SteppingClock, htmx: bool
    ) -> Callable[[int, int, int], Visitor]:
        """Give a function: the visitor at the choice, on a day."""

        def on(year: int, month: int, day: int) -> Visitor:
            clock.jump(datetime(year, month, day, 9, 0, tzinfo=UTC))
            for brin in _BRINS:
                _give(wiring, brin, "bron-po", "rio", system=SCHOOLOAS, since=date(2020, 1, 6))
            visitor = Visitor(app, htmx=htmx)
            visitor.log_in("zes-scholen", f"{_CHANGE}?old=schooloas")
            return visitor

        return on

    def test_in_its_last_months_its_last_day_stands_there_already(
        self, arrives: Callable[[int, int, int], Visitor], wiring: Wiring
    ) -> None:
        visitor = arrives(2021, 10, 4)
        assert "SchoolOAS stopt. De laatste dag is vrijdag 31 december 2021." in visitor.page.says
        assert visitor.page.search.fields["ends_on"] == "31-12-2021"
        visitor.send(visitor.page.search, controle="1", system="esis")
        assert "van SchoolOAS naar ESIS, voor RIO en BRON po" in visitor.page.says
        assert "werkt niet meer" not in visitor.page.says
        visitor.send(**_BOX)
        assert {each.ends_on for each in _of_system(wiring, "SchoolOAS")} == {date(2021, 12, 31)}
        assert {each.starts_on for each in _of_system(wiring, "ESIS")} == {date(2022, 1, 1)}
        assert len(_of_system(wiring, "ESIS")) == 12

    def test_today_its_mandates_end_today_and_the_page_says_that_it_stopped(
        self, arrives: Callable[[int, int, int], Visitor], wiring: Wiring
    ) -> None:
        visitor = arrives(2026, 11, 23)
        stopped = "SchoolOAS werkt niet meer. De laatste dag was vrijdag 31 december 2021."
        assert stopped in visitor.page.says
        assert visitor.page.search.fields["ends_on"] == "23-11-2026"
        visitor.send(visitor.page.search, controle="1", system="esis")
        assert stopped in visitor.page.says
        nothing = "Tussen 31 december 2021 en 24 november 2026 wisselt geen systeem gegevens uit."
        assert nothing in visitor.page.says
        visitor.send(**_BOX)
        assert {each.ends_on for each in _of_system(wiring, "SchoolOAS")} == {date(2026, 11, 23)}

    def test_a_last_day_after_it_stopped_is_warned_about(
        self, arrives: Callable[[int, int, int], Visitor]
    ) -> None:
        visitor = arrives(2021, 11, 4)
        untouched = visitor.page.search
        for starts_on, warning in (
            ("1-1-2022", "De oude mandaten hoeven niet langer te lopen dan die dag."),
            ("", "Tussen 31 december 2021 en 1 februari 2022 wisselt geen systeem gegevens uit."),
        ):
            visitor.send(
                untouched,
                controle="1",
                system="esis",
                ends_on="31-1-2022",
                starts_on=starts_on,
            )
            assert warning in visitor.page.says

    def test_who_goes_there_is_warned(self, app: Flask, clock: SteppingClock, htmx: bool) -> None:
        clock.jump(datetime(2021, 11, 4, 9, 0, tzinfo=UTC))
        visitor = Visitor(app, htmx=htmx)
        visitor.log_in("zes-scholen", _CHANGE)
        _look(visitor, system="schooloas", ends_on="30-11-2021")
        assert "SchoolOAS stopt. De laatste dag is vrijdag 31 december 2021." in visitor.page.says


class TestInTheOsr:
    """A person records the new mandates and ends the old ones; the clicks say both."""

    @pytest.fixture
    def register_key(self) -> str:
        return "osr"

    @pytest.fixture
    def changed(self, bart: Visitor) -> Visitor:
        _look(bart, ends_on="27-11-2026")
        bart.send(**_BOX)
        return bart

    def test_the_clicks_end_with_the_old_mandates_at_each_school(self, changed: Visitor) -> None:
        assert changed.page.h1 == "Leg de overstap naar ESIS nu vast in het OSR"
        changed.get(f"{changed.page.url}?klik=99")
        now = changed.page.part("mw-clicks__item--now")
        assert now.startswith(
            "ROD PO (vroeger: BRON po): beëindig de oude mandaten Doe dit per school, bij 6 scholen"
        )
        assert "het oude mandaat met ParnasSys, voor ‘ROD PO’" in now
        assert "Vul als einddatum vrijdag 27 november 2026 in" in now
        assert "Vink een school pas aan als ook het oude mandaat een einddatum heeft." in (
            changed.page.says
        )

    def test_each_dienst_has_a_click_of_its_own_with_the_schools_that_have_it(
        self, bart: Visitor, wiring: Wiring
    ) -> None:
        since = date(2020, 1, 6)
        for brin, services in (("99AB", ("rio", "verzuim")), ("99AC", ("rio",))):
            _give(wiring, brin, *services, system=SCHOOLOAS, since=since)
        bart.get(f"{_CHANGE}?old=schooloas")
        _look(bart, system="esis")
        bart.send(**_BOX)
        bart.get(f"{bart.page.url}?klik=99")
        says = bart.page.part("mw-clicks")
        rio = "RIO: beëindig de oude mandaten Doe dit per school, bij 2 scholen"
        verzuim = "Verzuim: beëindig de oude mandaten Doe dit per school, bij 1 school"
        assert 0 < says.index(rio) < says.index(verzuim)

    def test_what_is_left_is_counted_anew(self, changed: Visitor) -> None:
        changed.send(seen=["99AB", "99AC"], **_BOX)
        changed.get(f"{changed.page.url}?klik=99")
        assert "Doe dit per school, bij 4 scholen" in changed.page.part("mw-clicks__item--now")

    def test_a_service_that_the_overview_does_not_show_waits_there_all_the_same(
        self, changed: Visitor, wiring: Wiring
    ) -> None:
        here = changed.page.url
        changed.get(_BOARD)
        assert "Alles is geregeld" not in changed.page.says
        assert "Nu: leg de overstap van 6 scholen vast in het OSR" in changed.page.says
        changed.click("Ga verder met vastleggen in het OSR")
        assert changed.page.url == here
        changed.get(here.replace("/kopie/", "/bewijs/"))
        changed.click("Leg dit vast in het OSR")
        assert changed.page.url == here
        changed.click("Ik zie ze allemaal: vink alle scholen aan")
        changed.send(**_BOX)
        assert changed.page.h1 == "Vastgelegd in het OSR"
        assert "leg de overstap" not in changed.get(_BOARD).says
        assert all(each.is_recorded for each in _of(wiring))

    def test_what_is_not_recorded_yet_cannot_be_left(self, bart: Visitor) -> None:
        bart.get(f"{_BOARD}/school/99AB/dienst")
        for answers in ({"services": "rio+eindtoets"}, {"system": "parnassys"}, _BOX):
            bart.send(**answers)
        bart.get(_CHANGE)
        _look(bart, b=["99AB"])
        assert "U stapt bij" in bart.page.says
        assert (
            "Blijft zo. RIO: het mandaat van ParnasSys staat nog niet in het OSR." in bart.page.says
        )
