"""What all forms share: they are built from facts, and say in Dutch what to do."""

from collections.abc import Iterable
from typing import Any, TypedDict

from wtforms import BooleanField, Field, Form, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired

from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.typed_text import normalised, normalised_lines

__all__ = [
    "LARGEST",
    "AnswerForm",
    "Details",
    "EntitledForm",
    "SelectChoice",
    "StepForm",
    "TypedIn",
    "seen_versions",
    "whole_number",
]

#: The largest number that a row, or its version, may have: PostgreSQL's INTEGER.
LARGEST = 2**31 - 1
#: What a browser sent: any mapping with `getlist`.
TypedIn = Any


class Details(TypedDict, total=False):
    """What stands beside a choice: the supplier, a hint, or why it is suggested."""

    supplier: str
    hint: str
    suggestion: str


#: How what is typed in a field is cleaned, before anything looks at it.
_CLEANED = {StringField: normalised, TextAreaField: normalised_lines}


class StepForm(Form):
    """The form of a step. Its first field is what the step asks."""

    class Meta(DefaultMeta):
        """WTForms' own messages in Dutch too, and no text that was not normalised."""

        locales = ("nl",)

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Any:
            """Have each field that is typed in, not those that are chosen or hidden, cleaned."""
            if clean := _CLEANED.get(unbound_field.field_class):
                options = {**options, "filters": [lambda typed: clean(typed) if typed else typed]}
            return super().bind_field(form, unbound_field, options)

    #: The heading over the errors while the step's own question has no answer.
    unanswered = "Er is nog iets niet goed"
    #: Somebody else changed the same, after this person saw it.
    has_conflict = False

    @property
    def summary(self) -> str:
        """The heading over the errors; of several it says how many."""
        errors = [*self.form_errors, *(each for field in self for each in field.errors)]
        if len(errors) > 1:
            return f"Nog {len(errors)} dingen nodig"
        answered = self.form_errors or self.question is None or self.question.data
        return StepForm.unanswered if answered else self.unanswered

    @property
    def question(self) -> Field | None:
        """The field that the step asks; None where there is only a button."""
        return next((field for field in self if field.type != "HiddenField"), None)

    def add_refusal(self, error: DomainError) -> None:
        """Show why an action refused, where it belongs."""
        self.has_conflict = isinstance(error, ChangedMeanwhile)
        self.add_error(error.field, error.message)

    def add_error(self, field: str | None, message: str) -> None:
        """Show what an action refused, beside the field or above the form."""
        if field is None or field not in self._fields:
            self.form_errors.append(message)
        else:
            self._fields[field].errors = [*self._fields[field].errors, message]


class AnswerForm(StepForm):
    """A form whose answer is kept for a school. It carries, in words, what the person saw there."""

    seen = HiddenField()
    #: Both answers stand on the page, and the person is asked which it must be.
    asks_which = False

    @property
    def summary(self) -> str:
        """The heading over the errors; that somebody was first is no mistake."""
        return "Er is intussen iets gewijzigd" if self.asks_which else super().summary

    @property
    def stored(self) -> str:
        """The answer that is kept now, in words; empty when there is none."""
        raise NotImplementedError

    @property
    def said(self) -> str:
        """The answer that was typed, in the same words."""
        raise NotImplementedError

    @property
    def conflicts(self) -> bool:
        """Somebody changed the answer since the person saw it, to something else than this."""
        return self.stored not in (self.seen.data or "", self.said)

    def show_stored(self) -> None:
        """Say on the page which answer it shows."""
        self.seen.data = self.stored


class EntitledForm(StepForm):
    """A form that records for the board: by whose right. On each page that box stands last."""

    entitled = BooleanField(
        "Ik mag dit namens het bestuur doen",
        validators=[InputRequired("Zet een vinkje als u dit namens het bestuur mag doen.")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Put the box last: WTForms orders fields as declared, and this class comes first."""
        super().__init__(*args, **kwargs)
        self._fields["entitled"] = self._fields.pop("entitled")


def whole_number(text: str | None) -> int:
    """Read a number that a hidden field carries; 0 for anything that cannot be one."""
    if not (text and text.isascii() and text.isdecimal() and len(text) < 19):
        return 0
    number = int(text)
    return number if number <= LARGEST else 0


def seen_versions(pairs: Iterable[str]) -> dict[int, int]:
    """Read "17.3" as: of mandate 17 the person saw version 3."""
    split = (pair.partition(".") for pair in pairs)
    return {whole_number(key): whole_number(version) for key, _, version in split}
