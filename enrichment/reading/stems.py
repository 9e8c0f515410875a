"""Words and their stems: the form in which «метрики» and «метрика» are the same word."""

import re
import unicodedata
from typing import Final

import snowballstemmer

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|%")
_CYRILLIC: Final = re.compile(r"[а-я]")
_STROKED: Final = str.maketrans("łøđıə", "lodie")  # letters that are no letter with an accent


def lower(text: str) -> str:
    """Lower case with «ё» as «е», never changing the length, so that places stay true."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.replace("ё", "е").replace("’", "'")


def stem(word: str) -> str:
    """The stem of one word in lower case, by its script."""
    language = "russian" if _CYRILLIC.search(word) else "english"
    # A stemmer keeps its state in itself; a new one costs less than a microsecond.
    stemmed: str = snowballstemmer.stemmer(language).stemWord(word)
    return stemmed


def stems(text: str) -> tuple[str, ...]:
    """The stems of every word of `text`, in order."""
    return tuple(map(stem, WORD.findall(lower(text))))


def bare_stem(name: str) -> str:
    """The stem of a name, Latin letters without their accents: "Ayşe" is "Ayse"."""
    lowered = lower(name)
    if _CYRILLIC.search(lowered):
        return stem(lowered)
    parts = unicodedata.normalize("NFKD", lowered.translate(_STROKED))
    return "".join(char for char in parts if not unicodedata.combining(char))
