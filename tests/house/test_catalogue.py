"""What config/ says as it is shipped: services, systems, desks, needs, and deadlines in words."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.ways import EVERYTHING
from wizard.catalogue import Catalogue
from wizard.domain.deadline import Phase
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.domain.school import School
from wizard.settings import ROOT

CONFIG = ROOT / "config"
NOVEMBER_2020 = date(2020, 11, 23)
NOVEMBER_2026 = date(2026, 11, 23)
REGENBOOG = School(brin="04LY", name="De Regenboog", place="Borger", board_number="12345")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(CONFIG)


def test_the_services(catalogue: Catalogue) -> None:
    assert list(catalogue.services) == ["rio", "eindtoets", "bron-po", "verzuim"]
    assert [service.key for service in catalogue.required] == ["rio", "eindtoets"]
    eindtoets = catalogue.services["eindtoets"]
    assert eindtoets.name(NOVEMBER_2020) == "Logistiek Proces Eindtoets PO"
    assert eindtoets.name(date(2023, 7, 31)) == "Logistiek Proces Eindtoets PO"
    assert eindtoets.name(date(2023, 8, 1)) == "DOORSTROOM – Logistiek proces doorstroomtoets po"
    assert eindtoets.short_name(NOVEMBER_2020) == "Eindtoets"
    assert eindtoets.short_name(NOVEMBER_2026) == "Doorstroomtoets (vroeger: Eindtoets)"
    assert eindtoets.in_sentence(NOVEMBER_2026) == "de doorstroomtoets"
    bron = catalogue.services["bron-po"]
    assert bron.name(date(2022, 1, 2)) == "BRON po"
    assert bron.name(date(2022, 1, 3)) == "ROD PO"
    assert catalogue.services["rio"].name(NOVEMBER_2026) == "RIO"


def test_a_system_that_ended_is_offered_until_a_year_later(catalogue: Catalogue) -> None:
    def offered(today: date) -> list[str]:
        return [system.name for system in catalogue.systems_at(today)]

    assert {"ParnasSys", "ESIS", "SchoolOAS"} <= set(offered(NOVEMBER_2020))
    assert offered(date(2022, 12, 31)) == offered(NOVEMBER_2020)
    still = [name for name in offered(NOVEMBER_2020) if name != "SchoolOAS"]
    assert offered(date(2023, 1, 1)) == offered(NOVEMBER_2026) == still


def test_a_system_as_it_goes_on_a_mandate(catalogue: Catalogue) -> None:
    choice = catalogue.systems["parnassys"].as_choice()
    assert (choice.key, choice.name, choice.supplier) == ("parnassys", "ParnasSys", "Topicus")


def test_the_desks_of_the_stappenplan(catalogue: Catalogue) -> None:
    assert set(catalogue.contacts) == {"osr", "mijn_duo", "rio", "manager"}
    osr, manager = catalogue.contacts["osr"], catalogue.contacts["manager"]
    assert (osr.phone, osr.phone_link) == ("0800 321 22 33", "tel:08003212233")
    assert osr.email == "support@kennisnet.nl"
    assert catalogue.contacts["mijn_duo"].email == "securityservicedesk@duo.nl"
    rio = catalogue.contacts["rio"]
    assert (rio.phone, rio.phone_note, rio.email) == (
        "050 599 77 38",
        "Kies optie 4.",
        "rio@duo.nl",
    )
    assert (manager.phone, manager.phone_link, manager.email) == ("", "", "")


def test_links(catalogue: Catalogue) -> None:
    assert catalogue.link("osr") == "https://osr.kennisnet.nl/"
    with pytest.raises(KeyError):
        catalogue.link("nergens")


NOW_BY = "uiterlijk maandag 30 november (vóór 1 december)"
CALL = "Bel dan 0800 321 22 33"


@pytest.mark.parametrize(
    ("today", "phase", "in_title", "in_text"),
    [
        (date(2026, 11, 15), Phase.NEUTRAL, [], [NOW_BY]),
        (date(2026, 11, 23), Phase.ATTENTION, ["nog 7 dagen", "de doorstroomtoets"], [NOW_BY]),
        (
            date(2026, 11, 29),
            Phase.URGENT,
            ["nog maar 1 dag", "de doorstroomtoets"],
            [NOW_BY, CALL],
        ),
        (
            *(date(2026, 11, 30), Phase.TODAY, ["Vandaag", "laatste dag", "de doorstroomtoets"]),
            ["vandaag nog", "maandag 30 november (vóór 1 december)", CALL],
        ),
        (
            *(date(2026, 12, 1), Phase.PAST, ["de doorstroomtoets", "voorbij"]),
            ["voorbij", "vandaag nog", "bel 0800 321 22 33"],
        ),
        (
            *(NOVEMBER_2020, Phase.ATTENTION, ["nog 7 dagen", "de Eindtoets"]),
            ["uiterlijk maandag 30 november (vóór 1 december 2020)"],
        ),
    ],
)
def test_the_eindtoets_in_words(
    catalogue: Catalogue, today: date, phase: Phase, in_title: list[str], in_text: list[str]
) -> None:
    notice = catalogue.deadline_notice("eindtoets", today)
    assert notice.phase is phase
    assert bool(notice.title) is bool(in_title)
    assert [words for words in in_title if words not in notice.title] == []
    assert [words for words in in_text if words not in notice.text] == []
    assert (CALL in notice.text) is (phase in (Phase.URGENT, Phase.TODAY))
    assert catalogue.next_deadline(today) == notice


def test_rio_in_words(catalogue: Catalogue) -> None:
    before = catalogue.deadline_notice("rio", NOVEMBER_2020)
    assert before.phase is Phase.NEUTRAL
    assert before.text.startswith("Vanaf januari 2022 zijn er gegevens uit RIO nodig")
    assert "Regel dit nu mee" in before.text
    since = catalogue.deadline_notice("rio", date(2022, 1, 1))
    assert since.phase is Phase.DUE
    assert "nodig sinds januari 2022" in since.text
    assert "RIO" in since.title
    assert re.search(r"\b[Rr]egel\b.*\bnu\b", since.title)
    assert since == catalogue.deadline_notice("rio", NOVEMBER_2026)


def test_a_service_without_a_rule_has_no_words(catalogue: Catalogue) -> None:
    notice = catalogue.deadline_notice("verzuim", NOVEMBER_2026)
    assert (notice.phase, notice.title, notice.text) == (Phase.NEUTRAL, "", "")
    with pytest.raises(KeyError):
        catalogue.deadline_notice("nergens", NOVEMBER_2026)


def test_no_day_has_a_negative_or_zero_count_or_is_left_without_words(catalogue: Catalogue) -> None:
    """From before the first day that config names until after the last one."""
    day, last = date(2021, 6, 1), date(2023, 12, 31)
    if EVERYTHING:
        day, last = date(2019, 1, 1), date(2030, 12, 31)
    while day <= last:
        for key in catalogue.deadlines:
            notice = catalogue.deadline_notice(key, day)
            assert notice.text, (key, day)
            assert notice.short, (key, day)
            said = f"{notice}".split("title=")[1]
            assert not re.search(r"(?<!\d)-\d|\b0 dagen|[{}]|\b1 dagen", said)
        day += timedelta(days=1)


def mandate_for(service: str, *, supplier: str = "Topicus", ends_on: date | None = None) -> Mandate:
    return Mandate(
        id=1,
        brin="04LY",
        service=service,
        system=SystemChoice("parnassys", "ParnasSys", supplier),
        starts_on=NOVEMBER_2026,
        ends_on=ends_on,
        ended_at=None,
        saved_at=datetime(2026, 11, 23, 13, 32, tzinfo=UTC),
        saved_by="Marijke de Boer",
        recorded_at=None,
        recorded_by=None,
        problem_at=None,
        receipt=None,
    )


@pytest.mark.parametrize("today", [NOVEMBER_2020, NOVEMBER_2026])
def test_the_clicks_follow_the_stappenplan(catalogue: Catalogue, today: date) -> None:
    clicks = catalogue.clicks_for(mandate_for("eindtoets"), REGENBOOG, today)
    assert [click.key for click in clicks] == [
        *("log_in", "school", "add", "service", "system", "start", "save")
    ]
    done = " ".join(click.do for click in clicks)
    for words in ("‘Mandaten beheren’", "‘+ mandaat toevoegen’", "‘Opslaan’", "04LY", "in Borger"):
        assert words in done
    assert f"‘{catalogue.services['eindtoets'].name(today)}’" in done
    assert "ParnasSys (Topicus)" in done
    assert "{" not in f"{clicks}"
    assert all(click.see and click.trouble for click in clicks)


def test_an_unknown_supplier_leaves_no_hole(catalogue: Catalogue) -> None:
    clicks = catalogue.clicks_for(mandate_for("rio", supplier=""), REGENBOOG, NOVEMBER_2026)
    assert clicks[4].do == "Kies bij ‘Selecteer een systeem’ voor ParnasSys."


def test_ending_the_old_mandate_comes_after_saving_the_new_one(catalogue: Catalogue) -> None:
    new, old = mandate_for("rio"), mandate_for("rio", ends_on=date(2026, 11, 22))
    *_, save = catalogue.clicks_for(new, REGENBOOG, NOVEMBER_2026)
    [end] = catalogue.old_clicks_for(old, REGENBOOG, NOVEMBER_2026)
    assert (save.key, end.key) == ("save", "end_old")
    assert "zondag 22 november 2026" in end.do


def test_ending_a_mandate_by_itself_begins_with_logging_in(catalogue: Catalogue) -> None:
    ends = mandate_for("rio", ends_on=date(2026, 11, 30))
    *way, end = catalogue.end_clicks_for(ends, REGENBOOG, NOVEMBER_2026)
    assert [each.key for each in way] == ["log_in", "school"]
    assert "Vul als einddatum maandag 30 november 2026 in" in end.do
    *_, gone = catalogue.end_clicks_for(mandate_for("rio"), REGENBOOG, NOVEMBER_2026)
    assert "Haal de einddatum weg" in gone.do


def test_the_copy_clicks_are_those_of_the_annex(catalogue: Catalogue) -> None:
    assert [click.key for click in catalogue.copy_clicks] == ["icon", "schools", "next", "confirm"]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("parnassys", "parnassys"),
        (" Parnas Sys ", "parnassys"),
        ("ESIS-B", "esis"),
        ("School OAS", "schooloas"),
        ("Iets anders", None),
        ("", None),
        ("--", None),
    ],
)
def test_a_system_by_what_people_call_it(catalogue: Catalogue, typed: str, key: str | None) -> None:
    found = catalogue.system_named(typed)
    assert (found.key if found else None) == key


def test_a_system_that_is_no_longer_offered_is_not_found_today(catalogue: Catalogue) -> None:
    assert catalogue.system_named("SchoolOAS", NOVEMBER_2020) is not None
    assert catalogue.system_named("SchoolOAS", NOVEMBER_2026) is None


def test_the_last_day_of_each_service(catalogue: Catalogue) -> None:
    assert catalogue.last_day("eindtoets", NOVEMBER_2026) == date(2026, 11, 30)
    assert catalogue.last_day("rio", NOVEMBER_2026) == NOVEMBER_2026
    assert catalogue.last_day("verzuim", NOVEMBER_2026) == NOVEMBER_2026


def test_november_2020_speaks_the_words_of_the_seed(catalogue: Catalogue) -> None:
    text = catalogue.text("start.eindtoets", NOVEMBER_2020)
    assert "vóór 1 december 2020" in text
    assert "‘Logistiek Proces Eindtoets PO’" in text
    assert "token, gebruikersnaam en wachtwoord" in catalogue.text("login.means", NOVEMBER_2020)
    assert "eHerkenning" not in catalogue.text("login.means", date(2021, 12, 31))
    assert "eHerkenning" in catalogue.text("login.means", NOVEMBER_2026)


def test_needs_lead_to_a_desk_and_a_text_to_send(catalogue: Catalogue) -> None:
    needs = catalogue.needs(NOVEMBER_2026, board="Stichting De Waterlanden", register="osr")
    assert [need.key for need in needs] == ["agreement", "access", "schools", "system"]
    assert [need.desk.key for need in needs] == ["osr", "manager", "rio", "osr"]
    for need in needs:
        assert need.question.endswith("?")
        assert len(need.solution) > 1
        assert "Stichting De Waterlanden" in need.copy
        assert "uiterlijk maandag 30 november (vóór 1 december 2026)" in need.copy


def test_the_clicks_begin_with_the_one_that_has_two_doors(catalogue: Catalogue) -> None:
    for name in ("clicks", "copied_clicks"):
        first, *others = catalogue.texts.clicks[name]
        assert first.logs_in, name
        assert not any(each.logs_in for each in others), name


def test_texts_to_send_name_no_day_that_has_gone_by(catalogue: Catalogue) -> None:
    january = date(2027, 1, 11)
    letter = catalogue.text("letter.body", january, school="x", brin="x", board="x", where="x")
    for text in (
        letter,
        *(need.copy for need in catalogue.needs(january, board="x", register="own")),
    ):
        assert "zo snel mogelijk" in text
        assert "december" not in text


@pytest.mark.parametrize(
    ("today", "keys", "when", "text"),
    [
        (
            NOVEMBER_2020,
            ["connection", "sign_up", "exchange"],
            "Vanaf dinsdag 1 december 2020",
            "Dat kan vanaf 1 december 2020.",
        ),
        (
            date(2020, 12, 1),
            ["sign_up", "connection", "exchange"],
            "Nu",
            "Dat kan sinds 1 december 2020.",
        ),
        (
            date(2026, 9, 30),
            ["connection", "sign_up", "exchange"],
            "Vanaf donderdag 1 oktober 2026",
            "Dat kan vanaf 1 oktober 2026, tot en met 15 november.",
        ),
        (
            date(2026, 11, 15),
            ["sign_up", "connection", "exchange"],
            "Nu, tot en met 15 november",
            "Dat kan tot en met 15 november.",
        ),
        (
            date(2026, 11, 16),
            ["sign_up", "connection", "exchange"],
            "Nu",
            "Aanmelden kon tot en met 15 november. Nog niet gedaan? Bel de toetsleverancier. "
            "Het mandaat regelt u vóór 1 december.",
        ),
        (
            date(2026, 12, 1),
            ["sign_up", "connection", "exchange"],
            "Nu",
            "Nog niet gedaan? Bel de toetsleverancier.",
        ),
        (date(2027, 2, 17), ["connection"], None, None),
        (
            date(2027, 3, 16),
            ["connection", "sign_up", "exchange"],
            "Vanaf vrijdag 1 oktober 2027",
            "Dat kan vanaf 1 oktober 2027, tot en met 15 november.",
        ),
    ],
)
def test_what_happens_next_says_how_signing_up_stands(
    catalogue: Catalogue, today: date, keys: list[str], when: str | None, text: str | None
) -> None:
    items = [
        each
        for each in catalogue.items_after_all(today, is_arranged=False)
        if each.key != "test_system"
    ]
    assert [item.key for item in items] == keys
    said = [(item.when, item.text) for item in items if item.key == "sign_up"]
    assert [each for each, _text in said] == ([when] if when else [])
    assert all(each.endswith(text or "") for _when, each in said)


@pytest.mark.parametrize(
    ("today", "phase", "text"),
    [
        (date(2027, 2, 15), Phase.PAST, "De datum is voorbij. Regel het vandaag nog en bel"),
        (date(2027, 3, 15), Phase.PAST, "De datum is voorbij. Regel het vandaag nog en bel"),
        (
            date(2027, 3, 16),
            Phase.NEUTRAL,
            "De toets van schooljaar 2026-2027 is voorbij. Regel dit voor schooljaar 2027-2028, "
            "uiterlijk dinsdag 30 november (vóór 1 december 2027).",
        ),
        (date(2027, 8, 1), Phase.NEUTRAL, "Regel dit uiterlijk dinsdag 30 november (vóór 1 dec"),
        (date(2021, 6, 15), Phase.PAST, "De datum is voorbij."),
        (date(2021, 6, 16), Phase.NEUTRAL, "De toets van schooljaar 2020-2021 is voorbij."),
    ],
)
def test_once_test_and_results_are_over_it_is_about_the_next_school_year(
    catalogue: Catalogue, today: date, phase: Phase, text: str
) -> None:
    notice = catalogue.deadline_notice("eindtoets", today)
    assert notice.phase is phase
    assert notice.text.startswith(text)


def test_once_all_is_arranged_the_test_system_needs_a_mandate_too(catalogue: Catalogue) -> None:
    assert "test_system" not in [
        each.key for each in catalogue.items_after_all(NOVEMBER_2020, is_arranged=True)
    ]
    first, *_rest = catalogue.items_after_all(NOVEMBER_2026, is_arranged=True)
    assert (first.when, first.title) == ("Nu", "Geef ook het toetssysteem een mandaat")


def test_an_unknown_text_or_a_forgotten_value_fails_at_once(catalogue: Catalogue) -> None:
    with pytest.raises(KeyError):
        catalogue.text("start.nergens", NOVEMBER_2026)
    with pytest.raises(KeyError):
        catalogue.text("letter.subject", NOVEMBER_2026, school="De Regenboog")
