"""Card, reading and context as the values that expressions look at, each at its path."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from operator import attrgetter
from typing import Any, Final

import msgspec

from connectors.card import Card, Person
from enrichment.claims import Claims
from enrichment.context import Context
from enrichment.figures import UNTIED, Figures, Ties
from enrichment.money import Yearly
from enrichment.packs.schema import DECISION_VARIABLES, MESSAGES, RENAMED, SLOTS, paths_of
from enrichment.packs.told import told_ties
from enrichment.packs.translate import Values
from enrichment.reading.slots import (
    Effect,
    Empty,
    Kind,
    Metric,
    MetricRole,
    Origin,
    Owner,
    OwnerKind,
    Proof,
    Reading,
    Slot,
)
from enrichment.story import Story
from enrichment.verdict import Score


class Publisher:
    """Lays out the values of the published schema."""

    def __init__(self, messages: Mapping[str, Mapping[str, str]]) -> None:
        """Take the messages of the schema, the topics of the pack among them."""
        paths = paths_of(DECISION_VARIABLES, messages)
        self._blank = {path: _NOTHING[kind] for path, kind in paths.items()}

    def blank(self) -> Values:
        """Give every path its empty value: a card that says nothing, on no particular day."""
        return self._blank.copy()

    def setting(self, context: Context, today: date) -> Values:
        """Publish what is the same for every card: the context, the day, and silence."""
        values = self._blank | {"today": datetime.combine(today, time(), UTC)}
        for published in _FILLED:
            if published.kind != "string":
                values[published.missing], values[published.empty] = True, Empty.ABSENT
        _put_context(values, context, today)
        return values

    def case(
        self, same: Values, card: Card, reading: Reading, figures: Figures, today: date
    ) -> Values:
        """Publish a card over what is the `same` for all; what is not said costs nothing."""
        values = same.copy()
        _put_card(values, card, today)
        _put_reading(values, reading, today)
        _put_figures(values, card, reading, figures)
        if figures.ties is not UNTIED:
            _put_ties(values, figures.ties, reading.language, today)
        for topic in figures.topics:
            values[f"topics.{topic}"] = True
        return values

    def decision(self, case: Values, score: Score, flags: list[str]) -> Values:
        """Publish what decisions look at besides what is published of the `case`."""
        values = case.copy()
        for path, of_reading in _EFFORT:
            values[path] = case[of_reading]
        for path, name in _SCORE:
            values[path] = getattr(score, name)
        values["flags"], values["ready"] = flags, not score.provisional
        return values


class _Published:
    """A slot of the reading as it is published: its path, and those every answer has."""

    __slots__ = ("empty", "kind", "missing", "name", "path", "place", "put", "text")

    def __init__(self, name: str, kind: str) -> None:
        self.name: Final = name
        self.kind: Final = kind
        self.path: Final = f"reading.{RENAMED.get(name, name)}"
        self.missing: Final = f"{self.path}.missing"
        self.empty: Final = f"{self.path}.empty"
        self.place: Final = f"{self.path}.place"
        self.text: Final = f"{self.path}.text"
        self.put: Final = None if kind in _PLAIN else _PUT.get(kind, _put_texts)
        """Puts what an answer of this sort has besides."""


_EFFORT: Final = tuple((f"effort.{name}", f"reading.effort.{name}") for name in MESSAGES["Effort"])
_SCORE: Final = tuple((f"score.{name}", name) for name in MESSAGES["Score"])

_ABSENT: Final = Empty.ABSENT

_NOTHING: Mapping[str, Any] = {
    "bool": False,
    "string": "",
    "int": 0,
    "double": 0.0,
    "string*": (),
    "timestamp": datetime(2000, 1, 1, tzinfo=UTC),
}
"""The empty value of each type."""

_TITLE_WORD: Final = re.compile(r"(?<![\w:/.])[^\W\d_]{2}\w*(?![\w]*[:/.]\S)")
"""A word of a title that is no part of an address."""


def _put_card(values: Values, card: Card, today: date) -> None:
    values["card.connection"] = card.connection
    values["card.tracker"] = card.tracker
    values["card.title"] = card.title
    values["card.title_words"] = len(_TITLE_WORD.findall(card.title))
    values["card.group"] = card.group
    values["card.type"] = card.kind
    values["card.status"] = card.status
    values["card.stage"] = card.stage or ""
    values["card.labels"] = card.labels
    values["card.archived"] = card.archived
    values["card.assigned"] = bool(card.assignees)
    values["card.checklists"] = any(checklist.items for checklist in card.checklists)
    values["card.pages"] = "http" in card.body or bool(card.links)
    values["card.age_days"] = (today - card.created.date()).days
    values["card.still_days"] = (today - card.updated.date()).days


def _put_reading(values: Values, reading: Reading, today: date) -> None:
    values["reading.language"] = reading.language
    values["reading.role"] = reading.role
    values["reading.kind"] = reading.kind.value or Kind.UNCLEAR
    values["reading.origin"] = reading.origin.value or Origin.UNCLEAR
    for published, slot in zip(_FILLED, _slots(reading), strict=True):
        value = slot.value
        if value is None and slot.quote is None and slot.empty is _ABSENT:
            continue
        if published.kind == "string":
            values[published.path] = value or ""
            continue
        _put_answer(values, published, slot)
        if value is not None and published.put is not None:
            published.put(values, published.path, value, today)


def _put_answer(values: Values, published: _Published, slot: Slot[Any]) -> None:
    """Put what every answer has."""
    value, quote = slot.value, slot.quote
    if value is None:
        values[published.empty] = slot.empty or ""
    else:
        values[published.missing], values[published.empty] = False, ""
    if quote is not None:
        values[published.place] = quote.place
        values[published.text] = quote.text
    if isinstance(value, str):
        values[published.text] = value


def _put_number(values: Values, path: str, value: float, _today: date) -> None:
    values[f"{path}.value"] = float(value)


def _put_day(values: Values, path: str, value: date, today: date) -> None:
    left = (value - today).days
    values[f"{path}.days"], values[f"{path}.passed"] = left, left < 0


def _put_owner(values: Values, path: str, owner: Owner, _today: date) -> None:
    values[f"{path}.name"] = owner.name
    values[f"{path}.accepted"] = owner.accepted
    values[f"{path}.person"] = owner.kind is OwnerKind.PERSON


def _put_texts(values: Values, path: str, value: msgspec.Struct, _today: date) -> None:
    for name in value.__struct_fields__:
        values[f"{path}.{name}"] = getattr(value, name)


def _put_pieces(values: Values, path: str, pieces: tuple[object, ...], _today: date) -> None:
    values[f"{path}.count"] = len(pieces)


def _put_proofs(values: Values, path: str, proofs: tuple[Proof, ...], today: date) -> None:
    days = [proof.day for proof in proofs if proof.day is not None]
    values[f"{path}.count"] = len(proofs)
    values[f"{path}.age_days"] = max(0, (today - max(days)).days) if days else 0


def _put_metrics(values: Values, path: str, metrics: tuple[Metric, ...], _today: date) -> None:
    roles = [metric.role for metric in metrics]
    telling = {role for role in roles if role is not MetricRole.COUNTER}
    values[f"{path}.names"] = [metric.name for metric in metrics]
    values[f"{path}.roles"] = roles
    values[f"{path}.only_upper"] = telling == {MetricRole.UPPER}
    values[f"{path}.counter"] = MetricRole.COUNTER in roles
    values[f"{path}.number"] = any(m.baseline is not None or m.target is not None for m in metrics)
    values[f"{path}.period"] = any(metric.period for metric in metrics)


def _put_effects(values: Values, path: str, effects: tuple[Effect, ...], _today: date) -> None:
    values[f"{path}.kinds"] = [effect.kind for effect in effects]
    values[f"{path}.number"] = any(e.low is not None or e.high is not None for e in effects)
    values[f"{path}.period"] = any(effect.period is not None for effect in effects)


_PUT: Final[Mapping[str, Callable[[Values, str, Any, date], None]]] = {
    "Number": _put_number,
    "Deadline": _put_day,
    "Owner": _put_owner,
    "Pieces": _put_pieces,
    "Proofs": _put_proofs,
    "Metric": _put_metrics,
    "Effect": _put_effects,
}
"""What an answer of each sort has besides; any other sort is made of named texts."""

_PLAIN: Final = frozenset({"Answer", "Effort"})
"""Answers that have nothing besides: the days of an effort stand in the figures."""

_FILLED: Final = [
    _Published(name, kind) for name, kind in SLOTS.items() if name not in {"kind", "origin"}
]
"""Kind and origin are never empty: they are `unclear`."""
_slots: Final[Callable[[Reading], tuple[Slot[Any], ...]]] = attrgetter(
    *[one.name for one in _FILLED]
)


def _put_figures(values: Values, card: Card, reading: Reading, figures: Figures) -> None:
    """Put what was worked out of several things together."""
    values["reading.grade"] = figures.grade
    if figures.step:
        values["reading.step"] = figures.step
    if isinstance(figures.yearly, Yearly):
        values["reading.effect.yearly"] = figures.yearly.mid
    if figures.days is not None:
        values["reading.effort.known"] = True
        values["reading.effort.days"] = figures.days.low
    values["reading.effort.developers"] = figures.developers
    if reading.owner.value is not None:
        values["reading.owner.active"] = _is_active(card, reading.owner.value)
        values["reading.owner.deputy"] = figures.deputy
    if figures.phase:
        values["reading.phase"] = figures.phase
    if figures.story:
        _put_story(values, figures.story)
    if figures.claims != _NO_CLAIMS:
        for name in Claims.__struct_fields__:
            if working := getattr(figures.claims, name):
                values[f"reading.claims.{name}.found"] = True
                values[f"reading.claims.{name}.working"] = working


_NO_CLAIMS: Final = Claims()


def _put_story(values: Values, story: Story) -> None:
    values["reading.story.found"] = True
    values["reading.story.who"] = story.who
    values["reading.story.want"] = story.want
    values["reading.story.purpose"] = story.purpose


def _put_ties(values: Values, ties: Ties, language: str, today: date) -> None:
    """Put what of the context a card names."""
    for name, text in told_ties(ties, language).items():
        values[f"ties.{name}"] = text
    values["ties.departments"] = [one.id for one in ties.departments]
    values["ties.channels"] = [one.id for one in ties.channels]
    values["ties.goals"] = [goal.id for goal in ties.goals]
    values["ties.duties"] = [duty.id for duty in ties.duties]
    values["ties.voiced"] = bool(ties.voices)
    values["ties.clients"] = max((voice.clients for voice in ties.voices), default=0)
    values["ties.in_season"] = any(season.holds(today) for season in ties.seasons)


def _put_context(values: Values, context: Context, today: date) -> None:
    """Put what holds `today`."""
    told = {
        "currency": context.currency,
        "sprint.days": float(context.sprint.days),
        "sprint.capacity": context.sprint.capacity or 0.0,
        "funnel.known": bool(context.funnel.steps),
        "funnel.steps": [step.id for step in context.funnel.steps],
        "funnel.bottleneck": context.funnel.narrowest,
        "goals": [goal.id for goal in context.goals],
        "voiced": bool(context.voice),
        "commission": context.economics.commission,
        "seasons": [season.name for season in context.seasons if season.holds(today)],
        "frozen": any(freeze.holds(today) for freeze in context.budget.freezes),
        "departments": [one.id for one in context.departments],
        "channels": ", ".join(one.name for one in context.channels),
        "activation": bool(context.activation),
    }
    told |= {f"arbiters.{conflict.value}": name for conflict, name in context.arbiters.items()}
    if context.balance is not None:
        shares = context.balance.model_dump(exclude={"agreed"})
        told |= {f"balance.{side}": share for side, share in shares.items()}
    values |= {f"context.{path}": value for path, value in told.items()}


def _is_active(card: Card, owner: Owner) -> bool:
    """Tell whether the owner's account is open, as far as the card knows it."""
    people: list[Person] = [*card.assignees, *card.members]
    people += [person for field in card.fields for person in field.people]
    return not any(
        not person.active and (person.id == owner.person_id or person.name == owner.name)
        for person in people
    )
