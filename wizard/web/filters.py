"""What every template can use: the site around the page, texts, and Dutch words for values."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from flask import Flask, g, request
from flask_login import current_user
from markupsafe import Markup, escape

from wizard.actions.accounts.sessions import IDLE
from wizard.catalogue import DeadlineNotice
from wizard.domain import words
from wizard.domain.dutch_time import local
from wizard.domain.person import NAMELESS, NAMELESS_AGENT
from wizard.forms.overview.ending import REASONS
from wizard.web.context import catalogue, clock, facts_of, settings
from wizard.web.gone import board_name, chosen_name, reason_of, school_name
from wizard.web.gone_words import gone_sentence, gone_word, news_in_words
from wizard.web.user import Agent
from wizard.web.words import (
    clock_time,
    consequence,
    day_or_today,
    end_in_full,
    full_moment,
    in_sentence,
    moment_in_words,
    named,
    register_name,
    saved_word,
    short_moment,
    short_name,
    state_of_end,
    state_of_mandate,
    tied,
)


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
        day=lambda day: tied(words.day_in_words(day)),
        date=lambda day: tied(words.date_short(day)),
        moment=lambda moment: tied(moment_in_words(moment)),
        full_moment=lambda moment: tied(full_moment(moment)),
        day_or_today=lambda moment: tied(day_or_today(moment)),
        short_moment=short_moment,
        clock_time=clock_time,
        inner_quotes=words.inner_quotes,
        tied=tied,
        linked=_linked,
        iso_day=lambda text: tied(words.day_in_words(date.fromisoformat(text))),
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
        consequence=lambda: tied(consequence()),
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


def _around() -> dict[str, Any]:
    return {
        "site": _site(),
        "today": clock().today(),
        "register_key": settings().register,
        "register_name": register_name(),
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


def _here() -> str:
    """Return the address of this page; after a POST with errors, of the page with the form."""
    return request.full_path.rstrip("?") if request.method == "GET" else request.path


def _linked(text: str) -> Markup:
    """Make links of Kennisnet's phone number and mail address, as the texts name them."""
    desk, html = catalogue().contacts["osr"], escape(text)
    addresses = {tied(desk.phone): desk.phone_link, desk.email: f"mailto:{desk.email}"}
    for shown, address in addresses.items():
        if shown:
            link = Markup('<a class="nl-link" href="{}">{}</a>').format(address, shown)
            html = html.replace(escape(shown), link)
    return html


def _paragraphs(key: str, **values: Any) -> tuple[str, ...]:
    paragraphs = catalogue().paragraphs(key, clock().today(), **values)
    return tuple(tied(paragraph) for paragraph in paragraphs)


def _text(key: str, **values: Any) -> str:
    return tied(catalogue().text(key, clock().today(), **values))


def _link(key: str) -> str:
    return catalogue().link(key)
