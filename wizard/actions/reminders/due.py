"""Which mails are due: what follows an act, and reminders of a date."""

from wizard.actions.reminders import follow_ups, reminding
from wizard.actions.reminders.digest import Digest
from wizard.db.reminders import recipients
from wizard.ports import Wiring


def due(wiring: Wiring, *, reminds: bool = True) -> list[Digest]:
    """Return what is due now, in nine statements at most, however many boards there are.

    `reminds`: whether it is an hour for reminders.
    """
    clock, catalogue = wiring.ports.clock, wiring.catalogue
    today, now = clock.today(), clock.now()
    with wiring.database.reading() as session:
        everybody = recipients.all_of_them(session)
        found = follow_ups.due(session, everybody, catalogue, today, now)
        if reminds:
            found += reminding.due(session, everybody, catalogue, today, now)
    return found
