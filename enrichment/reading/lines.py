"""The lines of a text that people wrote: code left out, hand-wrapped paragraphs put together."""

import re
from collections.abc import Iterator

from enrichment.reading.keys import parted
from enrichment.reading.words import Words

BULLET = re.compile(r"\s*(?:[-*+•–—·▪‣☑✅✔]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?")
_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|h[1-6]|ul|ol|li|table|tbody|thead|tr|td|th|blockquote)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_FENCES = ("```", "{code", "{noformat")
_LONGEST = 4000  # characters of a paragraph put together
_WRAPPED = 60  # characters: a line that long without a stop at its end was broken by hand
_STOPS = ".!?:;|…"
_STARTS = "#|*-+•>"


def lines(text: str, words: Words) -> Iterator[str]:
    """The lines outside code; a paragraph wrapped by hand is one line, its breaks kept.

    Of HTML that was pasted in, the tags of blocks part lines.
    """
    for line in _lines(text, words):
        if "<" in line and _BLOCK.search(line):
            yield from filter(str.strip, _BLOCK.split(line))
        else:
            yield line


def _lines(text: str, words: Words) -> Iterator[str]:
    fenced, held = False, ""
    for line in text.split("\n"):
        if held and len(held) < _LONGEST and _continues(held, line, words):
            held = f"{held}\n{line}"
            continue
        if held:
            yield held
            held = ""
        if fence := _fence(line):
            fenced ^= line.count(fence) % 2 == 1  # «{code}…{code}» in one line ends itself
        elif fenced:
            continue
        elif len(line) < _WRAPPED:
            yield line
        else:
            held = line
    if held:
        yield held


def _fence(line: str) -> str:
    """The mark of code a line begins with, or ""."""
    begun = line.lstrip()
    return next((fence for fence in _FENCES if begun.startswith(fence)), "")


def _continues(before: str, line: str, words: Words) -> bool:
    """Whether `line` goes on with the sentence that `before` broke off."""
    last = before[before.rfind("\n") + 1 :].rstrip()
    bare = line.strip()
    if len(last) < _WRAPPED or last[-1] in _STOPS or not bare or bare[0] in _STARTS:
        return False
    if BULLET.match(line) or last[0] in "#|" or bare.startswith(_FENCES):
        return False
    key, _ = parted(bare, words)
    return not (key and words.heading(key))
