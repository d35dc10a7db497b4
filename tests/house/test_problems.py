"""What callers have problems with: our failures are explained, known questions answered."""

from datetime import date

import pytest

from wizard.catalogue import Catalogue
from wizard.domain import problem
from wizard.settings import ROOT
from wizard.web import errors, login_failures
from wizard.web.login_failures import Kind

#: What a helpdesk is asked most, and the error texts that callers read out: their answer.
ASKED = {
    "Verzender van bericht is niet geautoriseerd door de betreffende school": "not_authorised",
    "405": "not_signed_up",
    "404": "no_match",
    "opgeslagen, maar het LAS ziet geen mandaat": "las_says_none",
    "wie is onze beheerder?": "no_role",
    "token kwijt": "token_lost",
    "is de overeenkomst getekend": "agreement_missing",
    "mijn school staat er niet bij": "school_missing",
    "BRON of ROD": "which_service",
    "ons LAS staat er niet bij": "las_not_listed",
    "scholen met een ander LAS": "different_systems",
    "oude LAS nog een mandaat": "old_las",
    "startdatum": "which_dates",
    "tweede vestiging": "second_site",
    "zijn wij te laat": "too_late",
    "administratiekantoor": "office",
    "verzender nit geautoriseert": "not_authorised",
}


TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "config")


def kinds_of_failure() -> set[str]:
    """Return every kind that a reference number can stand for, for people of a board."""
    found = (each for each in vars(login_failures).values() if isinstance(each, Kind))
    return {f"login_{kind.key}" for kind in found} | {"error", "database", *errors.KINDS}


def unexplained(catalogue: Catalogue) -> list[str]:
    return sorted(kind for kind in kinds_of_failure() if catalogue.problem_of(kind, TODAY) is None)


def test_every_failure_of_ours_is_explained(catalogue: Catalogue) -> None:
    assert unexplained(catalogue) == []


def test_a_failure_that_nobody_explains_is_found(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_failures, "NEW", Kind("made_up", 400), raising=False)
    assert unexplained(catalogue) == ["login_made_up"]


def test_nothing_is_explained_that_does_not_happen(catalogue: Catalogue) -> None:
    explained = {kind for entry in catalogue.problems.values() for kind in entry.failures}
    assert explained == kinds_of_failure()


@pytest.mark.parametrize(("asked", "key"), ASKED.items())
def test_what_callers_ask_is_answered(catalogue: Catalogue, asked: str, key: str) -> None:
    found = [each.key for each in problem.search(catalogue.problems_on(TODAY), asked)]
    assert key in found
    assert len(found) <= 4, "too much to choose from with somebody on the phone"


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("401", "not_authorised"),
        ("405", "not_signed_up"),
        ("foutmelding 405", "not_signed_up"),
        ("404", "no_match"),
    ],
)
def test_an_error_code_is_answered_with_that_error_alone(
    catalogue: Catalogue, asked: str, key: str
) -> None:
    found = [each.key for each in problem.search(catalogue.problems_on(TODAY), asked)]
    assert found == [key]


def test_nonsense_is_no_problem(catalogue: Catalogue) -> None:
    assert not problem.search(catalogue.problems_on(TODAY), "qqqq zzzz")
    assert not problem.search(catalogue.problems_on(TODAY), "?!")
