"""What is true of the business now: the model of `context.yaml`. Everything in it is optional."""

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from enrichment.reading.slots import Kind, MetricRole, Period
from enrichment.yamlplaces import load, validate


def _share(value: object) -> object:
    """Read «28%» as 0.28; a bare number stays a fraction."""
    if isinstance(value, str) and value.strip().endswith("%"):
        number = value.strip().removesuffix("%").replace(",", ".").strip()
        return float(number) / 100 if number.replace(".", "", 1).isdigit() else value
    return value


_Percent = Annotated[str, Field(pattern=r"^\d+([.,]\d+)? *%$")]
Share = Annotated[
    float, Field(ge=0, le=1), BeforeValidator(_share, json_schema_input_type=float | _Percent)
]
"""A fraction; in the file `28%` or `0.28`."""

Positive = Annotated[float, Field(gt=0)]


class Section(BaseModel):
    """A part of a file people type: nothing unknown in it, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Step(Section):
    """A step of the funnel: how many came to it in `Funnel.period`, and the words that name it."""

    id: str
    count: Positive
    words: tuple[str, ...] = ()
    usual: Share | None = None
    """The share that usually comes here from the step before."""


class Slice(Section):
    """The funnel of one channel or device; `counts` by step id."""

    channel: str = ""
    device: str = ""
    counts: dict[str, Positive]


class Funnel(Section):
    """The customer's path, first step first; the last step is an order."""

    period: Period = Period.MONTH
    steps: tuple[Step, ...] = ()
    slices: tuple[Slice, ...] = ()
    bottleneck: str = ""

    @model_validator(mode="after")
    def _known_steps(self) -> "Funnel":
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
    """A goal or a metric of the tree; `parent` is the id of the goal above it."""

    id: str
    name: str
    words: tuple[str, ...] = ()
    weight: Share = 1.0
    role: MetricRole = MetricRole.MAIN
    parent: str = ""


class Span(Section):
    """Days from `start` to `end`, both included."""

    name: str = ""
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.end < self.start:
            raise ValueError("it ends before it starts")
        return self

    def holds(self, day: date) -> bool:
        """Tell whether `day` is one of the days."""
        return self.start <= day <= self.end


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
    """Someone who works on cards; `ids` are account ids by connection."""

    name: str
    ids: dict[str, str] = {}
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
    rates: dict[str, Positive] = {}
    funnel: Funnel = Funnel()
    economics: Economics = Economics()
    goals: tuple[Goal, ...] = ()
    budget: Budget = Budget()
    seasons: tuple[Season, ...] = ()
    regulatory: tuple[Duty, ...] = ()
    sprint: Sprint = Sprint()
    shares: dict[Kind, Share] = {}
    people: tuple[Member, ...] = ()
    balance: Balance | None = None
    voice: tuple[Voice, ...] = ()

    @model_validator(mode="after")
    def _goals_stand_on_goals(self) -> "Context":
        known = {goal.id for goal in self.goals}
        for goal in self.goals:
            if goal.parent and goal.parent not in known:
                raise ValueError(f"goal '{goal.id}' stands under '{goal.parent}', which is no goal")
        return self


def load_context(path: Path) -> Context:
    """Read `context.yaml`; raises Problems with every fault of it."""
    return validate(load(path), Context)
