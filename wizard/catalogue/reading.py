"""Reading config/*.toml strictly: what is wrong becomes one line that names file and key."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import cast

from wizard.domain.dated import Dated, Variant
from wizard.domain.errors import ConfigError

_KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


@dataclass(frozen=True)
class Table:
    """A table of a config file. Each reading method raises ConfigError for its key."""

    #: As the message shows it: "config/services.toml".
    file: str
    #: The dotted key of the table itself; empty for the whole file.
    path: str
    values: Mapping[str, object]

    @classmethod
    def read(cls, config_dir: Path, name: str) -> "Table":
        """Read a whole file. A BOM, as Windows editors leave it, is fine."""
        shown = f"{config_dir.name}/{name}"
        try:
            content = (config_dir / name).read_bytes().decode("utf-8-sig")
            return cls(shown, "", tomllib.loads(content))
        except FileNotFoundError:
            raise ConfigError(f"{shown}: the file is missing") from None
        except OSError as error:
            raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from None
        except UnicodeDecodeError:
            raise ConfigError(f"{shown}: must be saved as UTF-8") from None
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{shown}: not valid TOML: {error}") from None

    def wrong(self, key: str, problem: str) -> ConfigError:
        """Make the error for a key of this table."""
        return ConfigError(f"{self.file}: {self.dotted(key)}: {problem}")

    def dotted(self, key: str) -> str:
        """Return the key with the path of this table before it."""
        return f"{self.path}.{key}" if self.path else key

    def only(self, *known: str) -> None:
        """Refuse keys that mean nothing here: most often a typing mistake."""
        for key in self.values:
            if key not in known:
                hint = did_you_mean(key, known) or f"; known here are {', '.join(known)}"
                raise self.wrong(key, f"unknown key{hint}")

    def table(self, key: str) -> "Table":
        """Return a table within this one."""
        value = self.values.get(key)
        if value is None:
            raise self.wrong(key, "the table is missing")
        if not isinstance(value, dict):
            raise self.wrong(key, "must be a table")
        return Table(self.file, self.dotted(key), value)

    def tables(self) -> Iterator[tuple[str, "Table"]]:
        """Return all tables within this one, by their key and in file order."""
        for key in self.values:
            if not _KEY.fullmatch(key):
                raise self.wrong(key, "a key has only small letters, digits, - and _")
            yield key, self.table(key)

    def list_of_tables(self, key: str) -> Sequence["Table"]:
        """Return the tables of a [[list]]; there must be one at least."""
        value = self.values.get(key)
        if not isinstance(value, list) or not value:
            raise self.wrong(key, f"must be a list of tables, each under [[{key}]]")
        if not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, f"must be a list of tables, each under [[{key}]]")
        items = cast("list[dict[str, object]]", value)
        return [
            Table(self.file, f"{self.dotted(key)}[{place}]", item)
            for place, item in enumerate(items, start=1)
        ]

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        text = self.text_or_empty(key)
        if not text:
            raise self.wrong(key, "must be a text, and not an empty one")
        return text

    def text_or_empty(self, key: str) -> str:
        """Return a text; empty when it is not there."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, 'must be a text between "quotes"')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; none when it is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, 'must be a list of texts, like ["one", "two"]')
        return tuple(cast("list[str]", value))

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers from 1 on, each once; it may be empty, not missing."""
        value = self.values.get(key)
        if not isinstance(value, list) or not all(type(item) is int for item in value):
            raise self.wrong(key, "must be a list of whole numbers, like [21, 7]")
        numbers = cast("list[int]", value)
        if any(number < 1 for number in numbers) or len(set(numbers)) < len(numbers):
            raise self.wrong(key, "must be numbers from 1 on, each only once")
        return tuple(numbers)

    def time_of_day(self, key: str) -> time:
        """Return a time, which must be there."""
        value = self.values.get(key)
        if not isinstance(value, time):
            raise self.wrong(key, "must be a time like 09:00:00, without quotes")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false, which must be there."""
        value = self.values.get(key)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def day_or_none(self, key: str) -> date | None:
        """Return a date; None when it is not there. A moment (a date with a time) is no date."""
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) is not date:
            raise self.wrong(key, "must be a date like 2022-01-01, without quotes")
        return value

    def dated(self, key: str) -> Dated[str]:
        """Return a text that may change over time: a string, or a list of variants.

        Each variant is {from = 2022-01-01, text = "..."}; the first has no from. A variant may be
        empty: then nothing is said in that time.
        """
        if isinstance(self.values.get(key, ""), str):
            return Dated(self.text(key))
        if not self.values[key] or not isinstance(self.values[key], list):
            raise self.wrong(key, "must be a text, or a list of {from = 2022-01-01, text = ...}")
        variants = self.list_of_tables(key)
        for variant in variants:
            variant.only("from", "text")
            if "text" not in variant.values:
                raise variant.wrong("text", "is missing")
        return _dated(variants, lambda variant: variant.text_or_empty("text"))

    def dated_tables(self, key: str, read: "Callable[[Table], Variant]") -> "Dated[Variant] | None":
        """Return what a list of tables says, each from its `from` on; None where it is not there.

        `read` makes of a table what it says, and checks its other keys.
        """
        if key not in self.values:
            return None
        return _dated(self.list_of_tables(key), read)


def _dated(variants: Sequence[Table], read: Callable[[Table], Variant]) -> Dated[Variant]:
    first, *later = variants
    if "from" in first.values:
        raise first.wrong("from", "the first variant has held since ever, so it has no from")
    return Dated(read(first), tuple((day, read(table)) for day, table in _later(later)))


def _later(variants: Sequence[Table]) -> Iterator[tuple[date, Table]]:
    previous: date | None = None
    for variant in variants:
        since = variant.day_or_none("from")
        if since is None:
            raise variant.wrong("from", "is missing: only the first variant goes without")
        if previous and since <= previous:
            raise variant.wrong("from", "must be later than the variant before it")
        previous = since
        yield since, variant


def did_you_mean(key: str, known: Sequence[str]) -> str:
    """Return "; did you mean required?" when a known key looks like this one, else nothing."""
    alike = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    return f"; did you mean {alike[0]}?" if alike else ""
