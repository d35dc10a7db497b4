"""A form that came too late: what was typed stands on its page again, for who typed it alone."""

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import SteppingClock
from tests.login import let_in, log_in
from tests.people_in_call import agent
from tests.routes import changed, content
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from wizard.db.models import TypedFormRecord
from wizard.ports import Wiring
from wizard.web.refill import refill

_SCHOOL = "/bestuur/99006/school/99AB"
_NOT_KEPT = "Dit is nog niet bewaard."
_STANDS = "Wat u invulde, staat hieronder."
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def _kept(wiring: Wiring) -> int:
    with wiring.database.reading() as session:
        return session.scalars(select(func.count()).select_from(TypedFormRecord)).one()


def _ticked(page: Page, name: str) -> list[str]:
    return [
        node.get("value") or ""
        for node in page.all("input")
        if node.get("name") == name and node.get("checked") is not None
    ]


def _out_and_in(visitor: Visitor, username: str) -> None:
    """In another window of the same browser."""
    token = visitor.client.get("/hulp").text.split('name="csrf_token" value="')[1].split('"')[0]
    visitor.client.post("/uitloggen", data={"csrf_token": token})
    log_in(visitor.client, username)


def _sent_late(visitor: Visitor, headers: Mapping[str, str] = {}, **answers: str) -> str:
    """Send the form of the page, and return where it leads."""
    form = visitor.page.form
    answer = visitor.client.post(form.action, data=form.fields | answers, headers=headers)
    assert answer.status_code == (401 if headers else 303), answer.text
    return answer.headers["HX-Redirect"] if headers else answer.location


@pytest.fixture
def bart(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen", f"{_SCHOOL}/dienst")
    return visitor


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_after_logging_in_anew_the_answer_stands_on_the_page(
    bart: Visitor, wiring: Wiring, headers: dict[str, str]
) -> None:
    _out_and_in(bart, "zes-scholen")
    before = content(wiring.database)
    page = bart.get(_sent_late(bart, headers, services="rio"))

    assert (page.url, page.status) == (f"{_SCHOOL}/dienst", 200)
    assert (_NOT_KEPT in page.says, _STANDS in page.says) == (True, True)
    assert _ticked(page, "services") == ["rio"]
    assert changed(before, content(wiring.database)) == []

    bart.send()
    assert bart.page.url == f"{_SCHOOL}/las"
    assert _kept(wiring) == 0
    assert _NOT_KEPT not in bart.get(f"{_SCHOOL}/dienst").says


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_after_the_session_ended_the_answer_is_there_once_logged_in(
    bart: Visitor, clock: SteppingClock, wiring: Wiring, headers: dict[str, str]
) -> None:
    clock.forward(minutes=31)
    location = _sent_late(bart, headers, services="rio")
    assert parse_qs(urlsplit(location).query)["naar"] == [f"{_SCHOOL}/dienst"]
    login = bart.get(location)
    assert "wat u invulde, zetten wij dan weer voor u klaar" in login.says

    page = bart.log_in_at_provider("zes-scholen", f"{_SCHOOL}/dienst")
    assert _NOT_KEPT in page.says
    assert _ticked(page, "services") == ["rio"]
    assert _NOT_KEPT in bart.get(f"{_SCHOOL}/dienst").says  # a reload loses nothing


def test_it_is_kept_also_when_another_window_already_noticed_the_end(
    bart: Visitor, clock: SteppingClock
) -> None:
    clock.forward(minutes=31)
    bart.client.get("/besturen")  # takes the cookie away
    _sent_late(bart, services="rio")

    assert _ticked(bart.log_in_at_provider("zes-scholen", f"{_SCHOOL}/dienst"), "services") == [
        "rio"
    ]


def test_somebody_else_in_the_same_browser_sees_nothing_of_it(
    app: Flask, bart: Visitor, clock: SteppingClock
) -> None:
    form = bart.page.form
    clock.forward(minutes=31)
    _sent_late(bart, services="rio")
    for other in ("collega", "kantoor"):
        page = bart.log_in_at_provider(other, f"{_SCHOOL}/dienst")
        assert _NOT_KEPT not in page.text

    answer = bart.client.post(form.action, data=form.fields | {"services": "rio"})
    assert answer.status_code == 400, "a form that was made for somebody else"
    assert "De pagina was te oud" in answer.text


def test_choices_in_an_address_do_not_lead_somebody_else_there(
    app: Flask, clock: SteppingClock
) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen", "/bestuur/99055/las")
    first, second, *_ = chantal.page.choices("b")
    page = f"/bestuur/99055/las?b={first}&b={second}&las=esis&controle=1"
    chantal.get(page)
    clock.forward(minutes=31)
    _sent_late(chantal)

    dirk, again = Visitor(app), Visitor(app)
    assert "b=" not in dirk.log_in_at_provider("collega", page).url
    assert again.log_in_at_provider("veel-scholen", page).url == page


def test_a_page_too_long_for_the_login_is_found_again(app: Flask, clock: SteppingClock) -> None:
    visitor = Visitor(app)
    visitor.log_in("veel-scholen", "/bestuur/99055/las")
    brins = sorted(visitor.page.choices("b"))
    page = "&".join((f"/bestuur/99055/las?b={brins[0]}", *(f"b={each}" for each in brins[1:])))
    visitor.get(f"{page}&las=parnassys&controle=1")
    assert len(visitor.page.url) > 400
    clock.forward(minutes=31)
    location = _sent_late(visitor, hier=f"{visitor.page.url}&x={'x' * 200}")
    [wanted] = parse_qs(urlsplit(location).query)["naar"]

    found = visitor.log_in_at_provider("veel-scholen", wanted)
    assert wanted == "/bestuur/99055/las"
    assert found.url.count("b=") == len(brins)


def test_logging_out_forgets_it(bart: Visitor, wiring: Wiring) -> None:
    _out_and_in(bart, "zes-scholen")
    _sent_late(bart, services="rio")
    assert _kept(wiring) == 1
    _out_and_in(bart, "zes-scholen")
    assert _kept(wiring) == 0


def test_what_is_kept_is_bounded(bart: Visitor, clock: SteppingClock, wiring: Wiring) -> None:
    form = bart.page.form
    clock.forward(minutes=31)
    for number in range(9):
        bart.client.post(f"{form.action}?{number}", data=form.fields)
        bart.client.post(f"/bestuur/99006/x{number}", data=form.fields)
    assert _kept(wiring) <= 3
    many = form.fields | {"services": "x" * 70_000}
    assert bart.client.post(form.action, data=many).status_code == 413
    clock.forward(days=2)
    let_in(bart.client, "zes-scholen")
    assert _kept(wiring) == 0


def test_nobody_can_put_words_on_the_page_of_somebody_else(
    app: Flask, bart: Visitor, wiring: Wiring
) -> None:
    for token in ("", "oud", "1.abc", "IjEuYWJjIg.aaaa.bbbb"):
        app.test_client().post(f"{_SCHOOL}/dienst", data={"csrf_token": token, "services": "rio"})
    assert _kept(wiring) == 0


def test_a_code_is_never_kept(app: Flask, wiring: Wiring) -> None:
    helping = agent(app)
    form = helping.page.post("Kijk mee")
    helping.client.post("/helpdesk/uitloggen", data={"csrf_token": form.fields["csrf_token"]})
    helping.client.post(form.action, data=form.fields | {"code": "123456"})
    with wiring.database.reading() as session:
        [kept] = session.scalars(select(TypedFormRecord))
    assert "123456" not in kept.fields
    assert "csrf_token" not in kept.fields


_FORM = """<form action="/x" method="post"><input type="text" name="a" value="oud">
<input type="hidden" name="key" value="nieuw"><input type="password" name="p">
<input type="checkbox" name="b" value="1" checked><input type="checkbox" name="b" value="2">
<input type="radio" name="r" value="1" checked><input type="radio" name="r" value="2">
<details><summary>Meer</summary><input type="text" name="d" value=""></details>
<select name="s"><option value="1" selected>Een</option><option value="2">Twee</option></select>
<textarea name="t">
oud</textarea><button name="knop" value="1">Klaar</button></form>
<form action="/y" method="post"><input type="text" name="a" value="oud"></form>"""


def test_every_kind_of_field_is_filled_and_nothing_else() -> None:
    found = refill(
        f'<p title="ï">\n{_FORM}',
        "/x",
        [
            *(("a", '<"é&'), ("key", "oud"), ("p", "geheim"), ("b", "2"), ("r", "2")),
            *(("d", "1-2"), ("s", "2"), ("t", "</textarea>\r\nregel"), ("knop", "1")),
        ],
    )
    assert (found.is_typed, found.is_whole) == (True, True)
    tree = found.html
    assert '<input type="text" name="a" value="&lt;&quot;é&amp;">' in tree
    assert '<input type="hidden" name="key" value="nieuw">' in tree
    assert "geheim" not in tree
    assert '<input type="checkbox" name="b" value="1"><input type="checkbox" name="b"' in tree
    assert 'value="2" checked>' in tree
    assert "<details open>" in tree
    assert '<option value="1">Een</option><option value="2" selected>' in tree
    assert ">\n&lt;/textarea&gt;\r\nregel</textarea>" in tree
    assert tree.endswith(
        '<form action="/y" method="post"><input type="text" name="a" value="oud"></form>'
    )


def test_what_does_not_fit_any_more_is_told_apart_from_nothing_typed() -> None:
    assert not refill(_FORM, "/x", [("b", "3")]).is_whole
    assert not refill("<p>", "/x", [("a", "1")]).is_whole
    nothing = refill(_FORM, "/x", [("key", "1"), ("knop", "1")])
    assert (nothing.is_typed, nothing.is_whole) == (False, True)


@on_both_databases
def test_what_cannot_be_stored_is_not_kept(bart: Visitor, wiring: Wiring) -> None:
    form = bart.page.form
    token = form.fields["csrf_token"]
    _out_and_in(bart, "zes-scholen")
    answer = bart.client.post("/bestuur/99006/las/bestand/a%00b", data=form.fields)
    assert answer.status_code == 400
    nameless = (
        f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        "--x\r\nContent-Disposition: form-data\r\n\r\nrio\r\n--x--\r\n"
    )
    multipart = "multipart/form-data; boundary=x"
    answer = bart.client.post(form.action, data=nameless, content_type=multipart)
    assert answer.status_code == 400
    assert _kept(wiring) == 0
