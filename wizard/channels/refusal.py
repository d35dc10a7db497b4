"""Whose a refusal of a mail server is: of the recipient, or of us and our mail server."""

import re
from enum import IntEnum

from wizard.domain.reminders.mail_address import IN_TEXT
from wizard.domain.reminders.mailing import Fault

#: An enhanced status code (RFC 3463): "5.1.1" is class 5, subject 1, detail 1.
_ENHANCED = re.compile(r"\s*([245])\.(\d{1,3})\.(\d{1,3})\b")

#: Details of a subject that are about one recipient, whatever the words say.
_OF_RECIPIENT = {
    1: {1, 2, 3, 4, 6, 9, 10},  # no such mailbox, domain or spelling; 7, 8 and 90 are the sender's
    2: {1, 2, 3, 4, 121, 122},  # the mailbox is closed, full, or gets too much; 252 is the sender's
    4: {1, 4, 6, 14, 310, 312},  # no way to the domain of the recipient
    # A mailbox or group that takes mail of its own people only, or that has another owner by now.
    7: {2, 12, 17, 18, 124, 129, 133, 134, 135, 136},
}
#: Subjects that say nothing by themselves: then the words and the reply code tell.
_VAGUE = frozenset({(0, None), (1, 0), (2, 0), (5, 0), (6, None)})
#: "Not allowed", of which only the words tell whether it is the recipient who does not allow it.
_FORBIDDEN = frozenset({(7, 0), (7, 1)})

#: Any other reply code is of a server that does not speak as it should.
_REFUSALS = range(400, 600)
#: Reply codes that are never about a recipient: the session, the login, or the server itself.
_OURS = frozenset({421, 432, 451, 454, 455, 500, 502, 503, 504, 521, 523, 530, 534, 535, 538, 555})
#: After the mail itself, these are about the server's room or "no" in general, not about a mailbox.
_OURS_AFTER_MAIL = frozenset({450, 452, 554})

_DELAYED = re.compile(r"gr[ae]y-?list", re.IGNORECASE)

#: The words of servers, the most telling first: whose a refusal with such words is.
_WORDS: tuple[tuple[bool, re.Pattern[str]], ...] = tuple(
    (is_ours, re.compile(words, re.IGNORECASE))
    for is_ours, words in (
        # Exchange: a recipient who takes mail of some people only.
        (False, r"resolver\.rst"),
        (
            True,
            r"sender address rejected|relay|rcpthosts|authentication|credentials|log ?in\b|send ?as"
            r"|policy rejection|send(ing)? (limit|quota)|quota of (the )?sender|message quota"
            r"|messaging limit|daily|hourly|rate.?limit|throttl|too many (messages|connections)"
            r"|not verified|client host"
            r"|your (ip|host|server)|helo\b|ehlo\b|starttls|\bspf\b|\bdkim\b|\bdmarc\b|reverse dns"
            r"|\bptr\b|black ?list|block ?list|blocked using|spamhaus|dnsbl",
        ),
        (
            False,
            r"recipient address rejected|user unknown|unknown user|no such (user|mailbox|recipient)"
            r"|mailbox (unavailable|is full|full|not found|disabled)|does not exist|unroute?able"
            r"|by (the |this |their )?(recipient|addressee|mailbox owner)"
            r"|recipient(['\u2019]?s)? (organi[sz]ation|domain|mail|server|polic|admin|setting|has "
            r"|does|do |only |refuse|reject|block)",
        ),
        (
            True,
            r"authenticat|authori[sz]|sender|from address|mail from|access denied|administrative"
            r"|suspended|message size|size limit",
        ),
        (False, r"spam|virus|malware|malformed|content"),
    )
)


class Stage(IntEnum):
    """How far the conversation with the server was when it refused."""

    CONNECTION = 0
    SENDER = 1
    RECIPIENT = 2
    CONTENT = 3


def fault_of(stage: Stage, code: int, said: str) -> Fault:
    """Tell whose a refusal is, from the reply code and the words of the server.

    Before the recipient was named it is ours. After that an enhanced status code tells, where there
    is one: 5.1 and 5.2 with a detail that is about a mailbox are the recipient's; policy (5.7),
    protocol (5.5), system (5.3) and quota (5.4.5) are ours. Else the words do, then the reply code.
    In doubt it is ours: an operator who looks for nothing costs less than mails that are given up.
    """
    if stage is Stage.CONNECTION:
        return Fault.SERVER
    if stage is Stage.SENDER or code not in _REFUSALS:
        return Fault.SENDER
    if _DELAYED.search(IN_TEXT.sub("", said)):
        return Fault.MAIL
    is_ours = _by_enhanced(said)
    if is_ours is None:
        is_ours = _by_words(said)
    if is_ours is None:
        is_ours = code in _OURS or (stage is Stage.CONTENT and code in _OURS_AFTER_MAIL)
    return Fault.SENDER if is_ours else Fault.MAIL


def _by_enhanced(said: str) -> bool | None:
    """Tell by the enhanced status code whether it is ours; None when that says nothing."""
    found = _ENHANCED.match(said)
    if found is None:
        return None
    subject, detail = int(found[2]), int(found[3])
    if (subject, detail) in _FORBIDDEN:
        return _by_words(said) is not False
    if (subject, detail) in _VAGUE or (subject, None) in _VAGUE:
        return None
    return detail not in _OF_RECIPIENT.get(subject, ())


def _by_words(said: str) -> bool | None:
    """Tell by the words whether it is ours; None when they say nothing.

    Not by those of an address: anybody may be called relay@, or have a school named daily.
    """
    words = IN_TEXT.sub("", said)
    return next((is_ours for is_ours, telling in _WORDS if telling.search(words)), None)
