"""Which words of a list a text names, in any of their endings."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeVar

from enrichment.reading.memory import remember

K = TypeVar("K")

_WORD: Final = re.compile(r"\w+")

_ALIKE: Final = 2
"""First letters that stems are put together by."""

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
    """How far into phrases their words lead.

    `lists` are those whose phrases end here, a bit for each; `onward` leads to what goes on.
    """

    __slots__ = ("lists", "onward")

    def __init__(self) -> None:
        self.lists: int = 0
        self.onward: dict[str, _Step] = {}

    def add(self, words: Sequence[str], number: int) -> None:
        """Let a phrase of the list of this number go on from here."""
        if words:
            self.onward.setdefault(words[0], _Step()).add(words[1:], number)
        else:
            self.lists |= 1 << number


class _Known:
    """What a word of a text means to the lists.

    `stems` are those it begins with, and itself behind `=`; `lists` are those it names alone, a
    bit for each; `begun` are the steps of phrases it may begin.
    """

    __slots__ = ("begun", "lists", "stems")

    def __init__(self, stems: Sequence[str], first: _Step) -> None:
        reached = [first.onward[stem] for stem in stems if stem in first.onward]
        self.stems: Final = list(stems)
        self.begun: Final = [step for step in reached if step.onward]
        self.lists: int = 0
        for step in reached:
            self.lists |= step.lists


_Words = tuple[_Known | None, ...]
"""The words of what stands between two blanks; None where one means nothing to any list."""

_DULL: Final[_Words] = (None,)
_NO_STEPS: Final[list[_Step]] = []
_NO_STEMS: Final[list[str]] = []


class _Pieces:
    """What stands between two blanks, and what is known of its words.

    Starts anew when it is full: texts share most of it.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], int]]) -> None:
        """Index the phrases by their words, those of one word among them."""
        self.seen: Final[dict[str, _Words]] = {}
        self._first: Final = _Step()
        self._known: Final[dict[tuple[str, ...], _Known]] = {}
        self._stems: Final[set[str]] = set()
        for words, number in phrases:
            self._first.add(words, number)
            self._stems.update(words)
        self._alike: Final[dict[str, list[str]]] = {}
        for stem in self._stems:
            self._alike.setdefault(stem[:_ALIKE], []).append(stem)

    def look(self, piece: str) -> _Words:
        """Look closer at what is seen for the first time."""
        words = tuple([self._meaning(word) for word in _WORD.findall(folded(piece))])
        return remember(self.seen, piece, _DULL if words == _DULL else words, _MOST)

    def _meaning(self, word: str) -> _Known | None:
        stems = tuple(self._stems_of(word))
        if not stems:
            return None
        if stems not in self._known:
            self._known[stems] = _Known(stems, self._first)
        return self._known[stems]

    def _stems_of(self, word: str) -> list[str]:
        alike = [self._alike.get(letters, _NO_STEMS) for letters in {word[:1], word[:_ALIKE]}]
        stems = [stem for some in alike for stem in some if word.startswith(stem)]
        exact = f"={word}"
        return [*stems, exact] if exact in self._stems else stems


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
        self._keys: Final = list(order)
        self._pieces: Final = _Pieces(phrases)

    def find(self, text: str) -> list[K]:
        """List the keys `text` names, in the order of the entries."""
        return self.find_in(Told(text))

    def find_in(self, told: Told) -> list[K]:
        """List the keys a text names that has been cut already."""
        if not self._keys:
            return []
        found = self._lists_in(told.pieces())
        return [key for number, key in enumerate(self._keys) if found >> number & 1]

    def _lists_in(self, pieces: list[str]) -> int:
        """Find the lists that pieces of a text name, a bit for each."""
        seen, begun, found = self._pieces.seen, _NO_STEPS, 0
        for piece in pieces:
            words = seen.get(piece)
            if words is None:
                words = self._pieces.look(piece)
            if words is _DULL:
                begun = _NO_STEPS
                continue
            for word in words:
                if word is None:
                    begun = _NO_STEPS
                    continue
                found |= word.lists
                further = word.begun
                for step in _reached(begun, word) if begun else _NO_STEPS:
                    found |= step.lists
                    if step.onward:
                        further = [*further, step]
                begun = further
        return found


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


def _reached(begun: list[_Step], word: _Known) -> list[_Step]:
    """Go one word further in the phrases begun."""
    reached = list[_Step]()
    for step in begun:
        for stem in word.stems:
            onward = step.onward.get(stem)
            if onward is not None:
                reached.append(onward)
    return reached
