"""One list at a time: who waits, and who is told to come back."""

from threading import Thread

import pytest

from wizard.domain.errors import DomainError
from wizard.schooldata.turn import Turn


def in_thread(turn: Turn) -> str:
    """Take a turn in another thread; return what was said."""
    said = []

    def take() -> None:
        try:
            with turn.taken():
                said.append("read")
        except DomainError as error:
            said.append(error.message)

    thread = Thread(target=take)
    thread.start()
    thread.join()
    return said[0]


def test_who_may_not_wait_is_told_at_once() -> None:
    turn = Turn(waiting=0, patience=3_600)
    with turn.taken():
        assert in_thread(turn).startswith("Er wordt nu een andere lijst gelezen.")
    assert in_thread(turn) == "read"


def test_who_waits_is_told_when_it_takes_long() -> None:
    turn = Turn(waiting=1, patience=0)
    with turn.taken():
        for _ in range(3):
            assert in_thread(turn).endswith("Probeer het over een minuut opnieuw.")
    assert in_thread(turn) == "read"


def test_who_waits_reads_when_the_other_is_done() -> None:
    turn, done = Turn(waiting=1, patience=60), []
    with turn.taken():
        waits = Thread(target=lambda: done.append(in_thread(turn)))
        waits.start()
        assert done == []
    waits.join()
    assert done == ["read"]


def test_a_list_that_fails_leaves_its_place() -> None:
    turn = Turn(waiting=0)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turn.taken():
            raise ZeroDivisionError
    assert in_thread(turn) == "read"
