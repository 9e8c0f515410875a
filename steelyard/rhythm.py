"""When things ran last and will run next, for people: in `status` and in the report's header."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo

import msgspec

from enrichment.wording import Texts
from steelyard.speech import Speech
from steelyard.store import Pulse, Run, Store

ALIVE = timedelta(minutes=2)
"""A worker that was not seen for so long is dead: it shows itself every few seconds."""

_LOOKED_AT = 50
_LAST: Texts = {"ru": "Последний запуск: {at}", "en": "Last run: {at}"}
_NEXT: Texts = {"ru": "Следующий: {at}", "en": "Next run: {at}"}
_STOPPED: Texts = {
    "ru": "Воркер остановлен, с этого момента сам он ничего не запускает: {since}",
    "en": "The worker was stopped, and starts nothing since {since}",
}
_DEAD: Texts = {
    "ru": "Воркер не подаёт признаков жизни и ничего не запускает с этого момента: {since}",
    "en": "The worker shows no sign of life, and starts nothing since {since}",
}


class Rhythm(msgspec.Struct, frozen=True):
    """What ran last and what will run.

    `last` is when the last run that read the trackers ended. `next` is when the worker runs next,
    None without a living worker. `silent` is since when there is none, where there was one;
    `stopped` says that it was told to go.
    """

    last: datetime | None = None
    next: datetime | None = None
    silent: datetime | None = None
    stopped: bool = False

    def lines(self, speech: Speech, zone: tzinfo | None) -> Sequence[str]:
        """As sentences, with moments in the zone of the readers."""

        def at(moment: datetime) -> str:
            return speech.moment(moment.astimezone(zone))

        said = [speech.say(_LAST, at=at(self.last))] if self.last else []
        said += [speech.say(_NEXT, at=at(self.next))] if self.next else []
        if self.silent:
            said.append(speech.say(_STOPPED if self.stopped else _DEAD, since=at(self.silent)))
        return said


NEVER = Rhythm()


def rhythm_of(store: Store, now: datetime) -> Rhythm:
    """What the database knows. Raises StoreError."""
    due = [beat.due for beat in store.heartbeat.beats().values() if beat.due]
    return rhythm(store.last_runs(_LOOKED_AT), store.heartbeat.pulse(), due, now)


def rhythm(
    runs: Iterable[Run], pulse: Pulse | None, due: Iterable[datetime], now: datetime
) -> Rhythm:
    """The newest run that ended, and the worker as it was seen last (None: there was none)."""
    last = next((run.ended for run in runs if run.ended and run.summary.get("cards")), None)
    if pulse is None:
        return Rhythm(last)
    if pulse.stopped:
        return Rhythm(last, silent=pulse.stopped, stopped=True)
    if now - pulse.seen > ALIVE:
        return Rhythm(last, silent=pulse.seen)
    return Rhythm(last, min(due, default=None))
