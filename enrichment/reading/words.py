"""The words of reading, compiled from the data of a pack: phrases, metrics, units, months.

Every entry stands for all its inflected forms: phrases are compared stem by stem.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from enrichment.reading.slots import EffectKind, Kind, MetricRole, Origin, Period
from enrichment.reading.stems import WORD, Vocabulary, lower, stems
from enrichment.reading.wordsfile import WordsFile
from enrichment.yamlplaces import load, validate


class Metered(NamedTuple):
    """A metric of the dictionary, as a phrase points to it."""

    id: str
    role: MetricRole
    kind: EffectKind


class Pointed(NamedTuple):
    """A kind a phrase points to, and how strongly."""

    kind: Kind
    weight: int


Payload = str | float | Metered | Pointed | Origin | None


class Phrase(NamedTuple):
    """A phrase of the dictionary: its stems and what it means.

    Of the phrases of one `family` that begin with the same word the longest is meant. `exact`
    holds the words themselves when no other form is meant («=расходится»).
    """

    stems: tuple[str, ...]
    group: str
    payload: Payload
    family: str
    exact: tuple[str, ...] = ()


def phrase(entry: str, group: str, payload: Payload = None) -> Phrase:
    """An entry of the data as a phrase."""
    name = lower(entry)
    exact = tuple(WORD.findall(name)) if name.startswith("=") else ()
    return Phrase(stems(name), group.split(maxsplit=1)[0], payload, group, exact)


class Mark(NamedTuple):
    """A phrase found in a text: what it means and where it stands (offsets, last word's index)."""

    payload: Payload
    start: int
    end: int
    first: int
    last: int


Marks = Mapping[str, Sequence[Mark]]
NO_MARKS: Marks = {}


@dataclass(frozen=True)
class Words:
    """All words of one or several packs. Build it with `load_words`."""

    headings: Mapping[tuple[str, ...], str]
    phrases: Mapping[str, tuple[Phrase, ...]]
    """By their first stem, the longest first."""
    plain: Mapping[str, tuple[Phrase, ...]]
    """The first stems of which every phrase is that one word, in whatever form."""
    vocabulary: Vocabulary
    labels: Mapping[tuple[str, ...], Kind]
    scales: Mapping[str, float]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    periods: Mapping[str, Period]
    recurring: Mapping[str, Period]
    per: frozenset[str]
    up_to: frozenset[tuple[str, ...]]
    at_least: frozenset[tuple[str, ...]]
    starts: frozenset[str]
    fillers: frozenset[str]
    deltas: frozenset[str]
    adjectives: frozenset[str]
    horizon: frozenset[str]
    due: frozenset[str]
    months: Mapping[str, int]
    month_end: frozenset[str]
    efforts: Mapping[tuple[str, ...], str]
    sizes: frozenset[str]
    abbreviations: frozenset[str]

    def marks(self, text: str) -> Marks:
        """Every phrase of the dictionary in `text`, by group, in the order of the text."""
        return self.marks_of(lower(text))

    def marks_of(self, lowered: str) -> Marks:
        """The same for a text already in lower case (`stems.lower`)."""
        said = WORD.findall(lowered)
        known = list(map(self.vocabulary.__getitem__, said))
        found: list[tuple[Phrase, int]] = []
        for at, stemmed in enumerate(known):
            if not stemmed:
                continue
            if stemmed in self.plain:
                found.extend([(one, at) for one in self.plain[stemmed]])
            elif stemmed in self.phrases:
                self._collect(said, known, at, found)
        return _placed(lowered, said, found) if found else NO_MARKS

    def _collect(
        self, said: list[str], known: list[str], at: int, found: list[tuple[Phrase, int]]
    ) -> None:
        """The longest phrase of each family that begins with the word `at`."""
        taken: set[str] = set()
        following = known[at + 1] if at + 1 < len(known) else ""
        for one in self.phrases[known[at]]:
            wanted, group, _, family, exact = one
            length = len(wanted)
            if length > 1 and (wanted[1] != following or wanted != tuple(known[at : at + length])):
                continue
            if family in taken or (exact and exact != tuple(said[at : at + length])):
                continue
            if group in _AHEAD and _PAST.search(said[at]):
                continue
            found.append((one, at))
            taken.add(family)

    @cached_property
    def named_day(self) -> re.Pattern[str]:
        """A day or a month by its name: groups day, month, day, year."""
        names = "|".join(map(re.escape, self.months)) or r"(?!)"
        return re.compile(
            r"(?:\b(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?\s+(?:of\s+)?)?"
            rf"\b({names})\b\.?"
            r"(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:.%]))?(?:,?\s+(?:of\s+)?(20\d\d))?"
        )

    @cached_property
    def recurrent(self) -> frozenset[str]:
        """Every word that may say how often an amount recurs."""
        return frozenset(self.periods) | frozenset(self.recurring)

    @cached_property
    def _slots(self) -> dict[str, str]:
        return {}

    def heading(self, text: str) -> str:
        """The slot that a heading or key asks for, or "" for a heading of another subject."""
        slots = self._slots
        found = slots.get(text)
        if found is None:
            if len(slots) > 20_000:
                slots.clear()
            found = slots[text] = self._heading(text)
        return found

    def _heading(self, text: str) -> str:
        known = self.vocabulary.of(_ASIDE.sub(" ", text))
        if not 1 <= len(known) <= 8:
            return ""
        exact = self.headings.get(known)
        if exact:
            return exact
        for length in range(len(known) - 1, (len(known) - 1) // 2, -1):
            for at in range(len(known) - length + 1):
                part = self.headings.get(known[at : at + length])
                if part:
                    return part
        told = tuple(filter(None, known))
        return self.headings.get(told, "") if len(told) * 2 >= len(known) else ""

    def key(self, text: str) -> str:
        """As `heading`, for a key inside running text: nothing but the words of the dictionary."""
        return self.headings.get(self.vocabulary.of(text), "") if len(text) < 40 else ""


_AHEAD = frozenset({"wish", "promise", "raising"})
# What was done is neither wished nor promised, though its stem is the same.
_PAST = re.compile(r"(?:[а-я]{2}(?:л|ла|ло|ли|лся|лась|лось|лись)|(?<!expect)ed)$")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def _placed(lowered: str, said: list[str], found: list[tuple[Phrase, int]]) -> Marks:
    """The phrases found, with the offsets of their words; what parts words is no word itself."""
    spans = []
    end = 0
    for word in said:
        start = lowered.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    marks: dict[str, list[Mark]] = {}
    for one, at in found:
        last = at + len(one.stems) - 1
        mark = Mark(one.payload, spans[at][0], spans[last][1], at, last)
        marks.setdefault(one.group, []).append(mark)
    return marks


def load_words(files: Iterable[Path]) -> Words:
    """The words of all `files`; later files extend earlier ones and win where they disagree.

    Raises `Problems` with file, line and column for anything a file should not hold.
    """
    return compile_words([validate(load(path), WordsFile) for path in files])


def compile_words(files: Iterable[WordsFile]) -> Words:
    """The words of several checked files as one value."""
    parts = tuple(files)
    headings = {stems(name): slot for slot, name in _flat(parts, "headings")}
    first: dict[str, dict[tuple[str, ...], Phrase]] = defaultdict(dict)
    for one in _phrases(parts):
        first[one.stems[0]][*one.stems, one.family, *one.exact] = one
    listed = {
        stemmed: tuple(sorted(group.values(), key=lambda one: -len(one.stems)))
        for stemmed, group in first.items()
    }
    efforts = {stems(name): unit for unit, name in _flat(parts, "efforts")}
    known = [" ".join(key) for key in (*headings, *efforts)]
    known += [name for part in parts for name in _every_name(part)]
    return Words(
        headings=headings,
        phrases=listed,
        plain={stemmed: group for stemmed, group in listed.items() if all(map(_plain, group))},
        vocabulary=Vocabulary(known),
        labels={stems(name): Kind(kind) for kind, name in _flat(parts, "labels")},
        scales={name: value for part in parts for name, value in part.scales.items()},
        currencies={lower(name): code for code, name in _flat(parts, "currencies")},
        units={lower(name): unit for unit, name in _flat(parts, "units")},
        periods={lower(name): Period(period) for period, name in _flat(parts, "periods")},
        recurring={lower(name): Period(period) for period, name in _flat(parts, "recurring")},
        per=_set(parts, "per"),
        up_to=frozenset(tuple(name.split()) for name in _set(parts, "up_to")),
        at_least=frozenset(tuple(name.split()) for name in _set(parts, "at_least")),
        starts=_set(parts, "starts"),
        fillers=_set(parts, "fillers"),
        deltas=_set(parts, "deltas"),
        adjectives=_set(parts, "adjectives"),
        horizon=_set(parts, "horizon"),
        due=_set(parts, "due"),
        months={
            lower(name): number
            for part in parts
            for number, names in enumerate(part.months, 1)
            for name in names
        },
        month_end=_set(parts, "month_end"),
        efforts=efforts,
        sizes=_set(parts, "sizes"),
        abbreviations=_set(parts, "abbreviations"),
    )


def _plain(one: Phrase) -> bool:
    return len(one.stems) == 1 and not one.exact and one.group not in _AHEAD


def _set(parts: tuple[WordsFile, ...], name: str) -> frozenset[str]:
    return frozenset(lower(word) for part in parts for word in getattr(part, name))


def _flat(parts: tuple[WordsFile, ...], name: str) -> Iterable[tuple[str, str]]:
    """(key, phrase) pairs of one section of every file."""
    for part in parts:
        for key, names in getattr(part, name).items():
            for phrase in names:
                yield key, phrase


def _phrases(parts: tuple[WordsFile, ...]) -> Iterable[Phrase]:
    """Every entry that is looked for in running text."""
    for section in ("empties", "people", "cues"):
        for group, name in _flat(parts, section):
            yield phrase(name, group)
    for part in parts:
        yield from _metric_phrases(part)
        yield from _kind_phrases(part)
        yield from _number_phrases(part)


def _metric_phrases(part: WordsFile) -> Iterable[Phrase]:
    for id_, metric in part.metrics.items():
        payload = Metered(id_, metric.role, metric.kind)
        for name in metric.names:
            yield phrase(name, "metric", payload)
    for name in part.vague_metrics:
        yield phrase(name, "vague_metric")


def _kind_phrases(part: WordsFile) -> Iterable[Phrase]:
    for kind, weights in part.kinds.items():
        for weight, names in weights.items():
            for name in names:
                yield phrase(name, f"kind {kind}", Pointed(kind, weight))
    for origin, names in part.origins.items():
        for name in names:
            yield phrase(name, f"origin {origin}", origin)


def _number_phrases(part: WordsFile) -> Iterable[Phrase]:
    for group, numbers in (("numeral", part.numerals), ("multiple", part.multiples)):
        for name, value in numbers.items():
            yield phrase(name, group, value)
    for month in part.months:
        for name in month:
            yield phrase(name, "month_word")


def _every_name(part: WordsFile) -> Iterable[str]:
    """Every word of a file that some table is asked for by its stem."""
    for section in (part.headings, part.empties, part.people, part.cues, part.labels):
        for names in section.values():
            yield from names
    for metric in part.metrics.values():
        yield from metric.names
    for weights in part.kinds.values():
        for names in weights.values():
            yield from names
    for origins in part.origins.values():
        yield from origins
    for efforts in part.efforts.values():
        yield from efforts
    for month in part.months:
        yield from month
    yield from (*part.vague_metrics, *part.numerals, *part.multiples)
