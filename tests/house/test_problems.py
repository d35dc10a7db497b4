"""What callers have problems with: our failures are explained, known questions answered."""

from collections import Counter
from datetime import date

import pytest

from wizard.catalogue import Catalogue
from wizard.domain.helpdesk import problem
from wizard.domain.helpdesk.problem import Problem
from wizard.domain.typed_text import bare
from wizard.settings import ROOT
from wizard.web import errors
from wizard.web.accounts import login_failures
from wizard.web.accounts.login_failures import Kind

#: What a helpdesk is asked most, and the error texts that callers read out: their answer.
ASKED = {
    "Verzender van bericht is niet geautoriseerd door de betreffende school": "not_authorised",
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
    "toetssysteem geen mandaat": "test_system",
    "aanmelding gesloten": "sign_up_closed",
    "inhoud klopt niet": "content_wrong",
    "eHerkenning machtiging": "eherkenning",
    "token werkt niet meer": "token_lost",
    "BRIN vervallen": "brin_lapsed",
    "fusie": "brin_lapsed",
    "RIO leeg": "rio_empty",
    "selectiekenmerk": "rio_empty",
}

#: What agents type in a hurry: a word or two, and the problem that comes first.
TYPED = {
    "eindtoets": "which_service",
    "doorstroomtoets": "which_service",
    "te laat": "too_late",
    "na 1 december": "too_late",
    "brin bestaat niet meer": "brin_lapsed",
    "brin opgeheven": "brin_lapsed",
    "school opgeheven": "school_closed",
    "samenvoeging": "brin_lapsed",
    "fusie": "brin_lapsed",
    "wij kunnen niet in rio": "rio_empty",
    "ParnasSys staat er niet bij": "las_not_listed",
    "onze school staat er niet bij": "school_missing",
    "bestuur staat er niet bij": "no_board",
    "mandaat weg": "las_says_none",
    "aanmelden": "not_signed_up",
    "school aanmelden": "not_signed_up",
    "doorstroomtoets aanmelden": "not_signed_up",
    "eindtoets aanmelden": "not_signed_up",
    "inschrijven kan niet meer": "sign_up_closed",
    "wachtwoord": "token_lost",
    "wachtwoord vergeten": "token_lost",
    "token verlopen": "token_lost",
    "activatiecode": "token_lost",
    "inloggen": "token_lost",
    "vestiging": "second_site",
    "gegevens kloppen niet": "content_wrong",
    "einddatum": "which_dates",
}

#: What one code means, in the order in which an agent sees it: the chain of the test comes first.
CODES = {
    "401": ["not_authorised", "test_system"],
    "403": ["sign_up_closed", "advice_closed"],
    "404": ["report_unknown", "no_match"],
    "405": ["not_signed_up", "school_unknown"],
    "foutmelding 405": ["not_signed_up", "school_unknown"],
    "422": ["content_wrong"],
    "500": ["our_mistake"],
    "503": ["our_database"],
}
NOVEMBER_2020 = date(2020, 11, 23)
NOVEMBER_2026 = date(2026, 11, 23)
DAYS = [NOVEMBER_2020, date(2022, 1, 3), date(2023, 8, 1), NOVEMBER_2026]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(ROOT / "config")


def kinds_of_failure() -> set[str]:
    """Return every kind that a reference number can stand for, for people of a board."""
    found = (each for each in vars(login_failures).values() if isinstance(each, Kind))
    return {f"login_{kind.key}" for kind in found} | {"error", "database", *errors.KINDS}


def unexplained(catalogue: Catalogue, today: date = NOVEMBER_2026) -> list[str]:
    return sorted(kind for kind in kinds_of_failure() if not catalogue.problem_of(kind, today))


def found(catalogue: Catalogue, typed: str, today: date = NOVEMBER_2026) -> list[str]:
    return [each.key for each in problem.search(catalogue.problems_on(today), typed)]


@pytest.mark.parametrize("today", DAYS)
def test_every_failure_of_ours_is_explained(catalogue: Catalogue, today: date) -> None:
    assert unexplained(catalogue, today) == []


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
    answers = found(catalogue, asked)
    assert answers[0] == key
    assert len(answers) <= 4, "too much to choose from with somebody on the phone"


@pytest.mark.parametrize("today", DAYS)
@pytest.mark.parametrize(("typed", "key"), TYPED.items())
def test_a_word_in_a_hurry_finds_its_problem_first(
    catalogue: Catalogue, typed: str, key: str, today: date
) -> None:
    assert found(catalogue, typed, today)[0] == key


def test_a_brin_that_is_gone_may_also_be_a_school_that_is_closed(catalogue: Catalogue) -> None:
    assert found(catalogue, "brin opgeheven") == ["brin_lapsed", "school_closed"]


@pytest.mark.parametrize(("asked", "keys"), CODES.items())
def test_an_error_code_is_answered_with_all_that_it_means(
    catalogue: Catalogue, asked: str, keys: list[str]
) -> None:
    assert found(catalogue, asked) == keys


@pytest.mark.parametrize("today", DAYS)
def test_what_is_heard_finds_its_own_problem_first(catalogue: Catalogue, today: date) -> None:
    for each in catalogue.problems_on(today):
        for heard in set(each.heard) - set(CODES):
            assert found(catalogue, heard, today)[0] == each.key, heard


def test_only_a_code_is_heard_of_more_than_one_problem(catalogue: Catalogue) -> None:
    entries = catalogue.problems.values()
    times = Counter(bare(heard) for entry in entries for heard in entry.heard)
    twice = {heard for heard, number in times.items() if number > 1}
    assert twice == {code for code, keys in CODES.items() if code.isdecimal() and len(keys) > 1}


@pytest.mark.parametrize(
    ("key", "since"),
    [
        ("eherkenning", date(2022, 1, 1)),
        ("test_system", date(2023, 8, 1)),
        ("advice_closed", date(2025, 1, 1)),
    ],
)
def test_what_did_not_exist_yet_is_not_offered(catalogue: Catalogue, key: str, since: date) -> None:
    day_before = since.fromordinal(since.toordinal() - 1)
    assert key not in {each.key for each in catalogue.problems_on(day_before)}
    assert key in {each.key for each in catalogue.problems_on(since)}


def test_before_the_test_system_needed_a_mandate_401_meant_one_thing(catalogue: Catalogue) -> None:
    assert found(catalogue, "401", NOVEMBER_2020) == ["not_authorised"]


def on(catalogue: Catalogue, key: str, today: date) -> Problem:
    [said] = [each for each in catalogue.problems_on(today) if each.key == key]
    return said


def told(catalogue: Catalogue, key: str, today: date) -> str:
    said = on(catalogue, key, today)
    return f"{said.cause} {said.say} {said.do}"


@pytest.mark.parametrize(
    ("today", "say", "do"),
    [
        (
            NOVEMBER_2026,
            "U bent nog op tijd. Regel het uiterlijk maandag 30 november (vóór 1 december 2026).",
            "Is het 1 december 2026 of later?",
        ),
        (
            date(2026, 12, 2),
            "Ja. Regel het zo snel mogelijk. "
            "Laat daarna uw toetsleverancier weten dat het mandaat er is.",
            "Is het 1 december 2026 of later?",
        ),
        (
            date(2027, 2, 20),
            "Het mandaat is nog nodig voor de resultaten. Regel het zo snel mogelijk.",
            "Is het 1 december 2026 of later?",
        ),
        (
            date(2027, 4, 10),
            "De toets van schooljaar 2026-2027 is voorbij. Regel het mandaat voor schooljaar "
            "2027-2028, uiterlijk dinsdag 30 november (vóór 1 december 2027).",
            "Is het 1 december 2027 of later?",
        ),
        (
            date(2021, 7, 1),
            "De toets van schooljaar 2020-2021 is voorbij. Regel het mandaat voor schooljaar "
            "2021-2022, uiterlijk dinsdag 30 november (vóór 1 december 2021).",
            "Is het 1 december 2021 of later?",
        ),
    ],
)
def test_whether_it_is_too_late_is_said_as_of_today(
    catalogue: Catalogue, today: date, say: str, do: str
) -> None:
    said = on(catalogue, "too_late", today)
    assert said.say == say
    assert do in said.do


@pytest.mark.parametrize("today", [*DAYS, date(2026, 12, 2), date(2027, 2, 20), date(2027, 4, 10)])
def test_where_a_value_says_nothing_no_blank_is_left(catalogue: Catalogue, today: date) -> None:
    texts = [
        f"{each.title}|{each.say}|{each.do}|{each.cause}" for each in catalogue.problems_on(today)
    ]
    assert [text for text in texts if "  " in text or " |" in text or "| " in text] == []


@pytest.mark.parametrize("key", ["sign_up_closed", "not_signed_up"])
def test_between_test_and_results_nobody_signs_up(catalogue: Catalogue, key: str) -> None:
    said = told(catalogue, key, date(2027, 2, 20))
    assert [words for words in ("Dat kon", "Dat kan", "inschrijven") if words in said] == []


def test_when_a_school_signs_up_is_filled_in(catalogue: Catalogue) -> None:
    values = catalogue.problems["not_signed_up"].texts["do"]
    assert "{sign_up}" in values.first
    assert "Dat kon tot en met 15 november." in told(catalogue, "not_signed_up", NOVEMBER_2026)


@pytest.mark.parametrize("key", ["no_role", "token_lost", "eherkenning"])
def test_an_agent_asks_with_which_door_the_caller_logs_in(catalogue: Catalogue, key: str) -> None:
    now = told(catalogue, key, NOVEMBER_2026)
    assert "met “Inloggen” of met “Inloggen met eHerkenning”?" in now
    assert "machtiging ‘Kennisnet beheren’" in now or "dat ‘Kennisnet beheren’" in now


@pytest.mark.parametrize("key", ["no_role", "token_lost"])
def test_in_2020_nobody_says_eherkenning(catalogue: Catalogue, key: str) -> None:
    assert "eHerkenning" not in told(catalogue, key, NOVEMBER_2020)


@pytest.mark.parametrize(
    "key", ["not_signed_up", "school_missing", "school_closed", "brin_lapsed", "rio_empty"]
)
def test_looking_something_up_in_rio_asks_a_second_role(catalogue: Catalogue, key: str) -> None:
    """As the pages for boards say it, from the same day on."""
    role = "Beheerder op bestuursniveau"
    assert role in told(catalogue, key, NOVEMBER_2026)
    for today in (date(2021, 12, 31), date(2022, 1, 1)):
        on_the_pages = role in catalogue.text("explain.rio_rol", today)
        assert (role in told(catalogue, key, today)) == on_the_pages


def test_the_name_of_today_comes_before_the_old_one(catalogue: Catalogue) -> None:
    now = on(catalogue, "which_service", NOVEMBER_2026)
    assert "RIO en de doorstroomtoets. De toets heette vroeger Eindtoets." in now.say
    assert now.cause.index("ROD") < now.cause.index("BRON")
    assert now.cause.index("doorstroomtoets") < now.cause.index("Eindtoets")
    assert "RIO en de Eindtoets." in on(catalogue, "which_service", NOVEMBER_2020).say


def test_a_name_of_later_is_answered_in_the_words_of_the_day(catalogue: Catalogue) -> None:
    assert found(catalogue, "wat is doorstroomtoets", NOVEMBER_2020)[0] == "which_service"
    assert "doorstroomtoets" not in told(catalogue, "which_service", NOVEMBER_2020)


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2022, 1, 2), set()),
        (date(2022, 1, 3), {"ROD"}),
        (date(2023, 8, 1), {"ROD", "doorstroomtoets"}),
    ],
)
def test_names_are_those_of_the_day(catalogue: Catalogue, today: date, names: set[str]) -> None:
    said = told(catalogue, "which_service", today)
    assert {name for name in ("ROD", "doorstroomtoets") if name in said} == names


def test_nonsense_is_no_problem(catalogue: Catalogue) -> None:
    assert found(catalogue, "qqqq zzzz") == []
    assert found(catalogue, "?!") == []
