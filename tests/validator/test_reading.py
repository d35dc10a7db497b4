"""What is wrong with a page is found by reading it."""

import pytest

from tests.validator.reading import PRIMARY, wrong_with

_META = '<meta name="format-detection" content="telephone=no">'
_FILLED = f'<a href="/" class="{PRIMARY}">'


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<a href="#er">x</a><p id="er">', []),
        ('<a href="?alle=1#weg">x</a>', ["?alle=1#weg leads nowhere"]),
        ('<a href="/elders#weg">x</a>', []),
        ("<p>maandag 30 november, 1\u00a0december", ["may break: 30 november"]),
        (f"{_FILLED}Een</a>{_FILLED}Twee", ["also filled: Twee"]),
        (f"{_FILLED}1</a></main><p>{_FILLED}2</a></p>", ["also filled: 2"]),
        (f'{_FILLED}1</a><p class="mw-messages">{_FILLED}2</a></p>', []),
        ("<form><button>x</button></form>", []),
        ("<button>Kopieer", ["does nothing without scripts: Kopieer"]),
        ('<form><button type="button">x', ["does nothing without scripts: x"]),
        ('<p role="button">x', ["does nothing without scripts: x"]),
        ("<a>x", ["does nothing without scripts: x"]),
        ('<p class="mw-needs-js"><button type="button">x', []),
        ("<template><button>x</button></template>", []),
    ],
)
def test_what_is_wrong_is_found(body: str, wrong: list[str]) -> None:
    assert wrong_with(f"<!doctype html><title>x</title>{_META}<main>{body}", "/hier") == wrong


def test_a_page_without_a_word_about_phone_numbers_is_found() -> None:
    found = wrong_with("<!doctype html><title>x</title><main>482 913", "/hier")

    assert found == ["its codes may be called"]
