"""Which words of a list a text names, in any of their endings."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Generic, TypeVar

K = TypeVar("K")

_WORD: Final = re.compile(r"\w+")

_MOST: Final = 50_000
"""Pieces of texts remembered before a lexicon starts to remember anew."""


class Told:
    """A text, cut at its blanks once for all the lists of words that are looked for in it."""

    __slots__ = ("_pieces", "text")

    def __init__(self, text: str) -> None:
        """Take the text; it is cut when the first list is looked for."""
        self.text: Final = text
        self._pieces: list[str] | None = None

    def pieces(self) -> list[str]:
        """Give what stands between blanks."""
        if self._pieces is None:
            self._pieces = self.text.split()
        return self._pieces


class _Step:
    """How far into phrases their words lead: the lists whose phrases end here, and what goes on."""

    __slots__ = ("numbers", "onward")

    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self.onward: dict[str, _Step] = {}

    def add(self, words: Sequence[str], number: int) -> None:
        """Let a phrase of the list of this number go on from here."""
        if words:
            self.onward.setdefault(words[0], _Step()).add(words[1:], number)
        else:
            self.numbers.add(number)


class _Known:
    """What a word of a text means to the lists.

    `stems` are those it begins with, and itself behind `=`; `numbers` are the lists it names alone,
    `begun` the steps of phrases it may begin.
    """

    __slots__ = ("begun", "numbers", "stems")

    def __init__(self, stems: frozenset[str], first: _Step) -> None:
        reached = [first.onward[stem] for stem in stems if stem in first.onward]
        self.stems: Final = list(stems)
        self.numbers: Final = tuple({number for step in reached for number in step.numbers})
        self.begun: Final = [step for step in reached if step.onward]


_Words = tuple[_Known | None, ...]
"""The words of what stands between two blanks; None where one means nothing to any list."""

_DULL: Final[_Words] = (None,)
_NONE: Final[list[_Step]] = []


class _Pieces(dict[str, _Words]):
    """What stands between two blanks, to what is known of its words.

    Fills itself as it is asked, and starts anew when it is full: texts share most of it.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], int]]) -> None:
        """Index the phrases by their words, those of one word among them."""
        super().__init__()
        self._first = _Step()
        self._stems: set[str] = set()
        for words, number in phrases:
            self._first.add(words, number)
            self._stems.update(words)
        self._longest = max(map(len, self._stems), default=0)
        self._known: dict[frozenset[str], _Known] = {}

    def __missing__(self, piece: str) -> _Words:
        """Look closer at what is seen for the first time."""
        words = tuple([self._meaning(word) for word in _WORD.findall(folded(piece))])
        if len(self) >= _MOST:
            self.clear()
        found = self[piece] = _DULL if words == _DULL else words
        return found

    def _meaning(self, word: str) -> _Known | None:
        beginnings = {word[:end] for end in range(1, min(len(word), self._longest) + 1)}
        beginnings.add(f"={word}")
        stems = frozenset(beginnings & self._stems)
        if not stems:
            return None
        if stems not in self._known:
            self._known[stems] = _Known(stems, self._first)
        return self._known[stems]


class Lexicon(Generic[K]):
    """Lists of words by key, all looked for in one pass over a text.

    A word is written by its stem («возврат», "refund"), a phrase by its stems in order; `=` before
    it means that very word («=ии»). Case does not matter, ё is е.
    """

    def __init__(self, entries: Iterable[tuple[K, Iterable[str]]]) -> None:
        """Index the entries; keys are found in the order given here."""
        order: dict[K, int] = {}
        phrases: list[tuple[Sequence[str], int]] = []
        for key, listed in entries:
            number = order.setdefault(key, len(order))
            phrases += [(words, number) for words in map(_words, listed) if words]
        self._keys = list(order)
        self._look: Callable[[str], _Words] = _Pieces(phrases).__getitem__

    def find(self, text: str) -> list[K]:
        """List the keys `text` names, in the order of the entries."""
        return self.find_in(Told(text))

    def find_in(self, told: Told) -> list[K]:
        """List the keys a text names that has been cut already."""
        if not self._keys:
            return []
        found: set[int] = set()
        begun = _NONE
        for words in map(self._look, told.pieces()):
            if words is _DULL:
                begun = _NONE
                continue
            for word in words:
                if word is None:
                    begun = _NONE
                    continue
                if word.numbers:
                    found.update(word.numbers)
                begun = _further(begun, word, found) if begun else word.begun
        return [self._keys[number] for number in sorted(found)]


def list_of(words: Iterable[str]) -> Lexicon[bool]:
    """Make a Lexicon of one list: it finds something in a text that names one of `words`."""
    return Lexicon([(True, words)])


def folded(text: str) -> str:
    """Give the form in which texts are compared."""
    return text.casefold().replace("ё", "е")


def _words(entry: str) -> list[str]:
    """Split an entry; what stands between marks inside a word («a/b») is meant whole."""
    parts = [_WORD.findall(part) for part in folded(entry.removeprefix("=")).split()]
    return [
        f"={word}" if entry.startswith("=") or at < len(part) - 1 else word
        for part in parts
        for at, word in enumerate(part)
    ]


def _further(begun: list[_Step], word: _Known, found: set[int]) -> list[_Step]:
    """Go one word further in the phrases begun; what ends with it is put to what is `found`."""
    further = word.begun
    for step in begun:
        for stem in word.stems:
            reached = step.onward.get(stem)
            if reached is not None:
                found.update(reached.numbers)
                if reached.onward:
                    further = [*further, reached]
    return further
