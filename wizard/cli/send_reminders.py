"""`mandaatwijzer send-reminders`: which mails are due, and sending them; for any timer."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import outage as reminders_outage
from wizard.actions.reminders import rules as reminders_rules
from wizard.actions.reminders import sending
from wizard.actions.reminders.digest import Digest
from wizard.actions.reminders.sending import Outcome
from wizard.db.upgrading import ensure_current
from wizard.domain.dutch_time import local, on_the_wall
from wizard.domain.errors import ConfigError
from wizard.domain.reminders.mail_address import mask_all
from wizard.domain.reminders.mailing import MailState
from wizard.ports import ReminderChannel, Wiring
from wizard.settings import Settings
from wizard.wiring import wire

#: When a day was named: an hour on the wall in the Netherlands at which mails may go.
_AT = time(9, 30)

#: A server that does not answer costs a while for each mail; the timer runs every ten minutes.
_LONGEST_RUN = timedelta(minutes=9)
#: Seconds for a statement: what is due is asked for the whole country, and nobody looks at a page.
_DATABASE_TIMEOUT = 60


class MailTrouble(Exception):
    """Not every mail could go, for a reason that the operator has to mend: one line."""


class _Day:
    """A clock that stands on a day that the operator named."""

    def __init__(self, day: date) -> None:
        self._day = day

    def now(self) -> datetime:
        return on_the_wall(datetime.combine(self._day, _AT))

    def today(self) -> date:
        return self._day


def send_reminders(
    environ: Mapping[str, str], *, dry_run: bool, today: date | None, any_hour: bool = False
) -> Iterator[str]:
    """Send what is due and say what became of each, one line; or only say what would go.

    `any_hour`: for the practice environment, whose visitors come in the afternoon too.

    Raises ConfigError where no mails can go out, or when the database was not upgraded; and
    MailTrouble at the end of a run that met something to mend.
    """
    settings = Settings.from_environ(environ)
    if today and not dry_run and not settings.practice:
        raise ConfigError("--today is for practice; elsewhere only with --dry-run")
    ensure_current(settings.database_url)
    unhurried = replace(settings, database_timeout=_DATABASE_TIMEOUT)
    wiring = wire(unhurried, clock=_Day(today) if today else None)
    try:
        if dry_run:
            yield from _planned(wiring)
            return
        trouble = yield from send_due(wiring, any_hour=any_hour)
    finally:
        wiring.database.dispose()
    if trouble:
        raise MailTrouble(mask_all(trouble))


def _planned(wiring: Wiring) -> Iterator[str]:
    digests = reminders_due.due(wiring)
    for digest in digests:
        yield f"{digest.email}: {digest.occasion} about {', '.join(digest.boards)}"
    yield f"{len(digests)} mails are due."


def send_due(wiring: Wiring, *, any_hour: bool = False) -> Generator[str, None, str]:
    """Send what is due by the clock of this process; one line for each mail, and how many went.

    What follows an act of somebody goes at any hour, reminders in the hours of deadlines.toml.
    Returns what the operator has to mend, or nothing.
    """
    channel = wiring.ports.reminders
    if channel is None:
        raise ConfigError("WIZARD_SMTP_URL is not set, so no mails go out")
    _note_rules(wiring)
    due = reminders_due.due(wiring, reminds=any_hour or _is_hour(wiring))
    found = _in_time(wiring, sending.in_turn(wiring, due), any_hour=any_hour)
    outcomes = []
    for outcome in sending.send(wiring, channel, found):
        outcomes.append(outcome)
        yield _line(outcome)
    if not (any_hour or _is_hour(wiring)):
        yield "Reminders wait: they go out on working days, in the hours of deadlines.toml."
    yield f"{_sent(outcomes)} mails were sent."
    return _trouble(wiring, channel, outcomes)


def _sent(outcomes: Iterable[Outcome]) -> int:
    return sum(each.state is MailState.SENT for each in outcomes)


def _trouble(wiring: Wiring, channel: ReminderChannel, outcomes: Sequence[Outcome]) -> str:
    """Return what the operator has to mend, in one line; an outage that is over is ended."""
    stopped = next((each.reason for each in outcomes if each.stops), None)
    if stopped is None:
        stopped = reminders_outage.review(wiring, channel, has_sent=_sent(outcomes) > 0)
    if stopped:
        return f"mails are held up: {stopped}"
    broken = [each.reason for each in outcomes if each.is_broken]
    return f"{len(broken)} mails could not be made: {broken[0]}" if broken else ""


def _is_hour(wiring: Wiring) -> bool:
    return wiring.catalogue.reminders.may_send(local(wiring.ports.clock.now()))


def _in_time(wiring: Wiring, found: Iterable[Digest], *, any_hour: bool) -> Iterator[Digest]:
    """Hand out what may go at the moment that it is asked for: a slow server takes hours.

    A run ends before the next one of the timer begins, which goes on: else they would pile up.
    """
    until = wiring.ports.clock.now() + _LONGEST_RUN
    for each in found:
        if wiring.ports.clock.now() >= until:
            return
        if each.message != "reminder" or any_hour or _is_hour(wiring):
            yield each


def _note_rules(wiring: Wiring) -> None:
    """Keep since when the rules are what they are; on most runs there is nothing to write."""
    catalogue, clock = wiring.catalogue, wiring.ports.clock
    with wiring.database.reading() as session:
        if reminders_rules.is_noted(session, catalogue, clock.today()):
            return
    with wiring.database.transaction() as session:
        reminders_rules.note(session, catalogue, today=clock.today(), at=clock.now())


def _line(outcome: Outcome) -> str:
    """Say what became of a mail. A timer's lines go into a log: nobody's address stands there."""
    state = outcome.state.value if outcome.state else "not sent"
    reason = f" ({outcome.reason})" if outcome.reason and not outcome.stops else ""
    return mask_all(f"{outcome.digest.email}: {outcome.digest.occasion}: {state}{reason}")
