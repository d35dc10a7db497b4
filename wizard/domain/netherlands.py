"""The time on the wall in the Netherlands."""

from datetime import datetime
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    """Return an aware moment as on the wall in the Netherlands, in summer and in winter."""
    return moment.astimezone(_ZONE)
