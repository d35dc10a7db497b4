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
    names: Dated[str]
    #: For a heading, a column or a line, without article; the name of before behind it.
    short_names: Dated[str]
    #: Within a sentence, with its article: "RIO", "de Eindtoets".
    in_sentences: Dated[str]
    #: What the letters or the name stand for.
    explanations: Dated[str]
    #: What the permission means, what it does not mean, and why it is needed.
    meaning: str
    not_meanings: Dated[str]
    reasons: Dated[str]
    #: What the OSR's read API calls it; None: not yet confirmed with Kennisnet, so unverifiable.
    code: str | None = None
    namespace: str | None = None
    #: The names of systems for tests that exchange data for it, and of who makes them: no LAS.
    test_systems: tuple[str, ...] = ()

    def name(self, today: date) -> str:
        """Return the official name, exactly as the OSR's screens show it."""
        return self.names.on(today)

    def short_name(self, today: date) -> str:
        """Return the name for our own headings and columns: "Eindtoets"."""
        return self.short_names.on(today)

    def in_sentence(self, today: date) -> str:
        """Return the name within a sentence: "de Eindtoets"."""
        return self.in_sentences.on(today)

    def explanation(self, today: date) -> str:
        """Return what the letters or the name stand for."""
        return self.explanations.on(today)

    def not_meaning(self, today: date) -> str:
        """Return what the permission does not mean."""
        return self.not_meanings.on(today)

    def reason(self, today: date) -> str:
        """Return why a mandate is needed."""
        return self.reasons.on(today)
