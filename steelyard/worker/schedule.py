"""When a connection runs next; pure, all moments aware."""

from datetime import datetime, timedelta
from math import floor
from zoneinfo import ZoneInfo

import msgspec
from cronsim import CronSim

from steelyard.settings.schedule import Schedule

RETRIES = 6
"""So many tries after a failure come before their time; then only the schedule's own are used."""

_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
_MOST_SPREAD, _SPREAD_SHARE = timedelta(seconds=30), 10


class Rhythm(msgspec.Struct, frozen=True):
    """A schedule where and when it is kept.

    Intervals are counted from `start`, cron expressions told in `zone`. `spread`, from 0 to 1, is
    this installation's own: its runs are that much late (half a minute or a tenth of the gap at
    most), so that not all installations ask a tracker at the full minute.
    """

    schedule: Schedule
    zone: ZoneInfo
    start: datetime
    spread: float = 0.0

    def after(self, moment: datetime) -> datetime:
        """The first run behind `moment`. However many were missed, the next is one."""
        every = self.schedule.every
        return self._of_cron(moment) if every is None else self._of_interval(every, moment)

    def first(self, last: datetime | None) -> datetime:
        """The first run of a worker that starts, `last` being when the one before it ran.

        An interval runs at once; a cron expression too, when a run was missed meanwhile.
        """
        if self.schedule.every is not None:
            return self.start
        return max(self.start, self.after(last or self.start))

    def again(self, ended: datetime, failures: int, asked: float = 0.0) -> datetime:
        """The next run after so many failures in a row: sooner than planned, then ever later.

        `asked` is the pause, in seconds, the tracker asked for: the least there is.
        """
        doubled = _FIRST_PAUSE * 2 ** min(failures - 1, RETRIES)
        again = ended + max(min(doubled, _LONGEST_PAUSE), timedelta(seconds=asked))
        early = failures <= RETRIES and again <= self.after(ended)
        return again if early else self.after(again)

    def late(self, base: datetime) -> datetime:
        """From when a run is overdue that should have followed one at `base`."""
        tick = self.after(base)
        gap = self.after(tick) - tick
        return tick + min(max(gap / 2, timedelta(minutes=10)), timedelta(hours=1))

    def _of_interval(self, every: float, moment: datetime) -> datetime:
        gap = timedelta(seconds=every)
        grid = self.start + self._delay(gap)
        return grid + gap * max(1, floor((moment - grid) / gap) + 1)

    def _of_cron(self, moment: datetime) -> datetime:
        ticks = CronSim(str(self.schedule.cron), moment.astimezone(self.zone))
        tick, following = next(ticks), next(ticks)
        return (tick + self._delay(following - tick)).astimezone(moment.tzinfo)

    def _delay(self, gap: timedelta) -> timedelta:
        return min(_MOST_SPREAD, gap / _SPREAD_SHARE) * self.spread
