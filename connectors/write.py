"""Writes as values: the whole of what may be changed in a tracker, decided before it is done."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

import msgspec

from connectors.remark import Remark


class Target(msgspec.Struct, frozen=True):
    """The card a write is for, and what it looked like when the write was planned.

    `seen` is the human hash at planning time; `apply` refuses the write when it differs.
    """

    connection: str
    id: str
    key: str
    title: str
    seen: str


class SetFields(msgspec.Struct, frozen=True, tag="fields"):
    """Show this score and exactly these own labels; labels of people are left alone.

    `score` None takes our score away; `kept` says that it is a person's own value, which stays.
    `had_*` is what the tracker showed, for the reader of a plan.
    """

    target: Target
    score: float | None
    labels: tuple[str, ...]
    had_score: float | None = None
    had_labels: tuple[str, ...] = ()
    kept: bool = False


class PutComment(msgspec.Struct, frozen=True, tag="comment"):
    """Make the card's one living comment say this: create it, or edit `comment` when known.

    `made` says that one was made, though nobody remembers which: when there is none to be found,
    a person took it away or resolved it, and no other is made. `quiet_since` is set where the
    read could not tell who talks: a person's word after ours and after this moment puts the
    write off.
    """

    target: Target
    remark: Remark
    comment: str | None = None
    made: bool = False
    quiet_since: datetime | None = None


class WithdrawComment(msgspec.Struct, frozen=True, tag="withdraw"):
    """Take living comments away: the card needs no remark any more, or there were two."""

    target: Target
    comments: tuple[str, ...]


Write = SetFields | PutComment | WithdrawComment


class Outcome(StrEnum):
    """What became of a write."""

    DONE = "done"
    ALREADY = "already"
    """The tracker showed it already (an earlier answer was lost)."""
    CHANGED = "changed"
    """A person changed the card since the plan: nothing was written."""
    GONE = "gone"
    """The card is not there any more, or not visible."""
    WAITS = "waits"
    """People are talking under the card: left for a later run."""
    REFUSED = "refused"
    """The tracker does not take it (a field off the screen, comments closed)."""


class Receipt(msgspec.Struct, frozen=True):
    """What the tracker answered to one write; `detail` is safe to print.

    A comment that is GONE itself, where its card is there, is named by `comment`. `denied` says
    that the account lacks the right, so that other cards will hardly fare better.
    """

    outcome: Outcome
    comment: str | None = None
    detail: str = ""
    denied: bool = False


class Plan(msgspec.Struct, frozen=True):
    """Every write of a cycle, made before the first of them is done."""

    made: datetime
    writes: Collection[Write]
    version: int = 1
