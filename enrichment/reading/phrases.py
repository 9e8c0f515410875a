"""The phrases of a dictionary, and where they stand in a text."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from enrichment.reading.groups import BITS, PROMISE, RAISING, WISH
from enrichment.reading.slots import Area, EffectKind, Grade, Kind, MetricRole, Origin, Step
from enrichment.reading.stems import PARTED, WORD, lower, stems

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


class Mark(NamedTuple):
    """A phrase found in a text: what it means and where it stands (offsets, last word's index)."""

    payload: Payload
    start: int
    end: int
    first: int
    last: int


class Marked:
    """A text in lower case with the phrases found in it.

    `mask` holds the bits of their groups, `length` is how many words the text has. Where the
    words stand is worked out when it is first asked.
    """

    __slots__ = ("_hits", "_parts", "_places", "length", "mask", "text")

    def __init__(
        self, text: str, length: int, mask: int, hits: list[tuple[int, Sequence[Phrase]]]
    ) -> None:
        """Keep what was found, by the number of the word it begins with."""
        self.text, self.length, self.mask = text, length, mask
        self._hits = hits
        self._parts: list[str] = []
        self._places: list[int] = []

    @property
    def words(self) -> list[str]:
        """The words, in order."""
        return self._split()[1::2]

    def of(self, groups: int) -> list[Mark]:
        """The marks of some groups, in the order of the text."""
        if not self.mask & groups:
            return []
        found = [(at, one) for at, some in self._hits for one in some if one.group & groups]
        return [self._mark(at, one) for at, one in found]

    def first(self, groups: int) -> Mark | None:
        """The first mark of some groups."""
        if self.mask & groups:
            for at, some in self._hits:
                for one in some:
                    if one.group & groups:
                        return self._mark(at, one)
        return None

    def phrases(self, group: int) -> list[Phrase]:
        """The phrases of a group, without their places."""
        return [one for _, some in self._hits for one in some if one.group == group]

    def _split(self) -> list[str]:
        if not self._parts:
            self._parts = PARTED.split(self.text)
        return self._parts

    def _mark(self, at: int, one: Phrase) -> Mark:
        if not self._places:
            self._places = list(accumulate(map(len, self._split())))
        last = at + len(one.stems) - 1
        return Mark(one.payload, self._places[2 * at], self._places[2 * last + 1], at, last)
