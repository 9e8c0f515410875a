"""A card as clauses: sentences with their place, heading, marked words, amounts and days."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from connectors.card import Card, Field, Person, PersonKind
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
from enrichment.reading.slots import Place, Quote
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

_PRESSED = re.compile(r"[!❗‼]{3}")
_DIGIT = re.compile(r"\d")
_BRACKETS = frozenset("(<[{*_")
_HEADED = frozenset({"effect", "metric"})
_SPOKEN = NUMERAL | MULTIPLE


class Clause(msgspec.Struct, frozen=True, gc=False, eq=False):
    """One sentence of a card, exactly as it stands there.

    `lowered` is the text in lower case, of the same length; `mask` has the bits of the groups
    of words and of the signs (`groups`) in it. `slot` is what its field, heading or key asks
    for, "" in running text; `turn` is its number under that heading. `field` and `person` are
    set for a mapped field's value and a comment's author.
    """

    text: str
    lowered: str
    place: Place
    slot: str
    source: str
    mask: int
    marked: Marked
    amounts: tuple[Amount, ...]
    days: tuple[Dated, ...]
    turn: int
    field: Field | None
    person: Person | None
    headed: Marked | None = None
    """The words found in the heading of an effect or a metric."""
    stated: Amount | None = None
    """One of what the heading counts in: «Эффект, тыс. ₽/мес»."""
    listed: bool = False

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
        return len(self.marked.parts) // 2

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
            return [one for one in self.clauses if one.mask & groups or one.slot in slots]
        if self._slots.isdisjoint(slots):
            return []
        return [one for one in self.clauses if one.slot in slots]


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
            place = Place.SECTION if piece.slot else Place.PROSE
            yield clause_of(piece, place, piece.source, self._words, self._written)
        for checklist in self._card.checklists:
            slot = self._words.heading(checklist.name)
            for item in checklist.items:
                for piece in pieces(item.text, self._words, slot):
                    yield self._clause(piece, Place.CHECKLIST, checklist.name)
        for comment in self._card.comments:
            if comment.author is not None and is_machine(comment.author, self._words):
                continue
            name = comment.author.name if comment.author else ""
            for piece in pieces(comment.text, self._words):
                yield self._clause(piece, Place.COMMENT, name, person=comment.author)
        if title := self._card.title.strip():  # what stands before its colon is no heading
            yield self._clause(Piece("", "", title), Place.TITLE, "")

    def _field(self, field: Field) -> Iterator[Clause]:
        """A field's value line by line; a field that nobody mapped answers to its name."""
        slot = field.slot or self._words.heading(field.name)
        if not slot:
            for piece in pieces(field.text, self._words):
                yield self._clause(piece, Place.FIELD, field.name)
            return
        slot = _FIELD_SLOTS.get(slot, slot)
        for line in [line.strip() for line in field.text.split("\n") if line.strip()] or [""]:
            yield self._clause(Piece(slot, "", line), Place.FIELD, field.name, field=field)

    def _clause(
        self,
        piece: Piece,
        place: Place,
        source: str,
        *,
        field: Field | None = None,
        person: Person | None = None,
    ) -> Clause:
        return clause_of(piece, place, source, self._words, self._written, field, person)


def is_machine(person: Person, words: Words) -> bool:
    """Whether no person stands behind an account: a bot by its kind, or by its name."""
    named = words.marks(person.name)
    return person.kind is PersonKind.BOT or bool(named.mask & BOT and not named.mask & TEAM)


def clause_of(  # noqa: PLR0913, PLR0917 - what a clause is made of
    piece: Piece,
    place: Place,
    source: str,
    words: Words,
    written: date,
    field: Field | None = None,
    person: Person | None = None,
) -> Clause:
    """The piece with what is marked and counted in it."""
    slot, _, text, turn, listed = piece
    lowered = lower(text)
    hinted = bool(slot) and text[:1] in _BRACKETS and is_hint(text)
    marked = words.dictionary.marked("" if hinted else lowered)
    mask = HINT if hinted else marked.mask
    days: tuple[Dated, ...] = ()
    counted: tuple[Amount, ...] = ()
    digits = _DIGIT.search(text) is not None
    if digits or mask & MONTH_WORD:
        days = tuple(dates(lowered, written, words, named=bool(mask & MONTH_WORD)))
    if digits or mask & _SPOKEN:
        counted = tuple(amounts(lowered, marked, words, days))
    if counted:
        mask |= COUNTED
    if days:
        mask |= DATED
    if "!" in text and _PRESSED.search(text):
        mask |= PRESSING
    headed = words.marks(source) if slot in _HEADED else None
    stated = unit_of(source, words) if slot in _HEADED else None
    where = (text, lowered, place, slot, source)
    return Clause(*where, mask, marked, counted, days, turn, field, person, headed, stated, listed)
