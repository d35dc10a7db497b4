"""The six digits that are read out: how they are made, kept and typed."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.calls.code import code_of, hash_of, parse_code, spoken

#: A secret never ends in NUL: an HMAC would not tell it from one without.
_SECRETS = st.text(alphabet=st.characters(min_codepoint=1, codec="utf-8"))
_CODES = st.from_regex(r"[0-9]{6}", fullmatch=True)


@given(secret=_SECRETS, nonce=st.text())
def test_six_digits_whatever_the_nonce(secret: str, nonce: str) -> None:
    assert re.fullmatch(r"[0-9]{6}", code_of(secret, nonce))


def test_codes_begin_with_a_nought_as_often_as_with_another_digit() -> None:
    begins = {code_of("geheim", f"{number}")[0] for number in range(200)}

    assert begins == set("0123456789")


def test_the_same_nonce_gives_the_same_code_and_another_secret_another() -> None:
    ours = [code_of("geheim", f"{number}") for number in range(50)]

    assert ours == [code_of("geheim", f"{number}") for number in range(50)]
    assert ours != [code_of("ander geheim", f"{number}") for number in range(50)]
    assert len(set(ours)) > 45


@given(code=_CODES, secret=_SECRETS, other=_SECRETS)
def test_a_hash_says_nothing_to_who_lacks_the_secret(code: str, secret: str, other: str) -> None:
    kept = hash_of(secret, code)

    assert re.fullmatch(r"[0-9a-f]{64}", kept)
    assert kept != code
    assert (kept == hash_of(other, code)) == (secret == other)


@given(codes=st.lists(_CODES, min_size=2, max_size=2, unique=True))
def test_two_codes_never_share_a_hash(codes: list[str]) -> None:
    assert hash_of("geheim", codes[0]) != hash_of("geheim", codes[1])


@given(nonce=st.text())
def test_a_hash_is_of_the_code_and_not_of_the_nonce(nonce: str) -> None:
    """So two calls with the same code collide in the database, whatever their nonces are."""
    code = code_of("geheim", nonce)

    assert hash_of("geheim", code) != hash_of("geheim", nonce)


@given(code=_CODES)
def test_what_is_read_out_can_be_typed(code: str) -> None:
    assert re.fullmatch(r"[0-9]{3} [0-9]{3}", spoken(code))
    assert parse_code(spoken(code)) == code


@pytest.mark.parametrize(
    "typed",
    [
        "482913",
        "482 913",
        "482-913",
        "482.913",
        "48 29 13",
        "4 8 2 9 1 3",
        "  482913\t",
        "482\u00a0913",
        "482\u202f913\r\n",
        "482–913",
        "482\u2011913\u200b",
        "４８２９１３",  # full-width
    ],
)
def test_a_code_in_whatever_groups(typed: str) -> None:
    assert parse_code(typed) == "482913"


def test_a_nought_in_front_is_kept() -> None:
    assert parse_code("004 213") == "004213"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " - ",
        "48291",
        "482 91",
        "4829131",
        "482 913 1",
        "48291a",
        "vier acht",
        "+482913",
        "482,913",
        "0x4829",
        "٤٨٢٩١٣",  # Arabic-Indic
        "𝟒𝟖𝟐𝟗𝟏𝟑",  # mathematical bold
        "48291²",
        "①②③④⑤⑥",
    ],
)
def test_what_is_no_code(typed: str) -> None:
    assert parse_code(typed) is None
