"""Card, reading and context as the messages that expressions look at."""

from datetime import UTC, date, datetime
from typing import Any

from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from connectors.card import Card
from enrichment.context import Context
from enrichment.effort import Days
from enrichment.figures import Figures
from enrichment.money import Yearly
from enrichment.packs.schema import DECISION_VARIABLES, MESSAGES, PACKAGE
from enrichment.reading.slots import (
    Effect,
    Kind,
    Metric,
    MetricRole,
    Origin,
    OwnerKind,
    Reading,
    Slot,
)
from enrichment.verdict import Score

_PLAIN = ("problem", "change", "evidence", "success", "stop", "own_value", "learning", "urgent")


class Publisher:
    """Makes the messages of the published schema."""

    def __init__(self, pool: DescriptorPool) -> None:
        """Take the message classes from `pool` (see `schema.descriptors`)."""
        self._make = {
            name: GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.{name}"))
            for name in MESSAGES
        }

    def card(self, card: Card, today: date) -> Any:
        """Publish a card as of `today`."""
        return self._make["Card"](
            connection=card.connection,
            tracker=card.tracker.value,
            title=card.title,
            group=card.group,
            type=card.kind,
            status=card.status,
            stage=card.stage.value if card.stage else "",
            labels=card.labels,
            archived=card.archived,
            assigned=bool(card.assignees),
            age_days=(today - card.created.date()).days,
            still_days=(today - card.updated.date()).days,
        )

    def reading(self, reading: Reading, figures: Figures, today: date) -> Any:
        """Publish a reading with the figures worked out of it."""
        yearly = figures.yearly
        money = yearly.mid if isinstance(yearly, Yearly) else 0.0
        return self._make["Reading"](
            **{name: _answer(getattr(reading, name)) for name in _PLAIN},
            language=reading.language,
            metric=_answer(reading.metrics) | _metric(reading.metrics.value or ()),
            effect=_answer(reading.effects) | _effect(reading.effects.value or (), money),
            owner=_answer(reading.owner) | _owner(reading),
            effort=_effort(reading, figures.days),
            deadline=_answer(reading.deadline) | _deadline(reading.deadline.value, today),
            kind=(reading.kind.value or Kind.UNCLEAR).value,
            origin=(reading.origin.value or Origin.UNCLEAR).value,
            role=reading.role.value,
            grade=figures.grade,
            step=figures.step,
        )

    def effort(self, reading: Reading, days: Days | None) -> Any:
        """Publish the effort alone, as decisions see it."""
        return self._make["Effort"](**_effort(reading, days))

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
            seasons=[season.name for season in context.seasons if season.holds(today)],
            frozen=any(freeze.holds(today) for freeze in context.budget.freezes),
            balance=balance.model_dump(exclude={"agreed"}) if balance else {},
        )


def _answer(slot: Slot[Any]) -> dict[str, Any]:
    quote = slot.quote
    return {
        "missing": slot.value is None,
        "empty": slot.empty.value if slot.value is None and slot.empty else "",
        "place": quote.place.value if quote else "",
        "text": slot.value if isinstance(slot.value, str) else quote.text if quote else "",
    }


def _metric(metrics: tuple[Metric, ...]) -> dict[str, Any]:
    roles = [metric.role for metric in metrics]
    telling = [role for role in roles if role is not MetricRole.COUNTER]
    return {
        "names": [metric.name for metric in metrics],
        "roles": [role.value for role in roles],
        "only_upper": bool(telling) and set(telling) == {MetricRole.UPPER},
        "counter": MetricRole.COUNTER in roles,
        "number": any(m.baseline is not None or m.target is not None for m in metrics),
        "period": any(metric.period for metric in metrics),
    }


def _effect(effects: tuple[Effect, ...], money: float) -> dict[str, Any]:
    return {
        "kinds": [effect.kind.value for effect in effects],
        "number": any(e.low is not None or e.high is not None for e in effects),
        "yearly": money,
    }


def _owner(reading: Reading) -> dict[str, Any]:
    owner = reading.owner.value
    if owner is None:
        return {}
    person = owner.kind is OwnerKind.PERSON
    return {"name": owner.name, "person": person, "accepted": owner.accepted}


def _effort(reading: Reading, days: Days | None) -> dict[str, Any]:
    return _answer(reading.effort) | {
        "known": days is not None,
        "days": days.low if days else 0.0,
    }


def _deadline(day: date | None, today: date) -> dict[str, Any]:
    left = (day - today).days if day else 0
    return {"days": left, "passed": left < 0}
