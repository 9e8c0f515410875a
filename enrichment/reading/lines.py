"""The lines of a text that people wrote: code left out, hand-wrapped paragraphs put together."""

import re
from typing import Final

from enrichment.reading.keys import parted
from enrichment.reading.words import Words

BULLET: Final = re.compile(r"\s*(?:[-*+•–—·▪‣☑✅✔]|\d{1,3}[.)])\s+(?:\[[ xX]?\]\s*)?")
_BLOCK: Final = re.compile(
    r"</?(?:p|div|br|hr|h[1-6]|ul|ol|li|table|tbody|thead|tr|td|th|blockquote)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_FENCES: Final = ("```", "{code", "{noformat")
_LONGEST: Final = 4000  # characters of a paragraph put together
_WRAPPED: Final = 60  # characters: a line that long without a stop at its end was broken by hand
_STOPS: Final = ".!?:;|…"
_STARTS: Final = "#|*-+•>"


def lines(text: str, words: Words) -> list[str]:
    """The lines outside code; a paragraph wrapped by hand is one line, its breaks kept.

    Of HTML that was pasted in, the tags of blocks part lines.
    """
    found: list[str] = []
    for run in _outside_code(text):
        _put_together(run, words, found)
    return _outside_blocks(found) if "<" in text else found


def _outside_code(text: str) -> list[list[str]]:
    """The lines of a text in runs, parted by the blocks of code."""
    lined = text.split("\n")
    if "`" not in text and "{" not in text:
        return [lined]
    fenced, run = False, list[str]()
    runs = [run]
    for line in lined:
        if fence := _fence(line):
            fenced ^= line.count(fence) % 2 == 1  # «{code}…{code}» in one line ends itself
            run = []
            runs.append(run)
        elif not fenced:
            run.append(line)
    return runs


def _fence(line: str) -> str:
    """The mark of code a line begins with, or ""."""
    begun = line.lstrip()
    for fence in _FENCES:
        if begun.startswith(fence):
            return fence
    return ""


def _put_together(run: list[str], words: Words, found: list[str]) -> None:
    """Add the lines of a run to what was found, each wrapped paragraph as one."""
    broken = False
    for line in run:
        if broken and len(found[-1]) < _LONGEST and _goes_on(line, words):
            found[-1] = f"{found[-1]}\n{line}"
        else:
            found.append(line)
        broken = len(line) >= _WRAPPED and _broken(line)


def _broken(line: str) -> bool:
    """Whether a line is long and breaks off without a stop."""
    told = line.rstrip()
    return len(told) >= _WRAPPED and told[-1] not in _STOPS and told[0] not in "#|"


def _goes_on(line: str, words: Words) -> bool:
    """Whether a line goes on with the sentence that the one before it broke off."""
    bare = line.strip()
    if not bare or bare[0] in _STARTS or BULLET.match(line):
        return False
    key, _ = parted(bare, words)
    return not (key and words.heading(key))


def _outside_blocks(lined: list[str]) -> list[str]:
    """The lines parted once more by the tags of blocks."""
    found: list[str] = []
    for line in lined:
        parts = _BLOCK.split(line) if "<" in line else [line]
        found += parts if len(parts) == 1 else filter(str.strip, parts)
    return found
