"""A line cut into its sentences."""

import re
from collections.abc import Collection, Iterator

_END = re.compile(r"([.!?…;]+)\s+(?=\S)")
_COUNTED = re.compile(r"\d\s?[^\W\d_]+(?:\.?\s?[^\W\d_]+)?$")  # «1,5 млн руб», "15 min"
_NEAR = 24  # characters in which such a number stands
_NUMBERED = 3  # characters of a number that only counts: «1. Текст»
_LAST_WORD = re.compile(r"([^\W_]+)$")
LONGEST = 4000
"""Characters of a sentence; what is longer is cut into portions."""


def sentences(text: str, abbreviations: Collection[str]) -> list[str]:
    """The sentences of one line, exactly as they stand there; «тыс. руб.» ends none."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match[1] == "." and _abbreviated(text, match, abbreviations):
            continue
        found.append(text[start : match.end(1)])
        start = match.end()
    found.append(text[start:])
    return found


def _abbreviated(text: str, end: re.Match[str], abbreviations: Collection[str]) -> bool:
    """Whether the full stop belongs to a word; «5 дн. Потом» ends a sentence all the same."""
    stop = end.start()
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    initial = len(word[1]) == 1 and word[1].isupper()
    if initial or word[1].lower() not in abbreviations:
        return initial or (stop < _NUMBERED and word[1].isdigit())
    counted = _COUNTED.search(text, max(0, stop - _NEAR), stop)
    return counted is None or not text[end.end()].isupper()


def portions(text: str) -> Iterator[str]:
    """A sentence beyond all measure in parts, so that reading takes linear time."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        yield text[start:stop].strip()
        start = stop
    yield text[start:].strip()
