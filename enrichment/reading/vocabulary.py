"""What is known of words: the phrases that each of them begins, alone or with those behind it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.phrases import Phrase
from enrichment.reading.stems import WORD, lower, stem

_DIGIT: Final = re.compile(r"\d")
_FIGURE: Final = 6  # figures of a few digits come again and again
_LIMIT: Final = 60_000  # words remembered; a backlog's vocabulary is far smaller
_PAIR: Final = 2  # words


class Known:
    """A word some phrase begins with or goes on with, and the `phrases` that are meant by it.

    `mask` has the bits of their groups, `longer` are those of several words, by the second stem.
    """

    __slots__ = ("longer", "mask", "phrases", "stem")

    def __init__(self, stem: str, phrases: tuple[Phrase, ...]) -> None:
        """Keep what is meant by a word; of several words nothing is known yet."""
        self.stem, self.phrases = stem, phrases
        self.longer: dict[str, Pair] = {}
        self.mask = 0
        for one in phrases:
            self.mask |= one.group

    def leading(self, longer: Sequence[Phrase]) -> "Known":
        """The word where it begins `longer` phrases: of each family the longest is meant."""
        if not longer:
            return self
        longest: dict[str, Phrase] = {}
        for one in (*longer, *self.phrases):
            longest.setdefault(one.family, one)
        return Known(self.stem, tuple(longest.values()))


class Pair:
    """A word and the one behind it, and all `phrases` that begin with both, the longest first.

    `known` is the word as the two alone make it known; what is `unsure` stands there only if more
    words follow, or if these have the very form that is meant.
    """

    __slots__ = ("known", "phrases", "unsure")

    def __init__(self, known: Known, phrases: Sequence[Phrase]) -> None:
        """Part what is sure from what is not."""
        self.phrases = tuple(phrases)
        self.unsure = tuple([one for one in phrases if len(one.stems) > _PAIR or one.exact])
        self.known = known.leading([one for one in phrases if one not in self.unsure])


class Token:
    """What stands between two spaces: what is known of its `words`, None for a strange one.

    `mask` has the bits of all their groups, `figure` says whether there is a digit.
    """

    __slots__ = ("_spans", "figure", "mask", "words")

    def __init__(self, words: tuple[Known | None, ...], *, figure: bool) -> None:
        """Keep what is known."""
        self.words, self.figure = words, figure
        self.mask = 0
        for one in words:
            if one is not None:
                self.mask |= one.mask
        self._spans: list[tuple[int, int]] | None = None

    def span(self, token: str, number: int) -> tuple[int, int]:
        """Where in the `token` one of its words starts and ends."""
        if self._spans is None:
            self._spans = [word.span() for word in WORD.finditer(token)]
        return self._spans[number]


class Vocabulary(dict[str, Token]):
    """What is known of what stands between two spaces: «корзина,» is looked at once.

    Fills itself as it is asked and starts anew when it is full.
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

    def __missing__(self, token: str) -> Token:
        """Look closer at what is seen for the first time."""
        figure = _DIGIT.search(token) is not None
        found = Token(tuple([self._word(word) for word in WORD.findall(token)]), figure=figure)
        if len(token) > (_FIGURE if figure else LONGEST):
            return found  # numbers have no end: remembering them would push words out
        return remember(self, token, found, _LIMIT)

    def _word(self, word: str) -> Known | None:
        if word in self._words:
            return self._words[word]
        if (word.isdigit() and word not in self._stems) or len(word) > LONGEST:
            return None
        found = None
        if not self._beginnings.isdisjoint((word[:1], word[:2], word[:3])):
            stemmed = stem(word)
            found = self._known(word, stemmed) if stemmed in self._stems else None
        return remember(self._words, word, found, _LIMIT)

    def _known(self, word: str, stemmed: str) -> Known:
        meant = [one for one in self._first.get(stemmed, ()) if one.means(word)]
        single = {one.family: one for one in meant if len(one.stems) == 1}
        known = Known(stemmed, tuple(single.values()))
        longer: dict[str, list[Phrase]] = defaultdict(list)
        for one in meant:
            if len(one.stems) > 1:
                longer[one.stems[1]].append(one)
        known.longer = {second: Pair(known, some) for second, some in longer.items()}
        return known
