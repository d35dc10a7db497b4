"""What every template can use: the site around the page, texts, and Dutch words for values."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from flask import Flask, g, request
from flask_login import current_user
from markupsafe import Markup, escape

from wizard.actions.sessions import IDLE
from wizard.catalogue import DeadlineNotice
from wizard.domain import words
from wizard.domain.netherlands import local
from wizard.domain.person import NAMELESS, NAMELESS_AGENT
from wizard.forms.ending import REASONS
from wizard.web import agent_bar
from wizard.web.bar import Bar, bar
from wizard.web.context import catalogue, clock, facts_of, settings
from wizard.web.gone import board_name, chosen_name, reason_of, school_name
from wizard.web.gone_words import gone_sentence, gone_word, news_in_words
from wizard.web.remaining import in_osr_words, stays_in_words
from wizard.web.visitor import Agent, Visitor
from wizard.web.wanted import board_at
from wizard.web.words import (
    consequence,
    end_in_full,
    in_sentence,
    named,
    register_name,
    saved_word,
    short_name,
    state_of_end,
    state_of_mandate,
)

_DAY_AND_MONTH = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(words.MONTHS)})\b")
_PHONE = re.compile(r"\b0\d{2,3}(?: \d{2,3}){2,3}\b")


@dataclass(frozen=True)
class Site:
    """What stands around every page: header, help, deadline."""

    practice: bool
    person: Any
    board: Any
    school: Any
    several_boards: bool
    agent: bool
    contacts: Any
    idle_minutes: int
    #: The bar over a caller's pages, and the board that a code would be made for.
    call: Any
    phone_board: str | None
    #: The page to come back to after something that the frame around it asks.
    here: str

    @cached_property
    def deadline(self) -> DeadlineNotice | None:
        """What is open at the board of this page, by when; asked for by the pages that say so."""
        return _deadline()


def init_app(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_around)
    app.jinja_env.filters.update(
        day=lambda day: _tied(words.day_in_words(day)),
        date=lambda day: _tied(words.date_short(day)),
        moment=lambda moment: _tied(moment_in_words(moment)),
        full_moment=lambda moment: _tied(full_moment(moment)),
        day_or_today=lambda moment: _tied(day_or_today(moment)),
        short_moment=short_moment,
        clock_time=_clock_time,
        inner_quotes=words.inner_quotes,
        tied=_tied,
        linked=_linked,
        iso_day=lambda text: _tied(words.day_in_words(date.fromisoformat(text))),
        capitalize_first=words.capitalized,
        lower_first=lambda text: text[:1].lower() + text[1:],
        time=lambda moment: words.time_in_words(local(moment)),
        and_list=words.and_list,
        named=named,
        number=words.number_in_words,
    )
    app.jinja_env.globals.update(
        state_of_mandate=state_of_mandate,
        state_of_end=state_of_end,
        saved_word=saved_word,
        short_name=short_name,
        nameless=(NAMELESS, NAMELESS_AGENT),
        in_sentence=in_sentence,
        end_in_full=end_in_full,
        consequence=lambda: _tied(consequence()),
        in_osr_words=in_osr_words,
        stays_words=stays_in_words,
        board_name=board_name,
        school_name=school_name,
        gone_name=chosen_name,
        gone_reason_of=reason_of,
        gone_sentence=gone_sentence,
        gone_word=gone_word,
        news_in_words=news_in_words,
        count=words.count,
        text=_text,
        needs_test_system=lambda: catalogue().needs_test_system(clock().today()),
        sign_up=lambda *, is_arranged=False: catalogue().sign_up(
            clock().today(), is_arranged=is_arranged
        ),
        paragraphs=_paragraphs,
        link=_link,
        this_year=lambda: clock().today().year,
    )


def moment_in_words(moment: datetime) -> str:
    """Return "vandaag om 14.32 uur", or "maandag 23 november 2026 om 14.32 uur"."""
    when = local(moment)
    return f"{day_or_today(moment)} om {words.time_in_words(when)}"


def full_moment(moment: datetime) -> str:
    """Return "maandag 23 november 2026 om 14.32 uur", for what is printed and kept."""
    when = local(moment)
    return f"{words.day_in_words(when.date())} om {words.time_in_words(when)}"


def day_or_today(moment: datetime) -> str:
    """Return "vandaag", or "maandag 23 november 2026"."""
    day = local(moment).date()
    return "vandaag" if day == clock().today() else words.day_in_words(day)


def short_moment(moment: datetime) -> str:
    """Return "14.32" of today, or "23 november 2026, 14.32": where many stand below each other."""
    day, time = local(moment).date(), _clock_time(moment)
    return time if day == clock().today() else _tied(f"{words.date_short(day)}, {time}")


def _clock_time(moment: datetime) -> str:
    return f"{local(moment):%H.%M}"


def _around() -> dict[str, Any]:
    return {
        "site": _site(),
        "today": clock().today(),
        "register_key": settings().register,
        "register_name": register_name(),
        "other_board_at": _other_board_at,
        "agent_lines": agent_bar.lines,
        "agent_mark": agent_bar.mark,
        "services_by_key": catalogue().services,
        "reasons": REASONS,
    }


def _site() -> Site:
    known = current_user and current_user.is_authenticated
    visitor = current_user._get_current_object() if known else None
    return Site(
        practice=settings().practice,
        person=visitor,
        board=g.get("header_board"),
        school=g.get("header_school"),
        several_boards=visitor is not None and len(visitor.boards) > 1,
        agent=isinstance(visitor, Agent),
        contacts=catalogue().contacts,
        idle_minutes=int(IDLE.total_seconds() // 60),
        call=bar(),
        phone_board=_phone_board(visitor),
        here=_here(),
    )


def _deadline() -> DeadlineNotice | None:
    """Word the deadline beside a page: of what is open at its board; else the next one of all.

    None where nothing is open. A page that says what went wrong asks nothing of the database.
    """
    template, _context = g.get("shown", ("", {}))
    if g.get("header_board") is None or template.startswith("errors/"):
        return catalogue().next_deadline(clock().today(), clock().now())
    facts = g.get("facts")
    if facts is None or facts.board != g.header_board:
        facts = facts_of(g.header_board)
    return catalogue().notice_of(facts.services_left, clock().today(), clock().now())


def _phone_board(visitor: Any) -> str | None:
    """Return the board of this page, or the only one of this person, wherever the page stands."""
    if isinstance(visitor, Visitor) and (board := g.get("header_board")):
        return str(board.number)
    boards = visitor.boards if isinstance(visitor, Visitor) else ()
    return next(iter(boards)) if len(boards) == 1 else None


def _other_board_at(address: str, call: Bar) -> str | None:
    """Return the board of a page, if it is this person's too and not the one of the call."""
    number = board_at(address)
    return number if number in current_user.boards and number != call.board else None


def _here() -> str:
    """Return the address of this page; after a POST with errors, of the page with the form."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def _tied(text: str) -> str:
    """Keep on one line: the number and the month of a date, a phone number, a former name."""
    dates = _DAY_AND_MONTH.sub("\\1\u00a0\\2", text)
    phones = _PHONE.sub(lambda found: found[0].replace(" ", "\u00a0"), dates)
    return phones.replace("(vroeger: ", "(vroeger:\u00a0")


def _linked(text: str) -> Markup:
    """Make links of Kennisnet's phone number and mail address, as the texts name them."""
    desk, html = catalogue().contacts["osr"], escape(text)
    addresses = {_tied(desk.phone): desk.phone_link, desk.email: f"mailto:{desk.email}"}
    for shown, address in addresses.items():
        if shown:
            link = Markup('<a class="nl-link" href="{}">{}</a>').format(address, shown)
            html = html.replace(escape(shown), link)
    return html


def _paragraphs(key: str, **values: Any) -> tuple[str, ...]:
    paragraphs = catalogue().paragraphs(key, clock().today(), **values)
    return tuple(_tied(paragraph) for paragraph in paragraphs)


def _text(key: str, **values: Any) -> str:
    return _tied(catalogue().text(key, clock().today(), **values))


def _link(key: str) -> str:
    return catalogue().link(key)
