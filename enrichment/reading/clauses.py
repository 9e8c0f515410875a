"""A card as clauses: sentences with their place, heading, marked words, amounts and days."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from connectors.card import Card, Field, Person
from enrichment.reading.dates import Dated, dates
from enrichment.reading.layout import pieces
from enrichment.reading.numbers import Amount, amounts
from enrichment.reading.slots import Place, Quote
from enrichment.reading.stems import WORD
from enrichment.reading.words import Mark, Marks, Words

_DIGIT = re.compile(r"\d")
_ORDER = {place: rank for rank, place in enumerate(Place)}


class Clause(msgspec.Struct, frozen=True, gc=False):
    """One sentence of a card, exactly as it stands there.

    `slot` is what its field, heading or key asks for, "" in running text. `field` and `person`
    are set for a mapped field's value and a comment's author.
    """

    text: str
    place: Place
    slot: str
    source: str
    marks: Marks
    amounts: tuple[Amount, ...] = ()
    days: tuple[Dated, ...] = ()
    field: Field | None = None
    person: Person | None = None

    def has(self, *groups: str) -> bool:
        """Whether a word of one of the groups stands in it."""
        return any(group in self.marks for group in groups)

    def first(self, group: str) -> Mark | None:
        """The first word of a group."""
        found = self.marks.get(group)
        return found[0] if found else None

    @property
    def length(self) -> int:
        """How many words it has."""
        return len(WORD.findall(self.text))

    @property
    def quote(self) -> Quote:
        """The clause as a quote."""
        return Quote(self.text, self.place, self.source)


def clauses(card: Card, words: Words) -> tuple[Clause, ...]:
    """Every clause of the card in the order of trust: fields, sections, lists, talk, prose."""
    found = sorted(_clauses(card, words), key=lambda clause: _ORDER[clause.place])
    return tuple(found)


def _clauses(card: Card, words: Words) -> Iterator[Clause]:
    written = card.created.date()
    for field in card.fields:
        yield from _field(field, written, words)
    for piece in pieces(card.body, words):
        place = Place.SECTION if piece.slot else Place.PROSE
        yield _clause(piece.text, place, piece.slot, piece.source, written, words)
    for checklist in card.checklists:
        slot = words.heading(checklist.name)
        for item in checklist.items:
            for piece in pieces(item.text, words, slot, checklist.name):
                yield _clause(
                    piece.text, Place.CHECKLIST, piece.slot, checklist.name, written, words
                )
    for comment in card.comments:
        name = comment.author.name if comment.author else ""
        for piece in pieces(comment.text, words):
            clause = _clause(piece.text, Place.COMMENT, piece.slot, name, written, words)
            yield msgspec.structs.replace(clause, person=comment.author)
    for piece in pieces(card.title, words):
        yield _clause(piece.text, Place.TITLE, piece.slot, piece.source, written, words)


def _field(field: Field, written: date, words: Words) -> Iterator[Clause]:
    """A mapped field's whole value, or the sentences of one that nobody mapped."""
    if field.slot is None:
        for piece in pieces(field.text, words):
            yield _clause(piece.text, Place.FIELD, piece.slot, field.name, written, words)
        return
    slot = _FIELD_SLOTS.get(field.slot, field.slot)
    for line in filter(str.strip, field.text.split("\n")) if field.text.strip() else ("",):
        clause = _clause(line.strip(), Place.FIELD, slot, field.name, written, words)
        yield msgspec.structs.replace(clause, field=field)


_FIELD_SLOTS = {"metrics": "metric", "effects": "effect"}


def _clause(text: str, place: Place, slot: str, source: str, written: date, words: Words) -> Clause:
    marks = words.marks(text)
    days: tuple[Dated, ...] = ()
    counted: tuple[Amount, ...] = ()
    digits = _DIGIT.search(text) is not None
    if digits or "month word" in marks:
        days = tuple(dates(text, written, words))
    if digits or "numeral" in marks or "multiple" in marks:
        counted = tuple(amounts(text, marks, words, [(day.start, day.end) for day in days]))
    return Clause(text, place, slot, source, marks, counted, days)
