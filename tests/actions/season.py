"""The product in a school year: who asked for mails, who finished, and the days as they pass."""

import json
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from tests.contracts.mail_server import Mailbox
from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import sending, subscriptions
from wizard.actions.reminders.digest import Digest
from wizard.catalogue import Catalogue
from wizard.channels.email import EmailChannel
from wizard.cli.send_reminders import send_due
from wizard.db import schools
from wizard.db.accounts import people
from wizard.db.models import MailRecord
from wizard.db.reminders import mails, recipients
from wizard.db.reminders.mails import Mail
from wizard.domain.mandate import NewMandate, SystemChoice
from wizard.domain.person import Person
from wizard.domain.reminders.mailing import MailState
from wizard.ports import Wiring

PARNASSYS = SystemChoice("parnassys", "ParnasSys", "Topicus")
_SUBJECTS = {
    "finished": ("Alle mandaten van",),
    "afterwards": ("Hoe gaat het verder na de datum?", "Wat gebeurt er vanaf"),
    "receipt": ("Uw bewij",),
    "call": ("Uw gesprek",),
}
_MORNING = 8  # UTC: nine or ten in the Netherlands


@dataclass
class Season:
    """A school year. Nothing happens by itself: the stories move the clock."""

    wiring: Wiring
    clock: SteppingClock
    mailbox: Mailbox
    through: EmailChannel

    def at(self, day: str) -> None:
        """Go to the morning of a day."""
        self.clock.jump(
            datetime.fromisoformat(f"{day}T00:00").replace(tzinfo=UTC) + timedelta(hours=_MORNING)
        )

    def ask(self, name: str, board: str, *, fewer: bool = False) -> None:
        """Have somebody ask for reminders."""
        with self.wiring.database.transaction() as session:
            found = schools.board(session, board)
            assert found is not None
            person = _person(session, name, self.clock.now())
            subscriptions.confirm(session, found, by=person, at=self.clock.now())
            if fewer:
                [mine] = [
                    each
                    for each in recipients.of_board(session, board)
                    if each.email == person.email
                ]
                recipients.choose(session, mine.id, fewer=True)

    def finish(self, board: str, *services: str) -> None:
        """Give every school of a board what it needs, or only the mandates for some services.

        Where they have to stand in the OSR, somebody saw them there.
        """
        today = self.clock.today()
        with self.wiring.database.transaction() as session:
            register = self.wiring.ports.register_for(session)
            wanted = [
                NewMandate(school.brin, service, PARNASSYS, today)
                for school in schools.schools_of_board(session, board)
                for service in services or [each.key for each in self.wiring.catalogue.required]
            ]
            person = _person(session, "finisher", self.clock.now())
            register.save(wanted, by=person, at=self.clock.now())
            given = register.of_schools(sorted({each.brin for each in wanted}))
            unseen = [each.id for each in given if not each.is_recorded]
            register.confirm(unseen, by=person, at=self.clock.now())

    def due(self) -> list[Digest]:
        """Return who is to be reminded now; what follows an act has stories of its own."""
        return [each for each in reminders_due.due(self.wiring) if each.message == "reminder"]

    def send(self) -> list[MailState | None]:
        """Send what is due now, and return what became of it."""
        return [each.state for each in sending.send(self.wiring, self.through, self.due())]

    def run(self, moment: str) -> list[str]:
        """Let the sender run, as a timer has it, at a moment in UTC; return to whom mails went."""
        self.clock.jump(datetime.fromisoformat(f"{moment}+00:00"))
        return [name for name, _message in self.go()]

    def edit(self, folder: Path, changes: dict[str, str]) -> None:
        """Have an operator change deadlines.toml, in a copy, and start anew."""
        config = shutil.copytree(self.wiring.settings.config_dir, folder / "config")
        rules = (config / "deadlines.toml").read_text(encoding="utf-8")
        for old, new in changes.items():
            assert rules.count(old) == 1, old
            rules = rules.replace(old, new)
        (config / "deadlines.toml").write_text(rules, encoding="utf-8")
        self.wiring = replace(self.wiring, catalogue=Catalogue.load(config))

    def go(self) -> list[tuple[str, str]]:
        """Run the command as a timer does; return to whom a mail went, and which message it was."""
        self.mailbox.mails.clear()
        wiring = replace(self.wiring, ports=replace(self.wiring.ports, reminders=self.through))
        for _line in send_due(wiring):
            pass
        return [(str(mail["To"]).partition("@")[0], _message(mail)) for mail in self.mailbox.mails]

    def history(self) -> list[Mail]:
        with self.wiring.database.reading() as session:
            rows = session.execute(select(MailRecord.email, MailRecord.boards)).all()
            found = {
                mail
                for email, boards in rows
                for number in json.loads(boards)
                for mail in mails.of_board(session, number, [email])
            }
        return sorted(found, key=lambda mail: (mail.changed_at, mail.id), reverse=True)


def _message(mail: EmailMessage) -> str:
    """Tell which message a mail is, by its subject."""
    subject = str(mail["Subject"])
    return next(
        (kind for kind, beginnings in _SUBJECTS.items() if subject.startswith(beginnings)),
        "reminder",
    )


def _person(session: Session, name: str, now: datetime) -> Person:
    return people.remember(
        session, issuer="x", subject=name, name=name, email=f"{name}@bestuur.example", at=now
    )
