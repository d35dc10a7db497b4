"""Deciding who gets a reminder, with the boards of one country and with those of ten.

Each board has somebody who gets mails. A third of the boards did nothing yet, a third gave its
mandates to half of the schools, and a third is finished.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from tests.bench.boards import SYSTEM
from tests.bench.country import COUNTRY, TEN_TIMES, Country
from tests.bench.measuring import Scene, measure
from tests.bench.product import Product
from tests.bench.ratios import Ratio
from tests.bench.report import Report
from wizard.actions.reminders import due as reminders_due
from wizard.db import events
from wizard.db.accounts import people
from wizard.db.models import MailRecord, RecipientRecord
from wizard.domain.event_kind import EventKind
from wizard.domain.mandate import NewMandate
from wizard.domain.person import Person
from wizard.domain.reminders.mailing import MailState
from wizard.ports import Wiring

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TIMES = 15
#: Ten times as many boards cost at most so many times the time, and no statement more.
_LIMIT = 12.0
_AT_MOST = 10
#: Of three boards in a row, which part of the schools has its mandates.
_SHARES = (0.0, 0.5, 1.0)
#: As many mandates as go into one statement; SQLite takes no more values than 32,766.
_BATCH = 2000


def run(one: Product, ten: Product, report: Report) -> None:
    """Measure on both in turns. `one` and `ten` hold one country and ten; they are filled here."""
    scenes = {}
    for name, product, country in (("one", one, COUNTRY), ("ten", ten, TEN_TIMES)):
        fill(product.wiring, country)
        scenes[name] = _deciding(product.wiring, boards=len(_schools_of_boards(country)))
    taken = measure(Engine, scenes, times=_TIMES)
    few, many = taken["one"], taken["ten"]
    for product, country, measured in ((one, COUNTRY, few), (ten, TEN_TIMES, many)):
        report.add(product.kept.name, "who gets a reminder: deciding", country.schools, measured)
        if measured.statements > _AT_MOST:
            report.errors.append(
                f"{product.kept.name}: deciding on {country.schools:,} schools takes "
                f"{measured.statements} statements; at most {_AT_MOST}"
            )
    report.add_ratio(
        Ratio(
            f"{ten.kept.name}: deciding who gets a reminder among ten times the boards",
            many.milliseconds,
            few.milliseconds,
            f"among {len(_schools_of_boards(COUNTRY)):,}",
            _LIMIT,
            rounds=tuple(b / a for a, b in zip(few.seconds, many.seconds, strict=True)),
        )
    )


def fill(wiring: Wiring, country: Country) -> None:
    """Give boards that are in the database their recipients, a first mail and their mandates."""
    boards, now = _schools_of_boards(country), wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        person = people.remember(
            session, issuer="bench", subject="doer", name="Doener", email="", at=now
        )
        given = dict(_given(boards))
        _save(session, wiring, given, person)
        for board, brins in given.items():
            events.add_all(
                session,
                at=now,
                person=person,
                kind=EventKind.SCHOOL_CHOSEN,
                board=board,
                of_schools=[(brin, {}) for brin in brins],
            )
        _add_recipients(session, wiring, boards)


def _schools_of_boards(country: Country) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for position in range(country.schools):
        found[country.board(position)].append(country.brin(position))
    return found


def _given(boards: dict[str, list[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    for turn, (board, brins) in enumerate(boards.items()):
        number = round(len(brins) * _SHARES[turn % len(_SHARES)])
        yield board, brins[:number]


def _save(session: "Session", wiring: Wiring, given: dict[str, Sequence[str]], by: Person) -> None:
    clock, system = wiring.ports.clock, wiring.catalogue.systems[SYSTEM].as_choice()
    wanted = [
        NewMandate(brin, service.key, system, clock.today())
        for brins in given.values()
        for brin in brins
        for service in wiring.catalogue.required
    ]
    register = wiring.ports.register_for(session)
    for first in range(0, len(wanted), _BATCH):
        register.save(wanted[first : first + _BATCH], by=by, at=clock.now())


def _add_recipients(session: "Session", wiring: Wiring, boards: Iterable[str]) -> None:
    """Add who asked for mails in August, and the mail that they got three weeks before."""
    now = wiring.ports.clock.now()
    for number in boards:
        email = f"bestuur-{number}@voorbeeld.example"
        session.add(
            RecipientRecord(
                board_number=number,
                email=email,
                nonce=number.zfill(32),
                confirmed_at=now - timedelta(days=100),
                fewer=False,
            )
        )
        session.add(
            MailRecord(
                email=email,
                occasion="2026-11-30/T-21",
                boards=f'["{number}"]',
                items="[]",
                message_id=f"<{number}@voorbeeld.example>",
                state=MailState.SENT.value,
                attempts=1,
                handed=1,
                not_before=now - timedelta(days=14),
                changed_at=now - timedelta(days=14),
                reason="",
            )
        )


def _deciding(wiring: Wiring, *, boards: int) -> Scene:
    """Return what a dry run decides. Two of three boards have something open; one just finished."""

    def decide() -> None:
        found = Counter(each.message for each in reminders_due.due(wiring))
        assert found.total() == boards, found
        assert boards * 0.6 < found["reminder"] < boards * 0.7, found

    return Scene(decide)
