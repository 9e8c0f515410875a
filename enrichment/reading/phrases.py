"""The phrases of a dictionary: their stems, and what they mean."""

import re
from typing import NamedTuple

import msgspec

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


class Phrase(msgspec.Struct, frozen=True, gc=False):
    """A phrase of the dictionary: its stems and what it means; `group` is a bit.

    Of the phrases of one `family` that begin with the same word the longest is meant. `exact`
    holds the words themselves when no other form is meant («=расходится»).
    """

    stems: tuple[str, ...]
    group: int
    payload: Payload
    family: str
    exact: tuple[str, ...] = ()

    def means(self, word: str) -> bool:
        """Whether the phrase may begin with this form of its first word."""
        if self.exact and self.exact[0] != word:
            return False
        return not (self.group & _AHEAD and _PAST.search(word))


def phrase(entry: str, family: str, payload: Payload = None) -> Phrase:
    """An entry of the data as a phrase; the first word of `family` names its group."""
    name = lower(entry)
    exact = tuple(WORD.findall(name)) if name.startswith("=") else ()
    return Phrase(stems(name), BITS[family.split(maxsplit=1)[0]], payload, family, exact)
