"""A clause: one sentence of a card, with its place, heading, marked words, amounts and days."""

import re
from datetime import date
from typing import Final

from connectors.card import Field, Person
from enrichment.reading.amount import Amount
from enrichment.reading.dates import Dated, dates
from enrichment.reading.groups import (
    ARROW,
    COUNTED,
    DATED,
    HINT,
    MONTH_WORD,
    MULTIPLE,
    NUMERAL,
    PRESSING,
)
from enrichment.reading.layout import Piece, is_hint
from enrichment.reading.marks import Mark, Marked
from enrichment.reading.numbers import amounts, unit_of
from enrichment.reading.periods import period_after
from enrichment.reading.slots import Period, Place, Quote
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

_PRESSED: Final = re.compile(r"[!❗‼]{3}")
_BRACKETS: Final = frozenset("(<[{*_")
_SPOKEN: Final = NUMERAL | MULTIPLE


class Clause:
    """One sentence of a card, exactly as it stands there.

    `lowered` is the text in lower case, of the same length; `mask` has the bits of the groups
    of words and of the signs (`groups`) in it. `slot` is what its field, heading or key asks
    for, "" in running text; `turn` is its number under that heading, `listed` says that it is
    an item of a list. `field` and `person` are set for a mapped field's value and a comment's
    author. Amounts and days are worked out when they are first asked for; `telling` keeps whether
    it tells a fact, once `problem.fact` has looked.
    """

    __slots__ = (
        *("_amounts", "_days", "_words", "_written", "field", "listed", "lowered"),
        *("marked", "mask", "person", "place", "slot", "source", "telling", "text", "turn"),
    )

    def __init__(
        self, piece: Piece, place: Place, source: str, words: Words, written: date
    ) -> None:
        """Mark the words of the piece."""
        text = piece.text
        self.slot, self.turn, self.listed = piece.slot, piece.turn, piece.listed
        self.text, self.place, self.source = text, place, source
        self.lowered = lower(text)
        self.field: Field | None = None
        self.person: Person | None = None
        self.telling: bool | None = None
        self._words = words
        self._written = written
        self._amounts: tuple[Amount, ...] | None = None
        self._days: tuple[Dated, ...] | None = None
        if self.slot and text[:1] in _BRACKETS and is_hint(text):
            self.marked = words.dictionary.marked("")
            self.mask = HINT
            return
        self.marked = words.dictionary.marked(self.lowered)
        mask = self.marked.mask
        figures = self.marked.figures
        if figures or mask & _SPOKEN:
            mask |= COUNTED
            if figures and ("→" in text or ">" in text):
                mask |= ARROW
        if figures or mask & MONTH_WORD:
            mask |= DATED
        if "!" in text and _PRESSED.search(text):
            mask |= PRESSING
        self.mask = mask

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts in it, in order."""
        found = self._amounts
        if found is None:
            found = ()
            if self.mask & COUNTED:
                found = tuple(amounts(self.lowered, self.marked, self._words, self.days))
            self._amounts = found
        return found

    def adds(self) -> bool:
        """Whether one of its numbers is added: «+70 заказов»."""
        for one in self.amounts:  # noqa: SIM110 - a generator costs more than all it looks at
            if one.sign == "+":
                return True
        return False

    @property
    def days(self) -> tuple[Dated, ...]:
        """The days in it, in order."""
        found = self._days
        if found is None:
            found = ()
            if self.mask & DATED:
                asked = self.slot == "deadline"
                found = tuple(dates(self.marked, self._written, self._words, asked=asked))
            self._days = found
        return found

    @property
    def headed(self) -> Marked:
        """The words found in its heading."""
        return self._words.headed(self.source)

    @property
    def recurs(self) -> Period | None:
        """How often an amount under its heading recurs: «Эффект в месяц»."""
        return period_after(f" {lower(self.source)}", 0, len(self.source) + 1, self._words)

    @property
    def stated(self) -> Amount | None:
        """One of what its heading counts in: «Эффект, тыс. ₽/мес»."""
        return unit_of(self.source, self._words)

    def marks(self, groups: int) -> list[Mark]:
        """The words of some groups, in the order of the text."""
        return self.marked.of(groups)

    def first(self, groups: int) -> Mark | None:
        """The first word of some groups."""
        return self.marked.first(groups)

    def begins(self, groups: int, within: int = 0) -> bool:
        """Whether a word of some groups is among the first: its number is at most `within`."""
        return self.marked.begins(groups, within)

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.marked.length

    @property
    def quote(self) -> Quote:
        """The clause as a quote."""
        return Quote(self.text, self.place, self.source)
