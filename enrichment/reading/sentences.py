"""A line cut into its sentences."""

import re
from collections.abc import Collection, Iterator
from typing import Final

_SIGNS: Final = [".", "!", "?", "…", ";"]  # a list is walked faster than a tuple
_COUNTED: Final = re.compile(r"\d\s?[^\W\d_]+(?:\.?\s?[^\W\d_]+)?$")  # «1,5 млн руб», "15 min"
_NEAR: Final = 24  # characters in which such a number stands
_NUMBERED: Final = 3  # characters of a number that only counts: «1. Текст»
_CODE: Final = 3  # letters of a currency's code, and of «тыс» and «руб»
_LAST_WORD: Final = re.compile(r"([^\W_]+)$")
LONGEST: Final = 4000
"""Characters of a sentence; what is longer is cut into portions."""


def sentences(text: str, abbreviations: Collection[str]) -> list[str]:
    """The sentences of one line, exactly as they stand there; «тыс. руб.» ends none."""
    found, start = list[str](), 0
    for stop, after in _ends(text):
        if text[stop] == "." and _abbreviated(text, stop, after, abbreviations):
            continue
        found.append(text[start : stop + 1])
        start = after
    found.append(text[start:])
    return found


def _ends(text: str) -> list[tuple[int, int]]:
    """Where signs that may end a sentence stand before spaces, and where the text goes on."""
    found: list[tuple[int, int]] = []
    signs = 0
    for sign in _SIGNS:
        if sign in text:
            signs += 1
            _add_ends(text, sign, found)
    return sorted(found) if signs > 1 else found


def _add_ends(text: str, sign: str, found: list[tuple[int, int]]) -> None:
    """Add the places of one sign to what was found."""
    stop, length = text.find(sign), len(text)
    while stop >= 0:
        after = stop + 1
        while after < length and text[after].isspace():
            after += 1
        if stop + 1 < after < length:
            found.append((stop, after))
        stop = text.find(sign, after)


def _abbreviated(text: str, stop: int, after: int, abbreviations: Collection[str]) -> bool:
    """Whether the full stop belongs to a word; «5 дн. Потом» ends a sentence all the same.

    What is counted may be written in capitals: «1,1 млн. EUR», «7 тыс. руб. EBITDA».
    """
    word = text[max(0, stop - 12) : stop].rpartition(" ")[2]
    if not word.isalnum():
        last = _LAST_WORD.search(word)
        if last is None:
            return False
        word = last[1]
    if len(word) == 1 and word.isupper():  # an initial
        return True
    if word.lower() not in abbreviations:
        return stop < _NUMBERED and word.isdigit()
    if not text[after].isupper() or _COUNTED.search(text, max(0, stop - _NEAR), stop) is None:
        return True
    code = text[after : after + _CODE]
    return len(word) >= _CODE and not word.isupper() and code.isalpha() and code.isupper()


def portions(text: str) -> Iterator[str]:
    """A sentence beyond all measure in parts, so that reading takes linear time."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        yield text[start:stop].strip()
        start = stop
    yield text[start:].strip()
