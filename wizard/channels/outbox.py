"""Mails as files in a folder: for the practice environment, where nobody gets a real one."""

from email.policy import SMTP as SMTP_POLICY
from pathlib import Path

from wizard.channels.email import as_mail
from wizard.domain.reminders.mailing import Fault
from wizard.ports import Message, NotSent

_SENDER = "mandaatwijzer@voorbeeld.example"


class OutboxChannel:
    """Writes each mail to a file; sent once more, a mail is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Message) -> None:
        """Write one mail. Raises NotSent."""
        name = "".join(each if each.isalnum() else "-" for each in message.message_id.strip("<>"))
        content = as_mail(message, sender=_SENDER).as_bytes(policy=SMTP_POLICY)
        self.check()
        try:
            (self._folder / f"{name}.eml").write_bytes(content)
        except OSError as error:
            raise self._unusable(error) from error

    def check(self) -> None:
        """Make the folder. Raises NotSent."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> NotSent:
        return NotSent(f"{self._folder}: {error.strerror}", fault=Fault.SERVER)
