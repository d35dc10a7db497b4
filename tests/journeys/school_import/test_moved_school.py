"""A school that moves to another board takes its mandates, receipts and history along."""

from sqlalchemy import update

from tests.visitor import Visitor
from wizard.db.models import SchoolRecord
from wizard.ports import Wiring


def test_a_moved_school_takes_everything_along(visitor: Visitor, wiring: Wiring) -> None:
    visitor.log_in("een-school")
    visitor.send(services="rio+eindtoets")
    visitor.send(system="parnassys")
    visitor.send(entitled="y")
    with wiring.database.transaction() as session:
        session.execute(
            update(SchoolRecord).where(SchoolRecord.brin == "99AA").values(board_number="99006")
        )

    colleague = Visitor(visitor.app)
    colleague.log_in("zes-scholen", wanted="/bestuur/99006")
    assert "Alle 7 scholen" in colleague.page.says
    assert "Anna de Wit sloeg RIO op voor De Regenboog" in colleague.page.says
    colleague.get("/bestuur/99006/bewijs/MW-2026-00001")
    assert colleague.page.h1 == "Vastgelegd in Mandaatwijzer"

    visitor.get("/bestuur/99001")
    assert "staan nu geen scholen" in visitor.page.says
    assert "De Regenboog" not in visitor.page.says.replace("Vereniging De Regenboog", "")
    visitor.get("/bestuur/99001/bewijs/MW-2026-00001")
    assert " gaf ParnasSys toestemming" in visitor.page.says
