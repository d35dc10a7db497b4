"""A header with the address of a page between angle brackets (RFC 2369), as it must be on the line.

Python's own headers write a word that is too long for a line as an encoded word. Nothing may be
encoded within `<…>`: mail programs would find no address there.
"""

from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, Policy

#: What a line should not be longer than, without its end (RFC 5322, 2.1.1).
_LINE = 78


class PageAddress(UnstructuredHeader, BaseHeader):
    """`<https://…>`: in one piece, on a line of its own where it does not fit after the name."""

    def fold(self, *, policy: Policy) -> str:
        """Return the header; the blank after the name is the only place to fold it."""
        line = f"{self.name}: {self}"
        if len(line) > _LINE:
            line = f"{self.name}:{policy.linesep} {self}"
        return line + policy.linesep


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", PageAddress)
    return registry


#: How our mails are written: as SMTP wants them, and addresses of pages in one piece.
MAIL_POLICY = SMTP.clone(header_factory=_headers())
