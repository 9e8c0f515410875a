"""What the cursor remembers: how far each data source was read, and how its pages looked.

Notion rounds times down to the minute and our own writes move them, so a page that comes back
says little by its time. A trace of each page, compared without a request, tells a person's edit
from our own write and from a page already read; the content of a page is asked for only then.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec

from connectors.card import Card, human_hash
from connectors.notion.api import Json
from connectors.notion.values import moment
from connectors.remark import digest_of

_OVER = timedelta(minutes=2)
"""A minute counts as over this long after its start: our clock and Notion's may differ."""


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """How a page looked when it was last read, without its content.

    `human` and `own` are digests of what people wrote in its properties and of what we show;
    `by_us` tells whether we edited it last. `settled` is False while the minute of a person's
    edit was not over: the content may have changed in it once more, unseen.
    """

    edited: datetime
    human: str
    own: str
    by_us: bool
    settled: bool


class Mark(msgspec.Struct, frozen=True):
    """A data source read up to `since`; None when it had no page then."""

    since: datetime | None = None
    pages: dict[str, Trace] = {}


class Part(msgspec.Struct, frozen=True):
    """A first read that is not at its end: every page made before `reached` was brought.

    So were the pages `brought`, which were made at that very time; `newest` is the last edit of
    all these. What changed since it `began` is read afterwards. No traces are kept yet: a cursor with them, stored every few pages, would
    outweigh the cards.
    """

    began: datetime
    reached: str | None = None
    brought: frozenset[str] = frozenset()
    newest: datetime | None = None

    def behind(self, pages: Iterable[Json]) -> "Part":
        """The part with these pages brought as well, in the order they were made."""
        part = self
        for page in pages:
            made = str(page.get("created_time") or part.reached or "") or None
            same = part.brought if made == part.reached else frozenset[str]()
            edited = moment(page.get("last_edited_time"))
            newest = max(edited, part.newest or edited)
            part = Part(part.began, made, same | {str(page["id"])}, newest)
        return part


class Cursor(msgspec.Struct, frozen=True):
    """`read` are the data sources that were read to their end, `parts` those being read.

    `shape` names the mapping the cards were read with: another one reads them all anew.
    """

    shape: str = ""
    read: dict[str, Mark] = {}
    parts: dict[str, Part] = {}


def decoded(cursor: str | None, shape: str) -> Cursor:
    """The cursor a string stands for; an empty one, which reads everything, where none fits."""
    try:
        kept = msgspec.json.decode(cursor or "{}", type=Cursor)
    except msgspec.DecodeError:
        return Cursor(shape=shape)  # another version wrote it
    return kept if kept.shape == shape else Cursor(shape=shape)


def encoded(cursor: Cursor) -> str:
    """The cursor as the string that is stored."""
    return msgspec.json.encode(cursor).decode()


def trace_of(card: Card, now: datetime, *, by_us: bool) -> Trace:
    """The trace of a card made of properties alone, read at `now`."""
    return Trace(
        edited=card.updated,
        human=human_hash(card)[:12],
        own=digest_of((card.shown.score, card.shown.labels)),
        by_us=by_us,
        settled=now - card.updated >= _OVER,
    )


def judged(before: Trace | None, after: Trace) -> tuple[bool, Trace]:
    """Whether the page may say something new and has to be read, and the trace to keep."""
    if before is None:
        return True, after
    if _is_ours(before, after):
        return False, msgspec.structs.replace(after, settled=True)
    if msgspec.structs.replace(before, settled=after.settled) != after:
        return True, after
    return after.settled and not before.settled, after if after.settled else before


def _is_ours(before: Trace, after: Trace) -> bool:
    """Whether our own write explains why the page came back.

    Before we write, the whole card is compared with the one planned for: nothing of a person's
    lies between that and a last edit of ours.
    """
    return after.by_us and before.human == after.human and before.own != after.own


def next_since(mark: Mark, newest: datetime | None, started: datetime) -> datetime | None:
    """From when to ask next time: the newest edit seen, but not after this read began.

    What is edited while a long read runs lies after its beginning and comes again.
    """
    if newest is None:
        return mark.since
    began = started.astimezone(UTC).replace(second=0, microsecond=0) - _OVER
    reached = min(newest, began)
    return max(reached, mark.since) if mark.since else reached
