"""«Ключ: значение» parted: what a line asks, and what it answers."""

import re

from enrichment.reading.words import Words

EDGES = " \t\r*_#>~|•·-–—:"
"""What stands around the words of a heading."""
_PART = re.compile(r"[:=—–→-]")
_DASH = re.compile(r"(?<=\s)(?:[—–-]{1,2}>?|=>?|→)(?=\s)")
_DIGIT = re.compile(r"\d")
# «Эффект +1,2 млн», "SP 13": a heading's word and a number.
_DIRECT = re.compile(r"[\s*_]*([^\W\d_]+(?:\s[^\W\d_]+)?)[\s*_]+(?=[+−~≈$€£-]{0,2}\d)")
# «**Проблема.** Текст», "**Why** text": a lead-in in bold.
_LEAD = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,60}?)[\s.:?!—–-]*\1[\s.:—–-]*(?=\S)")
_BRACKETED = re.compile(r"\[([^\[\]\n]{2,40})\][\s:—–-]+(?=\S)")
_LONGEST = 64


def parted(text: str, words: Words) -> tuple[str, str]:
    """The key and the value; an empty key when the text is not of that form."""
    if text[0] in "*_" and (lead := _LEAD.match(text)) and words.heading(lead[2]):
        return lead[2], text[lead.end() :]
    if text[0] == "[" and (bracketed := _BRACKETED.match(text)):
        return bracketed[1], text[bracketed.end() :]
    if _DIGIT.search(text, 0, _LONGEST):
        direct = _DIRECT.match(text, 0, _LONGEST)
        if direct is not None and words.key(direct[1]) and not _bound(direct[1], words):
            return direct[1], text[direct.end() :]
    for part in _PART.finditer(text, 1, _LONGEST):
        match = part if part[0] == ":" else _DASH.match(text, part.start())
        if match is not None:
            return text[: match.start()].rstrip(), text[match.end() :].lstrip("*_ \t")
    asked = text.find("?", 1, _LONGEST)
    if asked > 0 and text[asked + 1 :].strip():
        return text[:asked], text[asked + 1 :].strip()
    return "", ""


def _bound(key: str, words: Words) -> bool:
    """Whether it leads in the number itself: «от 6 до 11 млн»."""
    return (key.lower(),) in words.at_least or (key.lower(),) in words.up_to


def name(heading: str) -> str:
    """The heading as people see it."""
    return heading.strip(EDGES).strip()
