"""What pydantic refuses in settings and in config/*.toml, said in our own words."""

from pydantic import ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

MISSING = "is missing, or empty"
#: What is said of pydantic's own kinds of error; `must_be` and `wrong` say the others.
_SAID = {
    "bool_type": "must be true or false",
    "dataclass_type": "must be a table",
    "dict_type": "must be a table",
    "missing": MISSING,
    "string_too_short": "must be a text, and not an empty one",
    "string_type": 'must be a text between "quotes"',
    "list_type": "must be a list of tables",
    "too_short": "must be a list of tables, and not an empty one",
    "tuple_type": "must be a list",
}
#: So much of a wrong value is shown at most.
_SHOWN = 40


def first_mistake(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Return the first of the mistakes that pydantic found.

    The path to it, of keys and of places in lists (from 0 on), and what is wrong there.
    """
    first = error.errors(include_url=False)[0]
    within = first.get("ctx", {}).get("within", ())
    return (*first["loc"], *within), _SAID.get(first["type"], first["msg"])


def wrong(problem: str, *within: str | int) -> PydanticCustomError:
    """Make the error of a value that is being validated; `within`: the path from there on."""
    return PydanticCustomError("wrong", problem, {"within": within})


def demand(is_right: bool, problem: str, *within: str | int) -> None:
    """Refuse a value that is being validated, unless it is right."""
    if not is_right:
        raise wrong(problem, *within)


def must_be(what: str) -> WrapValidator:
    """Say of whatever is wrong with a value that it must be this, and what it is instead."""

    def check(value: object, validate: ValidatorFunctionWrapHandler) -> object:
        try:
            return validate(value)
        except ValueError:
            raise wrong(f"must be {what}, not {repr(value)[:_SHOWN]}") from None

    return WrapValidator(check)
