"""The phrases of a dictionary, and how they are found: one pass over the words of a text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from enrichment.reading.groups import BITS, PROMISE, RAISING, WISH
from enrichment.reading.slots import Area, EffectKind, Grade, Kind, MetricRole, Origin, Step
from enrichment.reading.stems import PARTED, WORD, lower, stem, stems

_AHEAD = WISH | PROMISE | RAISING
# What was done is neither wished nor promised, though its stem is the same.
_PAST = re.compile(r"(?:[а-я]{2}(?:л|ла|ло|ли|лся|лась|лось|лись)|(?<!expect)ed)$")
_DIGIT = re.compile(r"\d")
_LONGEST = 40  # no word of a dictionary is longer; what is longer is no word
_LIMIT = 60_000  # words remembered; a backlog's vocabulary is far smaller


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


class Known(msgspec.Struct, frozen=True, gc=False):
    """A word some phrase begins with or goes on with; `mask` is of its phrases of one word."""

    stem: str
    mask: int
    single: tuple[Phrase, ...]
    longer: Mapping[str, tuple[Phrase, ...]]
    """By their second stem, the longest first."""


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


class Dictionary(dict[str, tuple[Known | None, ...]]):
    """What stands between two spaces, to what is known of each word in it.

    Fills itself as it is asked and starts anew when it is full: «корзина,» is looked at once.
    """

    def __init__(self, phrases: Iterable[Phrase], others: Iterable[str]) -> None:
        """Know the words of `phrases`, and of `others` only their stems."""
        super().__init__()
        self._first: dict[str, list[Phrase]] = defaultdict(list)
        words = {word for name in others for word in WORD.findall(lower(name))}
        self._stems = set(map(stem, words))
        for one in sorted(phrases, key=lambda one: -len(one.stems)):
            self._first[one.stems[0]].append(one)
            self._stems.update(one.stems)
            words.update(one.exact)
        # A stemmer changes the end of a word: one that begins otherwise need not be stemmed.
        self._beginnings = frozenset(word[:3] for word in words | self._stems)
        self._words: dict[str, Known | None] = {}

    def __missing__(self, token: str) -> tuple[Known | None, ...]:
        """Look closer at what is seen for the first time."""
        words = WORD.findall(token)
        found = tuple(map(self._word, words)) if words else ()
        if _DIGIT.search(token) or len(token) > _LONGEST:
            return found  # numbers have no end: remembering them would push words out
        if len(self) >= _LIMIT:
            self.clear()
        self[token] = found
        return found

    def _word(self, word: str) -> Known | None:
        if word in self._words:
            return self._words[word]
        if (word.isdigit() and word not in self._stems) or len(word) > _LONGEST:
            return None
        found = None
        if not self._beginnings.isdisjoint((word[:1], word[:2], word[:3])):
            stemmed = stem(word)
            found = self._known(word, stemmed) if stemmed in self._stems else None
        if len(self._words) >= _LIMIT:
            self._words.clear()
        self._words[word] = found
        return found

    def _known(self, word: str, stemmed: str) -> Known:
        meant = [one for one in self._first.get(stemmed, ()) if one.means(word)]
        single = tuple({one.family: one for one in meant if len(one.stems) == 1}.values())
        longer: dict[str, list[Phrase]] = defaultdict(list)
        for one in meant:
            if len(one.stems) > 1:
                longer[one.stems[1]].append(one)
        mask = 0
        for one in single:
            mask |= one.group
        return Known(stemmed, mask, single, {key: tuple(some) for key, some in longer.items()})

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of every word of `text`, "" for words that are not known."""
        known = [one for token in lower(text).split() for one in self[token]]
        return tuple(one.stem if one is not None else "" for one in known)

    def marked(self, lowered: str) -> Marked:
        """Every phrase in a text that is in lower case (`stems.lower`), in its order."""
        known = [one for some in map(self.__getitem__, lowered.split()) for one in some]
        length = len(known)
        known.append(None)
        mask = 0
        hits: list[tuple[int, Sequence[Phrase]]] = []
        for at, one in enumerate(known):
            if one is None:
                continue
            if (
                one.longer
                and (following := known[at + 1]) is not None
                and (listed := one.longer.get(following.stem))
                and (found := _longest(lowered, known, at, listed))
            ):
                for each in found:
                    mask |= each.group
                hits.append((at, found))
            elif one.mask:
                mask |= one.mask
                hits.append((at, one.single))
        return Marked(lowered, length, mask, hits)


def _longest(
    text: str, known: Sequence[Known | None], at: int, listed: Sequence[Phrase]
) -> list[Phrase]:
    """The longest phrase of each family from the word `at` on; empty when all are of one word."""
    found = [each for each in listed if _stands(text, known, at, each)]
    one = known[at]
    if not found or one is None:
        return []
    longest: dict[str, Phrase] = {}
    for each in (*found, *one.single):
        longest.setdefault(each.family, each)
    return list(longest.values())


def _stands(text: str, known: Sequence[Known | None], at: int, one: Phrase) -> bool:
    """Whether all the words of a phrase of several words stand from the word `at` on."""
    length = len(one.stems)
    told = known[at : at + length]
    if length > 2 and one.stems != tuple(each.stem if each else "" for each in told):
        return False
    return not one.exact or list(one.exact) == WORD.findall(text)[at : at + length]
