"""The corpus guide's figures: flags, parsed amounts, effort, deadline, kind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from benchmarks.corpus import Record

FLAGS = ("problem", "metric", "effect", "owner")
_RAISED = {"none", "vague", "team"}
_BOUNDS = ("effect_low", "effect_high")


@dataclass(frozen=True, slots=True)
class Row:
    """One card: its record, the gold labels, ours and the linter's."""

    record: Record
    gold: Record
    ours: Record
    linter: Mapping[str, str]

    @property
    def ambiguous(self) -> Sequence[str]:
        """The keys on which careful people could disagree."""
        return self.gold.get("ambiguous") or ()


@dataclass(frozen=True, slots=True)
class Flagged:
    """How one flag was raised against how it should have been."""

    hit: int
    false: int
    missed: int
    clear: int

    @property
    def precision(self) -> float:
        """The share of raised flags that are right."""
        return _ratio(self.hit, self.hit + self.false)

    @property
    def recall(self) -> float:
        """The share of due flags that were raised."""
        return _ratio(self.hit, self.hit + self.missed)

    @property
    def raised(self) -> float:
        """F1 of the raised flag."""
        return _ratio(2 * self.hit, 2 * self.hit + self.false + self.missed)

    @property
    def not_raised(self) -> float:
        """F1 of "not raised"."""
        return _ratio(2 * self.clear, 2 * self.clear + self.false + self.missed)

    @property
    def macro(self) -> float:
        """The mean of both F1."""
        return (self.raised + self.not_raised) / 2

    @property
    def cards(self) -> int:
        """How many cards were counted."""
        return self.hit + self.false + self.missed + self.clear


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def flagged(slot: str, pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Flagged:
    """Count raised flags over (gold, predicted) pairs."""
    counts = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    for gold, predicted in pairs:
        counts[gold[slot] in _RAISED, predicted[slot] in _RAISED] += 1
    return Flagged(
        *(counts[key] for key in ((True, True), (False, True), (True, False), (False, False)))
    )


def flag_of(slot: str, rows: Iterable[Row]) -> Flagged:
    """Our flag over the cards that are not ambiguous for the slot."""
    return flagged(slot, ((row.gold, row.ours) for row in rows if slot not in row.ambiguous))


def flags_table(slot: str, parts: Mapping[str, Sequence[Row]]) -> Table:
    """One slot, one line a part of the corpus, the linter beside us."""
    table = Table(
        "part",
        "cards",
        "precision",
        "recall",
        "F1",
        "F1 not raised",
        "macro-F1",
        "linter's macro-F1",
        title=slot,
    )
    for name, rows in parts.items():
        ours = flag_of(slot, rows)
        theirs = flagged(
            slot, ((row.gold, row.linter) for row in rows if slot not in row.ambiguous)
        )
        figures = (
            ours.precision,
            ours.recall,
            ours.raised,
            ours.not_raised,
            ours.macro,
            theirs.macro,
        )
        table.add_row(name, str(ours.cards), *(f"{figure:.3f}" for figure in figures))
    return table


def parsed_table(parts: Mapping[str, Sequence[Row]]) -> Table:
    """Amounts, effort and deadline, with counts."""
    table = Table(
        "part",
        "amount",
        "currency",
        "period",
        "all three",
        "effort",
        "invented",
        "deadline",
        "invented",
        title="parsed values",
    )
    for name, rows in parts.items():
        effects = [
            row
            for row in rows
            if row.gold["effect"] == "quantified" and "effect" not in row.ambiguous
        ]
        amount = [(row, _amount_right(row)) for row in effects if not _unsure(row, *_BOUNDS)]
        currency = [
            (row, _same(row, "effect_currency"))
            for row in effects
            if not _unsure(row, "effect_currency")
        ]
        period = [
            (row, _same(row, "effect_period"))
            for row in effects
            if not _unsure(row, "effect_period")
        ]
        whole = [
            (
                row,
                _amount_right(row)
                and _same(row, "effect_currency")
                and _same(row, "effect_period"),
            )
            for row in effects
            if not _unsure(row, *_BOUNDS, "effect_currency", "effect_period")
        ]
        table.add_row(
            name,
            *map(_share, (amount, currency, period, whole)),
            *_exact("effort", rows),
            *_exact("deadline", rows),
        )
    return table


def _unsure(row: Row, *keys: str) -> bool:
    return any(key in row.ambiguous for key in keys)


def _same(row: Row, key: str) -> bool:
    return bool(row.gold.get(key) == row.ours.get(key))


def _amount_right(row: Row) -> bool:
    """Every bound of the gold within 1 % of ours, the sign aside."""
    return all(
        _close(row.gold[key], row.ours.get(key)) for key in _BOUNDS if row.gold.get(key) is not None
    )


def _close(gold: float, ours: float | None) -> bool:
    return ours is not None and abs(abs(gold) - abs(ours)) <= abs(gold) / 100


def _share(pairs: Sequence[tuple[Row, bool]]) -> str:
    right = sum(good for _, good in pairs)
    return f"{right / len(pairs):.3f} of {len(pairs)}" if pairs else "-"


def _exact(key: str, rows: Sequence[Row]) -> tuple[str, str]:
    """Exact matches where gold has a value, and inventions where it has none."""
    sure = [row for row in rows if key not in row.ambiguous]
    given = [(row, _matches(key, row)) for row in sure if row.gold.get(key) is not None]
    absent = [(row, row.ours.get(key) is not None) for row in sure if row.gold.get(key) is None]
    return _share(given), _share(absent)


def _matches(key: str, row: Row) -> bool:
    gold, ours = row.gold[key], row.ours.get(key)
    if key == "deadline" or ours is None:
        return bool(gold == ours)
    if gold["unit"] != ours["unit"]:
        return False
    if isinstance(gold["value"], str) or isinstance(ours["value"], str):
        return bool(gold["value"] == ours["value"])
    return bool(gold["value"] <= ours["value"] <= gold.get("value_high", gold["value"]))


def kind_f1(rows: Sequence[Row]) -> str:
    """Macro-F1 over the kinds that occur."""
    sure = [row for row in rows if "initiative_type" not in row.ambiguous]
    pairs = [(row.gold["initiative_type"], str(row.ours["initiative_type"])) for row in sure]
    scores = [_f1(kind, pairs) for kind in sorted({gold for gold, _ in pairs})]
    return f"{sum(scores) / len(scores):.3f} of {len(pairs)}" if scores else "-"


def _f1(kind: str, pairs: Sequence[tuple[str, str]]) -> float:
    hit = sum(gold == ours == kind for gold, ours in pairs)
    either = sum(gold == kind for gold, _ in pairs) + sum(ours == kind for _, ours in pairs)
    return _ratio(2 * hit, either)
