"""The boards that no reminder reaches: somebody has to call them."""

from datetime import date
from typing import TYPE_CHECKING

from wizard.actions import gathering
from wizard.catalogue import Catalogue
from wizard.db import recipients
from wizard.register.at_risk import AtRisk, boards_at_risk

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def boards_without_mail(session: "Session", catalogue: Catalogue, today: date) -> list[AtRisk]:
    """Return the boards with something open and nobody to mail, most of it first: two statements.

    None before the first reminder of the school year is due: until then everybody may still ask.
    """
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    if today < min(catalogue.reminders.days(last_day).values(), default=last_day):
        return []
    found = boards_at_risk(session, gathering.season(catalogue, today).needed_on)
    reached = {each.board_number for each in recipients.all_of_them(session) if each.gets_mail}
    return [each for each in found if each.board.number not in reached]
