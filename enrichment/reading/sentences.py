"""A line cut into its sentences."""

import re
from collections.abc import Collection, Iterator

_END = re.compile(r"([.!?…;]+)\s+(?=\S)")
_LAST_WORD = re.compile(r"([^\W_]+)$")
LONGEST = 4000
"""Characters of a sentence; what is longer is cut into portions."""


def sentences(text: str, abbreviations: Collection[str]) -> list[str]:
    """The sentences of one line, exactly as they stand there; «тыс. руб.» ends none."""
    found, start = [], 0
    for match in _END.finditer(text):
        if match[1] == "." and _abbreviated(text, match.start(), abbreviations):
            continue
        found.append(text[start : match.end(1)])
        start = match.end()
    found.append(text[start:])
    return found


def _abbreviated(text: str, stop: int, abbreviations: Collection[str]) -> bool:
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)
    if word is None:
        return False
    return word[1].lower() in abbreviations or (stop < 3 and word[1].isdigit())


def portions(text: str) -> Iterator[str]:
    """A sentence beyond all measure in parts, so that reading takes linear time."""
    start = 0
    while len(text) - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        yield text[start:stop].strip()
        start = stop
    yield text[start:].strip()
