"""How phrases are found: one pass over the words of a text, each word known by its form."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from enrichment.reading.marks import Hit, Marked
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.phrases import Phrase
from enrichment.reading.stems import WORD, lower, stem

_DIGIT: Final = re.compile(r"\d")
_FIGURE: Final = 6  # figures of a few digits come again and again
_LIMIT: Final = 60_000  # words remembered; a backlog's vocabulary is far smaller


class Known:
    """A word some phrase begins with or goes on with, or one with a figure in it.

    `mask` is of its phrases of one word, `longer` are those of several by their second stem, the
    longest first.
    """

    __slots__ = ("figure", "longer", "mask", "single", "stem")

    def __init__(
        self,
        word: str,
        stem: str,
        single: tuple[Phrase, ...],
        longer: dict[str, tuple[Phrase, ...]],
    ) -> None:
        """Keep what a word is known for."""
        self.stem, self.single, self.longer = stem, single, longer
        self.figure = _DIGIT.search(word) is not None
        self.mask = 0
        for one in single:
            self.mask |= one.group


_NUMBER: Final = Known("0", "", (), {})


class _Tokens(dict[str, tuple[Known | None, ...]]):
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
        if len(token) > (_FIGURE if _DIGIT.search(token) else LONGEST):
            return found  # numbers have no end: remembering them would push words out
        return remember(self, token, found, _LIMIT)

    def _word(self, word: str) -> Known | None:
        if word in self._words:
            return self._words[word]
        if (word.isdigit() and word not in self._stems) or len(word) > LONGEST:
            return _NUMBER if _DIGIT.search(word) else None
        found = _NUMBER if _DIGIT.search(word) else None
        if not self._beginnings.isdisjoint((word[:1], word[:2], word[:3])):
            stemmed = stem(word)
            found = self._known(word, stemmed) if stemmed in self._stems else found
        return remember(self._words, word, found, _LIMIT)

    def _known(self, word: str, stemmed: str) -> Known:
        meant = [one for one in self._first.get(stemmed, ()) if one.means(word)]
        single = tuple({one.family: one for one in meant if len(one.stems) == 1}.values())
        longer: dict[str, list[Phrase]] = defaultdict(list)
        for one in meant:
            if len(one.stems) > 1:
                longer[one.stems[1]].append(one)
        return Known(word, stemmed, single, {key: tuple(some) for key, some in longer.items()})


class Dictionary:
    """Finds the phrases of a text in one pass over what stands between its spaces."""

    def __init__(self, phrases: Iterable[Phrase], others: Iterable[str]) -> None:
        """Know the words of `phrases`, and of `others` only their stems."""
        self._look: Callable[[str], tuple[Known | None, ...]] = _Tokens(phrases, others).__getitem__

    def stems(self, text: str) -> tuple[str, ...]:
        """The stems of every word of `text`, "" for words that are not known."""
        known = [one for token in lower(text).split() for one in self._look(token)]
        return tuple([one.stem if one is not None else "" for one in known])

    def marked(self, lowered: str) -> Marked:
        """Every phrase in a text that is in lower case (`stems.lower`), in its order."""
        tokens = lowered.split()
        words = list(map(self._look, tokens))
        known = list(chain.from_iterable(words))
        length = len(known)
        known.append(None)
        mask, figures = 0, False
        hits: list[Hit] = []
        for at, one in enumerate(known):
            if one is None:
                continue
            if one.figure:
                figures = True
            if (
                one.longer
                and (following := known[at + 1]) is not None
                and (listed := one.longer.get(following.stem))
                and (found := _longest(lowered, known, at, listed))
            ):
                several = 0
                for each in found:
                    several |= each.group
                mask |= several
                hits.append((at, several, found))
            elif one.mask:
                mask |= one.mask
                hits.append((at, one.mask, one.single))
        counted = _counted(tokens, words) if figures else []
        return Marked(lowered, tokens, words, length, counted, mask, hits)


def _counted(tokens: list[str], words: list[tuple[Known | None, ...]]) -> list[str]:
    """What stands between spaces with a figure in it; `words` are by token."""
    found: list[str] = []
    for at, token in enumerate(tokens):
        for one in words[at]:
            if one is not None and one.figure:
                found.append(token)
                break
    return found


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
