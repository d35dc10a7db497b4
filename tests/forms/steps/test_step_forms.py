"""What was typed, and what each form makes of it; no database, no request."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from tests.domain.situations import ESIS, alone, draft, recorded, saved
from wizard.catalogue import Catalogue
from wizard.domain.draft import Draft
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate, SystemChoice
from wizard.forms.public import needs_answers
from wizard.forms.steps.check import CheckForm, RecordForm
from wizard.forms.steps.other_system import OtherSystemForm
from wizard.forms.steps.school import SchoolForm
from wizard.forms.steps.service import ServiceForm
from wizard.forms.steps.system import SystemForm

_PARNASSYS = SystemChoice("parnassys", "ParnasSys", "Topicus")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """Give what config/*.toml says."""
    return Catalogue.load(Path(__file__).parents[3] / "config")


def _mandate(service: str) -> Mandate:
    return recorded(service, system=_PARNASSYS, starts_on=date(2020, 1, 6))


def _draft(*services: str) -> Draft:
    return draft(*services, key="k" * 32, version=7)


def _facts(*mandates: Mandate, draft: Draft | None = None) -> Facts:
    return alone(*mandates, draft=draft)


def _typed(**answers: str) -> MultiDict[str, str]:
    return MultiDict(answers)


class TestSchool:
    def test_the_boards_schools_come_with_brin_and_place(self, catalogue: Catalogue) -> None:
        form = SchoolForm.build(_facts(), catalogue, None)
        assert [option.data for option in form.school] == ["99AA", "ontbreekt"]
        assert form.details["99AA"]["hint"] == "BRIN 99AA, Gouda"

    @pytest.mark.parametrize(
        ("school", "fine"), [("99AA", True), ("ontbreekt", True), ("99AB", False)]
    )
    def test_only_what_is_in_the_list_is_taken(
        self, catalogue: Catalogue, school: str, fine: bool
    ) -> None:
        form = SchoolForm.build(_facts(), catalogue, _typed(school=school))
        assert form.validate() is fine

    def test_a_search_hides_schools_and_forbids_none(self, catalogue: Catalogue) -> None:
        facts = _facts()
        form = SchoolForm.build(facts, catalogue, _typed(school="99AA"))
        form.narrow("nergens", [each.school for each in facts.board.schools])
        assert (form.found, [option.data for option in form.school]) == (0, ["ontbreekt"])
        assert form.validate()


class TestService:
    def test_the_tip_comes_first(self, catalogue: Catalogue) -> None:
        form = ServiceForm.build(_facts(), catalogue, None)
        assert [option.data for option in form.services] == [
            "rio+eindtoets",
            "rio",
            "eindtoets",
        ]
        assert form.services.data is None

    def test_with_everything_arranged_nothing_need_change(self, catalogue: Catalogue) -> None:
        facts = _facts(_mandate("rio"), _mandate("eindtoets"))
        form = ServiceForm.build(facts, catalogue, _typed(services="niets"))
        assert form.validate()
        assert form.chosen == ()

    def test_nothing_is_no_answer_while_something_is_open(self, catalogue: Catalogue) -> None:
        form = ServiceForm.build(_facts(), catalogue, _typed(services="niets"))
        assert not form.validate()
        assert form.summary == "Er is nog iets niet goed"

    def test_both_are_two_services(self, catalogue: Catalogue) -> None:
        form = ServiceForm.build(_facts(), catalogue, _typed(services="rio+eindtoets"))
        assert form.validate()
        assert form.chosen == ("rio", "eindtoets")


class TestSystem:
    def test_an_earlier_mandate_is_suggested_and_not_chosen(self, catalogue: Catalogue) -> None:
        form = SystemForm.build(_facts(_mandate("bron-po"), draft=_draft("rio")), catalogue, None)
        assert (
            form.details["parnassys"]["suggestion"]
            == "Deze school heeft al een mandaat met ParnasSys, voor ROD PO."
        )
        assert form.system.data is None

    def test_i_do_not_know_is_an_answer(self, catalogue: Catalogue) -> None:
        form = SystemForm.build(
            _facts(draft=_draft("rio")), catalogue, _typed(system="weet-ik-niet")
        )
        assert form.validate()
        assert form.choice is None

    def test_nothing_typed_for_a_day_is_the_day_of_saving(self, catalogue: Catalogue) -> None:
        form = SystemForm.build(
            _facts(draft=_draft("rio")), catalogue, _typed(system="esis", starts_on="  ")
        )
        assert form.validate()
        assert form.first_day is None

    @pytest.mark.parametrize(
        ("typed", "day"),
        [
            ("23-11-2026", None),
            ("24-11-2026", date(2026, 11, 24)),
            ("1 december 2026", date(2026, 12, 1)),
            ("2026-12-01", date(2026, 12, 1)),
        ],
    )
    def test_days_as_people_type_them(
        self, catalogue: Catalogue, typed: str, day: date | None
    ) -> None:
        answers = _typed(system="esis", starts_on=typed)
        form = SystemForm.build(_facts(draft=_draft("rio")), catalogue, answers)
        assert form.validate()
        assert form.first_day == day

    def test_another_systems_mandate_must_be_answered_for(self, catalogue: Catalogue) -> None:
        facts = _facts(_mandate("rio"), draft=_draft("rio"))
        form = SystemForm.build(facts, catalogue, _typed(system="esis"))
        assert not form.validate()
        assert form.old.errors == ["Kies wat er met het mandaat van ParnasSys gebeurt."]
        assert form.summary == "Nog één vraag: het oude mandaat"

    @pytest.mark.parametrize(
        ("starts_on", "end_old_on", "last_day"),
        [
            ("1-12-2026", "", None),
            ("", "", None),
            ("1-12-2026", "15-12-2026", date(2026, 12, 15)),
        ],
    )
    def test_the_last_day_of_the_old_mandate(
        self, catalogue: Catalogue, starts_on: str, end_old_on: str, last_day: date | None
    ) -> None:
        """Nothing typed: it is computed at save, as the day before the first one may change."""
        facts = _facts(_mandate("rio"), draft=_draft("rio"))
        answers = _typed(
            system="esis", old="beeindigen", starts_on=starts_on, end_old_on=end_old_on
        )
        form = SystemForm.build(facts, catalogue, answers)
        assert form.validate()
        assert (form.last_old_day, form.keeps_old) == (last_day, False)

    def test_an_answer_about_the_old_one_counts_only_where_there_is_one(
        self, catalogue: Catalogue
    ) -> None:
        answers = _typed(system="esis", old="beeindigen", end_old_on="15-12-2026")
        form = SystemForm.build(_facts(draft=_draft("rio")), catalogue, answers)
        assert form.validate()
        assert (form.last_old_day, form.keeps_old) == (None, None)

    def test_a_mandate_that_is_over_by_then_is_not_asked_about(self, catalogue: Catalogue) -> None:
        old = replace(_mandate("rio"), ends_on=date(2026, 11, 30))
        facts = _facts(old, draft=_draft("rio"))
        later = SystemForm.build(facts, catalogue, _typed(system="esis", starts_on="1-12-2026"))
        assert later.validate()
        assert (later.conflicting, later.keeps_old) == ((), None)
        sooner = SystemForm.build(facts, catalogue, _typed(system="esis", starts_on="30-11-2026"))
        assert not sooner.validate()
        assert sooner.conflicting == (old,)

    def test_the_old_one_ends_on_or_after_its_own_first_day(self, catalogue: Catalogue) -> None:
        facts = _facts(_mandate("rio"), draft=_draft("rio"))
        answers = _typed(system="esis", old="beeindigen", end_old_on="5-1-2020")
        form = SystemForm.build(facts, catalogue, answers)
        assert not form.validate()
        assert "op of na de begindatum" in form.end_old_on.errors[0]

    @pytest.mark.parametrize("typed", ["22-11-2026", "vandaag", "31-2-2027"])
    def test_the_first_day_is_never_in_the_past(self, catalogue: Catalogue, typed: str) -> None:
        answers = _typed(system="esis", starts_on=typed)
        form = SystemForm.build(_facts(draft=_draft("rio")), catalogue, answers)
        assert not form.validate()
        assert len(form.starts_on.errors) == 1

    @pytest.mark.parametrize(
        ("day", "shown"), [(date(2026, 11, 22), None), (date(2026, 11, 24), "24-11-2026")]
    )
    def test_a_first_day_that_went_by_is_not_shown_again(
        self, catalogue: Catalogue, day: date, shown: str | None
    ) -> None:
        answers = replace(_draft("rio"), starts_on=day)
        form = SystemForm.build(_facts(draft=answers), catalogue, None)
        assert form.starts_on.data == shown

    @pytest.mark.parametrize(
        ("keep_old", "shown"), [(None, None), (True, "behouden"), (False, "beeindigen")]
    )
    def test_what_was_answered_about_the_old_one_stands_there_again(
        self, catalogue: Catalogue, keep_old: bool | None, shown: str | None
    ) -> None:
        answers = replace(_draft("rio"), system=ESIS, keep_old=keep_old)
        form = SystemForm.build(_facts(_mandate("rio"), draft=answers), catalogue, None)
        assert form.old.data == shown


class TestOtherSystem:
    def test_blanks_are_tidied(self, catalogue: Catalogue) -> None:
        answers = _typed(name="  Kwinta \t Lys ", supplier=" ")
        form = OtherSystemForm.build(_facts(draft=_draft("rio")), catalogue, answers)
        assert form.validate()
        assert (form.name.data, form.supplier.data) == ("Kwinta Lys", "")

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81, "parnassys", "School " + "x" * 80])
    def test_names_that_are_refused(self, catalogue: Catalogue, name: str) -> None:
        form = OtherSystemForm.build(_facts(draft=_draft("rio")), catalogue, _typed(name=name))
        assert not form.validate()

    def test_what_is_too_long_for_a_name_is_compared_with_none(self, catalogue: Catalogue) -> None:
        """Each run of its words would be: a form of this size held its worker for hours."""
        typed = _typed(name="a " * 30_000)
        form = OtherSystemForm.build(_facts(draft=_draft("rio")), catalogue, typed)
        assert not form.validate()
        assert form.name.errors == ["Maak de naam korter: hoogstens 80 tekens."]

    @pytest.mark.parametrize("kept", ["Lys – Kwinta", "Lys\u00ad - Kwinta", "Lys － Kwinta"])
    def test_a_name_from_before_names_were_cleaned_is_still_the_same_system(
        self, catalogue: Catalogue, kept: str
    ) -> None:
        before = SystemChoice(f"ander/{kept.casefold()}", kept, "")
        facts = _facts(draft=replace(_draft("rio"), system=before))
        form = OtherSystemForm.build(facts, catalogue, None)
        again = OtherSystemForm.build(facts, catalogue, _typed(name=form.name.data or ""))
        assert again.validate()
        assert again.choice == SystemChoice(before.key, "Lys - Kwinta", "")
        other = OtherSystemForm.build(facts, catalogue, _typed(name="Lys"))
        assert other.choice.key == "ander/lys"

    def test_eighty_characters_fit(self, catalogue: Catalogue) -> None:
        form = OtherSystemForm.build(_facts(draft=_draft("rio")), catalogue, _typed(name="x" * 80))
        assert form.validate()


class TestCheck:
    def test_the_page_remembers_which_answers_it_shows(self, catalogue: Catalogue) -> None:
        facts = _facts(draft=_draft("rio"))
        form = CheckForm.build(facts, catalogue, None)
        assert (form.key.data, form.version.data) == ("k" * 32, facts.chosen.fingerprint)
        assert (form.version.data or "").startswith("7-")

    def test_what_was_sent_is_what_the_person_saw(self, catalogue: Catalogue) -> None:
        form = CheckForm.build(
            _facts(draft=_draft("rio")), catalogue, _typed(key="x", version="3 2026-11-22")
        )
        assert (form.key.data, form.version.data) == ("x", "3 2026-11-22")

    def test_without_the_tick_it_says_what_to_do(self, catalogue: Catalogue) -> None:
        form = CheckForm.build(_facts(draft=_draft("rio")), catalogue, _typed())
        assert not form.validate()
        assert form.summary == "Nog één vinkje"

    def test_after_a_change_by_somebody_else_the_tick_is_asked_again(
        self, catalogue: Catalogue
    ) -> None:
        facts = _facts(draft=_draft("rio"))
        form = CheckForm.build(facts, catalogue, _typed(entitled="y", version="3", key="old"))
        assert form.validate()
        form.show(facts)
        form.add_error(None, "Dirk heeft deze antwoorden gewijzigd.")
        assert (form.key.data, form.version.data) == ("k" * 32, facts.chosen.fingerprint)
        assert form.entitled.data is False
        assert form.summary == "Er is nog iets niet goed"


class TestRecord:
    def test_the_mandate_to_record_is_on_the_page_as_it_is_now(self, catalogue: Catalogue) -> None:
        unseen = saved("rio", id=17, version=4), saved("eindtoets", id=18, version=1)
        form = RecordForm.build(_facts(*unseen), catalogue, None)
        form.show(unseen)
        assert form.mandates.data == "17.4 18.1"

    def test_what_was_sent_is_which_mandate_and_how_the_person_saw_it(
        self, catalogue: Catalogue
    ) -> None:
        answers = _typed(mandates="17.3 18.1")
        form = RecordForm.build(_facts(saved("rio", id=17, version=4)), catalogue, answers)
        assert form.seen_mandates == {17: 3, 18: 1}

    @pytest.mark.parametrize("typed", ["x", "-1", "٣", "1" * 30, "x.y", "..", "0.0"])
    def test_a_number_that_is_no_number_is_no_mandate_and_no_version(
        self, catalogue: Catalogue, typed: str
    ) -> None:
        form = RecordForm.build(_facts(saved()), catalogue, _typed(mandates=typed))
        assert form.seen_mandates == {0: 0}

    def test_a_page_without_its_hidden_fields_is_about_nothing(self, catalogue: Catalogue) -> None:
        form = RecordForm.build(_facts(saved()), catalogue, _typed())
        assert form.seen_mandates == {}


def test_only_answers_to_the_four_questions_are_kept() -> None:
    typed = {"agreement": "yes", "access": "maybe", "schools": "", "colour": "no", "system": "no"}
    assert needs_answers(typed) == {"agreement": "yes", "system": "no"}
