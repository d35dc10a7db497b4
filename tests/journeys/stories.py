"""Pieces of stories that many journeys share, and looks behind the screens."""

from sqlalchemy import select

from tests.visitor import Visitor
from wizard.db.models import EventRecord, PersonRecord
from wizard.domain.mandate import Mandate
from wizard.ports import Wiring

BOTH = "rio+eindtoets"
#: The school of the board with one school.
ONE = "/bestuur/99001/school/99AA"


def where(register_key: str) -> str:
    """Return what the screens call this register."""
    return "het OSR" if register_key == "osr" else "Mandaatwijzer"


def to_check(visitor: Visitor, services: str = BOTH, **answers: str) -> None:
    """Answer from the choice of the service up to the page to check."""
    visitor.send(services=services)
    visitor.send(**{"system": "parnassys", **answers})
    assert visitor.page.title.startswith(("Stap 5 van 7", "Stap 6 van 7")), visitor.page.title


def asks_to_record(visitor: Visitor) -> bool:
    """Tell whether the page leads through the clicks in the OSR."""
    heading = visitor.page.h1
    return heading.startswith("Leg ") and heading.endswith(" vast in het OSR")


def record(visitor: Visitor) -> None:
    """Say of each saved mandate that it was seen in the OSR; our own register asks nothing."""
    while asks_to_record(visitor):
        visitor.send()


def save(visitor: Visitor) -> None:
    """Tick the box, save, and record where that is asked."""
    visitor.send(entitled="y")
    assert visitor.page.status == 200, visitor.page.errors
    record(visitor)


def give(visitor: Visitor, services: str = BOTH, **answers: str) -> None:
    """Go from the choice of the service to the receipt."""
    to_check(visitor, services, **answers)
    save(visitor)


def mandates(wiring: Wiring, brin: str) -> list[Mandate]:
    """Return the mandates of a school for the services that matter here, oldest first."""
    with wiring.database.reading() as session:
        found = wiring.ports.register_for(session).of_schools([brin])
    return [mandate for mandate in found if mandate.service in ("rio", "eindtoets")]


def given(wiring: Wiring, brin: str) -> list[tuple[str, str]]:
    """Return (service, name of the system) of a school's mandates, oldest first."""
    return [(mandate.service, mandate.system.name) for mandate in mandates(wiring, brin)]


def events(wiring: Wiring, board: str) -> list[tuple[str, str]]:
    """Return (who, what) for everything noted about a board, oldest first, without logins."""
    with wiring.database.reading() as session:
        rows = session.execute(
            select(PersonRecord.name, EventRecord.kind)
            .join(PersonRecord, EventRecord.person_id == PersonRecord.id)
            .where(EventRecord.board_number == board)
            .order_by(EventRecord.id)
        )
        return [(name, kind) for name, kind in rows]
