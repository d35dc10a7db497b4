"""What the practice register starts with: the mandates for BRON po of 2019-2020."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from wizard.catalogue import Catalogue
from wizard.db.accounts import people
from wizard.domain.mandate import NewMandate
from wizard.ports import MandateRegister
from wizard.practice.boards import known_systems

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_STARTED_ON = date(2020, 1, 6)
_SAVED_AT = datetime(2020, 1, 6, 9, 0, tzinfo=UTC)


def give_known_mandates(
    session: "Session", register: MandateRegister, catalogue: Catalogue
) -> None:
    """Record what the practice boards arranged in 2019-2020. Doing it again changes nothing."""
    by = people.remember(
        session,
        issuer="practice",
        subject="2019-2020",
        name="Mandaten van 2019-2020",
        email="",
        at=_SAVED_AT,
    )
    wanted = [
        NewMandate(brin, service, catalogue.systems[known.system].as_choice(), _STARTED_ON)
        for brin, known in known_systems().items()
        for service in known.services
    ]
    register.save(wanted, by=by, at=_SAVED_AT)
    saved = register.of_schools([mandate.brin for mandate in wanted])
    earlier = [each.id for each in saved if each.saved_at == _SAVED_AT]
    register.confirm(earlier, by=by, at=_SAVED_AT)
