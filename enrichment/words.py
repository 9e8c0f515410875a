"""Which words of a list a text names, in any of their endings."""

import re
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")

_WORD = re.compile(r"\w+")

_MOST = 50_000
"""Words of texts remembered before a lexicon starts to remember anew."""


class _Entry(NamedTuple):
    """What is listed: its words, the longest by which it is looked up, and how they have to stand.

    Without a pattern it is there as soon as a word begins with the anchor, or is what follows `=`.
    """

    anchor: str
    words: frozenset[str]
    pattern: re.Pattern[str] | None


class Told:
    """A text, cut at its blanks once for all the lists of words that are looked for in it."""

    __slots__ = ("_pieces", "text")

    def __init__(self, text: str) -> None:
        """Take the text; it is cut when the first list is looked for."""
        self.text = text
        self._pieces: set[str] | None = None

    def pieces(self) -> set[str]:
        """Give what stands between blanks."""
        if self._pieces is None:
            self._pieces = set(self.text.split())
        return self._pieces


class Lexicon(Generic[K]):
    """Lists of words by key, all looked for in one pass over a text.

    A word is written by its stem («возврат», "refund"), a phrase by its stems in order; `=` before
    it means that very word («=ии»). Case does not matter, ё is е.
    """

    def __init__(self, entries: Iterable[tuple[K, Iterable[str]]]) -> None:
        """Index the entries; keys are found in the order given here."""
        self._order: dict[K, int] = {}
        self._keys: dict[str, set[K]] = {}
        self._phrases: dict[str, list[tuple[frozenset[str], re.Pattern[str], K]]] = {}
        stems: set[str] = set()
        for key, listed in entries:
            self._order.setdefault(key, len(self._order))
            for anchor, words, pattern in filter(None, map(_entry, listed)):
                stems |= words
                if pattern is None:
                    self._keys.setdefault(anchor, set()).add(key)
                else:
                    self._phrases.setdefault(anchor, []).append((words, pattern, key))
        self._whole = {word for word in stems if word.startswith("=")}
        stems -= self._whole
        self._any = re.compile(rf"\b(?:{_trie(stems)})" if stems else r"(?!)")
        self._dull: set[str] = set()
        self._telling: dict[str, frozenset[str]] = {}
        # The longest stem of a word is found: what shorter ones mean holds as well.
        self._reached = {
            stem: frozenset(known for known in stems if stem.startswith(known)) for stem in stems
        }

    def find(self, text: str) -> list[K]:
        """List the keys `text` names, in the order of the entries."""
        return self.find_in(Told(text))

    def find_in(self, told: Told) -> list[K]:
        """List the keys a text names that has been cut already."""
        if not self._order:
            return []
        stems: set[str] = set()
        for token in told.pieces() - self._dull:
            stems |= self._telling.get(token) or self._stems_in(token)
        if not stems:
            return []
        found: set[K] = set()
        for stem in stems & self._keys.keys():
            found |= self._keys[stem]
        text = ""
        for stem in stems & self._phrases.keys():
            for words, pattern, key in self._phrases[stem]:
                if key not in found and words <= stems:
                    text = text or folded(told.text)
                    if _stands(pattern, text):
                        found.add(key)
        return sorted(found, key=self._order.__getitem__)

    def _stems_in(self, token: str) -> frozenset[str]:
        """Find stems and whole words in what stands between blanks; texts share most of it."""
        if len(self._dull) + len(self._telling) >= _MOST:
            self._dull.clear()
            self._telling.clear()
        told = folded(token)
        whole = self._whole & {f"={word}" for word in _WORD.findall(told)}
        reached = [self._reached[stem] for stem in self._any.findall(told)]
        alone = len(reached) == 1 and not whole  # most are: their set is held once for all words
        found = reached[0] if alone else frozenset(whole).union(*reached)
        if found:
            self._telling[token] = found
        else:
            self._dull.add(token)
        return found


def list_of(words: Iterable[str]) -> Lexicon[bool]:
    """Make a Lexicon of one list: it finds something in a text that names one of `words`."""
    return Lexicon([(True, words)])


def folded(text: str) -> str:
    """Give the form in which texts are compared."""
    return text.casefold().replace("ё", "е")


def _entry(entry: str) -> _Entry | None:
    """Split an entry; what stands between marks inside a word («a/b») is meant whole."""
    parts = [_WORD.findall(part) for part in folded(entry.removeprefix("=")).split()]
    words = [word for part in parts for word in part]
    if not words:
        return None
    if len(words) == 1:
        anchor = f"={words[0]}" if entry.startswith("=") else words[0]
        return _Entry(anchor, frozenset([anchor]), None)
    whole = [
        entry.startswith("=") or at < len(part) - 1 for part in parts for at in range(len(part))
    ]
    written = [word if just else rf"{word}\w*" for word, just in zip(words, whole, strict=True)]
    return _Entry(max(words, key=len), frozenset(words), re.compile(r"\W+".join(written) + r"\b"))


def _stands(pattern: re.Pattern[str], text: str) -> bool:
    """Tell whether a phrase stands at the beginning of a word.

    The pattern itself begins with a letter, which lets it leap through the text.
    """
    for match in pattern.finditer(text):
        start = match.start()
        if not start or not _WORD.match(text, start - 1, start):
            return True
    return False


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
