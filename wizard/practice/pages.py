"""What the practice provider answers: its login page, and the endpoints that machines use."""

from typing import Any

from authlib.oauth2 import OAuth2Error
from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask import session as cookie
from werkzeug.wrappers import Response as AnyResponse

from wizard.practice import people
from wizard.practice.people import PracticePerson

blueprint = Blueprint("provider", __name__)

#: What the login page adds to the product's question; the rest is handed on.
_OWN_FIELDS = ("als", "bestuur", "token", "gebruikersnaam", "wachtwoord", "actie")


@blueprint.get("/.well-known/openid-configuration")
def discovery() -> Response:
    """Say where everything is."""
    return jsonify(_provider().discovery())


@blueprint.get("/sleutels")
def keys() -> Response:
    """Publish the keys, without their private parts."""
    return jsonify(_provider().published_keys().as_dict(private=False))


@blueprint.post("/token")
def token() -> AnyResponse:
    """Exchange a code for tokens."""
    response: AnyResponse = _provider().create_token_response()
    return response


@blueprint.get("/")
def home() -> AnyResponse | str:
    """Explain what this is to who comes here without a question of the product."""
    return render_template("practice/home.html")


@blueprint.get("/inloggen")
def login() -> AnyResponse | tuple[str, int]:
    """Ask who it is; somebody who is logged in here goes straight back to the product."""
    known = people.find(cookie.get("username", ""))
    try:
        grant = _provider().get_consent_grant(end_user=known)
    except OAuth2Error as error:
        return _refuse(error)
    if known is None or grant.prompt:
        return _login_page(_typed_or_chosen(), problem=None)
    return _go_back(grant, known)


@blueprint.post("/inloggen")
def log_in() -> AnyResponse | tuple[str, int]:
    """Check what was typed; back to the product with a code, or with "cancelled"."""
    try:
        grant = _provider().get_consent_grant()
    except OAuth2Error as error:
        return _refuse(error)
    if request.form.get("actie") == "annuleren":
        return _go_back(grant, None)
    person = people.find(request.form.get("gebruikersnaam", ""))
    if person is None or not person.knows(
        request.form.get("token", ""), request.form.get("wachtwoord", "")
    ):
        return _login_page(_typed_or_chosen(), problem=_what_is_wrong(person))
    cookie["username"] = person.username
    return _go_back(grant, person)


@blueprint.route("/uitloggen", methods=["GET", "POST"])
def log_out() -> AnyResponse | str | tuple[str, int]:
    """End the session here and go back to the product; ask first if anybody may have sent this."""
    provider = _provider()
    try:
        asked = provider.validate_endpoint_request("end_session")
    except OAuth2Error as error:
        return _refuse(error)
    if asked.needs_confirmation and request.method == "GET":
        return render_template("practice/confirm_logout.html", asked=request.args)
    back: AnyResponse | None = provider.create_endpoint_response("end_session", asked)
    return back or render_template("practice/logged_out.html")


def _provider() -> Any:
    return current_app.extensions["provider"]


def _go_back(grant: Any, person: PracticePerson | None) -> AnyResponse:
    response: AnyResponse = _provider().create_authorization_response(
        grant_user=person, grant=grant
    )
    return response


def _refuse(error: OAuth2Error) -> AnyResponse | tuple[str, int]:
    """Tell the product what is wrong with its question, or the person if the product is unknown."""
    if getattr(error, "redirect_uri", None):
        response: AnyResponse = _provider().handle_error_response(None, error)
        return response
    return render_template("practice/refused.html", error=error), 400


def _typed_or_chosen() -> dict[str, str]:
    """Return what the fields show: what was typed, or the codes of the person that was chosen."""
    if request.method == "POST":
        return {name: request.form.get(name, "") for name in ("token", "gebruikersnaam")}
    board = request.args.get("bestuur", "").strip()
    username = f"bestuur-{board.zfill(5)}" if board else request.args.get("als", "")
    chosen = people.find(username)
    if chosen is None:
        return {}
    return {
        "token": chosen.token,
        "gebruikersnaam": chosen.username,
        "wachtwoord": chosen.password,
    }


def _what_is_wrong(person: PracticePerson | None) -> str:
    if person is None:
        return "Deze gebruikersnaam kennen wij niet. Kies een naam uit de lijst."
    return "De token of het wachtwoord klopt niet. Neem ze over uit de lijst."


def _login_page(fields: dict[str, str], *, problem: str | None) -> tuple[str, int]:
    question = {name: value for name, value in request.args.items() if name not in _OWN_FIELDS}
    page = render_template(
        "practice/login.html",
        people=people.PEOPLE,
        fields=fields,
        problem=problem,
        wrong_field="token" if people.find(fields.get("gebruikersnaam", "")) else "gebruikersnaam",
        question=question,
        any_board=people.find("bestuur-00000"),
    )
    return page, 422 if problem else 200
