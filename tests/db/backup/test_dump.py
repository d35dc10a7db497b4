"""Back-ups, from within: every row comes back, in either kind of database, and all or nothing."""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, update
from sqlalchemy.orm import Session

from tests.cli.saving import acts_in, saved_acts, saving, wait_for_acts
from tests.databases import MakeDatabase
from tests.ways import BACKENDS, on_both_databases
from wizard.db.backup import dump, dump_file
from wizard.db.backup.dump_file import BackupError, Header, Row
from wizard.db.base import Base, Database
from wizard.db.models import (
    CallNoteRecord,
    CallRecord,
    DraftRecord,
    FailureRecord,
    LookRecord,
    MailRecord,
    NeedsRecord,
    PersonRecord,
    RecipientRecord,
    SchoolRecord,
    SchoolSystemRecord,
    SystemListRecord,
    WebSessionRecord,
    WrongCodeRecord,
)
from wizard.db.register_models import EarlierRecord, MandateRecord, ReceiptRecord

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
KEPT_OUT = {
    *("web_session", "alembic_version", "name_gram", "call_page", "mail_outage", "request_count"),
    "typed_form",
}

#: What is in a database, without who is logged in: table -> rows.
Content = dict[str, list[tuple[Any, ...]]]
#: Gives a database of a kind, with a content of `fresh`; it is closed after the story.
Open = Callable[[str, str], Database]


def content(database: Database) -> Content:
    """Return every row of every table, moments and all, but who is logged in."""
    with database.reading() as session:
        return {
            table.name: [
                tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in KEPT_OUT
        }


@pytest.fixture
def opened(fresh: MakeDatabase) -> Iterator[Open]:
    """Give a function that opens a fresh database."""
    databases: list[Database] = []

    def open_it(kind: str, what: str) -> Database:
        databases.append(Database(fresh(kind, what)))
        return databases[-1]

    yield open_it
    for database in databases:
        database.dispose()


@pytest.fixture(params=BACKENDS)
def other_backend(request: pytest.FixtureRequest) -> str:
    """Give each kind of database to restore into."""
    kind: str = request.param
    return kind


@pytest.fixture
def source(opened: Open, backend: str) -> Database:
    """Give a practice database with a row in every table and a value in every column."""
    database = opened(backend, "practice")
    saved_acts(database.url.render_as_string(hide_password=False), acts=2)
    with database.transaction() as session:
        anna = session.scalars(select(PersonRecord)).first()
        assert anna is not None
        anna.name = '‘Anna’ \\ "Één"\n\t\x1f 🏫'
        by = {"updated_at": NOW, "updated_by": anna.id}
        session.add(NeedsRecord(board_number="99001", agreement="yes", access=None, **by))
        session.add(
            DraftRecord(
                brin="99AB",
                key="k" * 32,
                services="rio",
                system_key="esis",
                system_name="ESIS",
                system_supplier="",
                starts_on=date(2026, 12, 1),
                end_old_on=date(2026, 11, 30),
                keep_old=False,
                parked_at=NOW,
                look_again_on=date(2026, 11, 27),
                **by,
            )
        )
        session.add(DraftRecord(brin="99AC", key="l" * 32, services="", keep_old=True, **by))
        told = {"system_key": "esis", "system_name": "ESIS", "system_supplier": ""}
        session.add(SchoolSystemRecord(brin="99AB", told_at=NOW, told_by=anna.id, **told))
        session.add(
            SystemListRecord(
                key="k" * 32,
                board_number="99006",
                file_name="las.xlsx",
                content="[]",
                sent_at=NOW,
                sent_by=anna.id,
            )
        )
        failure = FailureRecord(reference="X", kind="k", cause="", path="/", at=NOW)
        session.add(failure)
        _add_call(session, anna.id)
        address = {"board_number": "99001", "email": "a@b.example", "nonce": "n"}
        session.add(RecipientRecord(person_id=anna.id, confirmed_at=NOW, fewer=True, **address))
        session.add(
            MailRecord(
                email="a@b.example",
                occasion="2026-11-30/T-7",
                boards='["99001"]',
                items="[]",
                message_id="<x@y>",
                state="sent",
                attempts=1,
                handed=1,
                not_before=NOW,
                changed_at=NOW,
                reason="",
            )
        )
        session.add(_logged_in(anna.id))
        copied = {"source_brin": "99AC", "left_behind": "[]"}
        undone = {"undone_at": NOW, "undone_by": anna.id, "remains": "[]"}
        session.execute(update(ReceiptRecord).values(copied | undone))
        closed = update(SchoolRecord).where(SchoolRecord.board_number == "99102")
        session.execute(closed.values(closed_on=date(2026, 8, 1)))
        _add_earlier(session, anna.id)
        ended = {"ends_on": date(2026, 8, 1), "ended_at": NOW, "ended_by": anna.id}
        without = MandateRecord.receipt_number.is_(None)
        session.execute(update(MandateRecord).where(without).values(problem_at=NOW, **ended))
    return database


def _add_earlier(session: Session, person_id: int) -> None:
    """Add how a mandate stood before an act changed it."""
    mandate = session.scalars(select(MandateRecord)).first()
    number = session.scalars(select(ReceiptRecord.number)).first()
    assert mandate is not None
    by = {"saved_by": person_id, "recorded_by": person_id, "ended_by": person_id}
    at = {"saved_at": NOW, "recorded_at": NOW, "problem_at": NOW, "ended_at": NOW}
    days = {"starts_on": date(2026, 8, 1), "ends_on": date(2026, 9, 1)}
    numbers = {"receipt_number": number, "earlier_receipt": number}
    session.add(EarlierRecord(mandate_id=mandate.id, **numbers, **days, **by, **at))


def _add_call(session: Session, person_id: int) -> None:
    """Add a call that ended, and one with a code: with what the helpdesk keeps of them."""
    of_board = {"board_number": "99001"}
    session.add(
        LookRecord(at=NOW, person_id=person_id, reason="gesprek", page="Stap 1", **of_board)
    )
    times = {"created_at": NOW, "active_at": NOW, "ends_at": NOW}
    caller = {"caller_id": person_id, "session_hash": "h", "nonce": "n", **of_board, **times}
    call = CallRecord(agent_id=person_id, allowed_at=NOW, ending="caller", **caller)
    session.add(call)
    session.flush()
    session.add(CallRecord(code_hash="c", follows_id=call.id, **caller))
    session.add(WrongCodeRecord(person_id=person_id, at=NOW))
    by = {"person_id": person_id, "called_back_by": person_id, "called_back_at": NOW, **of_board}
    note = {"reason": "las", "outcome": "open", "text": "", "call_back_on": date(2026, 12, 1)}
    session.add(CallNoteRecord(at=NOW, call_id=call.id, **note, **by))


def _logged_in(person_id: int | None = None) -> WebSessionRecord:
    return WebSessionRecord(
        key_hash="h", person_id=person_id, content="{}", created_at=NOW, seen_at=NOW
    )


def save(database: Database, path: Path) -> Header:
    """Write a back-up."""
    with (
        path.open("wb") as stream,
        dump.snapshot(database, release="0.1.0", at=NOW) as (header, rows),
    ):
        dump_file.write(stream, header, rows)
    return header


def bring_back(database: Database, path: Path, *, replace: bool = False) -> None:
    """Fill a database from a back-up."""
    dump.load(database, dump_file.read_header(path), dump_file.read_rows(path), replace=replace)


@dataclass
class Saved:
    """A back-up of the practice database with a row in every table, and what it is of."""

    path: Path
    tables: set[str]
    before: Content
    header: Header
    after: Content


@dataclass
class SavedOnce:
    """Back-ups that were made once, for all stories that only read them: kind -> back-up."""

    folder: Path
    by_kind: dict[str, Saved] = field(default_factory=dict)
    whole: bytes = b""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> SavedOnce:
    """Give the back-ups of this file's stories, none at first."""
    return SavedOnce(tmp_path_factory.mktemp("saved"))


@pytest.fixture
def saved(request: pytest.FixtureRequest, once: SavedOnce, backend: str) -> Saved:
    """Give a back-up of a database of this kind."""
    if backend not in once.by_kind:
        source: Database = request.getfixturevalue("source")
        path, before = once.folder / backend, content(source)
        header = save(source, path)
        tables = set(inspect(source.engine).get_table_names())
        once.by_kind[backend] = Saved(path, tables, before, header, content(source))
    return once.by_kind[backend]


@on_both_databases
def test_every_row_comes_back_in_either_kind_of_database(
    saved: Saved, opened: Open, other_backend: str
) -> None:
    assert all(saved.before.values()), "a table without a row: add one to `source`"
    assert saved.after == saved.before
    assert saved.header.counts == {name: len(rows) for name, rows in saved.before.items()}
    target = opened(other_backend, "empty")
    bring_back(target, saved.path)
    assert content(target) == saved.before


@on_both_databases
def test_every_table_of_the_database_is_in_a_back_up_but_who_is_logged_in(saved: Saved) -> None:
    assert {name for name, _row in dump_file.read_rows(saved.path)} == saved.tables - KEPT_OUT


def test_after_a_restore_the_product_counts_on(
    saved: Saved, opened: Open, other_backend: str
) -> None:
    target = opened(other_backend, "empty")
    bring_back(target, saved.path)
    before = acts_in(target)
    saved_acts(target.url.render_as_string(hide_password=False), acts=2, skip=2)
    after = acts_in(target)
    assert after[: len(before)] == before
    assert [act.number for act in after] == [f"MW-2026-{count:05}" for count in (1, 2, 3, 4)]


def test_a_restore_over_something_else_replaces_all_of_it_and_logs_everybody_out(
    saved: Saved, opened: Open, other_backend: str
) -> None:
    target = opened(other_backend, "practice")
    address = target.url.render_as_string(hide_password=False)
    saved_acts(address, acts=7)
    with target.transaction() as session:
        session.add(_logged_in())
    bring_back(target, saved.path, replace=True)
    assert content(target) == saved.before
    with target.reading() as session:
        assert session.scalars(select(WebSessionRecord)).all() == []
    saved_acts(address, acts=1, skip=2)
    assert acts_in(target)[-1].number == "MW-2026-00003"


def test_a_database_that_is_not_empty_is_refused_and_keeps_what_it_has(
    saved: Saved, opened: Open, other_backend: str
) -> None:
    target = opened(other_backend, "practice")
    before = content(target)
    with pytest.raises(BackupError, match=r"^the database is not empty \(table board has 7 rows\)"):
        bring_back(target, saved.path)
    assert content(target) == before


@pytest.mark.slow
@on_both_databases
def test_what_is_saved_while_the_rows_are_read_is_not_in_it(
    opened: Open, backend: str, tmp_path: Path
) -> None:
    live = opened(backend, "practice")
    path = tmp_path / "b"
    with saving(live.url.render_as_string(hide_password=False)):
        wait_for_acts(live, more_than=2)
        with dump.snapshot(live, release="0.1.0", at=NOW) as (header, rows):
            some = list(islice(rows, 1))
            seen = len(acts_in(live))
            wait_for_acts(live, more_than=seen + 2)
            with path.open("wb") as stream:
                dump_file.write(stream, header, chain(some, rows))
    target = opened("sqlite", "empty")
    bring_back(target, path)
    kept = acts_in(target)
    assert 3 <= len(kept) <= seen
    assert kept == acts_in(live)[: len(kept)]
    assert all(act.is_whole for act in kept)


def test_an_error_at_the_last_row_leaves_the_database_as_it_was(
    saved: Saved, opened: Open, other_backend: str
) -> None:
    rows = list(dump_file.read_rows(saved.path))

    def broken() -> Iterator[Row]:
        yield from rows[:-1]
        raise BackupError("cut off")

    target = opened(other_backend, "practice")
    saved_acts(target.url.render_as_string(hide_password=False), acts=3)
    before = content(target)
    with pytest.raises(BackupError, match="cut off"):
        dump.load(target, saved.header, broken(), replace=True)
    with pytest.raises(BackupError, match="other tables or rows than it says"):
        dump.load(target, saved.header, iter(rows[:-1]), replace=True)
    assert content(target) == before
    saved_acts(target.url.render_as_string(hide_password=False), acts=1, skip=3)
    assert acts_in(target)[-1].number == "MW-2026-00004"


def test_tables_of_another_revision_are_refused_by_the_name_of_the_release(
    opened: Open, backend: str
) -> None:
    target = opened(backend, "empty")
    header = Header(release="7.5.3", revision="0099", made_at=NOW, counts={})
    with pytest.raises(BackupError, match=r"^release 7\.5\.3 made this back-up.* revision 0099;"):
        dump.load(target, header, iter([]), replace=False)


#: A row that no back-up of ours has, and what is said of it.
_NO_ROWS: list[tuple[Row, str]] = [
    (("mandaat", {}), "a table that the database has not: 'mandaat'"),
    (("web_session", {}), "a table that the database has not: 'web_session'"),
    (("board", {}), "other columns in table board"),
    (("board", {"number": "1", "name": "", "place": "", "source": "", "x": 1}), "other columns"),
    (("board", {"number": 1, "name": "", "place": "", "source": ""}), "board.number that is no"),
    (
        (
            "school",
            {
                **dict.fromkeys(("brin", "board_number", "name", "place", "source"), "x"),
                "closed_on": "gisteren",
            },
        ),
        "a value in school.closed_on that is no date",
    ),
]


def test_a_row_that_cannot_be_one_is_refused(opened: Open, backend: str) -> None:
    target = opened(backend, "empty")
    revision = dump_revision(target)
    for row, message in _NO_ROWS:
        header = Header(release="0.1.0", revision=revision, made_at=NOW, counts={row[0]: 1})
        with pytest.raises(BackupError) as refused:
            dump.load(target, header, iter([row]), replace=False)
        assert message in str(refused.value)
        assert not any(content(target).values())


def dump_revision(database: Database) -> str:
    """Return the revision that a back-up of this database has."""
    with dump.snapshot(database, release="", at=NOW) as (header, _rows):
        return header.revision


@pytest.fixture
def whole(opened: Open, once: SavedOnce) -> bytes:
    """Give the bytes of a good back-up, small enough to break in every place."""
    if not once.whole:
        save(opened("sqlite", "practice"), once.folder / "whole")
        once.whole = (once.folder / "whole").read_bytes()
    return once.whole


def _outcome(path: Path, broken: bytes) -> Counter[str] | str:
    """Return what can be read, as JSON lines, or the one line that it is refused with."""
    path.write_bytes(broken)
    try:
        return Counter(json.dumps(row) for row in dump_file.read_rows(path))
    except BackupError as refused:
        return str(refused)


def test_a_file_that_is_cut_off_anywhere_is_refused(whole: bytes, tmp_path: Path) -> None:
    for end in [
        *range(40),
        *range(40, len(whole) - 12, 97),
        *range(len(whole) - 12, len(whole)),
    ]:
        said = _outcome(tmp_path / "b", whole[:end])
        assert isinstance(said, str), end
        assert "\n" not in said


def test_a_file_with_another_byte_anywhere_is_refused_or_says_the_same(
    whole: bytes, tmp_path: Path
) -> None:
    good = _outcome(tmp_path / "b", whole)
    assert isinstance(good, Counter)
    refused = 0
    for place in [*range(40), *range(40, len(whole), 61), *range(len(whole) - 8, len(whole))]:
        broken = bytearray(whole)
        broken[place] ^= 0x10
        said = _outcome(tmp_path / "b", bytes(broken))
        assert isinstance(said, str) or (place < 10 and said == good), place
        refused += isinstance(said, str)
    assert refused > 50


def _repack(whole: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    return gzip.compress(b"".join(change(gzip.decompress(whole).splitlines(keepends=True))))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: lines[:5] + lines[6:],
        lambda lines: [*lines[:5], lines[6], lines[5], *lines[7:]],
        lambda lines: [*lines, lines[5]],
        lambda lines: [*lines, *lines],
        lambda lines: [line.replace(b"Gouda", b"Delft") for line in lines],
        lambda lines: [lines[0], b"nonsense\n", *lines[1:]],
        lambda lines: [lines[0], b"[" * 200_000 + b"\n", *lines[1:]],
        lambda lines: [lines[0], b"\xff\xfe\n", *lines[1:]],
        lambda lines: [*lines[:-1], b'{"end": null}\n'],
        lambda lines: lines[1:],
        lambda lines: [lines[0].replace(b'"counts"', b'"count"'), *lines[1:]],
        lambda lines: [lines[0].replace(b"2026-", b"later-"), *lines[1:]],
        lambda lines: [b"[]\n", *lines[1:]],
        lambda lines: [b"1" * 20_000_000, *lines],
    ],
)
def test_a_file_that_somebody_worked_on_is_refused(
    whole: bytes, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]]
) -> None:
    said = _outcome(tmp_path / "b", _repack(whole, change))
    assert isinstance(said, str)
    assert "back-up" in said


@pytest.mark.parametrize(
    "other",
    [b"", b"BRIN;NAAM\n", b"SQLite format 3\0", gzip.compress(b"{}")],
    ids=["empty", "csv", "sqlite", "gzip"],
)
def test_another_file_is_refused(tmp_path: Path, other: bytes) -> None:
    said = _outcome(tmp_path / "b", other)
    assert isinstance(said, str)
    assert "is not a back-up" in said


def test_a_format_of_later_names_the_release_that_can_read_it(whole: bytes, tmp_path: Path) -> None:
    later = _repack(
        whole,
        lambda lines: [
            lines[0].replace(b'"version": 1', b'"version": 2').replace(b"0.1.0", b"9.1"),
            *lines[1:],
        ],
    )
    said = _outcome(tmp_path / "b", later)
    assert str(said).endswith("is in a format that only release '9.1' and later can read")
