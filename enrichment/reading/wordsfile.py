"""What a file of words may hold, checked when it is loaded."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from enrichment.reading.slots import EffectKind, Kind, MetricRole, Origin, Period

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
    empties: Mapping[str, Phrases] = {}
    people: Mapping[str, Phrases] = {}
    cues: Mapping[str, Phrases] = {}
    metrics: Mapping[str, MetricWords] = {}
    vague_metrics: Phrases = ()
    kinds: Mapping[Kind, Mapping[int, Phrases]] = {}
    labels: Mapping[Kind, Phrases] = {}
    origins: Mapping[Origin, Phrases] = {}
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
    fillers: Phrases = ()
    deltas: Phrases = ()
    adjectives: Phrases = ()
    horizon: Phrases = ()
    due: Phrases = ()
    months: tuple[Phrases, ...] = ()
    month_end: Phrases = ()
    efforts: Mapping[str, Phrases] = {}
    sizes: Phrases = ()
    abbreviations: Phrases = ()
