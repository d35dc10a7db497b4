"""What a copy leaves behind: what is known and asked from then on, and who may copy what."""

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, where
from tests.journeys.whole_board import give
from tests.visitor import Page, Visitor
from tests.ways import in_both_registers

_SIX, _UNKNOWN = "/bestuur/99006", "/bestuur/99056"
_BOX = {"entitled": "y"}


@pytest.fixture
def bart(app: Flask, register_key: str) -> Visitor:
    """Give somebody at step 7: the first of six schools has both mandates."""
    [visitor] = begun(app, _at_step_7, register_key)
    return visitor


def _at_step_7(app: Flask, register_key: str) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    return (visitor,)


def _copy(visitor: Visitor, **ticks: list[str]) -> None:
    """From the list to the receipt."""
    visitor.send(visitor.page.search, controle="1", **ticks)
    visitor.send(**_BOX)


def _give_rio(visitor: Visitor, brin: str) -> None:
    visitor.send(school=brin)
    visitor.send(services="rio")
    visitor.send(system="parnassys")
    visitor.send(**_BOX)


def test_the_las_of_a_school_that_was_ticked_is_known_from_then_on(app: Flask) -> None:
    visitor = Visitor(app)
    first, one, two, *_ = visitor.log_in("las-onbekend").choices("school")
    _give_rio(visitor, first)
    visitor.get(f"{_UNKNOWN}/school/{first}/andere-scholen")
    assert "b" not in visitor.page.search.fields, "of no school the LAS is known"
    _copy(visitor, b=[one, two])
    visitor.get(f"{_UNKNOWN}/school/{one}/dienst")
    visitor.send(services="eindtoets")
    assert "Deze school heeft al een mandaat met ParnasSys, voor RIO." in visitor.page.says

    visitor.get(f"{_UNKNOWN}/school/{first}/dienst")
    visitor.send(services="eindtoets")
    visitor.send(**_BOX)
    visitor.get(f"{_UNKNOWN}/school/{first}/andere-scholen")
    assert visitor.page.search.fields["b"] == [one, two]


def test_a_school_that_is_waited_for_is_offered_and_not_ticked(bart: Visitor) -> None:
    """It mandated ParnasSys earlier; but somebody said not to know what it uses now."""
    bart.get(f"{_SIX}/school/99AC/dienst")
    bart.send(services=BOTH)
    bart.send(system="weet-ik-niet")
    bart.get(f"{_SIX}/school/99AB/andere-scholen")
    assert "99AC" in bart.page.choices("b")
    assert sorted(bart.page.search.fields["b"]) == ["99AD", "99AE", "99AF", "99AG"]


def test_after_a_copy_nobody_is_asked_once_more_who_is_to_have_the_same(bart: Visitor) -> None:
    _copy(bart, b=["99AC", "99AD"])
    assert bart.get(f"{_SIX}/verder").url == _SIX


class TestLinkOfTheSchool:
    """ "Kopieer naar andere scholen" stands on a school's page when that makes sense."""

    _LINK = "Kopieer naar andere scholen"

    def test_what_others_lack_is_offered_until_they_have_it(self, bart: Visitor) -> None:
        assert self._LINK not in bart.get(f"{_SIX}/school/99AC").links, "it has no mandates"
        bart.get(f"{_SIX}/school/99AB")
        bart.click(self._LINK)
        assert bart.page.title.startswith("Stap 7 van 7")
        assert len(bart.page.search.fields["b"]) == 5
        _copy(bart)
        assert self._LINK not in bart.get(f"{_SIX}/school/99AB").links

    def test_what_all_others_have_is_not_offered_while_they_lack_something_else(
        self, app: Flask
    ) -> None:
        visitor = Visitor(app)
        visitor.log_in("zes-scholen")
        _give_rio(visitor, "99AB")
        visitor.get(f"{_SIX}/school/99AB")
        visitor.click(self._LINK)
        _copy(visitor)
        assert self._LINK not in visitor.get(f"{_SIX}/school/99AB").links


@in_both_registers
class TestDeels:
    """One of the chosen schools was arranged by itself while the page stood open."""

    @pytest.fixture
    def part(self, bart: Visitor, register_key: str) -> Visitor:
        """Give who just copied to all schools but one."""
        bart.send(bart.page.search, controle="1")
        form = bart.page.form
        bart.get(f"{_SIX}/school/99AC/dienst")
        give(bart, "parnassys", register_key)
        bart.send(form, **_BOX)
        return bart

    def _never_whole(self, page: Page, register_key: str) -> None:
        assert "1 school die u koos, gaat niet mee" in page.says
        assert "99AC: heeft dit mandaat al." in page.says
        assert "gelukt" not in page.says
        assert page.h1 != f"Vastgelegd in {where(register_key)}"

    def test_each_page_says_so_also_once_the_others_are_recorded(
        self, part: Visitor, register_key: str
    ) -> None:
        self._never_whole(part.page, register_key)
        if register_key == "osr":
            clicks = part.page.url
            self._never_whole(part.get(clicks.replace("/kopie/", "/bewijs/")), register_key)
            assert part.page.h1 == "Deels opgeslagen"
            part.get(clicks)
            part.click("Ik zie ze allemaal: vink alle scholen aan")
            part.send(**_BOX)
        assert part.page.h1 == f"Deels vastgelegd in {where(register_key)}"
        self._never_whole(part.page, register_key)


def test_the_next_action_stands_above_a_list_that_is_longer_than_a_screen(app: Flask) -> None:
    visitor = Visitor(app)
    first, *others = visitor.log_in("las-onbekend").choices("school")
    visitor.send(school=first)
    give(visitor, "parnassys", "own")
    for ticked, above in ((others[:3], False), (others[3:10], True)):
        visitor.get(f"{_UNKNOWN}/school/{first}/andere-scholen")
        _copy(visitor, b=ticked)
        page = visitor.page.text
        action, proof = map(page.index, ("utrecht-button--primary-action", 'id="bewijs"'))
        assert (action < proof) is above
