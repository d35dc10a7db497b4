"""A school that closed, moved to another board, or came back: in words."""

from wizard.domain.board import Board
from wizard.domain.event_kind import EventKind
from wizard.domain.remains import Remains, Why
from wizard.domain.school import School
from wizard.domain.school_import.gone import Gone, News
from wizard.domain.words import and_list, count, date_short

#: So many schools are named in one line; more are counted.
_MOST_NAMES = 10


def gone_word(gone: Gone) -> str:
    """Return what became of a school, short enough for a table."""
    if gone.board is not None:
        return f"Hoort nu bij {gone.board.display_name}"
    return f"Gesloten op {date_short(gone.since)}" if gone.since else "Gesloten"


def closed_word(school: School) -> str:
    """Return the state of what a closed school has; in a table, so that it can be filtered on."""
    return f"School gesloten op {date_short(school.closed_on)}" if school.closed_on else ""


def gone_sentence(gone: Gone) -> str:
    """Say what became of a school, by its name."""
    return f"{gone.school.name}, BRIN {gone.school.brin}, {_what(gone)}."


def gone_reason(gone: Gone) -> str:
    """Say what became of a school that was named just before."""
    what = _what(gone)
    return f"{what[:1].upper()}{what[1:]}."


def stays_when_gone(remains: Remains) -> str:
    """Say why what an operation gave a school cannot be taken back."""
    school = f"{remains.name}, BRIN {remains.brin},"
    since = f" sinds {date_short(remains.day)}" if remains.day else ""
    if remains.why is Why.CLOSED:
        return (
            f"{school} staat{since} niet meer in de lijst van DUO. "
            "De mandaten van die school blijven staan."
        )
    return (
        f"{school} hoort{since or ' nu'} bij {remains.board}. "
        "De mandaten gingen mee. Alleen dat bestuur kan ze beëindigen."
    )


def news_in_words(news: News, ours: str = "uw bestuur") -> str:
    """Say what an import did to these schools, and what that means for their mandates.

    `ours`: what the board is called by whoever reads it.
    """
    several = len(news.names) > 1
    names, day = _names(news.names), date_short(news.day)
    are = "horen" if several else "hoort"
    stand = "staan" if several else "staat"
    belonged = "hoorden ze" if several else "hoorde de school"
    came = f" Eerst {belonged} bij {_named(news.other)}."
    return {
        EventKind.SCHOOL_CLOSED: f"{names} {stand} sinds {day} niet meer in de lijst van DUO. "
        "De mandaten blijven bewaard.",
        EventKind.SCHOOL_LEFT: f"{names} {are} sinds {day} bij {_named(news.other)}. "
        "De mandaten gingen mee.",
        EventKind.SCHOOL_MOVED: f"{names} {are} sinds {day} bij {ours}.{came}",
        EventKind.SCHOOL_REOPENED: f"{names} {stand} sinds {day} weer in de lijst van DUO."
        f"{came if news.other else ''} Wat er bewaard was, staat er nog.",
    }[news.kind]


def _what(gone: Gone) -> str:
    since = f" sinds {date_short(gone.since)}" if gone.since else ""
    if gone.board is None:
        return f"staat{since} niet meer in de lijst van DUO"
    return f"hoort{since or ' nu'} bij {_named(gone.board)}"


def _named(board: Board | None) -> str:
    """Return a board with its number: several have the same name."""
    if board is None:
        return "een ander bestuur"
    return f"{board.name}, bestuursnummer {board.number}" if board.name else board.display_name


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_NAMES
    if more <= 0:
        return and_list(names)
    return and_list([*names[:_MOST_NAMES], f"nog {count(more, 'school', 'scholen')}"])
