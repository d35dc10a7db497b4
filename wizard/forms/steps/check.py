"""Steps 5 and 6: "Klopt dat?"; and, with the OSR, "Ik heb dit in het OSR gezien"."""

from collections.abc import Iterable

from wtforms import HiddenField

from wizard.catalogue import Catalogue
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.forms.base import EntitledForm, StepForm, TypedIn, seen_versions


class CheckForm(EntitledForm):
    """The box to tick before saving, and which answers the person saw."""

    unanswered = "Nog één vinkje"
    key = HiddenField()
    version = HiddenField()
    #: The sentence that the person read.
    read = HiddenField()
    #: When somebody was first: who and when, and what the person had read before.
    changed_by = ""
    read_before = ""

    @classmethod
    def build(cls, facts: Facts, _catalogue: Catalogue, typed: TypedIn | None) -> "CheckForm":
        """Remember on the page which answers it shows."""
        form = cls(typed)
        if typed is None:
            form.show(facts)
        return form

    def show(self, facts: Facts, *, changed_by: str = "") -> None:
        """Put the newest answers on the page, and ask for the tick."""
        self.changed_by, self.read_before = changed_by, self.read.data or ""
        draft = facts.chosen.draft
        if draft is not None:
            self.key.data, self.version.data = draft.key, facts.chosen.fingerprint
        self.entitled.data = False


class RecordForm(StepForm):
    """Which mandates the person saw in the OSR."""

    mandates = HiddenField()

    @classmethod
    def build(cls, _facts: Facts, _catalogue: Catalogue, typed: TypedIn | None) -> "RecordForm":
        """Read which mandates the page that was sent was about."""
        return cls(typed)

    def show(self, mandates: Iterable[Mandate]) -> None:
        """Name the mandates that the page is about, as they are now."""
        self.mandates.data = " ".join(f"{each.id}.{each.version}" for each in mandates)

    @property
    def seen_mandates(self) -> dict[int, int]:
        """Return the mandates on the page that was sent: id -> version."""
        return seen_versions((self.mandates.data or "").split())
