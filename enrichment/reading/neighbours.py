"""What stands beside numbers, as it was read once: the word before one, the words after one."""

from typing import Final

from enrichment.reading.slots import Period

CLOSED: Final = 0
"""The words after a number end here, whatever follows."""
COUNTS: Final = 1
"""The next word may say more of what is counted, or is what is counted."""
SPENT: Final = 2
"""They end in what is counted, unless a span of time follows: "engineer hours"."""
UNDONE: Final = 3
"""They cannot be told without the next word: «п. п.», "per cent"."""


class Lead:
    """The word before a number and what it may say.

    `bound` is what it opens alone (`fronts.Front`), `bounding` says that it may end what opens
    one («не более»); `sign` is that of «плюс» and "minus"; `unit` is a span of time («месяцев 5»)
    and `scale` a factor («тысяч 90»), or 0. `plain` says that nothing else need be looked at when
    only a space parts it from the number.
    """

    __slots__ = (
        *("bound", "bounding", "currency", "delta", "horizon", "plain"),
        *("scale", "sign", "unit", "word"),
    )

    def __init__(self, word: str) -> None:
        """A word that says nothing."""
        self.word = word
        self.bound = ""
        self.bounding = False
        self.currency = ""
        self.sign = ""
        self.unit = ""
        self.scale = 0.0
        self.horizon = False
        self.delta = False
        self.plain = False


class Tail:
    """What follows a number, and how it may go on.

    `noun` is what is counted when no unit is known. `end` is where it ends, `dotted` that a point
    follows there. `going` says what the next word may change. Of its first word, for what stands
    before it: `counts` says that it may be a unit, `timed` that it is a span of time, `first` is
    the noun it would be.
    """

    __slots__ = (
        *("counts", "currency", "dotted", "end", "factor", "first", "going", "noun"),
        *("timed", "unit"),
    )

    def __init__(self, factor: float, currency: str, unit: str, noun: str, end: int) -> None:
        """Keep what was read; nothing may follow."""
        self.factor = factor
        self.currency = currency
        self.unit = unit
        self.noun = noun
        self.end = end
        self.dotted = False
        self.going = CLOSED
        self.counts = False
        self.timed = False
        self.first = ""


class Often:
    """A word beside a number that may say how often it recurs.

    `period` is the one it names: `always`, as "monthly" does, or behind a `slash` or a word such
    as "per" (which is what `per` says of a word) when it is no single letter (`long`). Once for
    each of something may be said behind a word that `starts` a range. `begun` says that the word
    is a part of what goes on behind a space: "one time".
    """

    __slots__ = ("always", "begun", "long", "per", "period", "slash", "starts")

    def __init__(self) -> None:
        """A word that says nothing."""
        self.period: Period | None = None
        self.always = False
        self.slash = False
        self.long = False
        self.per = False
        self.starts = False
        self.begun = False
