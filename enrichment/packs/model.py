"""A pack file as people write it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from connectors.card import Stage
from enrichment.context import Context
from enrichment.packs.schema import RENAMED, SLOTS
from enrichment.reading.slots import Grade as ReadGrade
from enrichment.reading.slots import Kind, OwnerKind, Role
from enrichment.sections import Positive, Section, Share
from enrichment.verdict import Decision, Severity
from enrichment.yamlplaces import nearest

_SLOTS = tuple(RENAMED.get(name, name) for name in SLOTS)
SlotName = Annotated[str, Field(json_schema_extra={"enum": ["", *_SLOTS]})]
TopicName = Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
"""`topics.NAME` of an expression, hence no dashes."""
ModelName = Literal["value-per-day", "deadline", "goal", "clients", "risk", "ice", "rice", "wsjf"]
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

    `slot` is the answer it is about: its quote is shown. `show` is a text in CEL that stands in
    for `{shown}` of `ask` and `why`: a calculation. `cards` says whether open or finished cards
    are asked, `only` limits it to kinds; `kinds` holds what differs for one kind.
    """

    when: Condition
    unless: Condition = "false"
    severity: Severity
    slot: SlotName = ""
    show: str = ""
    cards: Literal["open", "finished", "all"] = "open"
    only: tuple[Kind, ...] = ()
    ask: Question
    why: Both
    kinds: dict[Kind, Override] = Field(default_factory=dict)

    @field_validator("slot")
    @classmethod
    def _known_slot(cls, slot: str) -> str:
        if slot and slot not in _SLOTS:
            hint = nearest(slot, _SLOTS)
            raise ValueError(f"no slot is called so{f' ({hint})' if hint else ''}")
        return slot

    @model_validator(mode="after")
    def _shows_what_it_reckons(self) -> "CheckEntry":
        texts = [self.ask, self.why, *(o.ask for o in self.kinds.values())]
        texts += [override.why for override in self.kinds.values()]
        shown = ["{shown}" in side for text in texts if text for side in (text.ru, text.en)]
        if any(shown) and not self.show:
            raise ValueError("'{shown}' stands in a text, but there is no `show`")
        if self.show and not any(shown):
            raise ValueError("there is a `show`, but '{shown}' stands in no text")
        return self


class Scales(Section):
    """The fixed scales of a lane's model; a model reads those it needs.

    `money` gives, by currency, the amounts that are worth 0 and 100 points: a year and person-day
    for value-per-day, a year for the others; `clients` the numbers of distinct clients. `unknown`
    are the points of a card whose main figure cannot be weighed, `at_most` those it could get,
    `days` the effort taken when none is given, `horizon` the days before a latest start at which a
    quarter of a duty's urgency is felt, `damage` the part of a duty's score that is the price of
    not doing.
    """

    money: dict[str, tuple[Positive, Positive]] = Field(default_factory=dict)
    unknown: Points = 20.0
    at_most: Points = 60.0
    days: Positive = 10.0
    horizon: Positive = 180.0
    damage: Share = 0.3
    clients: tuple[Positive, Positive] = (10.0, 30_000.0)

    @model_validator(mode="after")
    def _scales_rise(self) -> "Scales":
        for currency, (zero, full) in self.money.items():
            if full <= zero:
                raise ValueError(f"the scale of {currency} should rise: [worth 0, worth 100]")
        if self.clients[1] <= self.clients[0]:
            raise ValueError("the scale of clients should rise: [worth 0, worth 100]")
        if self.at_most < self.unknown:
            raise ValueError("'at_most' should be at least 'unknown'")
        return self


class LaneEntry(Section):
    """A lane: the kinds that stand in it, the model that ranks them, its share of capacity.

    With a `role` it takes only cards of that role, from the lanes of those kinds.
    """

    name: Both
    kinds: tuple[Kind, ...]
    role: Role | None = None
    model: ModelName
    share: Share
    scales: Scales = Scales()
    why: Both


class LayerEntry(Section):
    """A piece of context that moves the score by `add`, never by more than `cap`.

    `add: 0` records and shows something that is worth nothing. `confidence` is the part of the
    confidence that is left where the layer holds.
    """

    when: Condition
    add: Formula
    cap: Annotated[float, Field(ge=0, le=25)] = 10.0
    confidence: Share = 1.0
    why: Both


class DecisionEntry(Section):
    """A decision and when it is advised; the first that holds wins."""

    id: str = ""
    decision: Decision
    when: Condition
    why: Both


class GradeEntry(Section):
    """A grade of evidence: the share of a claimed effect that comes true, usually and at worst.

    A card has it when its evidence names one of `words`, or when the reader gave one of its pieces
    of evidence a grade of `proofs`; the best grade counts.
    """

    name: Both
    weight: Share
    worst: Share
    words: tuple[str, ...] = ()
    proofs: tuple[ReadGrade, ...] = ()


class CaseCard(Section):
    """A card as a test writes it; what is not written is empty.

    `fields` are by slot, `comments` by the name of who wrote them.
    """

    title: str
    description: str = ""
    fields: dict[str, str] = Field(default_factory=dict)
    labels: tuple[str, ...] = ()
    stage: Stage | None = Stage.BACKLOG
    assignee: str = ""
    assignee_kind: OwnerKind = OwnerKind.PERSON
    assignee_active: bool = True
    author: str = ""
    comments: dict[str, str] = Field(default_factory=dict)
    due: date | None = None
    still_days: Annotated[int, Field(ge=0)] = 0


class Expectation(Section):
    """What the verdict must say: ids that fire (`flags`, `layers`), ids that must not (`absent`).

    `decision` is the id of the rule that gives the advice, `score` the points to the last digit.
    """

    kind: Kind | None = None
    score: Points | None = None
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

    `topics` are lists of words that rules look at as `topics.NAME`; `without` drops rules of packs named before; `human` holds the words by which a decision that
    a person has taken is known.
    """

    checks: dict[str, CheckEntry] = Field(default_factory=dict)
    lanes: dict[str, LaneEntry] = Field(default_factory=dict)
    layers: dict[str, LayerEntry] = Field(default_factory=dict)
    decisions: tuple[DecisionEntry, ...] = ()
    evidence: dict[str, GradeEntry] = Field(default_factory=dict)
    topics: dict[TopicName, tuple[str, ...]] = Field(default_factory=dict)
    human: dict[Decision, tuple[str, ...]] = Field(default_factory=dict)
    without: tuple[str, ...] = ()
    tests: tuple[CaseEntry, ...] = ()
