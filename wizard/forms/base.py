"""What all forms share: they are built from facts, and say in Dutch what to do."""

from typing import Any, TypedDict

from wtforms import Form

#: What a browser sent: any mapping with `getlist`.
TypedIn = Any


class Details(TypedDict, total=False):
    """What stands beside a choice: the supplier, a hint, or why it is suggested."""

    supplier: str
    hint: str
    suggestion: str


class StepForm(Form):
    """The form of a step. `summary` is the heading over its errors."""

    summary = "Er is nog iets niet goed"

    def add_error(self, field: str | None, message: str) -> None:
        """Show what an action refused, beside the field or above the form."""
        if field is None or field not in self._fields:
            self.form_errors.append(message)
        else:
            self._fields[field].errors = [*self._fields[field].errors, message]
