"""Four plain questions before logging in; the answers stand in the URL."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

QUESTIONS = ("agreement", "access", "schools", "system")
ANSWERS = {"yes": "Ja", "no": "Nee", "unknown": "Weet ik niet"}
#: Who uses the OSR's second door says so; at most ten characters, as the column has.
_ANSWERS_OF = {"access": ("yes", "no", "other_door", "unknown")}


def answers_to(question: str) -> tuple[str, ...]:
    """Return what may be answered to a question, in the order in which it is offered."""
    return _ANSWERS_OF.get(question, tuple(ANSWERS))


def needs_answers(typed: Mapping[str, str]) -> dict[str, str]:
    """Return question -> one of `answers_to`; what is not an answer is left out."""
    return {
        question: typed[question]
        for question in QUESTIONS
        if typed.get(question, "") in answers_to(question)
    }


def seen_needs(stored: Mapping[str, str]) -> str:
    """Write down, for a hidden field, which answers a page shows."""
    return urlencode(sorted(stored.items()))


def overtaken_needs(
    given: Mapping[str, str], stored: Mapping[str, str], seen: str
) -> tuple[str, ...]:
    """Return the questions that somebody answered otherwise since the person saw the page."""
    before = dict(parse_qsl(seen))
    return tuple(
        question
        for question, answer in given.items()
        if question in stored and stored[question] not in (before.get(question), answer)
    )
