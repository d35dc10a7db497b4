"""Whether a mail outage is over: it stands from the run that met it until one that works."""

from wizard.actions.reminders import due as reminders_due
from wizard.db.reminders import outages as reminders_outages
from wizard.domain.reminders.mailing import Fault
from wizard.ports import NotSent, ReminderChannel, Wiring


def review(wiring: Wiring, channel: ReminderChannel, *, has_sent: bool) -> str:
    """After a run that met no outage, end the one that stands if it is over.

    It is over when a mail went. Where none was to go, the server is tried without one; that tells
    nothing of a server that refuses the mails themselves, so then a mail that waits keeps it
    standing. Returns why it still stands, or nothing.
    """
    with wiring.database.reading() as session:
        outage = reminders_outages.standing(session)
    if outage is None:
        return ""
    if not has_sent:
        try:
            channel.check()
        except NotSent as problem:
            return str(problem)
        if outage.fault is Fault.SENDER and reminders_due.due(wiring):
            return outage.reason
    with wiring.database.transaction() as session:
        reminders_outages.end(session)
    return ""
