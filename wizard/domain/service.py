"""Services (diensten): what data is exchanged for. Only ever this meaning of the word."""

from dataclasses import dataclass
from datetime import date

from wizard.domain.dated import Dated


@dataclass(frozen=True)
class Service:
    """A service that a board gives mandates for. Its names change over the years."""

    key: str
    #: Part of the onboarding; the others only tell which system a school already mandated.
    required: bool
    names: Dated
    screen_names: Dated
    #: For a column or a line, without article: "RIO", "Eindtoets".
    short_name: str
    #: Within a sentence, with its article: "RIO", "de Eindtoets".
    in_sentence: str
    #: What the letters or the name stand for.
    explanation: str
    #: What the permission means, what it does not mean, and why it is needed.
    meaning: str
    not_meaning: str
    reason: str
    #: What the OSR's read API calls it; None: not yet confirmed with Kennisnet, so unverifiable.
    code: str | None
    namespace: str | None

    def name(self, today: date) -> str:
        """Return the official name, exactly as the OSR's screens show it."""
        return self.names.on(today)

    def screen_name(self, today: date) -> str:
        """Return the name for our own headings: short, and known from last year."""
        return self.screen_names.on(today)
