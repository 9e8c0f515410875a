"""Kind, origin and role of an initiative: labels and fields first, then the words."""

from connectors.card import Card
from enrichment.reading.clauses import Clause
from enrichment.reading.slots import Kind, Origin, Place, Quote, Role, Slot
from enrichment.reading.words import Pointed, Words

_ENOUGH = 2.0
_CODE = 4.0  # names of code in the text speak for internal work
_TITLE = 2.0  # a word of the title says twice as much
_KINDS = tuple(kind for kind in Kind if kind is not Kind.UNCLEAR)
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


def read_kind(card: Card, clauses: tuple[Clause, ...], words: Words, *, argued: bool) -> Slot[Kind]:
    """The kind a field or label names, or the one most words point to.

    `argued` says that the card gives a problem, a metric or an effect: a wish of the management
    is then not its only reason.
    """
    for clause in clauses:
        if clause.slot == "kind" and (named := _label(clause.text, words)):
            return Slot(named, clause.quote, None)
    points, quotes = _points(card, clauses, words)
    if argued:
        points[Kind.LEADERSHIP] = 0
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
    known = words.vocabulary.of(text)
    return words.labels.get(known) or next(
        (kind for kind in Kind if kind.value == text.strip().lower()), None
    )


def _points(
    card: Card, clauses: tuple[Clause, ...], words: Words
) -> tuple[dict[Kind, float], dict[Kind, Quote]]:
    points = dict.fromkeys(Kind, 0.0)
    quotes: dict[Kind, Quote] = {}
    seen: set[tuple[Kind, str]] = set()
    for clause in clauses:
        for kind in _KINDS:
            for mark in clause.marks.get(f"kind {kind}", ()):
                words_said = clause.text[mark.start : mark.end].lower()
                if (kind, words_said) in seen or not isinstance(mark.payload, Pointed):
                    continue
                seen.add((kind, words_said))
                points[kind] += mark.payload.weight * (_TITLE if clause.place is Place.TITLE else 1)
                quotes.setdefault(kind, clause.quote)
    if "`" in card.body:
        points[Kind.INFRASTRUCTURE] += _CODE
    for label in (*card.labels, card.status):
        if kind_named := words.labels.get(words.vocabulary.of(label)):
            points[kind_named] += 4
            quotes.setdefault(kind_named, Quote(label, Place.FIELD, "labels"))
    return points, quotes


def read_origin(clauses: tuple[Clause, ...], evidence: Slot[str]) -> Slot[Origin]:
    """Where the idea came from: the source that outranks, of those the card names.

    What is to be built («страница отзывов») names no source; counted facts without one are data.
    """
    found: dict[Origin, Quote] = {}
    for clause in clauses:
        if clause.slot == "change" or clause.place is Place.TITLE:
            continue
        for origin in _ORIGINS:
            if f"origin {origin}" in clause.marks:
                found.setdefault(origin, clause.quote)
    if evidence.quote is not None and not evidence.missing:
        found.setdefault(Origin.DATA, evidence.quote)
    best = next((origin for origin in _ORIGINS if origin in found), None)
    return Slot(best, found[best], None) if best else Slot(Origin.UNCLEAR, None, None)


def read_role(kind: Kind | None, clauses: tuple[Clause, ...]) -> Role:
    """A condition of the path when its title or kind says so, otherwise a driver."""
    if kind is Kind.MANDATORY:
        return Role.CONDITION
    titled = any(clause.place is Place.TITLE and clause.has("condition_role") for clause in clauses)
    return Role.CONDITION if titled else Role.DRIVER
