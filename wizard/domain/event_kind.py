"""Kinds of events in the audit trail, and which details an event of each kind has. Pure.

The Dutch sentence of each kind stands in templates/layouts/_event.html.
"""

from collections.abc import Collection
from enum import StrEnum


class EventKind(StrEnum):
    """What a person, an operator, a sender or an import did.

    SCHOOL_LEFT is written for the board that a school left, the other kinds of an import for the
    board that the school belongs to.
    """

    LOGGED_IN = "logged_in"
    LOGGED_OUT = "logged_out"
    NEEDS_KEPT = "needs_kept"
    SCHOOL_CHOSEN = "school_chosen"
    SERVICES_CHOSEN = "services_chosen"
    SYSTEM_CHOSEN = "system_chosen"
    CHANGE_DROPPED = "change_dropped"
    COPY_DECLINED = "copy_declined"
    SYSTEM_TOLD = "system_told"
    PARKED = "parked"
    LOOK_AGAIN = "look_again"
    SCHOOL_ANSWERED = "school_answered"
    MANDATE_SAVED = "mandate_saved"
    MANDATE_RECORDED = "mandate_recorded"
    MANDATE_ENDED = "mandate_ended"
    END_RECORDED = "end_recorded"
    PROBLEM_REPORTED = "problem_reported"
    LATE_SETTLED = "late_settled"
    ACT_UNDONE = "act_undone"
    MANDATE_TAKEN_BACK = "mandate_taken_back"
    MANDATE_RESTORED = "mandate_restored"
    MAILS_STARTED = "mails_started"
    MAILS_ACCEPTED = "mails_accepted"
    MAILS_FEWER = "mails_fewer"
    MAILS_ALL = "mails_all"
    MAILS_STOPPED = "mails_stopped"
    MAILS_RESUMED = "mails_resumed"
    COLLEAGUE_ASKED = "colleague_asked"
    COLLEAGUE_REMOVED = "colleague_removed"
    LIST_SENT = "list_sent"
    NOTE_KEPT = "note_kept"
    CALLED_BACK = "called_back"
    CALL_BACK_REOPENED = "call_back_reopened"
    REMINDER_RULES = "reminder_rules"
    SCHOOLS_IMPORTED = "schools_imported"
    SCHOOL_CLOSED = "school_closed"
    SCHOOL_MOVED = "school_moved"
    SCHOOL_LEFT = "school_left"
    SCHOOL_REOPENED = "school_reopened"

    @property
    def details(self) -> frozenset[str]:
        """The names of all that an event of this kind may tell."""
        return _ALWAYS.get(self, _NONE) | _SOMETIMES.get(self, _NONE)

    def require(self, details: Collection[str]) -> None:
        """Raise ValueError unless an event of this kind has these details: no less, no more."""
        always = _ALWAYS.get(self, _NONE)
        if not always <= set(details) <= self.details:
            raise ValueError(f"an event {self} has {sorted(always)}, not {sorted(details)}")


#: The kinds that an import writes: nobody chose or answered anything.
OF_IMPORTS = (
    EventKind.SCHOOL_CLOSED,
    EventKind.SCHOOL_MOVED,
    EventKind.SCHOOL_LEFT,
    EventKind.SCHOOL_REOPENED,
)

#: What somebody of the helpdesk did. A board's own history leaves these out.
OF_HELPDESK = (EventKind.NOTE_KEPT, EventKind.CALLED_BACK, EventKind.CALL_BACK_REOPENED)
#: About the mails to one address, which stands in the details with most of its letters hidden.
_OF_MAILS = (
    EventKind.MAILS_STARTED,
    EventKind.MAILS_ACCEPTED,
    EventKind.MAILS_FEWER,
    EventKind.MAILS_ALL,
    EventKind.MAILS_STOPPED,
    EventKind.MAILS_RESUMED,
    EventKind.COLLEAGUE_ASKED,
    EventKind.COLLEAGUE_REMOVED,
)
_NONE: frozenset[str] = frozenset()
_OF_MANDATE = frozenset({"service", "system"})
_OF_RECEIPT = _OF_MANDATE | {"receipt"}
_BOARDS = frozenset({"old_board", "new_board"})
#: What an event always tells; of a kind that is not here, its board and its school are enough.
_ALWAYS: dict[EventKind, frozenset[str]] = {
    EventKind.SERVICES_CHOSEN: frozenset({"services"}),
    EventKind.SYSTEM_CHOSEN: frozenset({"system"}),
    EventKind.SYSTEM_TOLD: frozenset({"system"}),
    EventKind.LOOK_AGAIN: frozenset({"day"}),
    EventKind.SCHOOL_ANSWERED: frozenset({"system"}),
    EventKind.MANDATE_SAVED: _OF_RECEIPT,
    EventKind.MANDATE_RECORDED: _OF_MANDATE,
    EventKind.MANDATE_ENDED: _OF_RECEIPT | {"ends_on"},
    EventKind.END_RECORDED: _OF_MANDATE | {"ends_on"},
    EventKind.PROBLEM_REPORTED: _OF_MANDATE | {"click"},
    EventKind.ACT_UNDONE: frozenset({"receipt", "mandates"}),
    EventKind.MANDATE_TAKEN_BACK: _OF_RECEIPT,
    EventKind.MANDATE_RESTORED: _OF_RECEIPT,
    EventKind.LIST_SENT: frozenset({"rows"}),
    EventKind.REMINDER_RULES: frozenset({"occasions"}),
    EventKind.SCHOOLS_IMPORTED: frozenset({"source", "boards", "schools", "sites", "rejected"}),
    **dict.fromkeys(_OF_MAILS, frozenset({"email"})),
    **dict.fromkeys(OF_IMPORTS, _BOARDS),
}
#: What some events of a kind tell as well.
_SOMETIMES: dict[EventKind, frozenset[str]] = {
    EventKind.LOGGED_IN: frozenset({"boards", "as_agent"}),
    EventKind.LOGGED_OUT: frozenset({"everywhere"}),
    EventKind.NEEDS_KEPT: frozenset({"agreement", "access", "schools", "system"}),
    EventKind.MANDATE_SAVED: frozenset({"copied_from"}),
    EventKind.MANDATE_ENDED: frozenset({"reason"}),
}
