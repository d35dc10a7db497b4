"""A list of schools and their LAS: the file that is sent, and the look at what it says."""

from collections.abc import Iterable

from wtforms import FileField, HiddenField

from wizard.domain.school_systems.reported import Telling, fingerprint_of
from wizard.forms.base import StepForm, TypedIn


class UploadForm(StepForm):
    """The file. What is wrong with it is said by whoever reads it."""

    unanswered = "Het bestand is niet gelezen"
    file = FileField("Bestand met BRIN en LAS")
    #: The list that was sent before, whose wrong rows were mended.
    bij = HiddenField()

    @property
    def summary(self) -> str:
        """The heading over the errors."""
        return self.unanswered

    def refuse_all(self, why: str) -> None:
        """Say that the file was read, and that nothing of it can be taken."""
        self.unanswered = "Er is niets om te bewaren"
        self.add_error("file", why)

    @classmethod
    def build(cls, typed: TypedIn | None, *, adds_to: str = "") -> "UploadForm":
        """Ask for the file."""
        return cls(typed, data={"bij": adds_to})


class ListForm(StepForm):
    """What the page said of each school, for keeping just that."""

    seen = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "ListForm":
        """Read what the page that was sent was about."""
        return cls(typed)

    def show(self, said: Iterable[Telling]) -> None:
        """Say how things stand now."""
        self.seen.data = fingerprint_of(said)
