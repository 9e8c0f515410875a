"""The rules in force: packs, words and context, loaded once and handed on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from connectors.card import Card
from enrichment.case import prepare
from enrichment.context import Context, load_context
from enrichment.judge import Judged, judge_readings
from enrichment.packs import Pack, load_packs, word_files
from enrichment.reading.read import VERSION, read
from enrichment.reading.slots import Reading
from enrichment.reading.words import Words, load_words
from enrichment.wording import Texts
from enrichment.yamlplaces import Problem, Problems

T = TypeVar("T")


class Rulebook(msgspec.Struct, frozen=True):
    """What cards are judged by."""

    pack: Pack
    words: Words
    context: Context

    def judge(self, cards: Iterable[Card], today: date, language: str) -> Sequence[Judged]:
        """Reading and verdict of every card, ranked among all of them.

        `language` is that of the verdict's texts: `ru`, `en`, or `auto` for each card's own.
        """
        readings = ((card, spoken(self.read(card), language)) for card in cards)
        return judge_readings(readings, prepare(self.pack, self.context, today))

    def read(self, card: Card) -> Reading:
        """What a card says."""
        return read(card, self.words)

    @property
    def reader(self) -> str:
        """Names who reads: another one may read the same card otherwise."""
        return f"{self.pack.version}-{VERSION}"

    @property
    def lane_names(self) -> Mapping[str, Texts]:
        """The lanes' names by id, in both languages."""
        return {
            lane: {"ru": entry.name.ru, "en": entry.name.en}
            for lane, entry in self.pack.lanes.items()
        }


def spoken(reading: Reading, language: str) -> Reading:
    """A reading for texts in `language`: `ru`, `en`, or `auto` for the card's own."""
    chosen = reading.language if language == "auto" else language
    return msgspec.structs.replace(reading, language=chosen)


def load_rulebook(packs: Sequence[Path], context: Path | None) -> Rulebook:
    """Read and check packs, their words and the context; raises Problems with all faults."""
    problems: list[Problem] = []
    pack = _attempt(lambda: load_packs(packs), problems)
    words = _attempt(lambda: load_words(word_files(packs)), problems)
    known = _attempt(lambda: load_context(context) if context else Context(), problems)
    if pack is None or words is None or known is None:
        raise Problems(problems)
    return Rulebook(pack, words, known)


def _attempt(load: Callable[[], T], problems: list[Problem]) -> T | None:
    try:
        return load()
    except Problems as found:
        problems += found.problems
        return None
