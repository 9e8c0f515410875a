"""Kind and role of an initiative: a field that names it first, then all that speaks for one."""

import re
from typing import Final

from connectors.card import Card
from enrichment.reading.answers import unanswered
from enrichment.reading.clause import Clause
from enrichment.reading.clauses import Said
from enrichment.reading.groups import CONDITION_ROLE, KIND, WANTED
from enrichment.reading.phrases import Phrase, Pointed
from enrichment.reading.signs import Signs
from enrichment.reading.slots import (
    IN_FIELD,
    IN_TITLE,
    Kind,
    Place,
    Quote,
    Reading,
    Role,
    Slot,
)
from enrichment.reading.words import Words

_CODE: Final = 4.0  # names of code in the text speak for internal work
_LABEL: Final = 5.0
_TITLE: Final = 2.0  # a word of the title says twice as much
_CLEAR: Final = 6.0  # one strong word of the title leaves no doubt that there is a kind
_PLACED: Final = {Place.TITLE: _TITLE, Place.COMMENT: 0.5, Place.CHECKLIST: 0.5}
_SLOTTED: Final = dict.fromkeys(  # the aim says more than the situation
    ("problem", "evidence", "metric", "effect", "owner", "effort", "deadline"), 0.7
) | dict.fromkeys(("aside", "unknown", "stop", "success", "shift", "method", "risk"), 0.5)
_NO_POINTS: Final = dict.fromkeys(Kind, 0.0)
_PATRONYMIC: Final = re.compile(r"\b[а-я]{3,}\s+[а-я]{2,}(?:ович|евич|ьич|овн|евн)[а-я]{0,3}\b")


class Pointing:
    """How much the words speak for each kind (`points`), and the first that do (`quotes`)."""

    __slots__ = ("points", "quotes")

    def __init__(self, points: dict[Kind, float], quotes: dict[Kind, Quote]) -> None:
        """Keep what was found."""
        self.points, self.quotes = points, quotes


def read_kind(
    said: Said, words: Words, reading: Reading, pointing: Pointing, signs: Signs
) -> Slot[Kind]:
    """The kind a field names, or the one that the card's signs speak for."""
    for clause in said.where("kind"):
        if clause.slot == "kind" and (named := _label(clause.text, words)):
            return Slot(named, clause.quote, None)
    clear = max(pointing.points.values()) >= _CLEAR
    best = words.kinds.best(signs, but=Kind.UNCLEAR if clear else None)
    if best is None or best is Kind.UNCLEAR:
        return Slot(Kind.UNCLEAR, None, None)
    return Slot(best, pointing.quotes.get(best) or _argument(reading), None)


def _argument(reading: Reading) -> Quote | None:
    """The words of what the card argues with."""
    slots = (reading.metrics, reading.effects, reading.problem, reading.change)
    return next((slot.quote for slot in slots if not slot.missing), None)


def _label(text: str, words: Words) -> Kind | None:
    known = words.dictionary.stems(text)
    return words.labels.get(known) or next(
        (kind for kind in Kind if kind.value == text.strip().lower()), None
    )


def pointing(card: Card, said: Said, words: Words) -> Pointing:
    """What the words of the card point to; a word repeated counts once."""
    points = _NO_POINTS.copy()
    quotes: dict[Kind, Quote] = {}
    counted: dict[Phrase, float] = {}
    for clause in said.where(groups=KIND):
        if clause.slot and unanswered(clause):
            continue
        share = _share(clause)
        for one in clause.marked.phrases(KIND):
            pointed = one.payload
            if not isinstance(pointed, Pointed):
                continue
            kind, weight = pointed
            before = counted.get(one, 0.0)
            if share > before:
                counted[one] = share
                points[kind] += weight * (share - before)
                if kind not in quotes:
                    quotes[kind] = clause.quote
    if "`" in card.body:
        points[Kind.INFRASTRUCTURE] += _CODE
    for label in card.labels:
        _labelled(label, words, points, quotes)
    _senior(said, points, quotes)
    return Pointing(points, quotes)


def _share(clause: Clause) -> float:
    """What a word counts where it stands."""
    placed = _PLACED.get(clause.place)
    return _SLOTTED.get(clause.slot, 1.0) if placed is None else placed


def _labelled(
    label: str, words: Words, points: dict[Kind, float], quotes: dict[Kind, Quote]
) -> None:
    """A label that names a kind says most; another one counts like the title's words."""
    quote = Quote(label, IN_FIELD, "labels")
    if named := words.labels.get(words.dictionary.stems(label)):
        points[named] += _LABEL
        quotes.setdefault(named, quote)
        return
    for one in words.marks(label).phrases(KIND):
        if isinstance(one.payload, Pointed):
            points[one.payload.kind] += one.payload.weight * _TITLE
            quotes.setdefault(one.payload.kind, quote)


def _senior(said: Said, points: dict[Kind, float], quotes: dict[Kind, Quote]) -> None:
    """Somebody called by name and patronymic who wants it: that is how superiors are named."""
    for clause in said.where(groups=WANTED):
        if _PATRONYMIC.search(clause.lowered):
            points[Kind.LEADERSHIP] += _LABEL
            quotes.setdefault(Kind.LEADERSHIP, clause.quote)


def read_role(kind: Kind | None, said: Said) -> Role:
    """A condition of the path when its title or kind says so, otherwise a driver."""
    if kind is Kind.MANDATORY:
        return Role.CONDITION
    titled = any(clause.place is IN_TITLE for clause in said.where(groups=CONDITION_ROLE))
    return Role.CONDITION if titled else Role.DRIVER
