"""The words of reading, compiled from the data of a pack: phrases, metrics, units, months.

Every entry stands for all its inflected forms: phrases are compared stem by stem.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from enrichment.reading.dictionary import Dictionary
from enrichment.reading.leanings import Leanings
from enrichment.reading.marks import Marked
from enrichment.reading.neighbours import Lead, Often, Tail
from enrichment.reading.slots import Kind, Origin, Owner, OwnerKind, Period
from enrichment.reading.stems import bare_stem, lower, stems
from enrichment.reading.weights import FACT, Weights
from enrichment.reading.wordlists import every_name, flat, listed, phrases
from enrichment.reading.wordsfile import WordsFile
from enrichment.reading.work import Work
from enrichment.yamlplaces import Problem, Problems, load, validate

_ASIDE = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]"
    r"|,\s[^,]{0,12}(?:[₽$€£%/]|тыс|млн|руб|шт|\bч\b|дн|мес|\bsp\b|hour|day)[^,]{0,12}$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"^\W*\w+\s+(?:в|за|от|на|для|per|in|for|of|from)\s+(?:the\s+)?\w+\W*$", re.IGNORECASE
)
_FIRST = ("effect", "metric", "problem", "owner")  # of several slots in a heading these are meant
_LONGEST = 8  # words of a heading
_KEY = 40  # characters of a key inside running text
_LIMIT = 20_000  # headings remembered
_HEADS = 2_000  # and their words


@dataclass(frozen=True, repr=False)  # thousands of words tell nobody anything
class Words:
    """All words of one or several packs. Build it with `load_words`."""

    headings: Mapping[tuple[str, ...], str]
    dictionary: Dictionary
    labels: Mapping[tuple[str, ...], Kind]
    problem: Weights
    kinds: Leanings[Kind]
    origins: Leanings[Origin]
    given: frozenset[str]
    scales: Mapping[str, float]
    currencies: Mapping[str, str]
    units: Mapping[str, str]
    periods: Mapping[str, Period]
    recurring: Mapping[str, Period]
    per: frozenset[str]
    up_to: frozenset[tuple[str, ...]]
    at_least: frozenset[tuple[str, ...]]
    starts: frozenset[str]
    between: frozenset[str]
    fillers: frozenset[str]
    deltas: frozenset[str]
    plus: frozenset[str]
    minus: frozenset[str]
    adjectives: frozenset[str]
    horizon: frozenset[str]
    due: frozenset[str]
    months: Mapping[str, int]
    month_end: frozenset[str]
    efforts: Mapping[tuple[str, ...], str]
    work: Work
    sizes: frozenset[str]
    abbreviations: frozenset[str]

    def marks(self, text: str) -> Marked:
        """Every phrase of the dictionary in `text`."""
        return self.dictionary.marked(lower(text))

    def headed(self, text: str) -> Marked:
        """As `marks`, remembered: a heading comes back on card after card."""
        found = self._headed.get(text)
        if found is None:
            if len(self._headed) >= _HEADS:
                self._headed.clear()
            found = self._headed[text] = self.marks(text)
        return found

    @cached_property
    def named_day(self) -> re.Pattern[str]:
        """A day or a month by its name: groups day, month, day, year."""
        names = "|".join(map(re.escape, self.months)) or r"(?!)"
        initials = "".join({re.escape(name[:1]) for name in self.months})
        return re.compile(
            rf"(?=[\d{initials}])"  # most places are dismissed by one letter
            r"(?:\b(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?\s+(?:of\s+)?)?"
            rf"\b({names})\b\.?"
            r"(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:.%]))?(?:,?\s+(?:of\s+)?(20\d\d))?"
        )

    @cached_property
    def tails(self) -> frozenset[str]:
        """Every word that may say what a number counts; of two words the first."""
        counted = (*self.scales, *self.currencies, *self.units, *self.adjectives, "т")
        return frozenset(word for name in counted for word in (name, name.split()[0]))

    @cached_property
    def paired(self) -> frozenset[str]:
        """The first words of the units and currencies of two words."""
        names = (*self.currencies, *self.units)
        return frozenset(name.partition(" ")[0] for name in names if " " in name)

    @cached_property
    def led(self) -> dict[str, Lead]:
        """What words before numbers were found to say (`fronts`), each looked at once."""
        return {}

    @cached_property
    def tailed(self) -> dict[str, Tail]:
        """What words after numbers were found to say (`tails`), each looked at once."""
        return {}

    @cached_property
    def timed(self) -> dict[str, tuple[Often, ...]]:
        """What between two spaces may say how often (`periods`), each looked at once."""
        return {}

    @cached_property
    def looks(self) -> dict[str, int]:
        """What capitalised words were found to be (`names`), each looked at once."""
        return {}

    @cached_property
    def nameless(self) -> set[str]:
        """What was found between two spaces and is nobody's name for certain (`names`)."""
        return set()

    @cached_property
    def owners(self) -> dict[str, Owner | None]:
        """Who was found under headings for an owner (`owners`): the same names come back."""
        return {}

    @cached_property
    def accounts(self) -> dict[str, OwnerKind | None]:
        """What accounts of a tracker were found to be by their names (`owners`)."""
        return {}

    @cached_property
    def _slots(self) -> dict[str, tuple[str, str]]:
        return {}

    @cached_property
    def _headed(self) -> dict[str, Marked]:
        return {}

    @cached_property
    def _asking(self) -> frozenset[str]:
        """The stems that any heading holds."""
        return frozenset(one for key in self.headings for one in key)

    def heading(self, text: str) -> str:
        """The slot that a heading or key asks for, or "" for a heading of another subject."""
        return (self._slots.get(text) or self._looked_up(text))[0]

    def key(self, text: str) -> str:
        """As `heading`, for a key inside running text: nothing but the words of the dictionary."""
        if len(text) >= _KEY:
            return ""
        return (self._slots.get(text) or self._looked_up(text))[1]

    def _looked_up(self, text: str) -> tuple[str, str]:
        """What `heading` and `key` answer, remembered."""
        if len(self._slots) >= _LIMIT:
            self._slots.clear()
        said = self.dictionary.stems(text)
        exact = self.headings.get(said, "")
        told = exact or ("" if self._asking.isdisjoint(said) else self._told(text, said))
        self._slots[text] = found = told, exact
        return found

    def _told(self, text: str, said: tuple[str, ...]) -> str:
        if "(" in text or "[" in text or "," in text:
            said = self.dictionary.stems(_ASIDE.sub(" ", text))
        if not 1 <= len(said) <= _LONGEST:
            return ""
        known = tuple([one if one in self._asking else "" for one in said])
        told = tuple(filter(None, known))
        for length in range(len(told), (len(known) - 1) // 2, -1):
            starts = range(len(known) - length + 1)
            parts = [self.headings.get(known[at : at + length], "") for at in starts]
            if any(parts):
                return min(filter(None, parts), key=_rank)
        if _FOLLOWED.search(text):  # «Эффект в месяц», «Метрика для отдела»
            return self.headings.get(known[:1], "")
        if not told or len(told) * 2 < len(known):
            return ""
        each = [slot for one in told if (slot := self.headings.get((one,)))]  # «какой эффект ждём»
        agreed = each[0] if len(each) > 1 and len(set(each)) == 1 else ""
        return self.headings.get(told, agreed)


def _rank(slot: str) -> int:
    return _FIRST.index(slot) if slot in _FIRST else len(_FIRST)


def load_words(files: Iterable[Path]) -> Words:
    """The words of all `files`; later files extend earlier ones and win where they disagree.

    Raises `Problems` with file, line and column for all that the files should not hold.
    """
    parts, problems = list[WordsFile](), list[Problem]()
    for path in files:
        try:
            parts.append(validate(load(path), WordsFile))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return compile_words(parts)


def compile_words(files: Iterable[WordsFile]) -> Words:
    """The words of several checked files as one value."""
    parts = tuple(files)
    headings = {stems(name): slot for slot, name in flat(parts, "headings")}
    efforts = {stems(name): unit for unit, name in flat(parts, "efforts")}
    known = [" ".join(key) for key in (*headings, *efforts)]
    known += [name for part in parts for name in every_name(part)]
    every = tuple(dict.fromkeys(phrases(parts)))
    dictionary = Dictionary(every, known)
    return Words(
        headings=headings,
        dictionary=dictionary,
        labels={stems(name): Kind(kind) for kind, name in flat(parts, "labels")},
        problem=Weights(
            {FACT: 1.0}
            | {sign: weight for part in parts for sign, weight in part.problem_weights.items()}
        ),
        kinds=Leanings({sign: row for part in parts for sign, row in part.kind_weights.items()}),
        origins=Leanings(
            {sign: row for part in parts for sign, row in part.origin_weights.items()}
        ),
        given=frozenset(bare_stem(name) for part in parts for name in part.given.split()),
        scales={name: value for part in parts for name, value in part.scales.items()},
        currencies={lower(name): code for code, name in flat(parts, "currencies")},
        units={lower(name): unit for unit, name in flat(parts, "units")},
        periods={lower(name): Period(period) for period, name in flat(parts, "periods")},
        recurring={lower(name): Period(period) for period, name in flat(parts, "recurring")},
        per=listed(parts, "per"),
        up_to=frozenset(tuple(name.split()) for name in listed(parts, "up_to")),
        at_least=frozenset(tuple(name.split()) for name in listed(parts, "at_least")),
        starts=listed(parts, "starts"),
        between=listed(parts, "between"),
        fillers=listed(parts, "fillers"),
        deltas=listed(parts, "deltas"),
        plus=listed(parts, "plus"),
        minus=listed(parts, "minus"),
        adjectives=listed(parts, "adjectives"),
        horizon=listed(parts, "horizon"),
        due=listed(parts, "due"),
        months={
            lower(name): number
            for part in parts
            for number, names in enumerate(part.months, 1)
            for name in names
        },
        month_end=listed(parts, "month_end"),
        efforts=efforts,
        work=Work(dictionary, every, efforts),
        sizes=listed(parts, "sizes"),
        abbreviations=listed(parts, "abbreviations"),
    )
