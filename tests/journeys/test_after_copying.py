"""What a copy leaves behind: what is known and asked from then on, and who may copy what."""

import pytest
from flask import Flask

from tests.journeys.stories import BOTH, where
from tests.journeys.whole_board import finish, give, three_systems
from tests.visitor import Form, Page, Visitor
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_SIX, _UNKNOWN = "/bestuur/99006", "/bestuur/99056"
_BOX = {"entitled": "y"}


@pytest.fixture
def bart(app: Flask, register_key: str) -> Visitor:
    """Give somebody at step 7: the first of six schools has both mandates."""
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    return visitor


def _copy(visitor: Visitor, **ticks: list[str]) -> None:
    """From the list to the receipt; in the OSR all are seen at once."""
    visitor.send(form=visitor.page.search, controle="1", **ticks)
    visitor.send(**_BOX)
    if "Ik zie ze allemaal: vink alle scholen aan" in visitor.page.links:
        visitor.click("Ik zie ze allemaal: vink alle scholen aan")
        visitor.send(**_BOX)


def _give_rio(visitor: Visitor, brin: str, register_key: str) -> None:
    visitor.send(school=brin)
    visitor.send(services="rio")
    visitor.send(system="parnassys")
    visitor.send(**_BOX)
    if register_key == "osr":
        visitor.send()


def test_the_las_of_a_school_that_was_ticked_is_known_from_then_on(
    app: Flask, register_key: str
) -> None:
    visitor = Visitor(app)
    first, one, two, *_ = visitor.log_in("las-onbekend").choices("school")
    _give_rio(visitor, first, register_key)
    visitor.get(f"{_UNKNOWN}/school/{first}/andere-scholen")
    assert "b" not in visitor.page.search.fields, "of no school the LAS is known"
    _copy(visitor, b=[one, two])
    visitor.get(f"{_UNKNOWN}/school/{one}/dienst")
    visitor.send(services="eindtoets")
    assert "Deze school heeft al een mandaat met ParnasSys, voor RIO." in visitor.page.says

    visitor.get(f"{_UNKNOWN}/school/{first}/dienst")
    visitor.send(services="eindtoets")
    visitor.send(**_BOX)
    if register_key == "osr":
        visitor.send()
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


def test_after_a_search_all_schools_are_shown_with_all_ticks(app: Flask, register_key: str) -> None:
    visitor = Visitor(app)
    visitor.log_in("veel-scholen")
    visitor.send(school="99AH")
    give(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    offered = list(visitor.page.choices("b"))
    visitor.send(form=visitor.page.search, zoek=offered[5], b=offered[:2])
    assert list(visitor.page.choices("b")) == [offered[5]]
    assert visitor.page.search.fields["b"] == sorted(offered[:2]), "hidden, and sent along"
    visitor.click("Toon alle scholen, met uw vinkjes")
    assert list(visitor.page.choices("b")) == offered
    assert visitor.page.search.fields["b"] == offered[:2]


@pytest.mark.parametrize("ticks", [["99AC"], ["99AC", "99AD"]])
def test_after_a_copy_nobody_is_asked_once_more_who_is_to_have_the_same(
    bart: Visitor, ticks: list[str]
) -> None:
    _copy(bart, b=ticks)
    assert bart.get(f"{_SIX}/verder").url == _SIX


class TestLinkOfTheSchool:
    """ "Kopieer naar andere scholen" stands on a school's page when that makes sense."""

    _LINK = "Kopieer naar andere scholen"

    def test_what_others_lack_is_offered(self, bart: Visitor) -> None:
        bart.get(f"{_SIX}/school/99AB")
        bart.click(self._LINK)
        assert bart.page.title.startswith("Stap 7 van 7")
        assert len(bart.page.search.fields["b"]) == 5

    def test_a_school_without_mandates_has_nothing_to_offer(self, bart: Visitor) -> None:
        assert self._LINK not in bart.get(f"{_SIX}/school/99AC").links

    def test_what_all_others_have_is_not_offered(self, bart: Visitor) -> None:
        _copy(bart)
        assert self._LINK not in bart.get(f"{_SIX}/school/99AB").links

    def test_what_all_others_have_is_not_offered_while_they_lack_something_else(
        self, app: Flask, register_key: str
    ) -> None:
        visitor = Visitor(app)
        visitor.log_in("zes-scholen")
        _give_rio(visitor, "99AB", register_key)
        visitor.get(f"{_SIX}/school/99AB")
        visitor.click(self._LINK)
        _copy(visitor)
        assert self._LINK not in visitor.get(f"{_SIX}/school/99AB").links


class TestDeels:
    """One of the chosen schools was arranged by itself while the page stood open."""

    @pytest.fixture
    def part(self, bart: Visitor, register_key: str) -> Visitor:
        """Give who just copied to all schools but one."""
        bart.send(form=bart.page.search, controle="1")
        form = bart.page.form
        bart.get(f"{_SIX}/school/99AC/dienst")
        give(bart, "parnassys", register_key)
        bart.send(form=form, **_BOX)
        return bart

    def _never_whole(self, page: Page, register_key: str) -> None:
        assert "1 school die u koos, gaat niet mee" in page.says
        assert "99AC: heeft dit mandaat al." in page.says
        assert "gelukt" not in page.says
        assert page.h1 != f"Vastgelegd in {where(register_key)}"

    def test_each_page_of_the_outcome_says_so(self, part: Visitor, register_key: str) -> None:
        self._never_whole(part.page, register_key)
        if register_key == "osr":
            self._never_whole(part.get(part.page.url.replace("/kopie/", "/bewijs/")), register_key)
            assert part.page.h1 == "Deels opgeslagen"

    def test_also_once_the_others_are_recorded(self, part: Visitor, register_key: str) -> None:
        if register_key == "osr":
            part.click("Ik zie ze allemaal: vink alle scholen aan")
            part.send(**_BOX)
        assert part.page.h1 == f"Deels vastgelegd in {where(register_key)}"
        self._never_whole(part.page, register_key)


class Watched(Visitor):
    """A visitor of whom each submission is looked at: which LAS got mandates by it?"""

    wiring: Wiring
    brins: list[str]

    def send(self, *, form: Form | None = None, **answers: str | list[str]) -> Page:
        """Send, and see that what was written is of one LAS."""
        before = self._mandates()
        page = super().send(form=form, **answers)
        written = self._mandates() - before
        systems = {system for _id, system in written}
        assert len(systems) <= 1, f"{page.url} gave mandates to {systems}"
        self.written = [*getattr(self, "written", []), len(written)]
        return page

    def _mandates(self) -> set[tuple[int, str]]:
        with self.wiring.database.reading() as session:
            found = self.wiring.ports.register_for(session).of_schools(self.brins)
        return {(each.id, each.system.key) for each in found}


@pytest.mark.parametrize("person", ["veel-scholen", "las-onbekend"])
def test_no_submission_of_a_whole_board_gives_mandates_of_two_systems(
    app: Flask, wiring: Wiring, register_key: str, person: str
) -> None:
    visitor = Watched(app)
    visitor.wiring = wiring
    visitor.brins = [each for each in visitor.log_in(person).choices("school") if len(each) == 4]
    known = person == "veel-scholen"
    uses = (
        {brin: known_systems()[brin].system for brin in visitor.brins}
        if known
        else three_systems(visitor.brins)
    )
    finish(visitor, uses, register_key, known=known)
    # Where the plan knows who uses which LAS, the second and the third are one act each.
    rest = [30, 20] if known else [2, 28, 2, 18]
    assert [count for count in visitor.written if count] == [2, 58, *rest]


@pytest.mark.parametrize(("username", "above"), [("zes-scholen", False), ("las-onbekend", True)])
def test_the_next_action_stands_above_a_list_that_is_longer_than_a_screen(
    app: Flask, register_key: str, username: str, *, above: bool
) -> None:
    visitor = Visitor(app)
    first, *others = visitor.log_in(username).choices("school")
    visitor.send(school=first)
    give(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    _copy(visitor, b=others[:7] if above else others[:3])

    action, proof = map(visitor.page.text.index, ("utrecht-button--primary-action", 'id="bewijs"'))
    assert (action < proof) is above
