"""A card as clauses: sentences with their place, heading, marked words, amounts and days."""

import re
from collections.abc import Iterator

import msgspec

from connectors.card import Card, Field, Person
from enrichment.reading.dates import Dated, dates
from enrichment.reading.layout import Piece, pieces
from enrichment.reading.numbers import Amount, amounts
from enrichment.reading.slots import Place, Quote
from enrichment.reading.stems import WORD, lower
from enrichment.reading.words import NO_MARKS, Mark, Marks, Words

COUNTED, DATED, PRESSING = "counted:", "dated:", "pressing:"
"""What `Said.where` finds beside slots and groups of words: amounts, days, «!!!»."""
_PRESSED = re.compile(r"[!❗‼]{3}")
_DIGIT = re.compile(r"\d")


class Clause(msgspec.Struct, frozen=True, gc=False):
    """One sentence of a card, exactly as it stands there.

    `lowered` is the text in lower case, of the same length. `slot` is what its field, heading or key asks for, "" in running text; `turn` is its number
    under that heading, `heading` what is marked in it. `field` and `person` are set for a mapped field's value and a comment's
    author.
    """

    text: str
    lowered: str
    place: Place
    slot: str
    source: str
    marks: Marks
    amounts: tuple[Amount, ...] = ()
    days: tuple[Dated, ...] = ()
    field: Field | None = None
    person: Person | None = None
    turn: int = 0
    heading: Marks = NO_MARKS

    def has(self, *groups: str) -> bool:
        """Whether a word of one of the groups stands in it."""
        return not self.marks.keys().isdisjoint(groups)

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


class Said:
    """All a card says: its clauses in the order of trust, found by slot and by group of words.

    The order is fields, sections, lists, talk, prose; talk and lists that answer to no heading
    come last: there a mention is least of an answer.
    """

    def __init__(self, card: Card, words: Words) -> None:
        """Cut the card into clauses."""
        self.clauses = tuple(sorted(_Cards(card, words).clauses(), key=_trust))
        self._index: dict[str, set[int]] = {}
        for at, clause in enumerate(self.clauses):
            for name in (f"{clause.slot}:", *clause.marks, *_signs(clause)):
                self._index.setdefault(name, set()).add(at)

    def where(self, slot: str, *groups: str) -> list[Clause]:
        """The clauses that answer to `slot` or hold a word of one of the groups."""
        found = self._index.get(f"{slot}:", set()).union(
            *(self._index.get(group, ()) for group in groups)
        )
        return [self.clauses[at] for at in sorted(found)]


def _trust(clause: Clause) -> int:
    if clause.slot:
        return _ORDER[clause.place]
    return _UNASKED[clause.place]


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


def _signs(clause: Clause) -> Iterator[str]:
    """What can be looked for beside words: amounts, days, and marks of pressure."""
    if clause.amounts:
        yield COUNTED
    if clause.days:
        yield DATED
    if _PRESSED.search(clause.text):
        yield PRESSING


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
            name = comment.author.name if comment.author else ""
            for piece in pieces(comment.text, self._words):
                yield self._clause(piece, Place.COMMENT, name, person=comment.author)
        for piece in pieces(self._card.title, self._words):
            yield self._clause(piece, Place.TITLE, piece.source)

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
        """The piece with what is marked and counted in it."""
        text, lowered = piece.text, lower(piece.text)
        marks = self._words.marks_of(lowered)
        days: tuple[Dated, ...] = ()
        counted: tuple[Amount, ...] = ()
        digits = _DIGIT.search(text) is not None
        if digits or "month_word" in marks:
            days = tuple(dates(lowered, self._written, self._words))
        if digits or "numeral" in marks or "multiple" in marks:
            hidden = [(day.start, day.end) for day in days]
            counted = tuple(amounts(lowered, marks, self._words, hidden))
        heading = self._words.marks(source) if piece.slot == "effect" else NO_MARKS
        return Clause(
            text=text,
            lowered=lowered,
            place=place,
            slot=piece.slot,
            source=source,
            marks=marks,
            amounts=counted,
            days=days,
            field=field,
            person=person,
            turn=piece.turn,
            heading=heading,
        )
