"""Kind, origin and role of an initiative: labels and fields first, then the words."""

from connectors.card import Card
from enrichment.reading.clauses import Said
from enrichment.reading.slots import Kind, Origin, Place, Quote, Role, Slot
from enrichment.reading.words import Mark, Pointed, Words

_ENOUGH = 2.0
_CODE = 4.0  # names of code in the text speak for internal work
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


def read_kind(card: Card, said: Said, words: Words, *, argued: bool) -> Slot[Kind]:
    """The kind a field or label names, or the one most words point to.

    `argued` says that the card gives a problem, a metric or an effect: a wish of the management
    is then not its only reason.
    """
    for clause in said.where("kind"):
        if clause.slot == "kind" and (named := _label(clause.text, words)):
            return Slot(named, clause.quote, None)
    points, quotes = _points(card, said, words)
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


def _points(card: Card, said: Said, words: Words) -> tuple[dict[Kind, float], dict[Kind, Quote]]:
    """How much speaks for each kind, and the first words that do; a word repeated counts once."""
    points = dict.fromkeys(Kind, 0.0)
    quotes: dict[Kind, Quote] = {}
    seen: set[tuple[Kind, str]] = set()
    for clause in said.where("", "kind"):
        for mark in clause.marks.get("kind", ()):
            kind, weight = _pointed(mark)
            word = clause.text[mark.start : mark.end].lower()
            if (kind, word) in seen:
                continue
            seen.add((kind, word))
            points[kind] += weight * (_TITLE if clause.place is Place.TITLE else 1)
            quotes.setdefault(kind, clause.quote)
    if "`" in card.body:
        points[Kind.INFRASTRUCTURE] += _CODE
    for label in (*card.labels, card.status):
        if named := words.labels.get(words.vocabulary.of(label)):
            points[named] += _LABEL
            quotes.setdefault(named, Quote(label, Place.FIELD, "labels"))
    return points, quotes


def _pointed(mark: Mark) -> tuple[Kind, int]:
    return mark.payload if isinstance(mark.payload, Pointed) else Pointed(Kind.UNCLEAR, 0)


def read_origin(said: Said, evidence: Slot[str]) -> Slot[Origin]:
    """Where the idea came from: the source that outranks, of those the card names.

    What is to be built («страница отзывов») names no source; counted facts without one are data.
    """
    found: dict[object, Quote] = {}
    for clause in said.where("origin", "origin"):
        if clause.slot != "change" and clause.place is not Place.TITLE:
            for mark in clause.marks.get("origin", ()):
                found.setdefault(mark.payload, clause.quote)
    if evidence.quote is not None and not evidence.missing:
        found.setdefault(Origin.DATA, evidence.quote)
    best = next((origin for origin in _ORIGINS if origin in found), None)
    return Slot(best, found[best], None) if best else Slot(Origin.UNCLEAR, None, None)


def read_role(kind: Kind | None, said: Said) -> Role:
    """A condition of the path when its title or kind says so, otherwise a driver."""
    if kind is Kind.MANDATORY:
        return Role.CONDITION
    titled = any(clause.place is Place.TITLE for clause in said.where("role", "condition_role"))
    return Role.CONDITION if titled else Role.DRIVER
