"""What is wrong with a page is found by reading it."""

import pytest

from tests.validator.reading import PRIMARY, wrong_with


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ('<a href="#er">x</a><p id="er">', []),
        ('<a href="?alle=1#weg">x</a>', ["?alle=1#weg leads nowhere"]),
        ('<a href="/elders#weg">x</a>', []),
        ("<p>maandag 30 november, 1\u00a0december", ["may break: 30 november"]),
        (f'<a class="{PRIMARY}">Een</a><button class="{PRIMARY}">Twee', ["also filled: Twee"]),
        (f'<a class="{PRIMARY}">1</a></main><p><a class="{PRIMARY}">2</a></p>', ["also filled: 2"]),
        (f'<a class="{PRIMARY}">1</a><p class="mw-messages"><a class="{PRIMARY}">2</a></p>', []),
    ],
)
def test_what_is_wrong_is_found(body: str, wrong: list[str]) -> None:
    assert wrong_with(f"<!doctype html><title>x</title><main>{body}", "/hier") == wrong
