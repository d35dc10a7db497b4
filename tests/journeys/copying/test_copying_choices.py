"""Step 7: what is ticked, what the search keeps, what stays behind and why, and saying no."""

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import events, given, mandates
from tests.journeys.whole_board import give
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_postgres, with_htmx
from wizard.domain.mandate import Mandate
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

#: A board with four schools: three use ESIS, of the fourth nothing is known.
_MOLENS = "/bestuur/99102"
_BOX = {"entitled": "y"}


@pytest.fixture
def molens(app: Flask, htmx: bool, register_key: str) -> Visitor:
    """Give somebody of the board with four schools; the first has both mandates, with ESIS."""
    [visitor] = begun(app, _at_step_7, register_key, htmx)
    return visitor


def _at_step_7(app: Flask, register_key: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("kantoor", f"{_MOLENS}/stap/school")
    visitor.send(school=_with_esis(visitor)[0])
    give(visitor, "esis", register_key)
    visitor.click("Ga verder met de andere scholen")
    return (visitor,)


def _with_esis(visitor: Visitor) -> list[str]:
    choices = visitor.get(f"{_MOLENS}/stap/school").choices("school")
    return [brin for brin in choices if brin in known_systems()]


def _unknown(visitor: Visitor) -> str:
    known, page = known_systems(), visitor.get(f"{_MOLENS}/stap/school")
    [brin] = [each for each in page.choices("school") if each not in known and each != "ontbreekt"]
    return brin


def _to_copy(visitor: Visitor) -> Visitor:
    visitor.get(f"{_MOLENS}/school/{_with_esis(visitor)[0]}/andere-scholen")
    return visitor


def _preview(visitor: Visitor, **answers: str | list[str]) -> None:
    visitor.send(visitor.page.search, controle="1", **answers)


def test_it_says_what_is_copied_and_leads_back_to_the_ticks(molens: Visitor) -> None:
    said = "heeft nu mandaten voor RIO en de doorstroomtoets met ESIS. Kies de scholen die dezelfde"
    assert said in molens.page.says
    [one, *_] = molens.page.choices("b")
    _preview(molens, b=[one])

    assert "Uw vinkjes bewaren wij nog niet." in molens.page.says
    molens.click("Terug naar de scholen")
    assert molens.page.search.fields["b"] == one


def test_nothing_is_ticked_unless_the_las_of_that_school_is_known(molens: Visitor) -> None:
    offered, ticked = molens.page.choices("b"), molens.page.search.fields["b"]
    unknown = _unknown(molens)
    assert set(offered) - {unknown} == set(ticked)
    assert unknown in offered
    assert "Gebruikt deze school ook ESIS?" in _to_copy(molens).page.says


def test_ticking_a_school_says_which_las_it_uses(molens: Visitor, wiring: Wiring) -> None:
    unknown = _unknown(molens)
    _preview(_to_copy(molens), b=[unknown])
    assert "U zegt hiermee: deze school gebruikt ESIS." in molens.page.says
    assert "U kopieert RIO en de doorstroomtoets met ESIS naar 1 school." in molens.page.says
    assert "Dat zijn 2 mandaten." in molens.page.says
    molens.send(**_BOX)
    assert given(wiring, unknown) == [("rio", "ESIS"), ("eindtoets", "ESIS")]


@with_htmx
def test_without_a_tick_the_page_says_what_to_do(molens: Visitor) -> None:
    _preview(molens, b=[])
    assert molens.page.status == 422
    assert molens.page.title.startswith("Fout: Stap 7 van 7")
    asked = "Kies minstens één school, of kies ‘Niet kopiëren’."
    assert molens.page.errors == [asked]
    assert molens.page.part("mw-error") == asked, "it stands beside the boxes too"
    ids = [each.get("id") for each in molens.page.all("input") if each.get("name") == "b"]
    assert molens.page.links[asked] == f"#{ids[0]}", "and leads to the first box"
    assert "b" not in molens.page.search.fields, "nothing is ticked again by itself"


def test_without_the_box_nothing_is_copied_and_the_choice_stays(
    molens: Visitor, wiring: Wiring
) -> None:
    _preview(molens)
    wanted = molens.page.form.fields["schools"]
    molens.send()
    assert molens.page.status == 422
    assert molens.page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert molens.page.form.fields["schools"] == wanted
    assert [given(wiring, each) for each in _with_esis(molens)[1:]] == [[], []]


def test_looking_at_the_preview_saves_nothing(molens: Visitor, wiring: Wiring) -> None:
    before = len(events(wiring, "99102"))
    _preview(molens)
    assert molens.page.h1 == "Controleer de kopie"
    assert len(events(wiring, "99102")) == before


def test_one_event_for_each_mandate_and_the_history_says_where_it_came_from(
    molens: Visitor, wiring: Wiring
) -> None:
    _preview(molens)
    molens.send(**_BOX)
    kinds = [kind for _who, kind in events(wiring, "99102")]
    assert kinds.count("mandate_saved") == 2 + 2 * 2
    page = molens.get(f"{_MOLENS}/school/{_with_esis(molens)[1]}")
    assert "(gekopieerd van " in page.says


@in_both_registers
@on_postgres
def test_sent_twice_is_copied_once(molens: Visitor, wiring: Wiring, register_key: str) -> None:
    _preview(molens)
    form = molens.page.form
    molens.send(form, **_BOX)
    first = molens.page.url
    molens.send(form, **_BOX)
    assert molens.page.url.partition("?")[0] == first.partition("?")[0]
    if register_key == "own":
        assert molens.page.h1 == "Dit was al opgeslagen"
    for brin in _with_esis(molens):
        assert len(given(wiring, brin)) == 2


def test_not_copying_is_an_answer_that_is_remembered(
    molens: Visitor, app: Flask, wiring: Wiring
) -> None:
    here = molens.page.url
    assert molens.get(f"{_MOLENS}/verder").url == here
    molens.send(molens.page.post("Niet kopiëren"))
    assert molens.page.title.startswith("Stap 3 van 7"), "the next school"
    assert molens.get(f"{_MOLENS}/verder").url == _MOLENS
    assert "copy_declined" in [kind for _who, kind in events(wiring, "99102")]
    assert "niet kopiëren" in molens.get(_MOLENS).says
    assert _to_copy(molens).page.title.startswith("Stap 7 van 7"), "it is still possible"


@with_htmx
def test_a_school_that_was_arranged_in_the_meantime_stays_behind_with_the_reason(
    molens: Visitor, wiring: Wiring
) -> None:
    _preview(molens)
    form, other = molens.page.form, _with_esis(molens)[1]
    molens.get(f"{_MOLENS}/school/{other}/dienst")
    give(molens, "parnassys", "own")
    _to_copy(molens)
    molens.send(form, **_BOX)
    assert molens.page.h1.startswith("Deels ")
    assert "1 school die u koos, gaat niet mee" in molens.page.says
    assert f"{other}: heeft hiervoor een mandaat met ParnasSys." in molens.page.says
    assert "gelukt" not in molens.page.says
    assert given(wiring, other) == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_when_nobody_can_go_along_any_more_nothing_is_saved(molens: Visitor) -> None:
    other = _with_esis(molens)[1]
    _preview(_to_copy(molens), b=[other])
    form = molens.page.form
    molens.get(f"{_MOLENS}/school/{other}/dienst")
    give(molens, "esis", "own")
    _to_copy(molens)
    molens.send(form, **_BOX)
    assert molens.page.status == 422
    assert molens.page.errors == ["Geen van deze scholen kan nog mee. Hieronder ziet u waarom."]
    assert "Heeft dit mandaat al." in molens.page.says
    assert molens.get(f"{_MOLENS}/bewijs/MW-2026-00003").status == 404


def test_the_only_school_that_was_ticked_was_arranged_meanwhile(molens: Visitor) -> None:
    """Between the list and the preview: the page says why, not that nothing was ticked."""
    other = _with_esis(molens)[1]
    _to_copy(molens)
    stale = molens.page.search
    molens.get(f"{_MOLENS}/school/{other}/dienst")
    give(molens, "esis", "own")
    _to_copy(molens)
    molens.send(stale, controle="1", b=[other])
    assert "Koos u, maar gaat niet mee" in molens.page.says
    assert "Heeft dit mandaat al." in molens.page.says
    molens.click("Terug naar de scholen")
    assert molens.page.title.startswith("Stap 7 van 7")


def test_a_las_that_the_school_does_not_have_shows_what_it_has(molens: Visitor) -> None:
    molens.get(f"{molens.page.url.partition('?')[0]}?las=bestaat-niet")
    assert "RIO en de doorstroomtoets met ESIS" in molens.page.says


def test_rio_alone_is_copied_alone(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("kantoor", f"{_MOLENS}/stap/school")
    source, other, *_rest = _with_esis(visitor)
    visitor.send(school=source)
    visitor.send(services="rio")
    visitor.send(system="esis")
    visitor.send(**_BOX)
    visitor.get(f"{_MOLENS}/school/{source}")
    visitor.click("Kopieer naar andere scholen")
    assert "U kopieert nu alleen RIO." in visitor.page.says
    assert "Kies de scholen die hetzelfde mandaat krijgen." in visitor.page.says
    _preview(visitor)
    visitor.send(**_BOX)
    assert given(wiring, other) == [("rio", "ESIS")]


def test_the_search_keeps_the_ticks_that_it_hides(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("veel-scholen")
    visitor.send(school="99AH")
    give(visitor, "parnassys", "own")
    visitor.click("Ga verder met de andere scholen")
    all_ticked = visitor.page.search.fields["b"]
    assert len(all_ticked) == 29
    visitor.send(visitor.page.search, zoek="kameleon", b=all_ticked[:3])
    assert set(visitor.page.choices("b").values()) == {"De Kameleon"}
    assert "Ook gekozen, maar niet in deze lijst: 3 scholen." in visitor.page.says
    [kameleon] = visitor.page.choices("b")
    assert visitor.page.search.fields["b"] == sorted(all_ticked[:3]), "hidden, and sent along"
    offered = list(visitor.click("Toon alle scholen, met uw vinkjes").choices("b"))
    assert len(offered) == 29
    assert visitor.page.search.fields["b"] == all_ticked[:3]
    visitor.send(visitor.page.search, zoek="kameleon")
    visitor.send(visitor.page.search, zoek="", b=[*all_ticked[:3], kameleon])
    assert set(visitor.page.search.fields["b"]) == {*all_ticked[:3], kameleon}
    assert len(visitor.page.choices("b")) == 29


def test_no_submission_gives_mandates_with_two_systems(app: Flask, wiring: Wiring) -> None:
    """Whatever is asked for: a school with another LAS never comes along."""
    visitor = Visitor(app)
    visitor.log_in("veel-scholen")
    visitor.send(school="99AH")
    give(visitor, "parnassys", "own")
    visitor.click("Ga verder met de andere scholen")
    everybody = [brin for brin in known_systems() if brin not in ("99AA", "99AH")]
    _preview(visitor, b=everybody)
    assert "Koos u, maar gaat niet mee" in visitor.page.says
    form = visitor.page.form
    wanted = " ".join(f"{brin}.rio+eindtoets" for brin in everybody)
    visitor.send(form, schools=wanted, **_BOX)
    saved = [each for brin in everybody for each in mandates(wiring, brin)]
    assert {each.system.key for each in saved} == {"parnassys"}
    assert {known_systems()[each.brin].system for each in saved} == {"parnassys"}
    assert _schools(saved) == 29


def _schools(saved: list[Mandate]) -> int:
    return len({each.brin for each in saved})


def test_a_school_of_another_board_never_comes_along(molens: Visitor, wiring: Wiring) -> None:
    _preview(molens)
    wanted = f"{molens.page.form.fields['schools']} 99AB.rio"
    molens.send(schools=wanted, **_BOX)
    assert "99AB: hoort niet bij uw bestuur." in molens.page.says
    assert given(wiring, "99AB") == []


def test_the_outcome_names_each_school(molens: Visitor) -> None:
    _preview(molens)
    names = [molens.page.says.count(brin) for brin in _with_esis(molens)[1:]]
    assert names == [1, 1]
    _preview(_to_copy(molens))
    molens.send(**_BOX)
    assert molens.page.h1 == "Vastgelegd in Mandaatwijzer"
    receipt = molens.page.part("mw-receipt")
    for brin in _with_esis(molens)[1:]:
        assert brin in receipt
