"""Undoing an act of saving: by whose right, and which list of changes the person saw."""

from wtforms import HiddenField

from wizard.domain.receipts.undo import Undoing
from wizard.forms.base import EntitledForm, TypedIn


class UndoForm(EntitledForm):
    """The box to tick before undoing."""

    unanswered = "Nog één vinkje"
    seen = HiddenField()

    @classmethod
    def build(cls, typed: TypedIn | None) -> "UndoForm":
        """Read what the page that was sent said."""
        return cls(typed)

    def show(self, undoing: Undoing) -> None:
        """Remember on the page what it says now, and ask for the tick."""
        self.seen.data = undoing.fingerprint
        self.entitled.data = False
