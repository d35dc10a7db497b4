"""A connection to a server on this machine, byte by byte."""

import socket
from contextlib import suppress
from select import select
from types import TracebackType
from typing import Self

#: Seconds; nothing here waits for it unless it fails.
_PATIENCE = 60
_PAUSE = 0.05


class Line:
    """Sends what it is told, and reads until the other side hangs up."""

    def __init__(self, host: str) -> None:
        name, _, port = host.rpartition(":")
        self._socket = socket.create_connection((name, int(port)), timeout=_PATIENCE)

    def __enter__(self) -> Self:
        """Give the connection."""
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Hang up."""
        self._socket.close()

    def send(self, text: str) -> None:
        """Send this; who hung up already has answered."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._socket.sendall(text.encode())

    def drip(self, text: str) -> None:
        """Send this now and then, until there is an answer."""
        while not select([self._socket], [], [], _PAUSE)[0]:
            self.send(text)

    def stop_sending(self) -> None:
        """Say that nothing more comes."""
        self._socket.shutdown(socket.SHUT_WR)

    def answer(self) -> tuple[int, str]:
        """Return the status and the text of the answer, once the other side has hung up.

        The status is 0 when it did so without a word.
        """
        parts = bytearray()
        with suppress(ConnectionResetError):
            while part := self._socket.recv(65536):
                parts += part
        head, _, text = bytes(parts).partition(b"\r\n\r\n")
        return int(head[9:12] or 0), text.decode()
