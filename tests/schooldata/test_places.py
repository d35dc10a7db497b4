"""Place names: capitals in, what people write out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ways import rounds
from wizard.schooldata.places import place_name


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("SCHIERMONNIKOOG", "Schiermonnikoog"),
        ("'S-GRAVENHAGE", "'s-Gravenhage"),
        ("'S GRAVENMOER", "'s Gravenmoer"),
        ("'S-HEER HENDRIKSKINDEREN", "'s-Heer Hendrikskinderen"),
        ("’S-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("'T HARDE", "'t Harde"),
        ("STAD AAN 'T HARINGVLIET", "Stad aan 't Haringvliet"),
        ("CAPELLE AAN DEN IJSSEL", "Capelle aan den IJssel"),
        ("IJLST", "IJlst"),
        ("NIJMEGEN", "Nijmegen"),
        ("YSSELSTEYN LB", "Ysselsteyn LB"),
        ("ALTEVEER GEM NOORDENVELD", "Alteveer gem Noordenveld"),
        ("ALTEVEER GEM DE WOLDEN", "Alteveer gem De Wolden"),
        ("SPAARNDAM GEM. HAARLEM", "Spaarndam gem. Haarlem"),
        ("HOORN FR", "Hoorn FR"),
        ("HENGELO GLD", "Hengelo Gld"),
        ("DEN HOORN ZH", "Den Hoorn ZH"),
        ("DE WIJK", "De Wijk"),
        ("TER AAR", "Ter Aar"),
        ("NIEUWER TER AA", "Nieuwer ter Aa"),
        ("HEI- EN BOEICOP", "Hei- en Boeicop"),
        ("WEHE-DEN HOORN", "Wehe-den Hoorn"),
        ("BERGEN OP ZOOM", "Bergen op Zoom"),
        ("2E EXLOERMOND", "2e Exloermond"),
        ("ST.-ANNAPAROCHIE", "St.-Annaparochie"),
        ("  OOST  WEST EN MIDDELBEERS ", "Oost West en Middelbeers"),
        ("Súdwest-Fryslân", "Súdwest-Fryslân"),
        ("", ""),
    ],
)
def test_a_place_is_shown_as_people_write_it(given_name: str, expected: str) -> None:
    assert place_name(given_name) == expected


@settings(max_examples=rounds(40, 100))
@given(st.text())
def test_any_text_is_a_place_name(text: str) -> None:
    assert "  " not in place_name(text)
