"""What the two forms of step 7 make of what was sent, whoever sent it; no database, no request."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.domain.giving import BOTH, GIVER, source
from tests.domain.situations import RIO, TEST, board, recorded, saved, school
from tests.ways import rounds
from wizard.domain.copying.copies import targets
from wizard.domain.mandate import Mandate
from wizard.forms.copying import CopyForm, SeenForm

_KEY = "0123456789abcdef" * 2
_SEEN = "99AA.17.3 99AA.18.1 99AC.19.2"


def _copy(**sent: str | list[str]) -> CopyForm:
    return CopyForm.build(MultiDict(sent))


def _seen(**sent: str | list[str]) -> SeenForm:
    return SeenForm.build(MultiDict(sent))


class TestCopyForm:
    def test_the_page_says_what_would_be_copied_where(self) -> None:
        facts = board(GIVER, school(), school(recorded(RIO), brin="99AC"))
        form = CopyForm.build(None)
        form.show("parnassys", targets(facts, source()))
        assert form.schools.data == "99AA.rio+eindtoets 99AC.eindtoets"
        assert form.system.data == "parnassys"
        assert form.entitled.data is False

    def test_what_the_page_said_comes_back(self) -> None:
        first = CopyForm.build(None)
        first.show("parnassys", targets(board(GIVER, school()), source()))
        key, schools = first.key.data, first.schools.data
        assert key
        assert schools
        sent = _copy(key=key, schools=schools)
        assert (sent.act, sent.wanted) == (key, {"99AA": BOTH})

    def test_each_page_is_an_act_of_its_own(self) -> None:
        pages = [CopyForm.build(None) for _page in range(2)]
        for page in pages:
            page.show("parnassys", ())
        assert len({page.key.data for page in pages}) == 2

    def test_shown_again_it_is_the_same_act_and_the_box_is_asked_again(self) -> None:
        form = _copy(key=_KEY, schools="99ZZ.rio", entitled="y")
        form.show("parnassys", targets(board(GIVER, school()), source(RIO)))
        assert (form.key.data, form.schools.data) == (_KEY, "99AA.rio")
        assert form.entitled.data is False

    def test_without_the_box_it_says_what_to_do(self) -> None:
        form = _copy(key=_KEY, schools="99AA.rio")
        assert not form.validate()
        assert form.summary == "Nog één vinkje"
        assert form.entitled.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]

    def test_with_the_box_it_is_fine(self) -> None:
        assert _copy(entitled="y").validate()

    @pytest.mark.parametrize(
        "key", ["", "x", _KEY.upper(), _KEY + "0", _KEY[:-1], _KEY + "\n", "٣" * 32, "0" * 5000]
    )
    def test_a_key_that_we_never_gave_is_replaced(self, key: str) -> None:
        form = _copy(key=key)
        assert form.act != key
        assert (len(form.act), set(form.act) <= set("0123456789abcdef")) == (32, True)
        form.show("parnassys", ())
        assert form.key.data != key

    @pytest.mark.parametrize(
        "junk",
        [
            "",
            "99AC",
            "99AC.",
            ".rio",
            "99ac.rio",
            "99A.rio",
            "99ACD.rio",
            "٩٩AC.rio",
            "99ÀC.rio",
            "99AC.RIO",
            "99AC.rio;eindtoets",
            "99AC.rio.eindtoets",
            "<script>",
            "99AC.r\x00io",
            "99AC:rio",
            "x" * 100_000,
        ],
    )
    def test_what_is_no_school_is_left_out(self, junk: str) -> None:
        form = _copy(schools=f"{junk} 99AA.rio {junk}")
        assert form.wanted == {"99AA": (RIO,)}

    def test_blanks_of_any_kind_part_schools(self) -> None:
        form = _copy(schools="\t99AA.rio\n\n99AC.eindtoets\u00a0")
        assert form.wanted == {"99AA": (RIO,), "99AC": (TEST,)}

    def test_a_thousand_schools_fit(self) -> None:
        brins = [f"{count // 26:02}A{chr(65 + count % 26)}" for count in range(1000)]
        form = _copy(schools=" ".join(f"{brin}.rio+eindtoets" for brin in brins))
        assert form.wanted == dict.fromkeys(brins, BOTH)

    def test_a_school_that_is_named_twice_is_one_school(self) -> None:
        assert _copy(schools="99AA.rio 99AA.rio").wanted == {"99AA": (RIO,)}

    def test_of_two_that_differ_the_last_counts(self) -> None:
        assert _copy(schools="99AA.rio+eindtoets 99AA.rio").wanted == {"99AA": (RIO,)}

    def test_of_two_fields_the_first_counts(self) -> None:
        assert _copy(schools=["99AA.rio", "99AC.rio"]).wanted == {"99AA": (RIO,)}

    def test_a_page_without_its_hidden_fields_is_about_nothing(self) -> None:
        assert _copy().wanted == {}

    @settings(max_examples=rounds(50, 100))
    @given(st.text())
    def test_whatever_is_sent_only_schools_are_read(self, sent: str) -> None:
        assert all(brin.isascii() and len(brin) == 4 for brin in _copy(schools=sent).wanted)
        assert len(_copy(key=sent).act) == 32


class TestSeenForm:
    @pytest.fixture
    def made(self) -> list[Mandate]:
        """Give what a copy made: both mandates for one school, and one for another."""
        return [
            saved(RIO, id=17, version=3),
            saved(TEST, id=18),
            saved(RIO, id=19, version=2, brin="99AC"),
        ]

    def test_the_page_says_which_mandates_it_shows_as_they_are_now(
        self, made: list[Mandate]
    ) -> None:
        form = SeenForm.build(None)
        form.show(made)
        assert (form.mandates.data, form.seen.data) == (_SEEN, [])

    def test_all_schools_are_ticked_for_who_sees_all(self, made: list[Mandate]) -> None:
        form = SeenForm.build(None)
        form.show(made, all_seen=True)
        assert form.seen.data == ["99AA", "99AC"]
        assert form.entitled.data is False

    def test_the_mandates_of_the_ticked_schools_were_seen(self) -> None:
        assert _seen(seen="99AA", mandates=_SEEN).seen_mandates == {17: 3, 18: 1}
        assert _seen(seen=["99AC", "99AA"], mandates=_SEEN).seen_mandates == {17: 3, 18: 1, 19: 2}

    def test_shown_again_it_keeps_the_ticks_that_still_stand_in_the_list(
        self, made: list[Mandate]
    ) -> None:
        form = _seen(seen=["99AC", "99AA", "<b>", "99ZZ"], entitled="y")
        form.show(made[2:])
        assert form.seen.data == ["99AC"]
        assert form.entitled.data is False

    def test_without_a_tick_it_says_what_to_do(self) -> None:
        form = _seen(mandates=_SEEN, entitled="y")
        assert not form.validate()
        assert form.seen.errors == ["Vink de scholen aan waar u de mandaten in het OSR ziet."]

    def test_without_the_box_it_says_what_to_do(self) -> None:
        form = _seen(seen="99AA", mandates=_SEEN)
        assert not form.validate()
        assert form.entitled.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]

    @pytest.mark.parametrize("ticked", ["", "99ZZ", "99aa", "99AA ", "٩٩AA", "x" * 100_000])
    def test_a_tick_at_no_school_of_the_page_is_left_out(self, ticked: str) -> None:
        form = _seen(seen=[ticked, "99AC"], mandates=_SEEN)
        assert form.seen_mandates == {19: 2}

    def test_the_same_tick_twice_is_one(self) -> None:
        assert _seen(seen=["99AC", "99AC"], mandates=_SEEN).seen_mandates == {19: 2}

    def test_a_mandate_that_is_named_twice_is_one(self) -> None:
        form = _seen(seen="99AC", mandates="99AC.19.2 99AC.19.2")
        assert form.seen_mandates == {19: 2}

    @pytest.mark.parametrize(
        "junk", ["99ZZ.17.3", "99aa.17.3", "17.3", ".17.3", "<script>", "..", "x" * 100_000]
    )
    def test_what_belongs_to_no_ticked_school_is_left_out(self, junk: str) -> None:
        form = _seen(seen="99AC", mandates=f"{junk} 99AC.19.2 {junk}")
        assert form.seen_mandates == {19: 2}

    @pytest.mark.parametrize(
        "rest", ["", ".", "x.y", "-1.-1", "٣.٣", "1e9.1e9", f"{'9' * 30}.{'9' * 30}", "0.0"]
    )
    def test_a_number_that_is_no_number_is_no_mandate_and_no_version(self, rest: str) -> None:
        """Mandate 0 is nobody's: the whole page is refused, as it is no page of ours."""
        form = _seen(seen="99AC", mandates=f"99AC.{rest}")
        assert form.seen_mandates == {0: 0}

    def test_a_page_without_its_hidden_fields_is_about_nothing(self) -> None:
        assert _seen(seen="99AC").seen_mandates == {}
        assert _seen().seen_mandates == {}

    @settings(max_examples=rounds(50, 100))
    @given(st.text(), st.lists(st.text()))
    def test_whatever_is_sent_is_read(self, mandates: str, ticked: list[str]) -> None:
        seen = _seen(seen=ticked, mandates=mandates).seen_mandates
        assert all(0 <= number < 10**19 for pair in seen.items() for number in pair)


def test_of_several_errors_the_summary_says_how_many() -> None:
    form = _seen()
    assert not form.validate()
    assert form.summary == "Nog 2 dingen nodig"
