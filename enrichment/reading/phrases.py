"""The phrases of a dictionary: their stems, and what they mean."""

import re
from typing import NamedTuple

from enrichment.reading.groups import BITS, PROMISE, RAISING, WISH
from enrichment.reading.slots import Area, EffectKind, Grade, Kind, MetricRole, Origin, Step
from enrichment.reading.stems import WORD, lower, stems

_AHEAD = WISH | PROMISE | RAISING
# What was done is neither wished nor promised, though its stem is the same.
_PAST = re.compile(r"(?:[а-я]{2}(?:л|ла|ло|ли|лся|лась|лось|лись)|(?<!expect)ed)$")


class Metered(NamedTuple):
    """A metric of the dictionary, as a phrase points to it."""

    id: str
    role: MetricRole
    kind: EffectKind


class Pointed(NamedTuple):
    """A kind a phrase points to, and how strongly."""

    kind: Kind
    weight: int


Payload = str | float | Metered | Pointed | Origin | Area | Step | Grade | None


class Phrase:
    """A phrase of the dictionary: its stems and what it means; `group` is a bit.

    Of the phrases of one `family` that begin with the same word the longest is meant. `exact`
    holds the words themselves when no other form is meant («=расходится»).
    """

    __slots__ = ("exact", "family", "group", "payload", "stems")

    def __init__(self, entry: str, family: str, payload: Payload = None) -> None:
        """Take an entry of the data; the first word of `family` names its group."""
        name = lower(entry)
        self.stems = stems(name)
        self.group = BITS[family.split(maxsplit=1)[0]]
        self.payload = payload
        self.family = family
        self.exact = tuple(WORD.findall(name)) if name.startswith("=") else ()

    @property
    def key(self) -> tuple[tuple[str, ...], str, Payload, tuple[str, ...]]:
        """What tells it from other phrases: entries of several files may say the same."""
        return self.stems, self.family, self.payload, self.exact

    def means(self, word: str) -> bool:
        """Whether the phrase may begin with this form of its first word."""
        if self.exact and self.exact[0] != word:
            return False
        return not (self.group & _AHEAD and _PAST.search(word))
