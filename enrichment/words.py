"""Which words of a list a text names, in any of their endings."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")

_WORD = re.compile(r"\w+")

_MOST = 50_000
"""Words of texts remembered before a lexicon starts to remember anew."""


class _Phrase(NamedTuple):
    """An entry: its longest word, by which it is looked up, and what has to stand around it.

    Without a pattern the entry is there as soon as a word begins with the anchor; a text without
    one of the `others` need not be searched for it.
    """

    anchor: str
    pattern: re.Pattern[str] | None
    others: tuple[str, ...] = ()


class Lexicon(Generic[K]):
    """Lists of words by key, all looked for in one pass over a text.

    A word is written by its stem («возврат», "refund"), a phrase by its stems in order; `=` before
    it means that very word («=ии»). Case does not matter, ё is е.
    """

    def __init__(self, entries: Iterable[tuple[K, Iterable[str]]]) -> None:
        """Index the entries; keys are found in the order given here."""
        self._order: dict[K, int] = {}
        stems: dict[str, set[K]] = {}
        phrases: dict[str, list[tuple[_Phrase, K]]] = {}
        for key, listed in entries:
            self._order.setdefault(key, len(self._order))
            for one in filter(None, map(_phrase, listed)):
                stems.setdefault(one.anchor, set()).update([] if one.pattern else [key])
                phrases.setdefault(one.anchor, []).extend([(one, key)] if one.pattern else [])
        self._any = re.compile(rf"\b(?:{_trie(stems)})") if stems else None
        self._dull: set[str] = set()
        self._telling: dict[str, tuple[str, ...]] = {}
        # The longest stem of a word is found: what shorter ones mean holds as well.
        reached = {stem: [known for known in stems if stem.startswith(known)] for stem in stems}
        self._stems = {
            stem: frozenset(key for known in shorter for key in stems[known])
            for stem, shorter in reached.items()
        }
        self._phrases = {
            stem: [pair for known in shorter for pair in phrases[known]]
            for stem, shorter in reached.items()
        }

    def find(self, text: str) -> list[K]:
        """List the keys `text` names, in the order of the entries."""
        if self._any is None:
            return []
        stems: set[str] = set()
        for token in set(text.split()) - self._dull:
            stems.update(self._stems_in(token, self._any))
        if not stems:
            return []
        found = set[K]().union(*(self._stems[stem] for stem in stems))
        phrases = [pair for stem in stems for pair in self._phrases[stem]]
        told = folded(text) if phrases else ""
        for phrase, key in phrases:
            if key not in found and _stands(phrase, told):
                found.add(key)
        return sorted(found, key=self._order.__getitem__)

    def _stems_in(self, token: str, any_stem: re.Pattern[str]) -> tuple[str, ...]:
        """Find the stems in what stands between blanks; texts share most of their words."""
        known = self._telling.get(token)
        if known is not None:
            return known
        if len(self._dull) + len(self._telling) >= _MOST:
            self._dull.clear()
            self._telling.clear()
        found = tuple(any_stem.findall(folded(token)))
        if found:
            self._telling[token] = found
        else:
            self._dull.add(token)
        return found


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
    parts = [_WORD.findall(part) for part in folded(entry.removeprefix("=")).split()]
    words = [word for part in parts for word in part]
    if not words:
        return None
    anchor = max(words, key=len)
    if len(words) == 1 and not entry.startswith("="):
        return _Phrase(anchor, None)
    whole = [
        entry.startswith("=") or at < len(part) - 1 for part in parts for at in range(len(part))
    ]
    written = [word if just else rf"{word}\w*" for word, just in zip(words, whole, strict=True)]
    others = tuple(word for word in words if word != anchor)
    return _Phrase(anchor, re.compile(r"\W+".join(written) + r"\b"), others)


def _stands(phrase: _Phrase, text: str) -> bool:
    """Tell whether a phrase stands at the beginning of a word.

    The pattern itself begins with a letter, which lets it leap through the text.
    """
    for word in phrase.others:
        if word not in text:
            return False
    starts = (match.start() for match in phrase.pattern.finditer(text)) if phrase.pattern else ()
    return any(not start or not _WORD.match(text, start - 1, start) for start in starts)


def _trie(words: Iterable[str]) -> str:
    """Write an expression that finds the longest of `words` letter by letter."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if word:
            by_letter.setdefault(word[0], []).append(word[1:])
    if not by_letter:
        return ""
    branches = [letter + _trie(rest) for letter, rest in by_letter.items()]
    inner = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{inner})?" if "" in words else inner
