"""What mails went about a board, when and to whom; and of each reminder that did not go, why."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from wizard.catalogue import Catalogue
from wizard.db.reminders import mails, recipients
from wizard.db.reminders.mails import Mail
from wizard.db.reminders.recipients import Recipient
from wizard.domain.dutch_time import local
from wizard.domain.facts import BoardFacts
from wizard.domain.reminders.mailing import MailState
from wizard.domain.reminders.reminder import Occasion, Plan
from wizard.domain.school_year import school_year

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: What a mail is that left, as far as anybody knows.
_WENT = {MailState.SENT.value, MailState.HANDED.value, MailState.UNKNOWN.value}
#: So many lines are shown. What is known of reminders is read from all of them.
_LAST = 50


@dataclass(frozen=True)
class Line:
    """A mail, or one that did not go.

    `kind`: what brought it about: reminder, afterwards (the last day has passed), or the folder of
    the message under templates/mail. `state`: a value of MailState, or why it did not go:
    nobody, later, stopped, one_click, fewer, finished, coming or missed.
    """

    on: date
    at: datetime | None
    email: str
    kind: str
    state: str

    @property
    def went(self) -> bool:
        """It went out, or may have."""
        return self.state in _WENT


def of_board(session: "Session", catalogue: Catalogue, facts: BoardFacts) -> list[Line]:
    """Return the mails of a board and the reminders that did not go, the last one first."""
    everybody = recipients.of_board(session, facts.board.number)
    went = mails.of_board(session, facts.board.number, [each.email for each in everybody])
    lines = [*(_went(each) for each in went), *_not_gone(catalogue, facts, everybody, went)]
    return sorted(lines, key=lambda each: (each.on, each.email), reverse=True)[:_LAST]


def _went(mail: Mail) -> Line:
    on = local(mail.changed_at).date()
    return Line(on, mail.changed_at, mail.email, _kind(mail), mail.state.value)


def _kind(mail: Mail) -> str:
    """Return what the occasion begins with: "receipt/MW-…"; with a day, it is of the calendar."""
    kind, _, name = mail.occasion.partition("/")
    return _kind_of(name) if kind[:1].isdigit() else kind


def _kind_of(occasion_name: str) -> str:
    return "afterwards" if occasion_name.startswith("T+") else "reminder"


def _not_gone(
    catalogue: Catalogue, facts: BoardFacts, everybody: list[Recipient], went: list[Mail]
) -> list[Line]:
    today = facts.season.today
    last_day, rules = catalogue.last_day(catalogue.main_rule.service, today), catalogue.reminders
    if school_year(today) != school_year(last_day):  # what is open by now is for the next one
        return []
    plan, plan_of_fewer = rules.plan(last_day), rules.fewer.plan(last_day)
    asked = [each for each in everybody if each.confirmed_at]
    passed = [each for each in plan.occasions if each.day <= today]
    if not asked:
        return [Line(each.day, None, "", _kind_of(each.name), "nobody") for each in passed]
    gone = {(each.email, each.occasion) for each in went}
    coming = [each for each in passed[-1:] if not each.is_before or today <= last_day]
    return [
        Line(
            each.day,
            None,
            who.email,
            _kind_of(each.name),
            _why(who, each, facts, plan_of_fewer) or ("coming" if each in coming else "missed"),
        )
        for each in passed
        for who in asked
        if (who.email, each.key) not in gone
    ]


def _why(
    recipient: Recipient, occasion: Occasion, facts: BoardFacts, plan_of_fewer: Plan
) -> str | None:
    """Return why somebody was not to get a mail; None when they were."""
    done_on, day = _finished_on(facts), occasion.day
    if recipient.confirmed_at and local(recipient.confirmed_at).date() > day:
        return "later"
    if recipient.stopped_at and local(recipient.stopped_at).date() <= day:
        return "one_click" if recipient.is_stopped_by_program else "stopped"
    if recipient.fewer and day not in [each.day for each in plan_of_fewer.occasions]:
        return "fewer"
    return "finished" if done_on and done_on <= day and occasion.is_before else None


def _finished_on(facts: BoardFacts) -> date | None:
    """Return when the last mandate, or end, was recorded; None while something is open."""
    if facts.unfinished:
        return None
    moments = [
        moment
        for school in facts.schools
        for each in school.mandates
        for moment in (each.recorded_at, each.end_recorded_at)
        if moment
    ]
    latest = max(moments, default=None)
    return local(latest).date() if latest else None
