"""Days as people write them: 2027-02-15, 15.02.2027, «к 8 марта», "by March 1", "end of June"."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from enrichment.reading.groups import MONTH_WORD
from enrichment.reading.marks import Marked
from enrichment.reading.words import Words


class Dated:
    """A day in a text, with where it stands.

    `bare` says that only its month was named, `due` that something is due then.
    """

    __slots__ = ("bare", "day", "due", "end", "start")

    def __init__(self, day: date, start: int, end: int, *, bare: bool) -> None:
        """Keep what was read; nothing is due yet."""
        self.day, self.start, self.end = day, start, end
        self.bare, self.due = bare, False


_ISO: Final = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_DOTTED: Final = re.compile(r"(?<![\d.])(\d{1,2})[./](\d{1,2})[./](20\d\d|\d\d)(?![\d.]\d)")
_SHORT: Final = re.compile(
    r"(?<![\d.,])(\d{1,2})\.(0[1-9]|1[0-2])(?!\d|\.\d|\s*[^\W\d_]{0,2}[%₽$€])"
)
_DAY_BEFORE: Final = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?\s+(?:of\s+)?\Z")
_PARTED: Final = re.compile(r"[0-9][./-]\d")
_SHORTEST: Final = 4  # characters of a day: «1.02»
_MONTHS: Final = 12
_LATELY: Final = 3  # months in which a day without a year is more likely past than to come
_ON: Final = frozenset({"on", "since"})
_NEAR: Final = 20  # characters before a day in which it stands
_BESIDE: Final = 24  # characters before a month in which its day stands, or what leads it in
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]+)\W*$")


def dates(marked: Marked, written: date, words: Words, *, asked: bool = False) -> list[Dated]:
    """Every day in a text in lower case with its words found.

    `asked`: it stands where a deadline was asked for, so that a month alone is its last day.

    A day without a year is the next one after `written`, the day the card was made: so the
    reading of a text never changes with the day it is read on.
    """
    text = marked.text
    found = _in_figures(text, marked.figures, written, words, asked=asked)
    if marked.mask & MONTH_WORD:
        found += _by_name(marked, written, words, asked=asked)
    placed = [one for one in found if one is not None]
    for one in placed:
        one.due = _is_due(text, one.start, words)
    if len(placed) > 1:
        placed.sort(key=_start)
    return placed


def _start(one: Dated) -> int:
    return one.start


def _in_figures(
    text: str, tokens: list[str], written: date, words: Words, *, asked: bool
) -> list[Dated | None]:
    """The days in figures alone; `tokens` are what stands between spaces with a figure in it."""
    parted = [one for one in tokens if len(one) >= _SHORTEST and _parted(one)]
    if not parted:
        return []
    found: list[Dated | None] = []
    begin = text.find(parted[0])
    if any(map(_ISO.search, parted)):
        found += [_numeric(match, 1, 3) for match in _ISO.finditer(text, begin)]
    if any(map(_DOTTED.search, parted)):
        found += [_numeric(match, 3, 1) for match in _DOTTED.finditer(text, begin)]
    if any(map(_SHORT.search, parted)):
        short = _SHORT.finditer(text, begin)
        found += [_yearless(match, text, written, words, asked=asked) for match in short]
    return found


def _parted(token: str) -> bool:
    """Whether a sign that parts days from months stands between figures."""
    signed = "." in token or "-" in token or "/" in token
    return signed and _PARTED.search(token) is not None


def _is_due(text: str, start: int, words: Words) -> bool:
    """Whether the last word before a day says that something is due."""
    if start and text[start - 1] == " ":
        word = text[text.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word.isalpha():
            return word in words.due
    match = _WORD_BEFORE.search(text[max(0, start - _NEAR) : start])
    return match is not None and match[1] in words.due


def _numeric(match: re.Match[str], first: int, last: int) -> Dated | None:
    """A day whose year and day are the `first` and the `last` group around its month."""
    year, month, day = int(match[first]), int(match[2]), int(match[last])
    if year < 100:
        year += 2000
    if month > 12 >= day:
        month, day = day, month
    return _dated(year, month, day, match.span())


def _yearless(
    match: re.Match[str], text: str, written: date, words: Words, *, asked: bool
) -> Dated | None:
    """«до 15.01»: a day only where a deadline's word leads it in and nothing is counted."""
    due = asked or _is_due(text, match.start(), words)
    version = text.endswith("from ", 0, match.start())  # "from 7.12"
    if not due or version or _COUNTED.match(text, match.end()):
        return None
    day, month = int(match[1]), int(match[2])
    return _dated(_year(written, month, day, due=True), month, day, match.span())


_COUNTED: Final = re.compile(
    r"\s*(?:тыс|млн|млрд|руб|шт|сек|ч\b|s\b|m\b|k\b|h\b|час|дн|мин|п\.|pp)"
)


def _dated(
    year: int, month: int, day: int, span: tuple[int, int], *, bare: bool = False
) -> Dated | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        return None
    return Dated(date(year, month, day), span[0], span[1], bare=bare)


def _by_name(marked: Marked, written: date, words: Words, *, asked: bool) -> list[Dated | None]:
    """The days whose month is named."""
    text = marked.text
    found: list[Dated | None] = []
    behind = 0
    for mark in marked.of(MONTH_WORD):
        match = words.named_month.match(text, mark.start)
        if match is not None:
            near = max(behind, mark.start - _BESIDE)
            before = _DAY_BEFORE.search(text, near, mark.start) if marked.figures else None
            found.append(_named(match, before, written, words, asked=asked))
            behind = match.end()
    return found


def _named(
    match: re.Match[str],
    before: re.Match[str] | None,
    written: date,
    words: Words,
    *,
    asked: bool,
) -> Dated | None:
    """«8 марта», "March 1, 2027", «конец января», «март 2027»."""
    month = words.months.get(match[1])
    if month is None:
        return None
    if before is not None:
        day, start = before[1], before.start()
    else:
        start = match.start()
        day = match[2] if match[1].isascii() else None  # «в октябре 14 человек»
    ahead = match.string[max(0, start - _BESIDE) : start].replace(" of ", " ").split()
    led = ahead[-1] if ahead else ""
    if day is None and not (asked or match[3] or led in words.month_end or led in words.due):
        return None
    bare = day is None and led not in words.month_end
    due = asked or (led in words.due and led not in words.starts and led not in _ON)
    year = int(match[3]) if match[3] else _year(written, month, int(day or 28), due=due)
    last = monthrange(year, month)[1]
    return _dated(year, month, int(day) if day else last, (start, match.end()), bare=bare)


def _year(written: date, month: int, day: int, *, due: bool) -> int:
    """The year of the next such day; of the last one when that was lately and nothing is due."""
    passed = (month, day) < (written.month, written.day)
    ago = (written.month - month) % _MONTHS
    lately = ago <= _LATELY and (passed or ago)
    return written.year + passed - (lately and not due)
