"""Numbers in addresses: a number that no row can have is read as one that no row has."""

from flask import Flask
from werkzeug.routing import IntegerConverter

from wizard.forms.base import LARGEST

_OF_NO_ROW = 0


class RowNumber(IntegerConverter):
    """A number that a row may have; PostgreSQL refuses to look for a larger one."""

    def to_python(self, value: str) -> int:
        """Return the number; of no row, when it is too large.

        Not a refusal: then the address would be unknown, and a POST to it answer 405, not 404.
        """
        number: int = super().to_python(value)
        return number if number <= LARGEST else _OF_NO_ROW


def init_app(app: Flask) -> None:
    """Let <int:...> mean such a number; before any address is added."""
    app.url_map.converters["int"] = RowNumber
