"""Four plain questions before logging in; the answers stand in the URL."""

from collections.abc import Mapping

QUESTIONS = ("agreement", "access", "schools", "system")
ANSWERS = {"yes": "Ja", "no": "Nee", "unknown": "Weet ik niet"}


def needs_answers(typed: Mapping[str, str]) -> dict[str, str]:
    """Return question -> yes, no or unknown; what is not an answer is left out."""
    return {
        question: typed[question] for question in QUESTIONS if typed.get(question, "") in ANSWERS
    }
