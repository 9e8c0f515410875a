"""A card on the scales: everything rules and models need to know of it, found out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from connectors.card import Card
from enrichment.context import Context, Duty, Goal, Voice
from enrichment.effort import days_of
from enrichment.figures import Figures
from enrichment.money import Terms, yearly
from enrichment.packs.cel import Facts
from enrichment.packs.pack import Grade, Pack
from enrichment.reading.slots import Kind, Reading
from enrichment.words import named

_BASKET = ("средн чек", "average order", "aov", "arpu")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every card of a run."""

    pack: Pack
    context: Context
    today: date
    variables: Mapping[str, Any]
    """`context` and `today` as expressions see them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A card, its reading, and the figures worked out of both."""

    card: Card
    reading: Reading
    setting: Setting
    kind: Kind
    lane: str
    figures: Figures
    grade: Grade
    text: str
    """Title, problem and metrics: what the card is about, to be tied to the context."""
    messages: Mapping[str, Any]
    facts: Facts

    @property
    def language(self) -> str:
        """The language of every text about this card."""
        return self.reading.language

    @property
    def goals(self) -> list[Goal]:
        """The goals the card names."""
        return [goal for goal in self.setting.context.goals if _names(self.text, goal)]

    @property
    def duties(self) -> list[Duty]:
        """The regulatory dates the card names."""
        duties = self.setting.context.regulatory
        return [duty for duty in duties if named(self.text, duty.words)]

    @property
    def voices(self) -> list[Voice]:
        """The topics of customers the card names."""
        return [voice for voice in self.setting.context.voice if named(self.text, voice.words)]


def prepare(pack: Pack, context: Context, today: date) -> Setting:
    """Set out what a run needs once."""
    variables = {
        "context": pack.publisher.context(context, today),
        "today": datetime.combine(today, time(), UTC),
    }
    return Setting(pack, context, today, variables)


def study(card: Card, reading: Reading, setting: Setting) -> Case:
    """Work out the figures of one card."""
    pack, context = setting.pack, setting.context
    kind = reading.kind.value or Kind.UNCLEAR
    text = _about(card, reading)
    step = _step(text, context)
    grade = _grade(reading, pack)
    figures = Figures(
        days=days_of(reading.effort.value, context),
        yearly=yearly(reading.effects.value or (), _terms(text, step, context, reading)),
        grade=grade.id,
        step=step,
    )
    messages = {
        **setting.variables,
        "card": pack.publisher.card(card, setting.today),
        "reading": pack.publisher.reading(reading, figures, setting.today),
    }
    return Case(
        card=card,
        reading=reading,
        setting=setting,
        kind=kind,
        lane=pack.lane_of(kind),
        figures=figures,
        grade=grade,
        text=text,
        messages=messages,
        facts=pack.language.facts(messages),
    )


def _terms(text: str, step: str, context: Context, reading: Reading) -> Terms:
    quote = reading.effects.quote
    return Terms(
        context,
        reading.language,
        step,
        marketplace=named(text, context.economics.marketplaces),
        basket=named(f"{text}\n{quote.text if quote else ''}", _BASKET),
    )


def _about(card: Card, reading: Reading) -> str:
    metrics = reading.metrics.value or ()
    return "\n".join([card.title, reading.problem.value or "", *(m.name for m in metrics)])


def _step(text: str, context: Context) -> str:
    steps = context.funnel.steps
    return next((step.id for step in steps if named(text, (*step.words, step.id))), "")


def _names(text: str, goal: Goal) -> bool:
    return named(text, (*goal.words, goal.name))


def _grade(reading: Reading, pack: Pack) -> Grade:
    """Find the best grade the evidence names; some evidence of no known sort is one above none."""
    evidence = reading.evidence.value
    if evidence is None:
        return pack.grades[-1]
    fitting = (grade for grade in pack.grades[:-1] if named(evidence, grade.entry.words))
    return next(fitting, pack.grades[-2] if len(pack.grades) > 1 else pack.grades[-1])
