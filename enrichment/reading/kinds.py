"""Kind, origin and role of an initiative: labels and fields first, then the words."""

from typing import NamedTuple

from connectors.card import Card
from enrichment.reading.clauses import Said
from enrichment.reading.groups import CONDITION_ROLE, KIND, ORIGIN
from enrichment.reading.phrases import Pointed
from enrichment.reading.slots import (
    Effect,
    EffectKind,
    Kind,
    Metric,
    MetricRole,
    Origin,
    Place,
    Quote,
    Role,
    Slot,
)
from enrichment.reading.words import Words

_ENOUGH = 2.0
_CODE = 4.0  # names of code in the text speak for internal work
_GROWTH = frozenset({EffectKind.MONEY, EffectKind.CONVERSION, EffectKind.RETENTION})
_AIM = 3.0
_LABEL = 4.0
_TITLE = 2.0  # a word of the title says twice as much
_ORDER = (
    Kind.MANDATORY,
    Kind.LEADERSHIP,
    Kind.STRATEGIC,
    Kind.INFRASTRUCTURE,
    Kind.GROWTH,
    Kind.CLIENT,
)
_ORIGINS = (
    Origin.REGULATOR,
    Origin.EXECUTIVE,
    Origin.CUSTOMER,
    Origin.COMPETITOR,
    Origin.DATA,
    Origin.TEAM,
)


class Argued(NamedTuple):
    """What a card argues with: its problem, metrics and effects."""

    problem: Slot[str]
    metrics: Slot[tuple[Metric, ...]]
    effects: Slot[tuple[Effect, ...]]

    @property
    def any(self) -> bool:
        """Whether there is a reason beside somebody's wish."""
        return not (self.problem.missing and self.metrics.missing and self.effects.missing)

    @property
    def growth(self) -> bool:
        """Whether the aim is money, conversion or retention."""
        moved = any(metric.role is MetricRole.MAIN for metric in self.metrics.value or ())
        return moved or any(effect.kind in _GROWTH for effect in self.effects.value or ())


def read_kind(card: Card, said: Said, words: Words, argued: Argued) -> Slot[Kind]:
    """The kind a field or label names, or the one most words point to.

    A wish of the management makes the kind only where nothing else is argued.
    """
    for clause in said.where("kind"):
        if clause.slot == "kind" and (named := _label(clause.text, words)):
            return Slot(named, clause.quote, None)
    points, quotes = _points(card, said, words)
    if argued.any:
        points[Kind.LEADERSHIP] = 0
    if argued.growth:
        points[Kind.GROWTH] += _AIM
        points[Kind.CLIENT] /= 2  # a client's scenario mended for growth is growth
    if points[Kind.MANDATORY] >= 3 and points[Kind.MANDATORY] >= max(points.values()) / 2:
        best = Kind.MANDATORY
    elif points[Kind.LEADERSHIP] >= 3:
        best = Kind.LEADERSHIP
    else:
        best = max(_ORDER, key=lambda kind: points[kind])
    if points[best] < _ENOUGH:
        return Slot(Kind.UNCLEAR, None, None)
    return Slot(best, quotes.get(best), None)


def _label(text: str, words: Words) -> Kind | None:
    known = words.dictionary.stems(text)
    return words.labels.get(known) or next(
        (kind for kind in Kind if kind.value == text.strip().lower()), None
    )


def _points(card: Card, said: Said, words: Words) -> tuple[dict[Kind, float], dict[Kind, Quote]]:
    """How much speaks for each kind, and the first words that do; a word repeated counts once."""
    points = dict.fromkeys(Kind, 0.0)
    quotes: dict[Kind, Quote] = {}
    seen: set[tuple[Kind, tuple[str, ...]]] = set()
    for clause in said.where(groups=KIND):
        for one in clause.marked.phrases(KIND):
            pointed = one.payload
            if not isinstance(pointed, Pointed) or (pointed.kind, one.stems) in seen:
                continue
            seen.add((pointed.kind, one.stems))
            titled = _TITLE if clause.place is Place.TITLE else 1
            points[pointed.kind] += pointed.weight * titled
            quotes.setdefault(pointed.kind, clause.quote)
    if "`" in card.body:
        points[Kind.INFRASTRUCTURE] += _CODE
    for label in (*card.labels, card.status):
        if named := words.labels.get(words.dictionary.stems(label)):
            points[named] += _LABEL
            quotes.setdefault(named, Quote(label, Place.FIELD, "labels"))
    return points, quotes


def read_origin(said: Said, evidence: Slot[str], argued: Argued) -> Slot[Origin]:
    """Where the idea came from: the source that outranks, of those the card names.

    What is to be built («страница отзывов») names no source; shares without one are data,
    and a problem told without either is the team's own.
    """
    found: dict[object, Quote] = {}
    for clause in said.where("origin", groups=ORIGIN):
        if clause.slot != "change" and clause.place is not Place.TITLE:
            for mark in clause.marks(ORIGIN):
                found.setdefault(mark.payload, clause.quote)
    if evidence.quote is not None and not evidence.missing and "%" in evidence.quote.text:
        found.setdefault(Origin.DATA, evidence.quote)
    if argued.problem.quote is not None and not argued.problem.missing:
        found.setdefault(Origin.TEAM, argued.problem.quote)
    best = next((origin for origin in _ORIGINS if origin in found), None)
    return Slot(best, found[best], None) if best else Slot(Origin.UNCLEAR, None, None)


def read_role(kind: Kind | None, said: Said) -> Role:
    """A condition of the path when its title or kind says so, otherwise a driver."""
    if kind is Kind.MANDATORY:
        return Role.CONDITION
    titled = any(clause.place is Place.TITLE for clause in said.where(groups=CONDITION_ROLE))
    return Role.CONDITION if titled else Role.DRIVER
