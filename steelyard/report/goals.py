"""The goals of the business over the cards that serve them, and what moves the money most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enrichment.case import Setting
from enrichment.coverage import coverage
from enrichment.judge import Judged
from enrichment.levers import levers
from enrichment.wording import money
from steelyard.report.rows import Row
from steelyard.report.safe import shown
from steelyard.speech import Speech

LISTED = 3


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal with its cards of the queue; without a name, the cards that name no goal."""

    name: str
    depth: int
    weight: float
    rows: tuple[Row, ...]
    days: float
    share: float

    @property
    def examples(self) -> tuple[Row, ...]:
        """The first of its cards in the queue."""
        return self.rows[:LISTED]


@dataclass(frozen=True, slots=True)
class Worth:
    """A parameter of the shop, and what one percent of it brings a year, written."""

    name: str
    money: str


def aims(
    judged: Sequence[Judged], setting: Setting, rows: Mapping[tuple[str, str], Row]
) -> Sequence[Aim]:
    """The goals of the context, with the cards in the order of `judged`; none without goals."""
    if not setting.context.goals:
        return ()
    return [
        Aim(
            shown(one.goal.name, 60) if one.goal else "",
            one.depth,
            one.goal.weight if one.goal else 0.0,
            tuple(rows[card.card.connection, card.card.id] for card in one.cards),
            one.days,
            one.share,
        )
        for one in coverage(judged, setting)
    ]


def worths(setting: Setting, speech: Speech) -> Sequence[Worth]:
    """What one percent of each parameter is worth, the most first; none without economics."""
    currency = setting.context.currency
    return [
        Worth(speech.say(one.name), money(one.worth, currency, speech.language))
        for one in levers(setting.context)
    ]
