"""The style sheet and the script are kept for a year, come compressed, and only to who is ours."""

import gzip

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import MakeProduct
from wizard.settings import ROOT
from wizard.web import bundle

_NAMES = bundle.current()


def _fetch(app: Flask, name: str, **headers: str) -> TestResponse:
    fields = {key.replace("_", "-"): value for key, value in headers.items()}
    return app.test_client().get(f"/static/{name}", headers=fields, buffered=True)


@pytest.mark.parametrize("name", _NAMES)
def test_they_are_kept_for_a_year_and_come_compressed_to_who_accepts_that(
    app: Flask, name: str
) -> None:
    plain = _fetch(app, name)
    packed = _fetch(app, name, Accept_Encoding="gzip, deflate, br")

    for answer in (plain, packed):
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == (ROOT / "static" / name).read_bytes()
    assert len(packed.data) * 2 < len(plain.data)


def test_who_has_them_already_gets_nothing_anew(app: Flask) -> None:
    tag = _fetch(app, _NAMES.styles).headers["ETag"]
    again = _fetch(app, _NAMES.styles, If_None_Match=tag)

    assert (again.status_code, again.data) == (304, b"")


def test_they_carry_what_every_answer_carries(make_product: MakeProduct, provider: str) -> None:
    app = make_product(provider, WIZARD_BASE_URL="https://mandaat.example")
    page = app.test_client().get("/")
    for name in _NAMES:
        of_file = _fetch(app, name).headers
        for header in (
            *("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"),
            "Strict-Transport-Security",
        ):
            assert of_file[header] == page.headers[header]
        assert "Set-Cookie" not in of_file
        assert "Access-Control-Allow-Origin" not in of_file


def test_of_another_name_there_is_nothing_and_that_is_not_kept(app: Flask) -> None:
    for name in ("bundle/mandaatwijzer.000000000000.css", "bundle/../bundle.toml.css", "bundle/"):
        answer = _fetch(app, name)
        assert answer.status_code == 404
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_list_of_what_was_made_is_not_kept(app: Flask) -> None:
    assert "Cache-Control" not in _fetch(app, "bundle/made.json").headers


def test_nobody_gets_them_under_a_foreign_name(app: Flask) -> None:
    assert _fetch(app, _NAMES.styles, Host="kwaad.example").status_code == 400
