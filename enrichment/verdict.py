"""What Steelyard thinks of a card: flags, score with its parts, place and decision.

No value here can hold itself, so the collector need not look at them (`gc=False`): a backlog of
100,000 cards has millions.
"""

from enum import StrEnum

import msgspec

from enrichment.reading.slots import Empty, Kind, Quote


class Severity(StrEnum):
    """How much a flag weighs: a required answer holds the card back, the others do not."""

    REQUIRED = "required"
    ADVISED = "advised"
    NOTE = "note"


class Decision(StrEnum):
    """What to do with a card; always advice, a person's decision wins."""

    LAUNCH = "launch"
    PILOT = "pilot"
    DEFER = "defer"
    STOP = "stop"
    LEARN = "learn"


class Flag(msgspec.Struct, frozen=True, gc=False):
    """What a check raised on a card. Texts are in the card's language.

    `rule` is the id of the check; `ask` the question to the card's people, `why` the reason the
    rule exists. `quote` shows the words that were found and did not count, if any.
    """

    rule: str
    severity: Severity
    ask: str
    why: str
    slot: str = ""
    empty: Empty | None = None
    quote: Quote | None = None


class Part(msgspec.Struct, frozen=True, gc=False):
    """One addend of a score: the base of the lane's model, or a layer with its delta.

    `points` are multiples of 0.1, so that sums are exact. `note` shows the working.
    """

    rule: str
    points: float
    why: str
    note: str = ""


class Score(msgspec.Struct, frozen=True, gc=False):
    """0..100 within the lane. `value` is the sum of `parts`, exactly; `low`..`high` the range.

    `confidence` is 0..1. `provisional` says that required answers are missing. `unknown` lists
    what could not be weighed, in the card's language.
    """

    value: float
    low: float
    high: float
    parts: tuple[Part, ...]
    confidence: float
    provisional: bool
    unknown: tuple[str, ...] = ()


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a card stands: in its lane and in the one queue, both from 1.

    `band` is what is written back when it changes: `top 10`, then the decile of the queue.
    `fits` tells whether the card is above the sprint's cut line.
    """

    lane: str
    in_lane: int
    of_lane: int
    in_queue: int
    of_queue: int
    band: str
    fits: bool


class Advice(msgspec.Struct, frozen=True, gc=False):
    """The decision, the rule that gave it, and the reason in the card's language.

    `human` is a decision a person has taken, read from a label or field; it wins.
    """

    decision: Decision
    rule: str
    why: str
    human: Decision | None = None


class Verdict(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The whole judgement of one card. `place` is None for cards that stand in no queue."""

    kind: Kind
    lane: str
    flags: tuple[Flag, ...]
    score: Score
    advice: Advice
    place: Place | None = None
    language: str = "en"
    version: str = ""
    """Names the packs, the reader and the context that made it, with `-` between them."""

    @property
    def required(self) -> tuple[Flag, ...]:
        """The flags of required answers that lack."""
        return tuple(flag for flag in self.flags if flag.severity is Severity.REQUIRED)
