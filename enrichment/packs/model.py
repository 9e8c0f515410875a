"""A pack file as people write it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from connectors.card import Stage
from enrichment.context import Context, Positive, Section, Share
from enrichment.reading.slots import Kind, OwnerKind
from enrichment.verdict import Decision, Severity

Slot = Literal[
    "", "problem", "change", "metric", "effect", "owner", "effort", "deadline", "evidence",
    "success", "stop", "own_value", "learning", "kind", "origin", "urgent",
]  # fmt: skip
ModelName = Literal["value-per-day", "deadline", "goal", "clients", "risk", "ice"]
Points = Annotated[float, Field(ge=0, le=100)]


def _source(value: object) -> object:
    """Take `when: true` and `add: 8` for the expressions they look like."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(float(value)) if isinstance(value, int | float) else value


Condition = Annotated[
    str, Field(min_length=1), BeforeValidator(_source, json_schema_input_type=str | bool)
]
Formula = Annotated[
    str, Field(min_length=1), BeforeValidator(_source, json_schema_input_type=str | float)
]


class Both(Section):
    """A text in both languages; neither may lack."""

    ru: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


def _asking(text: str) -> str:
    if not text.endswith("?"):
        raise ValueError("a question ends with '?'")
    return text


Ask = Annotated[str, Field(min_length=1, max_length=140), AfterValidator(_asking)]


class Question(Both):
    """A question to the people of a card: short, about the work."""

    ru: Ask
    en: Ask


class Override(Section):
    """What a check does otherwise for one kind; what is not written stays."""

    when: Condition | None = None
    unless: Condition | None = None
    severity: Severity | None = None
    ask: Question | None = None
    why: Both | None = None


class CheckEntry(Section):
    """A check: flags a card `when` a condition holds `unless` another does.

    `slot` is the answer it is about: its quote is shown. `cards` says whether open or finished
    cards are asked, `only` limits it to kinds; `kinds` holds what differs for one kind.
    """

    when: Condition
    unless: Condition = "false"
    severity: Severity
    slot: Slot = ""
    cards: Literal["open", "finished", "all"] = "open"
    only: tuple[Kind, ...] = ()
    ask: Question
    why: Both
    kinds: dict[Kind, Override] = Field(default_factory=dict)


class Scales(Section):
    """The fixed scales of a lane's model; a model reads those it needs.

    `money` gives, by currency, the amounts that are worth 0 and 100 points: a year and person-day
    for value-per-day, a year for the others. `unknown` are the points of a card whose main figure
    cannot be weighed, `days` the effort taken when none is given, `horizon` the days before a
    latest start at which a quarter of a duty's urgency is felt, `damage` the part of a duty's score that is the
    price of not doing, `clients` the number of distinct clients worth 100 points.
    """

    money: dict[str, tuple[Positive, Positive]] = Field(default_factory=dict)
    unknown: Points = 20.0
    days: Positive = 10.0
    horizon: Positive = 180.0
    damage: Share = 0.3
    clients: Annotated[int, Field(gt=1)] = 100

    @model_validator(mode="after")
    def _scales_rise(self) -> "Scales":
        for currency, (zero, full) in self.money.items():
            if full <= zero:
                raise ValueError(f"the scale of {currency} should rise: [worth 0, worth 100]")
        return self


class LaneEntry(Section):
    """A lane: the kinds that stand in it, the model that ranks them, its share of capacity."""

    name: Both
    kinds: tuple[Kind, ...]
    model: ModelName
    share: Share
    scales: Scales = Scales()
    why: Both


class LayerEntry(Section):
    """A piece of context that moves the score by `add`, never by more than `cap`.

    `add: 0` records and shows something that is worth nothing.
    """

    when: Condition
    add: Formula
    cap: Annotated[float, Field(ge=0, le=25)] = 10.0
    why: Both


class DecisionEntry(Section):
    """A decision and when it is advised; the first that holds wins."""

    id: str = ""
    decision: Decision
    when: Condition
    why: Both


class GradeEntry(Section):
    """A grade of evidence: the share of a claimed effect that comes true, usually and at worst."""

    name: Both
    weight: Share
    worst: Share
    words: tuple[str, ...] = ()


class CaseCard(Section):
    """A card as a test writes it; what is not written is empty. `fields` are by slot."""

    title: str
    description: str = ""
    fields: dict[str, str] = Field(default_factory=dict)
    labels: tuple[str, ...] = ()
    stage: Stage | None = Stage.BACKLOG
    assignee: str = ""
    assignee_kind: OwnerKind = OwnerKind.PERSON
    due: date | None = None
    still_days: Annotated[int, Field(ge=0)] = 0


class Expectation(Section):
    """What the verdict must say: ids that fire (`flags`, `layers`), ids that must not (`absent`).

    `decision` is the id of the rule that gives the advice.
    """

    kind: Kind | None = None
    flags: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    decision: str = ""


class CaseEntry(Section):
    """A test of the pack."""

    name: str
    card: CaseCard
    today: date
    context: Context = Context()
    expect: Expectation


class PackFile(Section):
    """One file of a pack.

    `without` drops rules of packs named before; `human` holds the words by which a decision that
    a person has taken is known.
    """

    checks: dict[str, CheckEntry] = Field(default_factory=dict)
    lanes: dict[str, LaneEntry] = Field(default_factory=dict)
    layers: dict[str, LayerEntry] = Field(default_factory=dict)
    decisions: tuple[DecisionEntry, ...] = ()
    evidence: dict[str, GradeEntry] = Field(default_factory=dict)
    human: dict[Decision, tuple[str, ...]] = Field(default_factory=dict)
    without: tuple[str, ...] = ()
    tests: tuple[CaseEntry, ...] = ()
