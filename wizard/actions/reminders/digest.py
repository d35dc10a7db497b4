"""A mail that is due: to whom, about which boards, and what brought it about."""

from dataclasses import dataclass

from wizard.db.reminders.recipients import Recipient


@dataclass(frozen=True)
class Digest:
    """What one address is to be told on one occasion: of each board that it gets mails about.

    `message` is the folder of its words under templates/mail. `items`: what it is about besides the
    boards, like the numbers of receipts.
    """

    email: str
    occasion: str
    recipients: tuple[Recipient, ...]
    message: str = "reminder"
    items: tuple[str, ...] = ()

    @property
    def boards(self) -> tuple[str, ...]:
        """The numbers of the boards."""
        return tuple(each.board_number for each in self.recipients)
