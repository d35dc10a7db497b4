"""Who gets mails in stories about their links, and the links in them."""

from tests.visitor import Visitor
from wizard.actions.reminders.subscriptions import link_of
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient
from wizard.ports import Wiring

PAGE = "/bestuur/99001/herinneringen"
COLLEAGUE = "chris@elders.example"
_PAGES = {"mail": "afmelden", "yes": "bevestigen"}


def recipient(wiring: Wiring, beginning: str = "een-school") -> Recipient:
    """Return who gets the mails of the board with one school, by how their address begins."""
    with wiring.database.reading() as session:
        everybody = recipients.of_board(session, "99001")
    return next(each for each in everybody if each.email.startswith(beginning))


def mail_link(wiring: Wiring, beginning: str = "een-school", purpose: str = "mail") -> str:
    """Return the address in their mail where they stop, or say yes."""
    end = link_of(recipient(wiring, beginning), wiring.settings.secret_key, purpose)
    return f"/mail/{_PAGES[purpose]}/{end}"


def ask_colleague(anna: Visitor) -> None:
    """Have the colleague asked whether they want the mails too."""
    anna.get(PAGE)
    anna.send(anna.page.post("Vraag mijn collega"), email=COLLEAGUE)
