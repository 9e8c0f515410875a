"""A loaded pack: every rule compiled, ready to run."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from connectors.names import plain
from enrichment.packs.cel import Conditions, Expression, Language
from enrichment.packs.facts import Publisher
from enrichment.packs.model import CaseEntry, GradeEntry, LaneEntry
from enrichment.reading.slots import Kind, Role
from enrichment.verdict import Decision, Flag, Severity
from enrichment.wording import Texts
from enrichment.words import Lexicon


@dataclass(frozen=True, slots=True)
class Check:
    """A check as it stands for one kind.

    `flags` holds by language the flag of a card that says nothing of the slot. `show` gives the
    text that stands for `{shown}` in it.
    """

    id: str
    severity: Severity
    slot: str
    ask: Texts
    why: Texts
    flags: Mapping[str, Flag]
    show: Expression | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer; `add` gives points that are cut at plus or minus `cap`.

    `confidence` is the part of the confidence that is left where it holds.
    """

    id: str
    add: Expression
    cap: float
    why: Texts
    confidence: float


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A decision that is advised when its condition holds."""

    id: str
    decision: Decision
    why: Texts


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade of evidence, see `GradeEntry`."""

    id: str
    entry: GradeEntry


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules that belong together, in the order they are shown.

    Conditions stand beside the rules they decide, in the same order. `grades` fall by weight; the
    last is what a card without evidence has. `version` names the content: 12 hex digits.
    `origins` maps the id of a rule to `file:line`; `words` are the files of the reader.
    """

    version: str
    language: Language
    judging: Language
    publisher: Publisher
    checks: Mapping[tuple[Kind, bool], tuple[tuple[Check, ...], Conditions]]
    """By kind, and whether the card is finished."""
    lanes: Mapping[str, LaneEntry]
    homes: Mapping[tuple[Kind, Role | None], str]
    """The lane of each kind, and of those roles that have their own."""
    layers: tuple[tuple[Layer, ...], Conditions]
    decisions: tuple[tuple[DecisionRule, ...], Conditions]
    grades: tuple[Grade, ...]
    evidence: Lexicon[str]
    """Finds the ids of grades by their words."""
    topics: Lexicon[str]
    human: Mapping[str, Decision]
    cases: tuple[CaseEntry, ...]
    origins: Mapping[str, str]
    words: tuple[Path, ...]

    def lane_of(self, kind: Kind, role: Role) -> str:
        """Name the lane in which cards of `kind` and `role` stand."""
        own = self.homes.get((kind, role))
        return self.homes[kind, None] if own is None else own

    def human_decision(self, word: str) -> Decision | None:
        """Tell which decision a person means by `word`, a label or a field's text."""
        return self.human.get(plain(word))
