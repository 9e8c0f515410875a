"""Card, reading and context as the values that expressions look at, each at its path."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime, time
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

    def __init__(
        self, messages: Mapping[str, Mapping[str, str]], asked: Collection[str] | None = None
    ) -> None:
        """Take the messages of the schema, the topics of the pack among them.

        Of a card only the paths that are `asked` for need be published, all for None.
        """
        paths = paths_of(DECISION_VARIABLES, messages)
        wanted = set(paths if asked is None else asked)
        wanted.update(of_reading for path, of_reading in _EFFORT if path in wanted)
        self._blank: Final = {path: _NOTHING[kind] for path, kind in paths.items()}
        self._card: Final = [(path, find) for path, find in _CARD.items() if path in wanted]
        self._slots: Final = [_Published(one, kind, wanted) for one, kind in _FILLED.items()]
        self._asked: Final = [one for one in self._slots if one.asked]
        topics = messages["Topics"]
        self._topics: Final = {one: f"topics.{one}" for one in topics if f"topics.{one}" in wanted}
        self._effort: Final = [pair for pair in _EFFORT if pair[0] in wanted]
        self._score: Final = [pair for pair in _SCORE if pair[0] in wanted]

    def blank(self) -> Values:
        """Give every path its empty value: a card that says nothing, on no particular day."""
        return self._blank.copy()

    def setting(self, context: Context, today: date) -> Values:
        """Publish what is the same for every card: the context, the day, and silence."""
        values = self._blank | {"today": datetime.combine(today, time(), UTC)}
        for published in self._slots:
            if published.kind != "string":
                values[published.missing], values[published.empty] = True, Empty.ABSENT
        _put_context(values, context, today)
        return values

    def case(
        self, same: Values, card: Card, reading: Reading, figures: Figures, today: date
    ) -> Values:
        """Publish a card over what is the `same` for all; what is not said costs nothing."""
        values = same.copy()
        for path, find in self._card:
            values[path] = find(card, today)
        self._put_reading(values, reading, today)
        _put_figures(values, card, reading, figures)
        if figures.ties is not UNTIED:
            _put_ties(values, figures.ties, reading.language, today)
        for topic in figures.topics:
            if topic in self._topics:
                values[self._topics[topic]] = True
        return values

    def _put_reading(self, values: Values, reading: Reading, today: date) -> None:
        values["reading.language"] = reading.language
        values["reading.role"] = reading.role
        values["reading.kind"] = reading.kind.value or _KIND_UNCLEAR
        values["reading.origin"] = reading.origin.value or _ORIGIN_UNCLEAR
        for published in self._asked:
            published.publish(values, getattr(reading, published.name), today)

    def decide(self, values: Values, score: Score, flags: list[str]) -> None:
        """Publish what decisions look at besides what is published of a card in `values`."""
        for path, of_reading in self._effort:
            values[path] = values[of_reading]
        for path, name in self._score:
            values[path] = getattr(score, name)
        values["flags"], values["ready"] = flags, not score.provisional


class _Published:
    """A slot of the reading as it is published: its path, and those every answer has."""

    __slots__ = ("_put", "_quoted", "_vague", "asked", "empty", "kind", "missing", "name", "path")

    def __init__(self, name: str, kind: str, wanted: Collection[str]) -> None:
        self.name: Final = name
        self.kind: Final = kind
        self.path: Final = f"reading.{RENAMED.get(name, name)}"
        self.missing: Final = f"{self.path}.missing"
        self.empty: Final = f"{self.path}.empty"
        below = {path for path in wanted if path.startswith(f"{self.path}.")}
        self.asked: Final = self.path in wanted or bool(below)
        self._vague: Final = self.empty in below
        self._quoted: Final = not below.isdisjoint(self._of_quote())
        own = below - {self.missing, self.empty, *self._of_quote()}
        self._put: Final = _PUT.get(kind, _put_texts) if own and kind not in _PLAIN else None
        """Puts what an answer of this sort has besides."""

    def _of_quote(self) -> tuple[str, str]:
        """Give the paths of the place and the text of an answer's quote."""
        return f"{self.path}.place", f"{self.path}.text"

    def publish(self, values: Values, slot: Slot[Any], today: date) -> None:
        """Put what rules ask of a slot; where it is silent, `values` say so."""
        value = slot.value
        if self.kind == "string":
            values[self.path] = value or ""
            return
        if value is not None:
            values[self.missing], values[self.empty] = False, ""
            if self._put is not None:
                self._put(values, self.path, value, today)
        elif self._vague:
            values[self.empty] = slot.empty or ""
        if self._quoted:
            self._put_quote(values, slot)

    def _put_quote(self, values: Values, slot: Slot[Any]) -> None:
        place, text = self._of_quote()
        if slot.quote is not None:
            values[place], values[text] = slot.quote.place, slot.quote.text
        if isinstance(slot.value, str):
            values[text] = slot.value


_EFFORT: Final = tuple((f"effort.{name}", f"reading.effort.{name}") for name in MESSAGES["Effort"])
_SCORE: Final = tuple((f"score.{name}", name) for name in MESSAGES["Score"])

_KIND_UNCLEAR: Final = Kind.UNCLEAR
_ORIGIN_UNCLEAR: Final = Origin.UNCLEAR
_PERSON: Final = OwnerKind.PERSON
_COUNTER: Final = MetricRole.COUNTER
_UPPER: Final = MetricRole.UPPER

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


def _title_words(card: Card, _today: date) -> int:
    words = 0
    for piece in card.title.split():
        if piece.isalpha():
            words += len(piece) > 1
        else:
            words += len(_TITLE_WORD.findall(piece))
    return words


def _has_checklists(card: Card, _today: date) -> bool:
    return any(checklist.items for checklist in card.checklists)


def _has_pages(card: Card, _today: date) -> bool:
    return bool(card.links) or "http" in card.body


def _age(card: Card, today: date) -> int:
    return (today - card.created.date()).days


def _stillness(card: Card, today: date) -> int:
    return (today - card.updated.date()).days


_CARD: Final[Mapping[str, Callable[[Card, date], Any]]] = {
    "card.connection": lambda card, _: card.connection,
    "card.tracker": lambda card, _: card.tracker,
    "card.title": lambda card, _: card.title,
    "card.title_words": _title_words,
    "card.group": lambda card, _: card.group,
    "card.type": lambda card, _: card.kind,
    "card.status": lambda card, _: card.status,
    "card.stage": lambda card, _: card.stage or "",
    "card.labels": lambda card, _: card.labels,
    "card.archived": lambda card, _: card.archived,
    "card.assigned": lambda card, _: bool(card.assignees),
    "card.checklists": _has_checklists,
    "card.pages": _has_pages,
    "card.age_days": _age,
    "card.still_days": _stillness,
}
"""What is published of the card itself, and how it is found."""


def _put_number(values: Values, path: str, value: float, _today: date) -> None:
    values[f"{path}.value"] = float(value)


def _put_day(values: Values, path: str, value: date, today: date) -> None:
    left = (value - today).days
    values[f"{path}.days"], values[f"{path}.passed"] = left, left < 0


def _put_owner(values: Values, _path: str, owner: Owner, _today: date) -> None:
    values["reading.owner.name"] = owner.name
    values["reading.owner.accepted"] = owner.accepted
    values["reading.owner.person"] = owner.kind is _PERSON


def _put_texts(values: Values, path: str, value: msgspec.Struct, _today: date) -> None:
    for name in value.__struct_fields__:
        values[f"{path}.{name}"] = getattr(value, name)


def _put_pieces(values: Values, path: str, pieces: tuple[object, ...], _today: date) -> None:
    values[f"{path}.count"] = len(pieces)


def _put_proofs(values: Values, _path: str, proofs: tuple[Proof, ...], today: date) -> None:
    days = [proof.day for proof in proofs if proof.day is not None]
    values["reading.proofs.count"] = len(proofs)
    values["reading.proofs.age_days"] = max(0, (today - max(days)).days) if days else 0


def _put_metrics(values: Values, _path: str, metrics: tuple[Metric, ...], _today: date) -> None:
    roles = [metric.role for metric in metrics]
    telling = [role for role in roles if role is not _COUNTER]
    values["reading.metric.names"] = [metric.name for metric in metrics]
    values["reading.metric.roles"] = roles
    values["reading.metric.only_upper"] = bool(telling) and all(role is _UPPER for role in telling)
    values["reading.metric.counter"] = len(telling) < len(roles)
    values["reading.metric.number"] = any(
        m.baseline is not None or m.target is not None for m in metrics
    )
    values["reading.metric.period"] = any(metric.period for metric in metrics)


def _put_effects(values: Values, _path: str, effects: tuple[Effect, ...], _today: date) -> None:
    values["reading.effect.kinds"] = [effect.kind for effect in effects]
    values["reading.effect.number"] = any(e.low is not None or e.high is not None for e in effects)
    values["reading.effect.period"] = any(effect.period is not None for effect in effects)


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

_FILLED: Final = {name: kind for name, kind in SLOTS.items() if name not in {"kind", "origin"}}
"""Kind and origin are never empty: they are `unclear`."""


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
