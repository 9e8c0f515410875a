"""What a file of words may hold, checked when it is loaded."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from enrichment.reading.groups import BITS
from enrichment.reading.slots import Area, EffectKind, Grade, Kind, MetricRole, Origin, Period, Step


def _group(name: str) -> str:
    if name not in BITS:
        close = get_close_matches(name, BITS, 1)
        known = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(BITS)}"
        raise ValueError(f"no reader asks for the group '{name}': {known}")
    return name


Group = Annotated[str, AfterValidator(_group)]
Phrases = Annotated[tuple[str, ...], Field(strict=False)]


class MetricWords(BaseModel):
    """One indicator of the dictionary."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    role: MetricRole
    kind: EffectKind
    names: Phrases


class WordsFile(BaseModel):
    """What a file of words may hold; several files together make the words of a pack."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    headings: Mapping[str, Phrases] = {}
    empties: Mapping[Group, Phrases] = {}
    people: Mapping[Group, Phrases] = {}
    given: str = ""
    cues: Mapping[Group, Phrases] = {}
    metrics: Mapping[str, MetricWords] = {}
    vague_metrics: Phrases = ()
    kinds: Mapping[Kind, Mapping[int, Phrases]] = {}
    labels: Mapping[Kind, Phrases] = {}
    problem_weights: Mapping[str, float] = {}
    kind_weights: Mapping[str, Mapping[Kind, float]] = {}
    origin_weights: Mapping[str, Mapping[Origin, float]] = {}
    origins: Mapping[Origin, Phrases] = {}
    areas: Mapping[Area, Phrases] = {}
    steps: Mapping[Step, Phrases] = {}
    grades: Mapping[Grade, Phrases] = {}
    scales: Mapping[str, float] = {}
    numerals: Mapping[str, float] = {}
    multiples: Mapping[str, float] = {}
    currencies: Mapping[str, Phrases] = {}
    units: Mapping[str, Phrases] = {}
    periods: Mapping[Period, Phrases] = {}
    recurring: Mapping[Period, Phrases] = {}
    per: Phrases = ()
    up_to: Phrases = ()
    at_least: Phrases = ()
    starts: Phrases = ()
    between: Phrases = ()
    fillers: Phrases = ()
    deltas: Phrases = ()
    plus: Phrases = ()
    minus: Phrases = ()
    adjectives: Phrases = ()
    horizon: Phrases = ()
    due: Phrases = ()
    months: tuple[Phrases, ...] = ()
    month_end: Phrases = ()
    efforts: Mapping[str, Phrases] = {}
    sizes: Phrases = ()
    abbreviations: Phrases = ()
