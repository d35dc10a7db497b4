"""The time on the wall in the Netherlands."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    """Return an aware moment as on the wall in the Netherlands, in summer and in winter."""
    return moment.astimezone(_ZONE)


def on_the_wall(local_time: datetime) -> datetime:
    """Return the moment, in UTC, at which a clock on the wall there shows this time."""
    return local_time.replace(tzinfo=_ZONE).astimezone(UTC)
