"""The sentences of config/texts.toml, checked against `keys` when read."""

import string
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    model_validator,
)

from wizard.catalogue.keys import ALWAYS, CLICKS, MAY_BE_EMPTY, NEEDS, PARTS, TEXTS
from wizard.catalogue.reading import DatedText, Table, exactly
from wizard.domain.contact import Desk
from wizard.domain.dated import Dated
from wizard.validation import demand, wrong


@dataclass(frozen=True)
class Click:
    """One click on the OSR's own screens. `trouble`: what often goes wrong, and what then to do.

    `once`: it need not be repeated for the next mandate of the same school.
    """

    key: str
    title: str
    do: str
    see: str
    trouble: str
    once: bool = False

    @property
    def logs_in(self) -> bool:
        """This is the click that enters the OSR, which has two doors: [login.other_door]."""
        return self.key == "log_in"

    def filled(self, values: Mapping[str, str]) -> "Click":
        """Return the click with its placeholders filled in. Raises KeyError for one not given."""
        texts = {part: getattr(self, part).format_map(values) for part in _CLICK_TEXTS}
        return Click(**texts, once=self.once)


_CLICK_TEXTS = ("key", "title", "do", "see", "trouble")
_DESKS = tuple(f"needs.{need}.desk" for need in NEEDS)


@dataclass(frozen=True)
class _Click(Table, Click):
    """A table under [[clicks]], or in a list like it."""


def _desk(name: object, info: ValidationInfo) -> Desk:
    desks: Mapping[str, Desk] = info.context or {}
    demand(str(name) in desks, f"must be one of {', '.join(desks)}, not {name!r}")
    return desks[str(name)]


#: A desk of contacts.toml, by its key. The context of reading has all desks.
DeskNamed = Annotated[Desk, BeforeValidator(_desk)]


def check_placeholders(text: Dated[str], known: Set[str]) -> Dated[str]:
    """Return the text as it is. Raises for a placeholder that is not among the known ones."""
    for variant in text.variants.values():
        _check(variant, known)
    return text


def _check(text: str, known: Set[str], *path: str | int) -> None:
    may_have = ", ".join(sorted(known)) or "none"
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise wrong("a { or } stands alone; write {{ or }} to show one", *path) from None
    for _, name, format_spec, conversion in parts:
        is_plain = name is None or (name in known and not format_spec and not conversion)
        demand(is_plain, f"unknown placeholder {{{name}}}; this text may have {may_have}", *path)


def _check_texts(texts: Mapping[str, Dated[str]]) -> Mapping[str, Dated[str]]:
    for key, text in texts.items():
        is_right = text != Dated("") or key in MAY_BE_EMPTY
        demand(is_right, "must be a text, and not an empty one", key)
        for variant in text.variants.values():
            _check(variant, PARTS.get(key, ALWAYS | set(TEXTS[key].split())), key)
    return texts


def _check_clicks(clicks: Mapping[str, tuple[Click, ...]]) -> Mapping[str, tuple[Click, ...]]:
    for name, known in CLICKS.items():
        for place, click in enumerate(clicks[name]):
            for part in _CLICK_TEXTS:
                _check(getattr(click, part), known, name, place, part)
    return clicks


@dataclass(frozen=True)
class Texts(Table):
    """All texts by dotted key, the lists of clicks, and the desk that each need leads to."""

    by_key: Annotated[dict[str, DatedText], exactly(*TEXTS), AfterValidator(_check_texts)]
    clicks: Annotated[
        dict[str, Annotated[tuple[_Click, ...], Field(min_length=1)]],
        exactly(*CLICKS),
        AfterValidator(_check_clicks),
    ]
    #: By the dotted key in the file.
    desk_of_need: Annotated[dict[str, DeskNamed], exactly(*_DESKS)]

    @model_validator(mode="before")
    @classmethod
    def _by_kind(cls, file: dict[str, object]) -> dict[str, object]:
        texts = dict(_leaves(file))
        clicks = {key: texts.pop(key) for key in CLICKS if key in texts}
        desks = {key: texts.pop(key) for key in _DESKS if key in texts}
        return {"[texts]": texts, "[clicks]": clicks, "[desks]": desks}

    def text(self, key: str, today: date, values: Mapping[str, str]) -> str:
        """Return a text of today. Raises KeyError for an unknown key or a value not given.

        Every placeholder that the text *may* have must be given, also when it has none today: so
        a forgotten one is found when the page is made, not when somebody changes the sentence.
        """
        template = self.by_key[key].on(today)
        for name in TEXTS[key].split():
            values[name]
        return template.format_map(values)


def _leaves(table: Mapping[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    """Walk over what is no table, by its dotted key; a list of clicks may be a wrong table."""
    for key, value in table.items():
        if isinstance(value, dict) and key not in CLICKS:
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value
