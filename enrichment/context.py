"""What is true of the business now: the model of `context.yaml`. Everything in it is optional."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from enrichment.organization import Activation, Channel, Conflict, Department, Outage, Phase
from enrichment.reading.slots import Kind, MetricRole, Period
from enrichment.sections import Positive, Section, Share, Span
from enrichment.yamlplaces import load, validate


class Step(Section):
    """A step of the funnel: how many came to it in `Funnel.period`, and the words that name it.

    `phase` says which part of a client's life with the shop it belongs to (domain S106).
    """

    id: str
    count: Positive
    words: tuple[str, ...] = ()
    usual: Share | None = None
    """The share that usually comes here from the step before."""
    phase: Phase | None = None


class Slice(Section):
    """The funnel of one channel or device; `counts` by step id.

    A card names it by its channel, its device or one of `words`.
    """

    channel: str = ""
    device: str = ""
    words: tuple[str, ...] = ()
    counts: dict[str, Positive]

    @property
    def name(self) -> str:
        """What it is called: «mobile», «search, mobile»."""
        return ", ".join(filter(None, (self.channel, self.device)))


class Funnel(Section):
    """The customer's path, first step first; the last step is an order."""

    period: Period = Period.MONTH
    steps: tuple[Step, ...] = ()
    slices: tuple[Slice, ...] = ()
    bottleneck: str = ""

    @model_validator(mode="after")
    def _known_steps(self) -> Self:
        known = {step.id for step in self.steps}
        named = {self.bottleneck} - {""} | {name for part in self.slices for name in part.counts}
        if unknown := sorted(named - known):
            raise ValueError(f"no step of the funnel is called '{unknown[0]}'")
        return self

    @property
    def narrowest(self) -> str:
        """The named bottleneck, or the step farthest below its usual share; empty when unknown."""
        if self.bottleneck:
            return self.bottleneck
        pairs = zip(self.steps, self.steps[1:], strict=False)
        gaps = {
            here.id: here.count / before.count / here.usual for before, here in pairs if here.usual
        }
        worst = min(gaps, key=lambda step: gaps[step], default="")
        return worst if worst and gaps[worst] < 1 else ""


class Economics(Section):
    """Unit economics. Money is in `Context.currency`; `margin` is before `commission`.

    `commission` is taken off the effects of cards that name one of `marketplaces`.
    """

    average_order: Positive | None = None
    margin: Share | None = None
    commission: Share = 0.0
    marketplaces: tuple[str, ...] = ("маркетплейс", "marketplace")
    orders_per_client_year: Positive | None = None
    hour_cost: Positive | None = None
    acquisition_cost: Positive | None = None


class Goal(Section):
    """A goal or a metric of the tree; `parent` is the id of the goal above it.

    `department` is the id of the department whose figure it is.
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    weight: Share = 1.0
    role: MetricRole = MetricRole.MAIN
    parent: str = ""
    department: str = ""


class Season(Span):
    """A season; cards are tied to it by words."""

    words: tuple[str, ...] = ()


class Budget(Section):
    """When money can be planned, and when nothing new is paid for."""

    windows: tuple[Span, ...] = ()
    freezes: tuple[Span, ...] = ()


class Duty(Section):
    """A regulatory date; cards are tied to it by words. `penalty` is a year, in the currency."""

    id: str
    day: date
    words: tuple[str, ...]
    penalty: Positive | None = None


class Sprint(Section):
    """Calendar days (2 to 4 weeks, domain S151), person-days of capacity, and what a point takes."""

    days: Annotated[int, Field(ge=14, le=28)] = 14
    capacity: Positive | None = None
    point_days: Positive = 1.0


class Member(Section):
    """Someone who works on cards; `ids` are account ids by connection.

    `department` is an id of `Context.departments`, where those are given.
    """

    name: str
    ids: dict[str, str] = Field(default_factory=dict)
    department: str = ""
    deputy: str = ""
    development: bool = False


class Balance(Section):
    """For whom the game is played, with the day it was agreed (domain S118)."""

    client: Share
    business: Share
    partner: Share = 0.0
    agreed: date


class Voice(Section):
    """What customers say: distinct clients who named a topic in the last year."""

    topic: str
    words: tuple[str, ...]
    clients: Annotated[int, Field(ge=0)]


class Context(Section):
    """The whole file. `rates` say what one unit of a currency costs in `currency`."""

    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "RUB"
    rates: dict[str, Positive] = Field(default_factory=dict)
    funnel: Funnel = Funnel()
    economics: Economics = Economics()
    goals: tuple[Goal, ...] = ()
    budget: Budget = Budget()
    seasons: tuple[Season, ...] = ()
    regulatory: tuple[Duty, ...] = ()
    sprint: Sprint = Sprint()
    shares: dict[Kind, Share] = Field(default_factory=dict)
    people: tuple[Member, ...] = ()
    balance: Balance | None = None
    voice: tuple[Voice, ...] = ()
    departments: tuple[Department, ...] = ()
    arbiters: dict[Conflict, str] = Field(default_factory=dict)
    activation: tuple[Activation, ...] = ()
    channels: tuple[Channel, ...] = ()
    outages: tuple[Outage, ...] = ()

    @model_validator(mode="after")
    def _goals_stand_on_goals(self) -> Self:
        known = {goal.id for goal in self.goals}
        for goal in self.goals:
            if goal.parent and goal.parent not in known:
                raise ValueError(f"goal '{goal.id}' stands under '{goal.parent}', which is no goal")
        return self

    @model_validator(mode="after")
    def _departments_are_known(self) -> Self:
        if not self.departments:
            return self
        known = _ids("departments", [one.id for one in self.departments])
        named = [(f"'{member.name}'", member.department) for member in self.people]
        named += [(f"goal '{goal.id}'", goal.department) for goal in self.goals]
        named += [(f"'{one.id}'", fed) for one in self.departments for fed in one.feeds]
        for who, department in named:
            if department and department not in known:
                raise ValueError(f"{who} names the department '{department}', which is not listed")
        return self

    @model_validator(mode="after")
    def _channels_share_the_orders(self) -> Self:
        _ids("channels", [channel.id for channel in self.channels])
        total = sum(channel.share or 0.0 for channel in self.channels)
        if total > _WHOLE:
            raise ValueError(f"the shares of the channels make {total:.0%}, more than the whole")
        return self


_WHOLE = 1.001
"""What shares may add up to; people round them."""


def _ids(section: str, ids: Sequence[str]) -> frozenset[str]:
    twice = [one for one, count in Counter(ids).items() if count > 1]
    if twice:
        raise ValueError(f"'{section}' has '{twice[0]}' twice")
    return frozenset(ids)


def load_context(path: Path) -> Context:
    """Read `context.yaml`; raises Problems with every fault of it."""
    return validate(load(path), Context)
