"""Whatever somebody sends, the answer is a page that says what to do, and never our mistake."""

from collections.abc import Mapping

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, given, to_check
from tests.visitor import Form, Visitor
from tests.ways import in_the_osr
from wizard.ports import Wiring

_NASTY = {
    "long": "x" * 20_000,
    "nul": "a\x00b",
    "emoji": "🦄👩‍👩‍👧‍👦",
    "html": "<script>alert(1)</script>\"'><b>",
    "half a character": "\ud83d",
    "right to left": "\u202egnihton",
    "template": "{{ 7*7 }}{% raw %}${7*7}",
    "number": "9" * 400,
    "negative": "-1",
    "blanks": "  \t\r\n ",
    "header": "a\r\nSet-Cookie: b=c",
    "path": "../../../etc/passwd",
    "digits of another script": "٢٧-١١-٢٠٢٦",
}
_CONTENT_TYPES = [
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/json",
    "text/plain; charset=utf-7",
    ";;;=",
    "",
]
#: How to come to each form, and its name.
_FORMS = {
    "school": ("zes-scholen", []),
    "dienst": ("een-school", []),
    "las": ("een-school", [{"services": BOTH}]),
    "ander-las": ("een-school", [{"services": BOTH}, {"system": "ander"}]),
    "controleren": ("een-school", [{"services": BOTH}, {"system": "esis"}]),
    "vastleggen": (
        "een-school",
        [{"services": BOTH}, {"system": "esis"}, {"entitled": "y"}],
    ),
    "herhalen": (
        "een-school",
        [{"services": "rio"}, {"system": "esis"}, {"entitled": "y"}],
    ),
}
#: Only the OSR is filled by hand; only our own register asks nothing between two diensten.
_REGISTERS = {"vastleggen": "osr", "herhalen": "own"}
each_form = pytest.mark.parametrize(
    ("form", "register_key"), [(form, _REGISTERS.get(form, "own")) for form in _FORMS]
)


def _at(app: Flask, form: str) -> Visitor:
    [visitor] = begun(app, _walk, form)
    return visitor


def _walk(app: Flask, form: str) -> tuple[Visitor]:
    person, answers = _FORMS[form]
    visitor = Visitor(app)
    visitor.log_in(person)
    for answer in answers:
        visitor.send(**answer)
    if form == "herhalen":
        visitor.click_first("Nu de doorstroomtoets voor ")
    assert visitor.page.url.endswith(f"/{form}")
    return (visitor,)


def _post(visitor: Visitor, form: Form, data: Mapping[str, object]) -> TestResponse:
    return visitor.client.post(form.action, data=data)


@each_form
def test_nasty_texts_in_every_field_of_every_form(app: Flask, form: str) -> None:
    visitor = _at(app, form)
    asked = visitor.page.form
    for name in asked.names - {"csrf_token"}:
        for kind, text in _NASTY.items():
            sent = text.encode("utf-8", "surrogatepass")
            answer = _post(visitor, asked, {**asked.fields, name: sent})
            assert answer.status_code in (303, 400, 413, 422), (name, kind)
            assert "<script>alert" not in answer.text, (name, kind)


@each_form
def test_what_no_browser_sends(app: Flask, form: str) -> None:
    """Fields that are missing or double, files, and bodies of another kind."""
    visitor = _at(app, form)
    asked = visitor.page.form
    token = {"csrf_token": asked.fields["csrf_token"]}
    body = f"csrf_token={asked.fields['csrf_token']}&name=a".encode("utf-16")
    for content_type in _CONTENT_TYPES:
        for sent in (body, b"\xff\xfe\x00", b"--\r\n\r\n", b'{"csrf_token": 1}'):
            answer = visitor.client.post(asked.action, data=sent, content_type=content_type)
            assert answer.status_code in (303, 400, 413, 415, 422), content_type
    assert _post(visitor, asked, {}).status_code == 400
    doubled = {name: ["a", "b"] for name in asked.names} | token
    for data in (token, doubled, token | {"unknown": "1"}):
        assert _post(visitor, asked, data).status_code in (303, 422), data


@pytest.mark.parametrize(
    ("field", "values"),
    [
        (
            "version",
            ["", "0", "-1", "999999999", "9" * 18, "9" * 19, "9" * 5000, "1.0", "één", "٣"],
        ),
        ("key", ["", "0" * 32, "x" * 5000, "' OR 1=1 --"]),
    ],
)
def test_versions_and_keys_that_nobody_saw_save_nothing(
    app: Flask, wiring: Wiring, field: str, values: list[str]
) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    form = visitor.page.form
    for value in values:
        visitor.send(form, **{field: value}, entitled="y")
        assert visitor.page.status == 422, value
        assert given(wiring, "99AA") == []


@pytest.mark.parametrize(
    ("form", "field"), [("dienst", "services"), ("las", "system"), ("school", "school")]
)
def test_what_is_not_a_choice_is_refused_in_dutch(app: Flask, form: str, field: str) -> None:
    visitor = _at(app, form)
    visitor.send(**{field: "99ZZ"})
    assert visitor.page.status == 422
    [error] = visitor.page.errors
    assert error.endswith(".")
    assert "Not a valid" not in error


def test_html_in_a_name_is_shown_as_it_was_typed(app: Flask, wiring: Wiring) -> None:
    name = "<b>Kwinta</b> & Zn. \"'🦄"
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="ander")
    visitor.send(name=name, supplier="<i>Firma</i>")
    assert f"U geeft {name} toestemming" in visitor.page.says
    visitor.send(entitled="y")
    for address in ("/bestuur/99001", "/bestuur/99001/bewijs/MW-2026-00001", f"{ONE}/dienst"):
        assert "<b>Kwinta" not in visitor.get(address).text
    assert given(wiring, "99AA")[0] == ("rio", name)


_ADDRESSES = [
    "/wat-hebt-u-nodig?agreement=%00",
    "/wat-hebt-u-nodig?agreement=<script>&agreement=yes",
    "/inloggen?naar=//kwaad.example",
    "/inloggen?naar=%F0%9F%A6%84",
    "/bestuur/99001/school/99AA/dienst?klik=%FF",
    "/bestuur/99001/school/99aa/dienst",
    "/bestuur/99001/school/%F0%9F%A6%84/dienst",
    "/bestuur/99001/school/99AA/nergens",
    "/bestuur/99001/bewijs/MW-2026-99999",
    "/bestuur/99001/bewijs/%00",
    "/bestuur/9900100000000000000000/school/99AA/dienst",
    "/bestuur/99001/school/99AA/mandaat/99999999999999999999999999/het-lukt-niet",
    "/bestuur/99006/stap/school?zoek=" + "a" * 3000,
]


def test_addresses_that_nobody_should_type(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    for address in _ADDRESSES:
        assert visitor.client.get(address).status_code in (200, 303, 400, 404), address


@in_the_osr
def test_a_problem_reported_with_nonsense_for_a_click(app: Flask) -> None:
    visitor = _at(app, "vastleggen")
    visitor.click("Het lukt niet")
    form = visitor.page.form
    for text in _NASTY.values():
        data = {**form.fields, "klik": text.encode("utf-8", "surrogatepass")}
        assert _post(visitor, form, data).status_code in (303, 400, 413, 422)


def test_nasty_texts_in_a_change_of_las(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen", "/bestuur/99006/overstap")
    asked = visitor.page.search
    good = {**asked.fields, "controle": "1", "system": "ander", "name": "Kwinta"}
    good["ends_on"] = "31-12-2026"
    visitor.send(asked, **good)
    check = visitor.page.form
    assert visitor.page.h1 == "Controleer de overstap"
    for kind in ("long", "nul", "html", "half a character", "number"):
        sent = _NASTY[kind].encode("utf-8", "surrogatepass")
        for name in good:
            answer = visitor.client.get(asked.action, query_string={**good, name: sent})
            assert answer.status_code in (200, 400, 414, 422), (name, kind)
            assert "<script>alert" not in answer.text, (name, kind)
        for name in check.names - {"csrf_token"}:
            answer = _post(visitor, check, {**check.fields, name: sent})
            assert answer.status_code in (303, 400, 413, 422), (name, kind)
            assert "<script>alert" not in answer.text, (name, kind)
