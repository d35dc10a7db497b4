"""Mails in words: what each message says, from what is so when it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from wizard.actions import gathering, next_items
from wizard.actions.receipts import late
from wizard.actions.reminders import mail_templates, subscriptions
from wizard.actions.reminders.digest import Digest
from wizard.actions.reminders.mail_templates import Letter
from wizard.catalogue import Catalogue
from wizard.catalogue.items import NextItem
from wizard.db import receipts, schools
from wizard.db.calls import calls
from wizard.db.reminders.recipients import CONFIRM_WITHIN
from wizard.domain.dutch_time import local
from wizard.domain.facts import BoardFacts
from wizard.domain.person import NAMELESS
from wizard.domain.receipt import OperationKind, Receipt
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.status import Cell
from wizard.domain.waiting import wait_in_words
from wizard.domain.words import and_list, date_without_year, day_in_words, time_in_words
from wizard.ports import Wiring

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class _Writing:
    """What a mail is written from."""

    wiring: Wiring
    session: "Session"
    digest: Digest

    @property
    def catalogue(self) -> Catalogue:
        return self.wiring.catalogue

    @property
    def today(self) -> date:
        return self.wiring.ports.clock.today()

    def of_register(self, part: str) -> str:
        """Return what is said of the register: a key of [register] in texts.toml."""
        key = self.wiring.ports.register_for(self.session).key
        return self.catalogue.text(f"register.{key}.{part}", self.today)

    def what_now(self, facts: BoardFacts) -> tuple[NextItem, ...]:
        """Return what happens now for a board."""
        key = self.wiring.ports.register_for(self.session).key
        is_late = late.advice(self.catalogue, facts, self.session) is not None
        return next_items.of_board(self.catalogue, facts, key, is_late=is_late)

    def boards(self) -> list[BoardFacts]:
        """Gather what is so for the boards of the mail, at this moment."""
        season = gathering.season(self.catalogue, self.today)
        register = self.wiring.ports.register_for(self.session)
        found = schools.boards(self.session, frozenset(self.digest.boards))
        return [gathering.board_facts(self.session, register, each, season) for each in found]


#: So many schools a mail names of one board; the rest it counts.
_LISTED = 10
#: What fills a message; None when there is nothing left to say.
_Filling = tuple[str, Mapping[str, Any]] | None


def compose(wiring: Wiring, session: "Session", digest: Digest) -> Letter | None:
    """Write the mail as things are now; None when by now there is nothing left to say."""
    filling = _FILLED[digest.message](_Writing(wiring, session, digest))
    if filling is None:
        return None
    message, values = filling
    return mail_templates.write(
        message,
        desk=wiring.catalogue.contacts["osr"],
        unsubscribe=unsubscribe_address(wiring, digest),
        **values,
    )


def unsubscribe_address(wiring: Wiring, digest: Digest) -> str:
    """Return the address where one click ends these mails."""
    link = subscriptions.link_of(digest.recipients[0], wiring.settings.secret_key)
    return f"{wiring.settings.base_url}/mail/afmelden/{link}"


def _reminder(writing: _Writing) -> _Filling:
    """Say what is open; after the last day, where nothing is, what happens now."""
    boards = writing.boards()
    open_ = [each for each in boards if each.unfinished and each.services_left]
    if not open_:
        is_after = writing.digest.occasion.partition("/")[2].startswith("T+")
        done = [each for each in boards if each.schools and not each.unfinished]
        return ("afterwards", _afterwards(writing, done)) if is_after and done else None
    left = {key for each in open_ for key in each.services_left}
    return "reminder", {
        "notice": writing.catalogue.notice_of(left, writing.today),
        "boards": [
            {**_left_of(each, writing.catalogue), **_list_of(each, writing.catalogue)}
            for each in open_
        ],
        "advice": _advice(writing),
        "sign_up": _sign_up(writing),
    }


def _sign_up(writing: _Writing) -> str:
    """Say how signing up for the test stands, once it has begun; else nothing."""
    item = writing.catalogue.sign_up(writing.today)
    opened = writing.catalogue.main_rule.sign_up_at(writing.today)
    has_begun = opened is not None and opened.phase(writing.today).is_now
    return item.text if item and has_begun else ""


def _advice(writing: _Writing) -> tuple[str, ...]:
    last_day = writing.catalogue.last_day(writing.catalogue.main_rule.service, writing.today)
    is_past = writing.today > last_day
    if not is_past:
        return ()
    record = writing.of_register("record")
    return writing.catalogue.paragraphs("past.advice", writing.today, record=record)


def _afterwards(writing: _Writing, boards: list[BoardFacts]) -> Mapping[str, Any]:
    return {
        "boards": [each.board.display_name for each in boards],
        "items": writing.catalogue.items_after_all(writing.today, is_arranged=True),
        "title": writing.catalogue.text(
            "afterwards.title", writing.today, before_without_year=_before(writing)
        ),
    }


def _before(writing: _Writing) -> str:
    """Return the day from which the schools go on, in words: 1 december."""
    last_day = writing.catalogue.last_day(writing.catalogue.main_rule.service, writing.today)
    return date_without_year(last_day + timedelta(days=1))


def _left_of(facts: BoardFacts, catalogue: Catalogue) -> dict[str, Any]:
    following = facts.next_school()
    school = following if following in facts.unfinished else facts.unfinished[0]
    what = next_items.name_of(catalogue, _open_cells(school)[0], facts.season.today)
    return {
        "name": facts.board.display_name,
        "left": sum(each.open_count for each in facts.schools),
        "first": f"{what} voor {school.school.name}, {school.school.brin}",
    }


def _list_of(facts: BoardFacts, catalogue: Catalogue) -> dict[str, Any]:
    """Return the schools where something is open, the first ones by name, and how many more."""
    shown, today = facts.unfinished[:_LISTED], facts.season.today
    return {
        "schools": [
            f"{each.school.name}, {each.school.brin}: "
            + and_list([next_items.name_of(catalogue, cell, today) for cell in _open_cells(each)])
            + (f". {wait_in_words(each)}" if each.is_parked else "")
            for each in shown
        ],
        "more": len(facts.unfinished) - len(shown),
    }


def _open_cells(school: SchoolFacts) -> list[Cell]:
    """Return what is open at a school: of the services that it needs, and what waits besides."""
    others = dict.fromkeys(each.service for each in school.besides)
    cells = [*school.cells, *(school.cell(service) for service in others)]
    return [cell for cell in cells if not cell.is_finished]


def _second(writing: _Writing) -> _Filling:
    """Ask a colleague whether they want the mails too."""
    [asked] = writing.digest.recipients
    [facts] = writing.boards()
    link = subscriptions.link_of(asked, writing.wiring.settings.secret_key, "yes")
    return "second", {
        "colleague": asked.asked_by,
        "stranger": "dit bestuur" if asked.asked_by == NAMELESS else asked.asked_by,
        "board": facts.board.display_name,
        "days": CONFIRM_WITHIN.days,
        "address": f"{writing.wiring.settings.base_url}/mail/bevestigen/{link}",
    }


def _finished(writing: _Writing) -> _Filling:
    """Say that all is arranged, and what comes next; nothing when something is open again."""
    [facts] = writing.boards()
    if facts.unfinished or not facts.schools:
        return None
    return "finished", {
        "board": facts.board.display_name,
        "schools": len(facts.schools),
        "register": writing.of_register("name"),
        "items": writing.what_now(facts),
    }


def _receipts(writing: _Writing) -> _Filling:
    """Say what somebody saved that was not undone by now, and what is left."""
    [facts] = writing.boards()
    found = receipts.of_numbers(writing.session, facts.board.number, writing.digest.items)
    kept = [each for each in found if not each.is_undone]
    if not kept:
        return None
    return "receipt", {
        "board": facts.board.display_name,
        "receipts": kept,
        "explanation": _explanation(writing, facts, kept),
        "left": _left_of(facts, writing.catalogue) if facts.unfinished else None,
        "items": writing.what_now(facts),
    }


def _explanation(writing: _Writing, facts: BoardFacts, kept: Sequence[Receipt]) -> str:
    """Say what saving means, of mandates or of ends alone; nothing where all was seen by now."""
    numbers = {each.number for each in kept}
    waits = any(
        each.waits_for_register and not numbers.isdisjoint((each.receipt, each.end_receipt))
        for school in facts.schools
        for each in school.mandates
    )
    if not waits and writing.wiring.ports.register_for(writing.session).by_hand:
        return ""
    only_ends = all(each.kind is OperationKind.END for each in kept)
    return writing.of_register("explanation_of_end" if only_ends else "explanation")


def _call(writing: _Writing) -> _Filling:
    """Say with whom somebody called, and what is left to do."""
    [facts] = writing.boards()
    call = calls.find(writing.session, int(writing.digest.items[0]))
    if call is None or call.allowed_at is None:
        return None
    began, ended = local(call.allowed_at), local(call.ends_at)
    return "call", {
        "board": facts.board.display_name,
        "agent": call.agent,
        "day": day_in_words(began.date()),
        "began": time_in_words(began).removesuffix(" uur"),
        "ended": time_in_words(ended),
        "left": _left_of(facts, writing.catalogue) if facts.unfinished else None,
    }


_FILLED: Mapping[str, Callable[[_Writing], _Filling]] = {
    "reminder": _reminder,
    "second": _second,
    "finished": _finished,
    "receipt": _receipts,
    "call": _call,
}
