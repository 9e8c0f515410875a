"""Which words of a list a text names, in any of their endings."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")

_WORD = re.compile(r"\w+")
_HEAD = 4
"""Letters by which phrases are looked up."""


class _Phrase(NamedTuple):
    """Words in order; each is the word itself (`whole`) or its beginning."""

    words: tuple[str, ...]
    whole: tuple[bool, ...]

    def stands(self, words: Sequence[str], at: int) -> bool:
        """Tell whether the phrase begins at word `at` of a text."""
        if at + len(self.words) > len(words):
            return False
        return all(
            words[at + n] == said if whole else words[at + n].startswith(said)
            for n, (said, whole) in enumerate(zip(self.words, self.whole, strict=True))
        )


class Lexicon(Generic[K]):
    """Lists of words by key, all looked for in one pass over a text.

    A word is written by its stem («возврат», "refund"), a phrase by its stems in order; `=` before
    it means that very word («=ии»). Case does not matter, ё is е.
    """

    def __init__(self, entries: Iterable[tuple[K, Iterable[str]]]) -> None:
        """Index the entries; keys are found in the order given here."""
        self._order: dict[K, int] = {}
        heads: dict[int, dict[str, list[tuple[_Phrase, K]]]] = {}
        for key, listed in entries:
            self._order.setdefault(key, len(self._order))
            for phrase in filter(None, map(_phrase, listed)):
                size = min(_HEAD, len(phrase.words[0]))
                by_head = heads.setdefault(size, {})
                by_head.setdefault(phrase.words[0][:size], []).append((phrase, key))
        self._heads: Sequence[tuple[int, Mapping[str, list[tuple[_Phrase, K]]]]] = [*heads.items()]

    def find(self, text: str) -> list[K]:
        """List the keys `text` names, in the order of the entries."""
        words = _WORD.findall(folded(text)) if self._heads and text else []
        found: set[K] = set()
        for size, by_head in self._heads:
            for at, word in enumerate(words):
                if (head := word[:size]) in by_head:
                    here = by_head[head]
                    found.update(key for phrase, key in here if phrase.stands(words, at))
        return sorted(found, key=self._order.__getitem__) if found else []


def named(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` names one of `words`, written as in a Lexicon."""
    return bool(_lexicon(tuple(words)).find(text))


def folded(text: str) -> str:
    """Give the form in which texts are compared."""
    return text.casefold().replace("ё", "е")


@lru_cache(maxsize=256)
def _lexicon(words: tuple[str, ...]) -> Lexicon[bool]:
    return Lexicon([(True, words)])


def _phrase(entry: str) -> _Phrase | None:
    """Split an entry; what stands between marks inside a word («a/b») is meant whole."""
    written = entry.removeprefix("=")
    parts = [_WORD.findall(part) for part in folded(written).split()]
    words = [word for part in parts for word in part]
    whole = [at < len(part) - 1 for part in parts for at in range(len(part))]
    if entry.startswith("="):
        whole = [True] * len(words)
    return _Phrase(tuple(words), tuple(whole)) if words else None
