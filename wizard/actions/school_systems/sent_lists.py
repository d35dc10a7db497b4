"""A list of schools and their LAS that somebody sent: kept for looking at, then reported."""

from collections.abc import Sequence

from wizard.actions.school_systems import reporting
from wizard.actions.school_systems.reporting import offered
from wizard.actions.work import Work
from wizard.catalogue import Catalogue
from wizard.db.school_systems import sent_lists
from wizard.db.school_systems.sent_lists import SentList
from wizard.domain.event_kind import EventKind
from wizard.domain.facts import BoardFacts
from wizard.domain.school_systems.mending import Header, added, original_of
from wizard.domain.school_systems.system_list import Names, Row, SystemList, understand


def read_for(catalogue: Catalogue, facts: BoardFacts, rows: Sequence[Row]) -> SystemList:
    """Return what the rows of a list say of a board's schools, and which rows are wrong."""
    return understand(rows, facts, names_of(catalogue, facts))


def names_of(catalogue: Catalogue, facts: BoardFacts) -> Names:
    """Return the names that a list of this board may use for a LAS."""
    today, known = facts.season.today, catalogue.systems
    return Names(
        offered=catalogue.systems_at(today),
        ended=tuple(each for each in known.values() if not each.is_offered(today)),
        others=tuple(each for each in offered(catalogue, facts) if each.key not in known),
        for_tests=catalogue.systems_for_tests,
    )


def take(
    work: Work,
    facts: BoardFacts,
    *,
    file_name: str,
    header: Header,
    rows: Sequence[Row],
    earlier: SentList | None,
) -> tuple[str, SystemList]:
    """Keep a list for looking at; return its key, and what it says.

    `earlier`: the list whose right rows are added to this one's. A list in which nothing stands is
    not kept, and has no key.
    """
    found = read_for(work.catalogue, facts, rows)
    if earlier:
        right = read_for(work.catalogue, facts, earlier.rows).said
        rows = added(right, rows, found)
        found = read_for(work.catalogue, facts, rows)
    if not (found.said or found.wrong):
        return "", found
    key = sent_lists.add(
        work.session,
        facts.board.number,
        file_name=file_name,
        rows=rows,
        original=original_of(header, found.wrong),
        earlier=earlier,
        by=work.person,
        at=work.now,
    )
    work.note(EventKind.LIST_SENT, board=facts.board.number, rows=len(rows))
    return key, found


def keep(work: Work, facts: BoardFacts, sent: SentList, found: SystemList, *, seen: str) -> bool:
    """Report what a list says of its schools; tell whether rows are left that are wrong.

    The caller holds the locks of the schools. `seen`: what the page showed. Raises
    ChangedMeanwhile when that is not so any more.
    """
    reporting.tell(work, facts.board, found.said, seen=seen)
    wrong = [each.row for each in found.wrong if each.row]
    sent_lists.mark_kept(work.session, sent.key, work.now, wrong)
    return bool(wrong)
