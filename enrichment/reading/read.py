"""A card read: what it says, slot by slot, with the words relied on."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from msgspec.structs import replace

from connectors.card import Card
from enrichment.reading import kinds, notes, origins, proofs
from enrichment.reading.answers import best
from enrichment.reading.clauses import Said
from enrichment.reading.deadline import read_deadline
from enrichment.reading.effects import EFFECT_CUES, read_effects
from enrichment.reading.effort import read_effort
from enrichment.reading.groups import (
    ABSENT,
    CHANGING,
    COUNTED,
    HALT,
    LEARNING,
    METHOD,
    OWN_VALUE,
    PRESSING,
    SUCCESS,
    URGENT,
    WISH,
)
from enrichment.reading.hypothesis import read_hypothesis
from enrichment.reading.language import language_of
from enrichment.reading.metrics import read_metrics
from enrichment.reading.owner import read_owner
from enrichment.reading.path import read_area, read_step
from enrichment.reading.problem import read_problem
from enrichment.reading.signs import signs_of
from enrichment.reading.slots import Reading
from enrichment.reading.words import Words

VERSION: Final = "6"
"""Part of the key of cached readings: it changes when the same card may be read otherwise."""


def read(card: Card, words: Words) -> Reading:
    """Read one card.

    Pure and deterministic: days without a year are counted from `card.created`, so a reading
    depends on the card's human content and the words alone. Never raises, and takes time in
    proportion to the text. Every quote is a substring of the part of the card it names; an
    assignee's quote is the account's name, a due date's the ISO date.
    """
    told = _Told(card, words)
    reading = told.reading
    kind = kinds.read_kind(told.said, words, reading, told.pointing, told.signs)
    origin = origins.read_origin(told.sources, words, reading, told.signs)
    return replace(reading, kind=kind, origin=origin, role=kinds.read_role(kind.value, told.said))


def read_signs(card: Card, words: Words) -> Mapping[str, float]:
    """The signs its kind and origin are told by, to learn from."""
    return _Told(card, words).signs.named()


class _Told:
    """What a card says, with all that tells its kind and origin."""

    def __init__(self, card: Card, words: Words) -> None:
        self.said = Said(card, words)
        self.reading = _slots(card, self.said, words)
        self.pointing = kinds.pointing(card, self.said, words)
        self.sources = origins.sources(self.said, self.reading.evidence)
        points = self.pointing.points
        self.signs = signs_of(self.reading, self.said.stated, points, self.sources)


def _slots(card: Card, said: Said, words: Words) -> Reading:
    """What the card says, but for its kind, origin and role: they are told by all the rest."""
    language = language_of(card)
    change = best(notes.read_change, said.where("change", groups=WISH))
    method = best(notes.read_method, said.where("method", groups=METHOD))
    problem = best(partial(read_problem, words=words), said.clauses)
    metrics = read_metrics(said)
    effects = read_effects(said.where("effect", "risk", groups=EFFECT_CUES), language)
    evidence = proofs.read_evidence(said)
    return Reading(
        language=language,
        problem=problem,
        change=change,
        metrics=metrics,
        effects=effects,
        owner=read_owner(card, said, words),
        effort=read_effort(said),
        deadline=read_deadline(card, said),
        evidence=evidence,
        success=best(notes.read_success, said.where("success", groups=SUCCESS)),
        stop=best(notes.read_stop, said.where("stop", groups=HALT)),
        shift=best(notes.read_shift, said.where("shift", "change", groups=CHANGING)),
        own_value=best(notes.read_own_value, said.where("own_value", groups=OWN_VALUE)),
        learning=best(notes.read_learning, said.where("learning", groups=LEARNING)),
        proofs=proofs.read_proofs(said, evidence, card.created.date()),
        unknown=best(proofs.read_unknown, said.where("unknown", groups=ABSENT)),
        method=method,
        customers=proofs.read_customers(said.where(groups=COUNTED)),
        hypothesis=read_hypothesis(problem, change, effects, metrics, method),
        area=read_area(said),
        step=read_step(said),
        urgent=best(notes.read_urgent, said.where(groups=URGENT | PRESSING)),
    )
