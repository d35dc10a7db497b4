"""The sentences of config/texts.toml, checked against `keys` when read."""

import string
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Self

from wizard.catalogue.keys import ALWAYS, CLICKS, MAY_BE_EMPTY, NEEDS, PARTS, TEXTS
from wizard.catalogue.reading import Table, did_you_mean
from wizard.domain.dated import Dated


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

    def filled(self, values: Mapping[str, str]) -> Self:
        """Return the click with its placeholders filled in. Raises KeyError for one not given."""
        texts = {part: getattr(self, part).format_map(values) for part in _CLICK_TEXTS}
        return replace(self, **texts)


_CLICK_TEXTS = ("key", "title", "do", "see", "trouble")


@dataclass(frozen=True)
class Texts:
    """All texts by dotted key, the lists of clicks, and the desk that each need leads to."""

    by_key: Mapping[str, Dated[str]]
    clicks: Mapping[str, tuple[Click, ...]]
    desk_of_need: Mapping[str, str]

    @classmethod
    def read(cls, config_dir: Path, desks: Sequence[str]) -> "Texts":
        """Read texts.toml. Raises ConfigError for a text that is missing, unknown or wrong."""
        file = Table.read(config_dir, "texts.toml")
        needs = file.table("needs")
        clicks = {name: _clicks(file, name) for name in CLICKS}
        desk_of_need = {key: _desk(needs.table(key), desks) for key in NEEDS}
        return cls(
            by_key=MappingProxyType(_texts(file)),
            clicks=MappingProxyType(clicks),
            desk_of_need=MappingProxyType(desk_of_need),
        )

    def text(self, key: str, today: date, values: Mapping[str, str]) -> str:
        """Return a text of today. Raises KeyError for an unknown key or a value not given.

        Every placeholder that the text *may* have must be given, also when it has none today: so
        a forgotten one is found when the page is made, not when somebody changes the sentence.
        """
        template = self.by_key[key].on(today)
        for name in TEXTS[key].split():
            values[name]
        return template.format_map(values)


def _texts(file: Table) -> dict[str, Dated[str]]:
    found = {table.dotted(key): (table, key) for table, key in _leaves(file)}
    for dotted, (table, key) in found.items():
        if dotted not in TEXTS:
            raise table.wrong(key, f"unknown key{did_you_mean(dotted, tuple(TEXTS))}")
    for dotted in TEXTS:
        if dotted not in found:
            raise file.wrong(dotted, "the text is missing")
    return {dotted: _dated(*found[dotted]) for dotted in TEXTS}


def _leaves(table: Table) -> Iterator[tuple[Table, str]]:
    """Walk over all texts; not the clicks, and not the desks, which are no texts."""
    for key, value in table.values.items():
        if isinstance(value, dict):
            yield from _leaves(table.table(key))
        elif table.dotted(key) not in CLICKS and not _is_desk(table.dotted(key)):
            yield table, key


def _is_desk(dotted: str) -> bool:
    return dotted in {f"needs.{need}.desk" for need in NEEDS}


def _dated(table: Table, key: str) -> Dated[str]:
    dotted = table.dotted(key)
    if dotted in MAY_BE_EMPTY and table.values[key] == "":
        return Dated("")
    dated = table.dated(key)
    known = PARTS.get(dotted, ALWAYS | set(TEXTS[dotted].split()))
    for text in dated.variants.values():
        check_placeholders(table, key, text, known)
    return dated


def _clicks(file: Table, name: str) -> tuple[Click, ...]:
    return tuple(_click(table, CLICKS[name]) for table in file.list_of_tables(name))


def _click(table: Table, placeholders: Set[str]) -> Click:
    table.only(*_CLICK_TEXTS, "once")
    texts = {part: table.text(part) for part in _CLICK_TEXTS}
    for part, text in texts.items():
        check_placeholders(table, part, text, placeholders)
    return Click(**texts, once="once" in table.values and table.flag("once"))


def _desk(table: Table, desks: Sequence[str]) -> str:
    desk = table.text("desk")
    if desk not in desks:
        raise table.wrong("desk", f"must be one of {', '.join(desks)}, not {desk!r}")
    return desk


def check_placeholders(table: Table, key: str, text: str, known: Set[str]) -> None:
    """Raise ConfigError for a placeholder that is not among the known ones."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise table.wrong(key, "a { or } stands alone; write {{ or }} to show one") from None
    for _, name, format_spec, conversion in parts:
        if name is None:
            continue
        if name not in known or format_spec or conversion:
            may_have = ", ".join(sorted(known)) or "none"
            raise table.wrong(key, f"unknown placeholder {{{name}}}; this text may have {may_have}")
