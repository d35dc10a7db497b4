"""A header with the address of a page between angle brackets (RFC 2369), as it must be on the line.

Python's own headers write a word that is too long for a line as an encoded word. Nothing may be
encoded within `<…>`: mail programs would find no address there.
"""

from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.policy import SMTP, Policy


class PageAddress(UnstructuredHeader, BaseHeader):
    """`<https://…>`: in one piece, on the line of its name.

    Longer than a line should be (78), never longer than one may be (998, RFC 5322, 2.1.1).
    """

    def fold(self, *, policy: Policy) -> str:
        """Return the header, not folded: readers differ in what they make of the blank there."""
        return f"{self.name}: {self}{policy.linesep}"


def _headers() -> HeaderRegistry:
    registry = HeaderRegistry()
    registry.map_to_type("list-unsubscribe", PageAddress)
    return registry


#: How our mails are written: as SMTP wants them, and addresses of pages in one piece.
MAIL_POLICY = SMTP.clone(header_factory=_headers())
