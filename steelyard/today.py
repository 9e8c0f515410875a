"""Which day it is where the team works."""

from datetime import date
from zoneinfo import ZoneInfo

from connectors.gate import Clock


def today_in(timezone: str, clock: Clock) -> date:
    """The date in an IANA time zone."""
    return clock.now().astimezone(ZoneInfo(timezone)).date()
