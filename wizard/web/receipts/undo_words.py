"""Undo in words: until when it can, what stays and why, and what to do in the OSR by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, url_for

from wizard.actions.receipts import undo as receipts_undo
from wizard.domain.facts import BoardFacts
from wizard.domain.receipt import Receipt
from wizard.domain.receipts.undo import Part
from wizard.domain.remains import Remains, Why
from wizard.domain.words import day_in_words
from wizard.web.context import catalogue, clock, work
from wizard.web.gone_words import stays_when_gone
from wizard.web.words import short_name

_TEXT_WITH_DAY = {Why.OSR_OLD: "undo.osr_old_day"}
_TEXTS = {
    Why.OSR_END: "undo.osr_end",
    Why.OSR_OLD: "undo.osr_old",
    Why.OSR_START: "undo.osr_start",
}


@dataclass(frozen=True)
class Offer:
    """Where an act can be undone, and until when."""

    url: str
    until: datetime


def offer(board: BoardFacts, receipt: Receipt) -> Offer | None:
    """Return where this receipt's act can be undone; None when nothing of it can any more."""
    number = board.board.number
    if not receipt.may_be_undone(number, clock().now()):
        return None
    if not receipts_undo.look(work(), board, receipt).parts:
        return None
    url = url_for("receipts_undo.ask", board=number, number=receipt.number)
    return Offer(url, receipt.undo_until)


def change_in_words(part: Part) -> str:
    """Say what becomes of a mandate."""
    name = f"{short_name(part.mandate.service)} met {part.mandate.system.name}"
    if part.before is None:
        return f"{name}: vervalt"
    if part.before.starts_on != part.mandate.starts_on:
        return f"{name}: begint weer op {day_in_words(part.before.starts_on)}"
    if part.before.ends_on:
        return f"{name}: loopt weer tot en met {day_in_words(part.before.ends_on)}"
    return f"{name}: loopt weer door"


def init_app(app: Flask) -> None:
    """Give these words to the templates."""
    app.jinja_env.globals.update(in_osr_words=in_osr_words, stays_words=stays_in_words)


def stays_in_words(remains: Remains) -> str:
    """Say what an undo leaves as it is, and why."""
    if remains.why is Why.COPIED:
        return f"{remains.name or 'Een school'} is intussen gekopieerd. Die kopie blijft staan."
    if remains.why in (Why.CLOSED, Why.MOVED):
        return stays_when_gone(remains)
    name = f"{short_name(remains.service)} met {remains.system} bij {remains.name}"
    day = day_in_words(remains.day) if remains.day else ""
    return {
        Why.ENDED: f"{name} kreeg intussen een einddatum: {day}. Dat blijft zo.",
        Why.SAVED_AGAIN: f"{name} is intussen opnieuw opgeslagen. Dat blijft zo.",
        Why.OLD: f"{name} houdt de einddatum: {day}.",
    }[remains.why]


def in_osr_words(remains: Iterable[Remains]) -> list[str]:
    """Say what a person does in the OSR: once for all schools at which it is the same."""
    places: dict[str, list[str]] = {}
    for each in remains:
        places.setdefault(_click(each), []).append(f"{each.name}, {each.brin}")
    return [f"{click} Bij: {'; '.join(schools)}." for click, schools in places.items()]


def _click(remains: Remains) -> str:
    today = clock().today()
    key = _TEXTS[remains.why]
    if remains.day:
        key = _TEXT_WITH_DAY.get(remains.why, key)
    return catalogue().text(
        key,
        today,
        service=catalogue().services[remains.service].name(today),
        system=remains.system,
        day=day_in_words(remains.day) if remains.day else "",
    )
