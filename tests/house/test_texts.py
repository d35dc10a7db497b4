"""Every sentence in config/: short, polite, and complete on any day."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any, get_args

import pytest

from wizard.catalogue import Catalogue
from wizard.catalogue.keys import ALWAYS, TEXTS
from wizard.settings import ROOT, Settings

CONFIG = ROOT / "config"
NOVEMBER_2026 = date(2026, 11, 23)
DAYS = [date(2020, 11, 23), date(2021, 9, 1), date(2022, 1, 1), date(2023, 8, 1), NOVEMBER_2026]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(CONFIG)


def all_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every sentence in config/, in all its variants, with its placeholders."""
    for key, dated in catalogue.texts.by_key.items():
        yield from ((key, text) for text in dated.variants.values())
    for name, clicks in catalogue.texts.clicks.items():
        for click in clicks:
            for part in ("title", "do", "see", "trouble"):
                yield f"{name}.{click.key}", getattr(click, part)
    for service in catalogue.services.values():
        yield f"{service.key}.meaning", service.meaning
        for part in ("not_meanings", "reasons", "explanations"):
            variants = getattr(service, part).variants.values()
            yield from ((f"{service.key}.{part}", text) for text in variants)
    yield from problem_texts(catalogue)


def problem_texts(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for entry in catalogue.problems.values():
        for part, dated in entry.texts.items():
            yield from ((f"{entry.key}.{part}", text) for text in dated.variants.values())


def test_sentences_have_at_most_fifteen_words(catalogue: Catalogue) -> None:
    too_long = [
        f"{key}: {sentence}"
        for key, text in all_texts(catalogue)
        for sentence in re.split(r"(?<=[.?!:])\s|\n", text)
        if len(sentence.split()) > 15
    ]
    assert too_long == []


def test_texts_are_polite_and_have_the_right_quotes(catalogue: Catalogue) -> None:
    for key, text in all_texts(catalogue):
        assert "'" not in text, key
        assert '"' not in text, key
        assert not re.search(r"\b(je|jij|jouw)\b", text, re.IGNORECASE), key


@pytest.mark.parametrize("today", DAYS)
def test_every_text_can_be_shown_on_every_day(catalogue: Catalogue, today: date) -> None:
    for key, names in TEXTS.items():
        shown = catalogue.text(key, today, **{name: f"<{name}>" for name in names.split()})
        assert "{" not in shown


@pytest.mark.parametrize("today", DAYS)
def test_every_problem_can_be_shown_on_every_day(catalogue: Catalogue, today: date) -> None:
    shown = catalogue.problems_on(today)
    assert shown
    assert "{" not in f"{[(each.title, each.cause, each.say, each.do) for each in shown]}"


def variables(table: Any, prefix: str = "WIZARD_") -> Iterator[str]:
    """Give the names in the environment of all fields of the settings."""
    for field in fields(table):
        about = getattr(field.type, "__metadata__", ())
        name = next((each.alias for each in about if getattr(each, "alias", None)), field.name)
        if name != field.name:
            yield from variables(get_args(field.type)[0], f"{prefix}{name.upper()}_")
        else:
            yield f"{prefix}{name.upper()}"


def test_example_env_names_every_setting_once() -> None:
    example = (CONFIG / "example.env").read_text(encoding="utf-8")
    named = re.findall(r"^#?(WIZARD_\w+)=", example, re.MULTILINE)
    made_of_others = {"WIZARD_MAIL_SERVER", "WIZARD_HELPDESK_OIDC_BOARDS_CLAIM"}
    of_the_mail_server = {"WIZARD_SMTP_URL", "WIZARD_MAIL_FROM"}
    known = {*variables(Settings), *of_the_mail_server} - made_of_others
    assert sorted(named) == sorted(known)


def test_every_value_promised_to_the_texts_is_used_somewhere(catalogue: Catalogue) -> None:
    used = {name for _, text in all_texts(catalogue) for name in re.findall(r"{(\w+)}", text)}
    assert used >= ALWAYS
