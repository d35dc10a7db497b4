"""One list is read at a time in each process: reading one keeps a processor busy."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from wizard.domain.errors import DomainError

#: So many wait for who is reading, and so many seconds; each keeps a thread from other visitors.
#: A costly list takes half a second.
_WAITING, _PATIENCE = 2, 2.0


class Turn:
    """Who reads, and who waits."""

    def __init__(self, *, waiting: int = _WAITING, patience: float = _PATIENCE) -> None:
        self._places = BoundedSemaphore(1 + waiting)
        self._reading = Lock()
        self._patience = patience

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait shortly, then read alone. Raises DomainError when there is no room to wait."""
        if not self._places.acquire(blocking=False):
            raise _busy()
        try:
            if not self._reading.acquire(timeout=self._patience):
                raise _busy()
            try:
                yield
            finally:
                self._reading.release()
        finally:
            self._places.release()


def _busy() -> DomainError:
    return DomainError(
        "Er wordt nu een andere lijst gelezen. Probeer het over een minuut opnieuw.", field="file"
    )
