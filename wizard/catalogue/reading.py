"""Reading config/*.toml: what is wrong becomes one line that names file and key."""

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from pathlib import Path
from typing import Annotated, Any, TypeVar, cast

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_validator,
)

from wizard.domain.dated import Dated
from wizard.domain.errors import ConfigError
from wizard.domain.school_year import MonthAndDay
from wizard.validation import demand, first_mistake, must_be, wrong

Read = TypeVar("Read")
Value = TypeVar("Value")
AnyVariant = TypeVar("AnyVariant", bound="Variant")

#: What the files call our fields, where that differs. What stands between [ ] is no key of a file,
#: and so it is left out where the path to a mistake is shown.
_IN_FILE = {
    "service": "key",
    "hours": "[opens, closes]",
    "rules": "[rules]",
    "names": "name",
    "short_names": "short_name",
    "in_sentences": "in_sentence",
    "explanations": "explanation",
    "not_meanings": "not_meaning",
    "reasons": "reason",
    "since": "from",
    "opens_at": "from",
    "closes_at": "until",
    "by_key": "[texts]",
    "clicks": "[clicks]",
    "desk_of_need": "[desks]",
}
_KEY = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")


def _day_of_year(text: object) -> MonthAndDay:
    day = date.fromisoformat(f"2001-{text}")  # no leap year: the day must exist every year
    return day.month, day.day


def _each_once(numbers: tuple[int, ...]) -> tuple[int, ...]:
    demand(len(set(numbers)) == len(numbers), "a number stands there twice")
    return numbers


Day = Annotated[date, Strict(), must_be("a date like 2022-01-01, without quotes")]
DayOfYear = Annotated[
    MonthAndDay,
    PlainValidator(_day_of_year),
    must_be('month and day like "12-01", a day of every year'),
]
_Numbers = Annotated[
    tuple[Annotated[int, Strict(), Field(gt=0)], ...],
    AfterValidator(_each_once),
    must_be("a list of whole numbers from 1 on, each only once, like [21, 7]"),
]
_TimeOfDay = Annotated[time, Strict(), must_be("a time like 09:00:00, without quotes")]
Address = Annotated[
    str, StringConstraints(pattern=r"^https://\S+$"), must_be("an https:// address")
]
#: How the files write each type of the domain.
_WRITTEN: dict[object, Any] = {
    bool: Annotated[bool, Strict()],
    time: _TimeOfDay,
    date | None: Day | None,
    MonthAndDay: DayOfYear,
    MonthAndDay | None: DayOfYear | None,
    tuple[int, ...]: _Numbers,
}


def _in_file(field: str) -> str:
    return _IN_FILE.get(field, field)


@dataclass(frozen=True)
class Table:
    """A table of a file: it has no other keys than the fields of its class, as files call them.

    A class of the domain that stands behind it gives the fields; `_WRITTEN` says how they are
    written.
    """

    __pydantic_config__ = ConfigDict(
        alias_generator=_in_file, str_min_length=1, str_strip_whitespace=True
    )

    def __init_subclass__(cls) -> None:
        """Take the fields of the domain as the files write them, but for those of its own."""
        for field in (field for base in cls.__bases__ for field in fields(base)):
            if field.type in _WRITTEN:
                cls.__annotations__.setdefault(field.name, _WRITTEN[field.type])

    @model_validator(mode="before")
    @classmethod
    def _known(cls, values: object) -> object:
        return only(values, [_in_file(field.name) for field in fields(cls)])


@dataclass(frozen=True)
class Entry(Table):
    """A table that a file may have any number of; an empty text in it is as good as none."""

    @model_validator(mode="before")
    @classmethod
    def _filled(cls, values: Any) -> Any:
        is_table = isinstance(values, dict)
        return {key: values[key] for key in values if values[key] != ""} if is_table else values


@dataclass(frozen=True, kw_only=True)
class Variant(Table):
    """What holds from a day on; the first of a list has held since ever."""

    since: Day | None = None


@dataclass(frozen=True, kw_only=True)
class _Wording(Variant):
    text: Annotated[str, StringConstraints(min_length=0)]


def read(config_dir: Path, name: str, kind: TypeAdapter[Read], context: Any = None) -> Read:
    """Read a whole file. A BOM, as Windows editors leave it, is fine.

    Raises ConfigError: one line with the file, the key and what is wrong.
    """
    shown = f"{config_dir.name}/{name}"
    try:
        content = (config_dir / name).read_bytes().decode("utf-8-sig")
        return kind.validate_python(tomllib.loads(content), context=context)
    except FileNotFoundError:
        raise ConfigError(f"{shown}: the file is missing") from None
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: must be saved as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{shown}: not valid TOML: {error}") from None
    except ValidationError as error:
        path, problem = first_mistake(error)
        raise ConfigError(f"{shown}: {_dotted(path)}: {problem}") from None


def _dotted(path: Iterable[str | int]) -> str:
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(part for part in parts if not part.startswith(".[")).removeprefix(".")


def only(values: Any, known: Sequence[str]) -> Any:
    """Return the table as it is. Raises for keys that mean nothing in it."""
    for key in values if isinstance(values, dict) else ():
        if key not in known:
            raise wrong(f"unknown key{_hint(key, known)}", key)
    return values


def _hint(key: str, known: Sequence[str]) -> str:
    """Return the known key that looks like this one, else all keys where they are few."""
    alike = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    few = ", ".join(name.strip("[]") for name in known if name != "key") if len(known) < 20 else ""
    return f"; did you mean {alike[0]}?" if alike else few and f"; known here are {few}"


def exactly(*names: str) -> AfterValidator:
    """Make a table have these keys: none is missing, and there are no others."""
    return AfterValidator(lambda values: at_least(only(values, names), names))


def at_least(values: Mapping[str, Value], names: Iterable[str]) -> Mapping[str, Value]:
    """Return the table as it is. Raises for a key that is missing."""
    for name in names:
        demand(name in values, "is missing", name)
    return values


def keyed(tables: object) -> object:
    """Put into each table the key that it stands under in the file."""
    if not isinstance(tables, dict):
        return tables
    for key, table in tables.items():
        demand(bool(_KEY.fullmatch(key)), "a key has only small letters, digits, - and _", key)
        demand(not isinstance(table, dict) or "key" not in table, "unknown key", key, "key")
    return {
        key: {"key": key, **table} if isinstance(table, dict) else table
        for key, table in tables.items()
    }


def dated(
    variant: type[AnyVariant], said: Callable[[AnyVariant], object] = lambda variant: variant
) -> PlainValidator:
    """Read a list of tables, each from its `from` on; `said` returns what holds then."""
    kind: Any = Annotated[list[variant], Field(min_length=1)]  # type: ignore[valid-type]
    tables: TypeAdapter[list[AnyVariant]] = TypeAdapter(kind)
    return PlainValidator(lambda value: _in_order(tables.validate_python(value), said))


def _in_order(tables: Sequence[AnyVariant], said: Callable[[AnyVariant], Value]) -> Dated[Value]:
    first, *later = tables
    demand(
        first.since is None, "the first variant has held since ever, so it has no from", 0, "from"
    )
    since = date.min
    for place, table in enumerate(later, start=1):
        if table.since is None:
            raise wrong("is missing: only the first variant goes without", place, "from")
        demand(table.since > since, "must be later than the variant before it", place, "from")
        since = table.since
    return Dated(said(first), tuple((table.since or since, said(table)) for table in later))


def _text_or_variants(value: object, variants: ValidatorFunctionWrapHandler) -> Dated[str]:
    """Read a text that may change: a string, or a list of {from = 2022-01-01, text = ...}."""
    if isinstance(value, str):
        return Dated(value.strip())
    demand(
        isinstance(value, list) and value != [],
        "must be a text, or a list of {from = 2022-01-01, text = ...}",
    )
    return cast("Dated[str]", variants(value))


def _never_empty(text: Dated[str]) -> Dated[str]:
    demand(all(text.variants.values()), "a variant is empty, so there would be nothing to say")
    return text


#: A text that may say nothing, on every day or on some.
DatedText = Annotated[
    Dated[str], dated(_Wording, lambda wording: wording.text), WrapValidator(_text_or_variants)
]
#: A text that says something on every day.
DatedWords = Annotated[DatedText, AfterValidator(_never_empty)]

_WRITTEN[Dated[str]] = DatedWords
