"""An import closes a school or moves it to another board, while somebody has its pages open."""

import re

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.imports import import_list
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, given, to_check
from tests.visitor import Page, Visitor
from wizard.ports import Wiring

_CLOSED = "Deze school staat niet meer in de lijst van DUO"
_MOVED = "Deze school hoort niet meer bij uw bestuur"
#: Pages of a school: its own, a step, where it is copied from, and where it is waited for.
PAGES = (ONE, f"{ONE}/las", f"{ONE}/andere-scholen", f"{ONE}/wacht-op-school")
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def _to_check(app: Flask) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    return (visitor,)


@pytest.fixture
def anna(app: Flask) -> Visitor:
    """Give somebody with the page to check of De Regenboog open."""
    (visitor,) = begun(app, _to_check)
    return visitor


def _reference(page: Page) -> str:
    found = re.search(r"[0-9]{4}-[0-9]{4}", page.part("mw-reference"))
    assert found
    return found[0]


def test_every_page_of_a_school_that_closed_says_so(anna: Visitor, wiring: Wiring) -> None:
    import_list(wiring, closed=["99AA"])
    for url in PAGES:
        page = anna.get(url)
        assert (page.status, page.h1) == (410, _CLOSED), url
        said = "BRIN 99AA, staat sinds 23 november 2026 niet meer in de lijst van DUO."
        assert said in page.says
        assert "blijven bewaard" in page.says
        assert page.links["rio@duo.nl"] == "mailto:rio@duo.nl"
        assert page.links["Naar het overzicht"] == "/bestuur/99001"
        assert "niet bewaard" not in page.says
        assert _reference(page)


def test_what_is_sent_for_a_school_that_closed_is_not_saved_and_that_is_said(
    anna: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, closed=["99AA"])
    page = anna.send(entitled="y")
    assert (page.status, page.h1) == (410, _CLOSED)
    assert "Wat u net koos of invulde, is niet bewaard." in page.says
    assert given(wiring, "99AA") == []


def test_with_htmx_the_page_is_the_same(anna: Visitor, wiring: Wiring) -> None:
    import_list(wiring, closed=["99AA"])
    form, plain = anna.page.form, anna.get(ONE)
    token = form.fields["csrf_token"]
    looked = anna.client.get(ONE, headers=HTMX)
    sent = anna.client.post(form.action, data={"csrf_token": token}, headers=HTMX)
    for answer in (looked, sent):
        page = Page(answer, ONE, fragment=True)
        assert (page.status, page.h1, page.title) == (410, plain.h1, plain.title)


def test_who_has_a_school_that_moved_open_reads_where_it_is_now(
    anna: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    for url in PAGES:
        page = anna.get(url)
        assert (page.status, page.h1) == (410, _MOVED), url
        where = "hoort sinds 23 november 2026 bij Stichting De Waterlanden, bestuursnummer 99006."
        assert where in page.says
        assert "De mandaten van deze school gaan mee" in page.says
        assert "Open De Regenboog daar" not in page.links

    page = anna.send(anna.get("/bestuur/99001/wat-hebt-u-nodig").form, agreement="yes")
    assert page.status == 200, "the board itself goes on"


def test_who_works_for_both_boards_goes_on_at_the_other(visitor: Visitor, wiring: Wiring) -> None:
    visitor.log_in("kantoor")
    url = "/bestuur/99101"
    brin = next(iter(visitor.get(f"{url}/stap/school").choices("school")))
    import_list(wiring, moved={brin: "99102"})
    page = visitor.get(f"{url}/school/{brin}")
    assert page.h1 == _MOVED
    visitor.get(page.links[page.link("Open ")])
    assert visitor.page.url == f"/bestuur/99102/school/{brin}"
    assert visitor.page.status == 200


def test_what_the_new_board_does_stays_its_own(anna: Visitor, wiring: Wiring) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    bart = Visitor(anna.app)
    bart.log_in("zes-scholen", wanted="/bestuur/99006")
    bart.get("/bestuur/99006/school/99AA/controleren")
    bart.send(entitled="y")
    page = anna.get(ONE)
    assert "Bart" not in page.says
    assert "ParnasSys" not in page.says
    assert len(given(wiring, "99AA")) == 2, "the answers moved along"


def test_a_school_that_never_was_this_boards_does_not_exist(anna: Visitor, wiring: Wiring) -> None:
    import_list(wiring, closed=["99AB"], moved={"99AC": "99102"})
    for brin in ("99AB", "99AC", "99AD", "99ZZ"):
        page = anna.get(f"/bestuur/99001/school/{brin}")
        assert (page.status, page.h1) == (404, "Deze pagina vinden wij niet"), brin


def test_a_school_that_comes_back_is_as_it_was(
    anna: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    check = anna.page.url
    for gone in ({"closed": ["99AA"]}, {"moved": {"99AA": "99006"}}):
        import_list(wiring, **gone)
        assert anna.get(check).status == 410
        clock.forward(minutes=5)
        import_list(wiring)
        assert anna.get(check).h1 == "Controleer de mandaten", "the answers are still there"
        clock.forward(minutes=5)
    history = anna.get(ONE).says
    assert "De Regenboog staat weer in de lijst van DUO" in history
    old, new = "Stichting De Waterlanden (99006)", "Vereniging De Regenboog (99001)"
    assert f"De Regenboog ging van {old} naar {new}" in history
    anna.get(check)
    anna.send(entitled="y")
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_one_that_closed_after_it_moved_is_still_the_other_boards(
    anna: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    clock.forward(minutes=5)
    import_list(wiring, closed=["99AA"], moved={"99AA": "99006"})
    page = anna.get(ONE)
    assert page.h1 == _MOVED
    assert "sinds 23 november 2026 bij Stichting De Waterlanden" in page.says


def test_the_answer_names_no_service_that_was_chosen(anna: Visitor, wiring: Wiring) -> None:
    """A page that was swapped in before the import, sent for another step."""
    import_list(wiring, closed=["99AA"])
    token = str(anna.page.form.fields["csrf_token"])
    answer = anna.client.post(f"{ONE}/dienst", data={"csrf_token": token, "services": BOTH})
    assert answer.status_code == 410
