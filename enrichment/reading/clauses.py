"""A card as clauses: sentences with their place, heading, marked words, amounts and days."""

import re
from collections.abc import Iterator
from datetime import date

from connectors.card import Card, Comment, Field, Person, PersonKind
from enrichment.reading.amount import Amount
from enrichment.reading.dates import Dated, dates
from enrichment.reading.groups import (
    BOT,
    COUNTED,
    DATED,
    HINT,
    MONTH_WORD,
    MULTIPLE,
    NUMERAL,
    PRESSING,
    TEAM,
)
from enrichment.reading.layout import Piece, is_hint, pieces
from enrichment.reading.numbers import amounts, unit_of
from enrichment.reading.phrases import Mark, Marked
from enrichment.reading.slots import Period, Place, Quote
from enrichment.reading.stems import lower
from enrichment.reading.tails import period_after
from enrichment.reading.words import Words

_PRESSED = re.compile(r"[!❗‼]{3}")
_ENOUGH = 500  # clauses: what a card says so often it has said
_DIGIT = re.compile(r"\d")
_BRACKETS = frozenset("(<[{*_")
_SPOKEN = NUMERAL | MULTIPLE


class Clause:
    """One sentence of a card, exactly as it stands there.

    `lowered` is the text in lower case, of the same length; `mask` has the bits of the groups
    of words and of the signs (`groups`) in it. `slot` is what its field, heading or key asks
    for, "" in running text; `turn` is its number under that heading, `listed` says that it is
    an item of a list. `field` and `person` are set for a mapped field's value and a comment's
    author. Amounts and days are worked out when they are first asked for.
    """

    __slots__ = (
        *("_amounts", "_days", "_words", "_written", "field", "listed", "lowered"),
        *("marked", "mask", "person", "place", "slot", "source", "text", "turn"),
    )

    def __init__(
        self, piece: Piece, place: Place, source: str, words: Words, written: date
    ) -> None:
        """Mark the words of the piece."""
        self.slot, _, text, self.turn, self.listed = piece
        self.text, self.place, self.source = text, place, source
        self.lowered = lower(text)
        self.field: Field | None = None
        self.person: Person | None = None
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
        digits = _DIGIT.search(text) is not None
        if digits or mask & _SPOKEN:
            mask |= COUNTED
        if digits or mask & MONTH_WORD:
            mask |= DATED
        if "!" in text and _PRESSED.search(text):
            mask |= PRESSING
        self.mask = mask

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The amounts in it, in order."""
        if self._amounts is None:
            counted = self.mask & COUNTED
            listed = amounts(self.lowered, self.marked, self._words, self.days) if counted else ()
            self._amounts = tuple(listed)
        return self._amounts

    @property
    def days(self) -> tuple[Dated, ...]:
        """The days in it, in order."""
        if self._days is None:
            named = bool(self.mask & MONTH_WORD)
            dated = self.mask & DATED
            asked = self.slot == "deadline"
            where = (self.lowered, self._written, self._words)
            self._days = tuple(dates(*where, named=named, asked=asked)) if dated else ()
        return self._days

    @property
    def headed(self) -> Marked:
        """The words found in its heading."""
        return self._words.marks(self.source)

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
        return self.marked.of(groups) if self.mask & groups else []

    def first(self, groups: int) -> Mark | None:
        """The first word of some groups."""
        found = self.marks(groups)
        return found[0] if found else None

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.marked.length

    @property
    def quote(self) -> Quote:
        """The clause as a quote."""
        return Quote(self.text, self.place, self.source)


class Said:
    """All a card says: its clauses in the order of trust, found by slot and by groups of words.

    The order is fields, sections, lists, talk, prose; talk and lists that answer to no heading
    come last: there a mention is least of an answer.
    """

    def __init__(self, card: Card, words: Words) -> None:
        """Cut the card into clauses."""
        self.words = words
        self.clauses = sorted(_Cards(card, words).clauses(), key=_trust)
        self.mask = 0
        for clause in self.clauses:
            self.mask |= clause.mask
        self._slots = {clause.slot for clause in self.clauses}

    def where(self, *slots: str, groups: int = 0) -> list[Clause]:
        """The clauses that answer to one of the slots or hold a word of one of the groups."""
        if self.mask & groups:
            found = [one for one in self.clauses if one.mask & groups or one.slot in slots]
        elif self._slots.isdisjoint(slots):
            return []
        else:
            found = [one for one in self.clauses if one.slot in slots]
        return found[:_ENOUGH]


_ORDER = {place: rank for rank, place in enumerate(Place)}
_UNASKED = {
    Place.FIELD: 0,
    Place.SECTION: 1,
    Place.PROSE: 10,
    Place.TITLE: 11,
    Place.CHECKLIST: 12,
    Place.COMMENT: 13,
}
_FIELD_SLOTS = {"metrics": "metric", "effects": "effect"}


def _trust(clause: Clause) -> int:
    return _ORDER[clause.place] if clause.slot else _UNASKED[clause.place]


class _Cards:
    """One card on its way to clauses: its words and the day it was written go along."""

    def __init__(self, card: Card, words: Words) -> None:
        self._card, self._words = card, words
        self._written = card.created.date()

    def clauses(self) -> Iterator[Clause]:
        """The clauses part by part."""
        for field in self._card.fields:
            yield from self._field(field)
        for piece in pieces(self._card.body, self._words):
            yield self._clause(piece, Place.SECTION if piece.slot else Place.PROSE, piece.source)
        for checklist in self._card.checklists:
            slot = self._words.heading(checklist.name)
            for item in checklist.items:
                for piece in pieces(item.text, self._words, slot):
                    yield self._clause(piece, Place.CHECKLIST, checklist.name)
        for comment in self._card.comments:
            yield from self._talk(comment)
        if title := self._card.title.strip():  # what stands before its colon is no heading
            yield self._clause(Piece("", "", title), Place.TITLE, "")

    def _talk(self, comment: Comment) -> Iterator[Clause]:
        """What a person said; machines say nothing."""
        author = comment.author
        if author is not None and is_machine(author, self._words):
            return
        for piece in pieces(comment.text, self._words):
            clause = self._clause(piece, Place.COMMENT, author.name if author else "")
            clause.person = author
            yield clause

    def _field(self, field: Field) -> Iterator[Clause]:
        """A field's value line by line; a field that nobody mapped answers to its name."""
        slot = field.slot or self._words.heading(field.name)
        if not slot:
            for piece in pieces(field.text, self._words):
                yield self._clause(piece, Place.FIELD, field.name)
            return
        slot = _FIELD_SLOTS.get(slot, slot)
        for line in [line.strip() for line in field.text.split("\n") if line.strip()] or [""]:
            clause = self._clause(Piece(slot, "", line), Place.FIELD, field.name)
            clause.field = field
            yield clause

    def _clause(self, piece: Piece, place: Place, source: str) -> Clause:
        return Clause(piece, place, source, self._words, self._written)


def is_machine(person: Person, words: Words) -> bool:
    """Whether no person stands behind an account: a bot by its kind, or by its name."""
    named = words.marks(person.name)
    return person.kind is PersonKind.BOT or bool(named.mask & BOT and not named.mask & TEAM)
