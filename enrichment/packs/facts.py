"""Card, reading and context as the messages that expressions look at."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from connectors.card import Card, Person
from enrichment.claims import Claims
from enrichment.context import Context
from enrichment.figures import Figures, Ties
from enrichment.money import Yearly
from enrichment.packs.schema import DECISION_VARIABLES, PACKAGE, RENAMED, SLOTS
from enrichment.reading.slots import (
    Effect,
    Effort,
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
from enrichment.verdict import Score


class Publisher:
    """Makes the messages of the published schema."""

    def __init__(self, pool: DescriptorPool, messages: Mapping[str, Mapping[str, str]]) -> None:
        """Take the message classes from `pool` (see `schema.descriptors`)."""
        self._make = {
            name: GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.{name}"))
            for name in messages
        }
        self._silent = self._make["Reading"]()
        for attribute, kind in SLOTS.items():
            if kind != "string":
                name = RENAMED.get(attribute, attribute)
                _answer(getattr(self._silent, name), Slot[Any]())

    def case(self, card: Card, reading: Reading, figures: Figures, today: date) -> dict[str, Any]:
        """Publish all that differs from card to card, as of `today`."""
        topics = dict.fromkeys(figures.topics, True)
        return {
            "card": self.card(card, today),
            "reading": self.reading(card, reading, figures, today),
            "topics": self._make["Topics"](**topics),
            "ties": self.ties(figures.ties, today),
        }

    def card(self, card: Card, today: date) -> Any:
        """Publish a card as of `today`."""
        return self._make["Card"](
            connection=card.connection,
            tracker=card.tracker.value,
            title=card.title,
            title_words=len(_TITLE_WORD.findall(card.title)),
            group=card.group,
            type=card.kind,
            status=card.status,
            stage=card.stage.value if card.stage else "",
            labels=card.labels,
            archived=card.archived,
            assigned=bool(card.assignees),
            checklists=any(checklist.items for checklist in card.checklists),
            pages="http" in card.body or bool(card.links),
            age_days=(today - card.created.date()).days,
            still_days=(today - card.updated.date()).days,
        )

    def reading(self, card: Card, reading: Reading, figures: Figures, today: date) -> Any:
        """Publish a reading with the figures worked out of it; what is not said costs nothing."""
        message = self._make["Reading"]()
        message.CopyFrom(self._silent)
        message.language = reading.language
        message.role = reading.role
        message.grade = figures.grade
        message.kind = reading.kind.value or Kind.UNCLEAR
        message.origin = reading.origin.value or Origin.UNCLEAR
        for attribute in _FILLED:
            slot = getattr(reading, attribute)
            if slot.value is None and slot.quote is None and slot.empty is Empty.ABSENT:
                continue
            if SLOTS[attribute] == "string":
                setattr(message, attribute, slot.value or "")
                continue
            published = getattr(message, RENAMED.get(attribute, attribute))
            _answer(published, slot)
            if slot.value is not None:
                _fill(published, slot.value, today)
        if figures.step:
            message.step = figures.step
        _reckoned(message, card, reading, figures)
        return message

    def ties(self, ties: Ties, today: date) -> Any:
        """Publish what of the context a card names."""
        return self._make["Ties"](
            goals=[goal.id for goal in ties.goals],
            duties=[duty.id for duty in ties.duties],
            voiced=bool(ties.voices),
            clients=max((voice.clients for voice in ties.voices), default=0),
            in_season=any(season.holds(today) for season in ties.seasons),
        )

    def score(self, score: Score) -> Any:
        """Publish a score."""
        return self._make["Score"](
            value=score.value,
            low=score.low,
            high=score.high,
            confidence=score.confidence,
            provisional=score.provisional,
        )

    def blank(self) -> dict[str, Any]:
        """Give every variable its empty value: a card that says nothing, on no particular day."""
        scalars = {"today": datetime(2000, 1, 1, tzinfo=UTC), "ready": False, "flags": []}
        messages = {k: self._make[v]() for k, v in DECISION_VARIABLES.items() if v in self._make}
        return scalars | messages

    def context(self, context: Context, today: date) -> Any:
        """Publish what holds `today`."""
        balance = context.balance
        return self._make["Context"](
            currency=context.currency,
            sprint={"days": context.sprint.days, "capacity": context.sprint.capacity or 0.0},
            funnel={
                "known": bool(context.funnel.steps),
                "steps": [step.id for step in context.funnel.steps],
                "bottleneck": context.funnel.narrowest,
            },
            goals=[goal.id for goal in context.goals],
            voiced=bool(context.voice),
            commission=context.economics.commission,
            seasons=[season.name for season in context.seasons if season.holds(today)],
            frozen=any(freeze.holds(today) for freeze in context.budget.freezes),
            balance=balance.model_dump(exclude={"agreed"}) if balance else {},
        )


_TITLE_WORD = re.compile(r"(?<![\w:/.])[^\W\d_]{2}\w*(?![\w]*[:/.]\S)")
"""A word of a title that is no part of an address."""

_FILLED = tuple(name for name in SLOTS if name not in {"kind", "origin"})
"""Kind and origin are never empty: they are `unclear`."""


def _answer(message: Any, slot: Slot[Any]) -> None:
    """Fill what every answer has."""
    message.missing = slot.value is None
    message.empty = slot.empty if slot.value is None and slot.empty else ""
    if slot.quote is not None:
        message.place = slot.quote.place
        message.text = slot.quote.text
    if isinstance(slot.value, str):
        message.text = slot.value


def _fill(message: Any, value: Any, today: date) -> None:
    """Fill what an answer of this sort has besides."""
    match value:
        case str():
            return
        case int() | float():
            message.value = value
        case date():
            left = (value - today).days
            message.days, message.passed = left, left < 0
        case Owner():
            message.name, message.accepted = value.name, value.accepted
            message.person = value.kind is OwnerKind.PERSON
        case Effort():
            return  # its days depend on the context: see _reckoned
        case tuple():
            _fill_pieces(message, value, today)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                setattr(message, name, getattr(value, name))


def _fill_pieces(message: Any, pieces: tuple[Any, ...], today: date) -> None:
    match pieces:
        case (Metric(), *_):
            _fill_metrics(message, pieces)
        case (Effect(), *_):
            message.kinds.extend([effect.kind for effect in pieces])
            message.number = any(e.low is not None or e.high is not None for e in pieces)
            message.period = any(effect.period is not None for effect in pieces)
        case (Proof(), *_):
            message.count = len(pieces)
            days = [proof.day for proof in pieces if proof.day is not None]
            message.age_days = max(0, (today - max(days)).days) if days else 0
        case _ if pieces:
            message.count = len(pieces)


def _fill_metrics(message: Any, metrics: tuple[Metric, ...]) -> None:
    roles = [metric.role for metric in metrics]
    telling = [role for role in roles if role is not MetricRole.COUNTER]
    message.names.extend([metric.name for metric in metrics])
    message.roles.extend(roles)
    message.only_upper = bool(telling) and set(telling) == {MetricRole.UPPER}
    message.counter = MetricRole.COUNTER in roles
    message.number = any(m.baseline is not None or m.target is not None for m in metrics)
    message.period = any(metric.period for metric in metrics)


def _reckoned(message: Any, card: Card, reading: Reading, figures: Figures) -> None:
    """Fill what was worked out of several things together."""
    if isinstance(figures.yearly, Yearly):
        message.effect.yearly = figures.yearly.mid
    if figures.days is not None:
        message.effort.known, message.effort.days = True, figures.days.low
    message.effort.developers = figures.developers
    if reading.owner.value is not None:
        message.owner.active = _is_active(card, reading.owner.value)
        message.owner.deputy = figures.deputy
    if figures.claims != _NOTHING:
        for name in Claims.__slots__:
            if working := getattr(figures.claims, name):
                claim = getattr(message.claims, name)
                claim.found, claim.working = True, working


_NOTHING = Claims()


def _is_active(card: Card, owner: Owner) -> bool:
    """Tell whether the owner's account is open, as far as the card knows it."""
    people: list[Person] = [*card.assignees, *card.members]
    people += [person for field in card.fields for person in field.people]
    return not any(
        not person.active and (person.id == owner.person_id or person.name == owner.name)
        for person in people
    )
