"""Words and their stems: the form in which «метрики» and «метрика» are the same word."""

import re
from collections.abc import Iterable

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
_CYRILLIC = re.compile(r"[а-я]")
_LONGEST = 40  # no word of a dictionary is longer; what is longer is no word
_LIMIT = 60_000  # words remembered; a backlog's vocabulary is far smaller


def lower(text: str) -> str:
    """Lower case with «ё» as «е», never changing the length, so that places stay true."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.replace("ё", "е").replace("’", "'")


def stem(word: str) -> str:
    """The stem of one word in lower case, by its script."""
    language = "russian" if _CYRILLIC.search(word) else "english"
    # A stemmer keeps its state in itself; a new one costs a quarter of a microsecond.
    stemmed: str = snowballstemmer.stemmer(language).stemWord(word)
    return stemmed


def stems(text: str) -> tuple[str, ...]:
    """The stems of every word of `text`, in order."""
    return tuple(map(stem, WORD.findall(lower(text))))


class Vocabulary(dict[str, str]):
    """Word to stem for the words a dictionary knows, and to "" for all others.

    Fills itself as it is asked and starts anew when it is full.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        """Know the words of `phrases`."""
        super().__init__()
        words = {word for phrase in phrases for word in WORD.findall(lower(phrase))}
        self._stems = frozenset(map(stem, words))
        # A stemmer changes the end of a word: one that begins otherwise need not be stemmed.
        self._beginnings = frozenset(word[:3] for word in words | self._stems)

    def __missing__(self, word: str) -> str:
        """Stem a word seen for the first time."""
        found = ""
        if len(word) <= _LONGEST and not self._beginnings.isdisjoint(
            (word[:1], word[:2], word[:3])
        ):
            stemmed = stem(word)
            found = stemmed if stemmed in self._stems else ""
        if len(self) >= _LIMIT:
            self.clear()
        self[word] = found
        return found

    def of(self, text: str) -> tuple[str, ...]:
        """The stems of every word of `text`, "" for words that are not known."""
        return tuple(map(self.__getitem__, WORD.findall(lower(text))))
