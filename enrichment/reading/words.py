"""The words of reading, compiled from the data of a pack: phrases, metrics, units, months.

Every entry stands for all its inflected forms: phrases are compared stem by stem.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from enrichment.reading.dictionary import Dictionary
from enrichment.reading.leanings import Leanings
from enrichment.reading.marks import Marked
from enrichment.reading.memory import LONGEST, remember
from enrichment.reading.neighbours import Lead, Often, Tail
from enrichment.reading.slots import Kind, Origin, Owner, OwnerKind, Period
from enrichment.reading.stems import bare_stem, lower, stems
from enrichment.reading.weights import FACT, Weights
from enrichment.reading.wordlists import Parts, every_name, flat, listed, phrases
from enrichment.reading.wordsfile import WordsFile
from enrichment.reading.work import Work
from enrichment.yamlplaces import Problem, Problems, load, validate

_ASIDE: Final = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]"
    r"|,\s[^,]{0,12}(?:[₽$€£%/]|тыс|млн|руб|шт|\bч\b|дн|мес|\bsp\b|hour|day)[^,]{0,12}$",
    re.IGNORECASE,
)
_FOLLOWED: Final = re.compile(
    r"^\W*\w+\s+(?:в|за|от|на|для|per|in|for|of|from)\s+(?:the\s+)?\w+\W*$", re.IGNORECASE
)
# Of several slots in a heading these are meant.
_FIRST: Final = ("effect", "metric", "problem", "owner")
_LONGEST: Final = 8  # words of a heading
_KEY: Final = 40  # characters of a key inside running text
_LIMIT: Final = 20_000  # headings remembered
_HEADS: Final = 2_000  # and their words


class Words:
    """All words of one or several packs, ready to be asked. Build it with `load_words`.

    The tables are made once; what is found out on the way (`led` and after it) is remembered, each
    word looked at once for all cards.
    """

    def __init__(self, files: Iterable[WordsFile]) -> None:
        """Compile checked files; later ones win where they disagree."""
        parts = tuple(files)
        self.headings = {stems(name): slot for slot, name in flat(parts, "headings")}
        self.labels = {stems(name): Kind(kind) for kind, name in flat(parts, "labels")}
        self.efforts = {stems(name): unit for unit, name in flat(parts, "efforts")}
        every = tuple({one.key: one for one in phrases(parts)}.values())
        known = [" ".join(key) for key in (*self.headings, *self.efforts)]
        known += [name for part in parts for name in every_name(part)]
        self.dictionary = Dictionary(every, known)
        self.work = Work(self.dictionary, every, self.efforts)
        self._weigh(parts)
        self._count(parts)
        self._time(parts)
        self.given = frozenset([bare_stem(name) for part in parts for name in part.given.split()])
        self.sizes = listed(parts, "sizes")
        self.abbreviations = listed(parts, "abbreviations")
        self.led: dict[str, Lead] = {}
        """What words before numbers were found to say (`fronts`)."""
        self.tailed: dict[str, Tail] = {}
        """What words after numbers were found to say (`tails`)."""
        self.timed: dict[str, tuple[Often, ...]] = {}
        """What between two spaces may say how often (`periods`)."""
        self.looks: dict[str, int] = {}
        """What capitalised words were found to be (`names`)."""
        self.nameless: set[str] = set()
        """What was found between two spaces and is nobody's name for certain (`names`)."""
        self.owners: dict[str, Owner | None] = {}
        """Who was found under headings for an owner (`owners`)."""
        self.accounts: dict[str, OwnerKind | None] = {}
        """What accounts of a tracker were found to be by their names (`owners`)."""
        self._slots: dict[str, tuple[str, str]] = {}
        self._headed: dict[str, Marked] = {}
        self._asking = frozenset([one for key in self.headings for one in key])
        self._first = frozenset([key[0] for key in self.headings if key])
        self._heads: dict[str, bool] = {}

    def _weigh(self, parts: Parts) -> None:
        """The weights of problems, kinds and origins."""
        problem = {FACT: 1.0}
        kinds: dict[str, Mapping[Kind, float]] = {}
        origins: dict[str, Mapping[Origin, float]] = {}
        for part in parts:
            problem.update(part.problem_weights)
            kinds.update(part.kind_weights)
            origins.update(part.origin_weights)
        self.problem = Weights(problem)
        self.kinds: Leanings[Kind] = Leanings(kinds)
        self.origins: Leanings[Origin] = Leanings(origins)

    def _count(self, parts: Parts) -> None:
        """The words around numbers."""
        self.scales = {name: value for part in parts for name, value in part.scales.items()}
        self.currencies = {lower(name): code for code, name in flat(parts, "currencies")}
        self.units = {lower(name): unit for unit, name in flat(parts, "units")}
        self.up_to = frozenset([tuple(name.split()) for name in listed(parts, "up_to")])
        self.at_least = frozenset([tuple(name.split()) for name in listed(parts, "at_least")])
        self.starts = listed(parts, "starts")
        self.between = listed(parts, "between")
        self.fillers = listed(parts, "fillers")
        self.deltas = listed(parts, "deltas")
        self.plus = listed(parts, "plus")
        self.minus = listed(parts, "minus")
        self.adjectives = listed(parts, "adjectives")
        counted = (*self.scales, *self.currencies, *self.units, *self.adjectives, "т")
        self.tails = frozenset([word for name in counted for word in (name, name.split()[0])])
        """Every word that may say what a number counts; of two words the first."""
        double = [name for name in (*self.currencies, *self.units) if " " in name]
        self.paired = frozenset([name.partition(" ")[0] for name in double])
        """The first words of the units and currencies of two words."""

    def _time(self, parts: Parts) -> None:
        """The words of periods and days."""
        self.periods = {lower(name): Period(period) for period, name in flat(parts, "periods")}
        self.recurring = {lower(name): Period(period) for period, name in flat(parts, "recurring")}
        self.per = listed(parts, "per")
        self.horizon = listed(parts, "horizon")
        self.due = listed(parts, "due")
        self.month_end = listed(parts, "month_end")
        self.months: dict[str, int] = {}
        for part in parts:
            for number, names in enumerate(part.months, 1):
                self.months.update(dict.fromkeys(map(lower, names), number))
        named = "|".join(map(re.escape, self.months)) or r"(?!)"
        self.named_month = re.compile(
            rf"\b({named})\b\.?"
            r"(?:\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:.%]))?(?:,?\s+(?:of\s+)?(20\d\d))?"
        )
        """A month by its name, with the day and the year behind it: groups month, day, year."""

    def marks(self, text: str) -> Marked:
        """Every phrase of the dictionary in `text`."""
        return self.dictionary.marked(lower(text))

    def headed(self, text: str) -> Marked:
        """As `marks`, remembered: a heading comes back on card after card."""
        found = self._headed.get(text)
        if found is None:
            found = remember(self._headed, text, self.marks(text), _HEADS)
        return found

    def heading(self, text: str) -> str:
        """The slot that a heading or key asks for, or "" for a heading of another subject."""
        return (self._slots.get(text) or self._looked_up(text))[0]

    def key(self, text: str) -> str:
        """As `heading`, for a key inside running text: nothing but the words of the dictionary."""
        if len(text) >= _KEY:
            return ""
        found = self._slots.get(text)
        if found is None and self.may_head(text):
            found = self._looked_up(text)
        return found[1] if found is not None else ""

    def may_head(self, text: str) -> bool:
        """Whether a key that a text begins with may be one of the dictionary, by its first word."""
        space = text.find(" ")
        token = text[:space] if space > 0 else text
        found = self._heads.get(token)
        if found is None:
            said = self.dictionary.stems(token)
            found = not said or said[0] in self._first
            if len(token) <= LONGEST:
                remember(self._heads, token, found, _LIMIT)
        return found

    def _looked_up(self, text: str) -> tuple[str, str]:
        """What `heading` and `key` answer, remembered."""
        said = self.dictionary.stems(text)
        exact = self.headings.get(said, "")
        told = exact or ("" if self._asking.isdisjoint(said) else self._told(text, said))
        return remember(self._slots, text, (told, exact), _LIMIT)

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
    return Words(parts)
