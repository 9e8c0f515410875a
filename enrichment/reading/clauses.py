"""A card as clauses, in the order in which they are trusted."""

from collections.abc import Iterator

from connectors.card import Card, Comment, Field, Person, PersonKind
from enrichment.reading.clause import Clause
from enrichment.reading.groups import BOT, TEAM
from enrichment.reading.layout import Piece, pieces
from enrichment.reading.slots import Place
from enrichment.reading.words import Words

_ENOUGH = 500  # clauses: what a card says so often it has said


class Said:
    """All a card says: its clauses in the order of trust, found by slot and by groups of words.

    The order is fields, sections, lists, talk, prose; talk and lists that answer to no heading
    come last: there a mention is least of an answer. `mask` has the bits of all groups of words,
    `stated` those of the card itself: to say a thing once more below it adds nothing.
    """

    def __init__(self, card: Card, words: Words) -> None:
        """Cut the card into clauses."""
        self.words = words
        self.clauses = sorted(_Cards(card, words).clauses(), key=_trust)
        self.mask = self.stated = 0
        for clause in self.clauses:
            self.mask |= clause.mask
            if clause.place is not Place.COMMENT:
                self.stated |= clause.mask
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
