"""Items that a page shows in a row: a question with its solution, something that happens next."""

from collections.abc import Mapping
from dataclasses import dataclass

from wizard.domain.contact import Desk


@dataclass(frozen=True)
class Need:
    """One question of "Wat hebt u nodig", and what to do after any answer but "Ja"."""

    key: str
    question: str
    explanation: str
    solution: tuple[str, ...]
    desk: Desk
    #: The text to send to the colleague who can fix it, with line ends.
    copy: str
    #: Answers in the words of this question; one without words is not offered.
    own_answers: Mapping[str, str]


@dataclass(frozen=True)
class NextItem:
    """Something that happens after the last step."""

    key: str
    when: str
    title: str
    text: str
