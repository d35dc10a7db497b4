"""Letting in: who may enter, for which boards, by what the provider says of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from wizard.db import events, schools, typed_forms
from wizard.db.accounts import people, sessions
from wizard.db.calls import calls
from wizard.domain.calls.call import Ending
from wizard.domain.event_kind import EventKind
from wizard.domain.person import NAMELESS, NAMELESS_AGENT, Person, is_pseudonym
from wizard.settings import Provider

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


#: How providers write that something is not so; some send text or numbers.
_NO = frozenset({"false", "no", "0"})


class NotAdmitted(Exception):
    """The provider knows who it is, but this person cannot go in. The message is the cause."""


class NoRole(NotAdmitted):
    """The role is missing: the board's own manager at Mijn DUO gives it."""


class NoBoard(NotAdmitted):
    """No board to act for. `numbers`: the boards that the provider named and we do not know."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        named = f"unknown boards {', '.join(numbers)}" if numbers else "the claim names no board"
        super().__init__(named)
        self.numbers = numbers


@dataclass(frozen=True)
class Admission:
    """Somebody who may go in, and the boards that we know of those the provider named."""

    person: Person
    boards: frozenset[str]


def admit(
    session: "Session", claims: Mapping[str, Any], provider: Provider, now: datetime
) -> Admission:
    """Let in who has the role and a board that we know. Raises NoRole or NoBoard."""
    _require_role(claims, provider)
    numbers = board_numbers(_claim(claims, provider.boards_claim))
    known = frozenset(board.number for board in schools.boards(session, frozenset(numbers)))
    if not known:
        raise NoBoard(numbers)
    person = _remembered(session, claims, now, NAMELESS)
    events.add(session, at=now, person=person, kind=EventKind.LOGGED_IN, boards=sorted(known))
    return Admission(person, known)


def admit_agent(
    session: "Session", claims: Mapping[str, Any], provider: Provider, now: datetime
) -> Person:
    """Let in who has the helpdesk's role; boards do not matter. Raises NoRole."""
    _require_role(claims, provider)
    person = _remembered(session, claims, now, NAMELESS_AGENT)
    events.add(session, at=now, person=person, kind=EventKind.LOGGED_IN, as_agent=True)
    return person


def leave(session: "Session", person: Person, now: datetime) -> None:
    """Write that somebody logged out, and forget what they typed in forms that came too late."""
    typed_forms.forget(session, person.id)
    events.add(session, at=now, person=person, kind=EventKind.LOGGED_OUT)


def leave_everywhere(session: "Session", person: Person, now: datetime) -> int:
    """End every session of a person, with their calls; return how many sessions there were."""
    ended = sessions.end_all_of(session, person.id, now)
    _end_calls(session, person.id, now)
    typed_forms.forget(session, person.id)
    events.add(session, at=now, person=person, kind=EventKind.LOGGED_OUT, everywhere=ended)
    return ended


def all_leave(session: "Session", now: datetime) -> int:
    """End every session of everybody, with their calls; return how many sessions there were."""
    ended = sessions.end_all(session, now)
    _end_calls(session, None, now)
    events.add(session, at=now, person=None, kind=EventKind.LOGGED_OUT, everywhere=ended)
    return ended


def _end_calls(session: "Session", person_id: int | None, now: datetime) -> None:
    for call_id in calls.live_of_person(session, person_id, now):
        calls.end(session, call_id, Ending.LOGOUT, now)


def _require_role(claims: Mapping[str, Any], provider: Provider) -> None:
    claim = _claim(claims, provider.role_claim)
    if _folded(provider.required_role) not in _roles(claim):
        raise NoRole(f"{provider.required_role} is not in {sorted(_roles(claim))}")


def _remembered(
    session: "Session", claims: Mapping[str, Any], now: datetime, nameless: str
) -> Person:
    return people.remember(
        session,
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        name=_name(claims) or nameless,
        email=email_of(claims),
        at=now,
    )


def board_numbers(claim: Any) -> tuple[str, ...]:
    """Read board numbers from a claim: a list, a number, or text with commas or blanks.

    Numbers that were sent as numbers lost their leading zeros; those are put back.
    """
    return tuple(dict.fromkeys(word.zfill(5) for word in _words(claim) if word))


def email_of(claims: Mapping[str, Any]) -> str:
    """Return the mail address; empty when the provider knows that nobody showed it to be theirs.

    Who says nothing of it is believed: `email_verified` need not be sent (OpenID Connect, 5.1).
    """
    is_verified = str(claims.get("email_verified", True)).strip().lower() not in _NO
    return _text(claims, "email") if is_verified else ""


def _words(claim: Any) -> tuple[str, ...]:
    """Read a claim with several values, in any of the ways in which providers write them."""
    if isinstance(claim, str):
        return tuple(re.split(r"[,;\s]+", claim.strip()))
    if isinstance(claim, int):
        return (str(claim),)
    if isinstance(claim, list | tuple):
        return tuple(str(value).strip() for value in claim)
    return ()


def _roles(claim: Any) -> frozenset[str]:
    """Return the roles of a claim: each value of a list, or what stands apart in a text.

    A text has them between commas, semicolons or blanks, and a role may have blanks in its name;
    so there both are taken. A value of a list is one role: "Geen OSR-toegang" lets nobody in.
    """
    if isinstance(claim, list | tuple):
        return frozenset(_folded(each) for each in claim if isinstance(each, str))
    parts = re.split("[,;]", claim) if isinstance(claim, str) else []
    return frozenset({*map(_folded, parts), *(word for part in parts for word in part.split())})


def _folded(text: str) -> str:
    return " ".join(text.split())


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """Return a claim. "realm_access.roles" also finds `roles` within `realm_access`."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _name(claims: Mapping[str, Any]) -> str:
    """Return the name to show; empty when the provider sends none, or only a number for it."""
    given = (_text(claims, "name"), _text(claims, "preferred_username"), email_of(claims))
    subject = str(claims["sub"])
    return next((each for each in given if each and not is_pseudonym(each, subject)), "")


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value.strip().replace("\x00", "") if isinstance(value, str) else ""
