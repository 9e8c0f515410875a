"""Whether a sentence may hold a part that says nothing but how much work it is: «2 дня», "a week".

Spans of work are parsed with care (`durations`) and seldom stand alone. Here words are only looked
at, each once for all cards: beside a word that has no place in a span no span stands alone.
"""

import re
from collections.abc import Iterable
from typing import Final

from enrichment.reading.amount import SYMBOLS
from enrichment.reading.dictionary import Dictionary
from enrichment.reading.groups import ABOUT, ESTIMATES, LABOUR, NUMERAL
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.phrases import Phrase

HALVED: Final = "пол"  # «полдня» is a half and a day
LINKS: Final = frozenset(
    (
        *("a", "an", "of", "and", "or", "to", "from", "for"),
        *("и", "или", "до", "от", "с", "со", "на"),
    )
)
OPENERS: Final = frozenset(
    {"w", "with", "by", "incl", "including", "силами", "если", "if", "plus", "плюс"}
)
ADJECTIVE: Final = re.compile(r".{3,}(?:ых|их|ый|ий|ая)$|working$|calendar$|full$|engineer$")

_BUSY: Final = 1  # holds a word that has no place in a span
_UNIT: Final = 2  # may hold a unit of work
_OPENS: Final = 4  # after a unit, anything may follow: "with"
_BEFORE: Final = 8  # a part ends before it
_AFTER: Final = 16  # a part ends after it
_WITHIN: Final = 32  # a part ends within it, or anything may follow within it

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_UNSURE: Final = re.compile(r"['\d]")  # «2д», "week's"
_SIGNS: Final = ";·|()«»="
_EDGES: Final = f'{_SIGNS},:.!?*_"'
_RULES: Final = frozenset({"—", "–", "/", "+", "-", "--"})
_LIMIT: Final = 60_000  # tokens remembered


class Work:
    """The words that spans of work are made of."""

    def __init__(
        self, dictionary: Dictionary, phrases: Iterable[Phrase], units: Iterable[tuple[str, ...]]
    ) -> None:
        """Know units and the words that may stand beside them, by their stems."""
        idle = (one.stems for one in phrases if one.group & (ABOUT | LABOUR | ESTIMATES | NUMERAL))
        self._dictionary = dictionary
        self._units = frozenset(stem for unit in units for stem in unit)
        self._idle = self._units.union(*idle)
        self._looks: dict[str, int] = {}

    def may_stand_alone(self, tokens: Iterable[str]) -> bool:
        """Whether a part of a text may be a span of work and nothing else.

        `tokens` are what stands between its spaces, in lower case.
        """
        looks = self._looks
        idle, counted = True, False
        for token in tokens:
            look = looks.get(token)
            if look is None:
                look = self._looked(token)
            if look & (_BEFORE | _WITHIN):
                if look & _WITHIN or (idle and counted):
                    return True
                idle, counted = True, False
            if look & _OPENS and idle and counted:
                return True
            if look & _BUSY:
                idle = False
            elif look & _UNIT:
                counted = True
            if look & _AFTER:
                if idle and counted:
                    return True
                idle, counted = True, False
        return idle and counted

    def _looked(self, token: str) -> int:
        """Look closer at what is seen for the first time."""
        core = token.strip(_EDGES)
        if not core or core in _RULES:
            look = _BEFORE
        elif any(sign in core for sign in _SIGNS):
            look = _WITHIN
        else:
            look = self._said(core)
            look |= 0 if token.startswith(core) else _BEFORE
            look |= 0 if token.endswith(core) else _AFTER
        return remember(self._looks, token, look, _LIMIT) if len(token) <= LONGEST else look

    def _said(self, core: str) -> int:
        """What the words in a token may be."""
        if any(sign in core for sign in SYMBOLS):
            return _BUSY
        words = _LETTERS.findall(core)
        if not words:
            return 0
        if _UNSURE.search(core):
            return _UNIT
        opens = not OPENERS.isdisjoint(words)
        if opens and len(words) > 1:
            return _WITHIN
        look = _OPENS if opens else 0
        for word in words:
            stem = self._stem(word)
            if stem in self._units or self._stem(word.removeprefix(HALVED)) in self._units:
                look |= _UNIT
            elif not (stem in self._idle or word in LINKS or ADJECTIVE.match(word)):
                return look | _BUSY
        return look

    def _stem(self, word: str) -> str:
        return next(iter(self._dictionary.stems(word)), "")
