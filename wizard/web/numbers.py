"""Numbers in addresses: what no row can have leads nowhere (404), before the database is asked."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from wizard.forms.base import LARGEST


class RowNumber(IntegerConverter):
    """A number that a row may have; PostgreSQL refuses to look for a larger one."""

    def __init__(self, of: Map, *args: Any, **named: Any) -> None:
        super().__init__(of, *args, **{"max": LARGEST, **named})


def init_app(app: Flask) -> None:
    """Let <int:...> mean such a number; before any address is added."""
    app.url_map.converters["int"] = RowNumber
