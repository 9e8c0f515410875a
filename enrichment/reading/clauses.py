"""A card as clauses, in the order in which they are trusted."""

from typing import Final

from connectors.card import Card, Person, PersonKind
from enrichment.reading.clause import Clause
from enrichment.reading.groups import BOT, TEAM
from enrichment.reading.layout import Piece, pieces
from enrichment.reading.slots import (
    IN_CHECKLIST,
    IN_COMMENT,
    IN_FIELD,
    IN_PROSE,
    IN_SECTION,
    IN_TITLE,
    Place,
)
from enrichment.reading.words import Words

_COMMENT: Final = IN_COMMENT
_ENOUGH: Final = 500  # clauses: what a card says so often it has said
_FIELD_SLOTS: Final = {"metrics": "metric", "effects": "effect"}


class Said:
    """All a card says: its clauses in the order of trust, found by slot and by groups of words.

    The order is fields, sections, lists, talk, prose; talk and lists that answer to no heading
    come last: there a mention is least of an answer. `mask` has the bits of all groups of words,
    `stated` those of the card itself: to say a thing once more below it adds nothing.
    """

    def __init__(self, card: Card, words: Words) -> None:
        """Cut the card into clauses."""
        self.words = words
        self.clauses = _Cutter(card, words).clauses()
        self._slots: set[str] = set()
        stated = talked = 0
        for clause in self.clauses:
            self._slots.add(clause.slot)
            if clause.place is _COMMENT:
                talked |= clause.mask
            else:
                stated |= clause.mask
        self.stated, self.mask = stated, stated | talked

    def where(self, *slots: str, groups: int = 0) -> list[Clause]:
        """The clauses that answer to one of the slots or hold a word of one of the groups."""
        asked = [slot for slot in slots if slot in self._slots]
        groups &= self.mask
        if not asked:
            found = [one for one in self.clauses if one.mask & groups] if groups else []
        elif len(asked) > 1:
            found = [one for one in self.clauses if one.mask & groups or one.slot in asked]
        else:
            slot = asked[0]
            found = [one for one in self.clauses if one.mask & groups or one.slot == slot]
        return found if len(found) <= _ENOUGH else found[:_ENOUGH]


class _Cutter:
    """One card on its way to clauses: its words and the day it was written go along."""

    def __init__(self, card: Card, words: Words) -> None:
        self._card, self._words = card, words
        self._written = card.created.date()

    def clauses(self) -> list[Clause]:
        """The clauses part by part."""
        sections, prose = self._body()
        items, asides = self._items()
        talk, chat = self._talk()
        found = self._fields()
        for part in (sections, items, talk, prose, self._title(), asides, chat):
            found += part
        return found

    def _fields(self) -> list[Clause]:
        """A field's value line by line; a field that nobody mapped answers to its name."""
        found: list[Clause] = []
        for field in self._card.fields:
            slot = field.slot or self._words.heading(field.name)
            if not slot:
                told = pieces(field.text, self._words)
                found += [self._clause(piece, IN_FIELD, field.name) for piece in told]
                continue
            slot = _FIELD_SLOTS.get(slot, slot)
            for line in [line.strip() for line in field.text.split("\n") if line.strip()] or [""]:
                clause = self._clause(Piece(slot, "", line), IN_FIELD, field.name)
                clause.field = field
                found.append(clause)
        return found

    def _body(self) -> tuple[list[Clause], list[Clause]]:
        """The text itself: what stands under headings that ask, and the rest."""
        sections: list[Clause] = []
        prose: list[Clause] = []
        for piece in pieces(self._card.body, self._words):
            if piece.slot:
                sections.append(self._clause(piece, IN_SECTION, piece.source))
            else:
                prose.append(self._clause(piece, IN_PROSE, piece.source))
        return sections, prose

    def _items(self) -> tuple[list[Clause], list[Clause]]:
        """What lists say under a heading that asks, and the rest."""
        asked: list[Clause] = []
        rest: list[Clause] = []
        for checklist in self._card.checklists:
            slot = self._words.heading(checklist.name)
            for item in checklist.items:
                for piece in pieces(item.text, self._words, slot):
                    clause = self._clause(piece, IN_CHECKLIST, checklist.name)
                    (asked if clause.slot else rest).append(clause)
        return asked, rest

    def _talk(self) -> tuple[list[Clause], list[Clause]]:
        """What people said under a heading that asks, and the rest; machines say nothing."""
        asked: list[Clause] = []
        rest: list[Clause] = []
        for comment in self._card.comments:
            author = comment.author
            if author is not None and is_machine(author, self._words):
                continue
            for piece in pieces(comment.text, self._words):
                clause = self._clause(piece, IN_COMMENT, author.name if author else "")
                clause.person = author
                (asked if clause.slot else rest).append(clause)
        return asked, rest

    def _title(self) -> list[Clause]:
        """The title as a whole: what stands before its colon is no heading."""
        title = self._card.title.strip()
        return [self._clause(Piece("", "", title), IN_TITLE, "")] if title else []

    def _clause(self, piece: Piece, place: Place, source: str) -> Clause:
        return Clause(piece, place, source, self._words, self._written)


def is_machine(person: Person, words: Words) -> bool:
    """Whether no person stands behind an account: a bot by its kind, or by its name."""
    named = words.marks(person.name)
    return person.kind is PersonKind.BOT or bool(named.mask & BOT and not named.mask & TEAM)
