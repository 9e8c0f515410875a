"""One card as a row of the page: everything said, masked and ready for the template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enrichment.verdict import Decision, Place, Score, Severity


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the card, and how they are introduced."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A flag as the page shows it."""

    rule: str
    short: str
    severity: Severity
    weight: str
    ask: str
    why: str
    found: Words | None

    @property
    def required(self) -> bool:
        """Whether the card waits for this answer."""
        return self.severity is Severity.REQUIRED


@dataclass(frozen=True, slots=True)
class Addend:
    """A part of the score as the page shows it."""

    rule: str
    points: float
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision in force: a person's own, else the advice. `advised` is set when they differ."""

    decision: Decision
    name: str
    why: str
    human: bool
    advised: str


@dataclass(frozen=True, slots=True)
class Row:
    """A card of the page. `apart` names the group of a card that stands out of the queue.

    `ref` is its connection and id; `age` and `still` are days since it was made and last changed.
    """

    ref: tuple[str, str]
    anchor: str
    key: str
    title: str
    url: str
    tracker: str
    connection: str
    group: str
    team: str
    stage: str
    age: int
    still: int
    owner: str
    lane: str
    lane_name: str
    place: Place | None
    apart: str
    score: Score
    choice: Choice
    questions: tuple[Question, ...]
    addends: tuple[Addend, ...]
    unknown: tuple[str, ...]
    said: tuple[Words, ...]
    defence: str
    pressures: tuple[str, ...]

    @property
    def asks(self) -> Mapping[Severity, Sequence[Question]]:
        """The questions by severity, the heaviest first."""
        by = {
            weight: [one for one in self.questions if one.severity is weight] for weight in Severity
        }
        return {weight: questions for weight, questions in by.items() if questions}

    @property
    def lacks(self) -> tuple[Question, ...]:
        """The required questions without an answer."""
        return tuple(one for one in self.questions if one.required)
