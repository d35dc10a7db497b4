"""What a person reads before saving, and what stands on the receipt."""

from tests.domain.situations import ESIS, LAST_DAY, PARNASSYS, days
from wizard.domain.mandate import SystemChoice
from wizard.domain.school import School
from wizard.domain.sentence import changing, copying, ended_alone, ending, in_past, statement

REGENBOOG = School("04LY", "De Regenboog", "Borger", "12345")


def test_it_says_what_is_permitted() -> None:
    said = str(statement(PARNASSYS, ["RIO", "de Eindtoets"], REGENBOOG))
    assert said == (
        "U geeft ParnasSys toestemming voor RIO en de Eindtoets "
        "bij De Regenboog, BRIN 04LY, in Borger."
    )


def test_it_says_the_first_day_when_that_is_later() -> None:
    said = str(statement(PARNASSYS, ["RIO"], REGENBOOG, starts_on=LAST_DAY))
    assert said.endswith("BRIN 04LY, in Borger, vanaf maandag 30 november 2026.")


def test_it_says_what_ends_by_the_same_act() -> None:
    said = statement(PARNASSYS, ["RIO"], REGENBOOG) + ending(ESIS, ["A", "B", "C"], LAST_DAY)
    assert str(said).endswith(
        "in Borger. De mandaten van ESIS voor A, B en C eindigen op maandag 30 november 2026."
    )
    said = ending(ESIS, ["RIO"], LAST_DAY)
    assert str(said) == " Het mandaat van ESIS voor RIO eindigt op maandag 30 november 2026."


def test_the_facts_of_an_ending_can_be_made_bold() -> None:
    facts = [piece.text for piece in ending(ESIS, ["RIO"], LAST_DAY).words if piece.is_fact]
    assert facts == ["ESIS", "RIO", "maandag 30 november 2026"]


def test_ending_a_mandate_by_itself_says_which_one_and_its_last_day() -> None:
    said = str(ended_alone(PARNASSYS, "de Eindtoets", REGENBOOG, LAST_DAY))
    assert said == (
        "U beëindigt het mandaat van ParnasSys voor de Eindtoets bij De Regenboog, BRIN 04LY, "
        "in Borger. De laatste dag is maandag 30 november 2026."
    )


def test_afterwards_it_says_what_was_done_and_by_whom() -> None:
    said = copying(PARNASSYS, ["RIO"], schools=2, mandates=2)
    assert in_past(str(said), "Stichting De Brug") == (
        "Stichting De Brug kopieerde RIO met ParnasSys naar 2 scholen. Dat waren 2 mandaten."
    )


def test_a_change_of_las_names_its_days_afterwards() -> None:
    odd = SystemChoice("ander/las.nl 2.0", "LAS.nl 2.0", "")
    jozef = School("04LY", "St. Jozefschool", "Borger", "12345")
    said = changing(
        odd,
        ESIS,
        ["RIO", "de Eindtoets"],
        schools=[jozef],
        last_old_day=LAST_DAY,
        first_new_day=LAST_DAY + days(1),
        mandates=2,
    )
    assert in_past(str(said), "Stichting De Brug") == (
        "Stichting De Brug stapte bij St. Jozefschool, BRIN 04LY, in Borger, over van LAS.nl 2.0 "
        "naar ESIS, voor RIO en de Eindtoets. Laatste dag van LAS.nl 2.0: maandag 30 november "
        "2026. Eerste dag van ESIS: dinsdag 1 december 2026. "
        "Stichting De Brug gaf 2 nieuwe mandaten."
    )


def test_what_ended_by_the_same_operation_names_its_last_day_afterwards() -> None:
    odd = SystemChoice("ander/las.nl 2.0", "LAS.nl 2.0", "")
    said = statement(PARNASSYS, ["RIO"], REGENBOOG) + ending(odd, ["RIO"], LAST_DAY)
    assert in_past(str(said), "Stichting De Brug").endswith(
        "in Borger. Laatste dag van LAS.nl 2.0 voor RIO: maandag 30 november 2026."
    )


def test_a_name_stays_as_it_is_afterwards() -> None:
    odd = School("04LY", "Wat U geeft en Dat zijn Wij", "Borger", "12345")
    said = in_past(str(statement(PARNASSYS, ["RIO"], odd)), "Stichting De Brug")
    assert said == (
        "Stichting De Brug gaf ParnasSys toestemming voor RIO "
        "bij Wat U geeft en Dat zijn Wij, BRIN 04LY, in Borger."
    )
