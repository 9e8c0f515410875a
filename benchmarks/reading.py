"""How well cards are read: `python -m benchmarks.reading CARDS.jsonl [--out predictions.jsonl]`.

Prints every figure with its count, for Steelyard and for a keyword linter written in an
afternoon; for all cards, and by language, source and half (cards with odd numbers were used to
tune the reader, cards with even numbers were not opened).
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import Record, card_of, field_slots, records
from benchmarks.figures import FLAGS, Row, flags_table, kind_f1, parsed_table
from benchmarks.linter import lint
from enrichment.reading.read import read
from enrichment.reading.slots import Empty, OwnerKind, Reading, Slot
from enrichment.reading.words import load_words

ROOT = Path(__file__).resolve().parent.parent


def predicted(reading: Reading) -> Record:
    """A reading under the names of the gold labels."""
    return {
        "problem": _label(reading.problem, "present"),
        "problem_span": _span(reading.problem),
        "metric": _label(reading.metrics, "present"),
        "metric_span": _span(reading.metrics),
        "effect": _label(reading.effects, "quantified"),
        "effect_span": _span(reading.effects),
        **_metric(reading),
        **_effect(reading),
        **_owner(reading),
        "effort": _effort(reading),
        "deadline": reading.deadline.value.isoformat() if reading.deadline.value else None,
        "initiative_type": reading.kind.value,
        "origin": reading.origin.value,
        "success_criteria": not reading.success.missing,
        "stop_signal": not reading.stop.missing,
        "evidence": not reading.evidence.missing,
        "upper_funnel_only": bool(reading.metrics.value)
        and all(metric.role == "upper-funnel" for metric in reading.metrics.value or ()),
    }


def _label(slot: Slot[Any], good: str) -> str:
    if slot.empty is None:
        return good
    return "vague" if slot.empty is Empty.VAGUE else "none"


def _span(slot: Slot[Any]) -> str | None:
    return slot.quote.text if slot.quote else None


def _metric(reading: Reading) -> Record:
    if not reading.metrics.value:
        return {}
    one = reading.metrics.value[0]
    return {
        "metric_name": one.name,
        "baseline": one.baseline,
        "target": one.target,
        "unit": one.unit,
        "period": one.period or None,
    }


def _effect(reading: Reading) -> Record:
    if not reading.effects.value:
        return {}
    one = reading.effects.value[0]
    return {
        "effect_kind": one.kind,
        "effect_low": one.low,
        "effect_high": one.high,
        "effect_currency": one.currency or None,
        "effect_unit": one.unit or None,
        "effect_period": one.period,
    }


def _owner(reading: Reading) -> Record:
    owner = reading.owner.value
    if owner is None:
        return {"owner": "none", "owner_name": None}
    kind = "team" if owner.kind is OwnerKind.TEAM else "person"
    return {"owner": kind, "owner_name": owner.name}


def _effort(reading: Reading) -> Record | None:
    effort = reading.effort.value
    if effort is None:
        return None
    value = {"value": effort.size or effort.value, "unit": effort.unit}
    return value | ({"value_high": effort.high} if effort.high else {})


Split = Callable[[Record], bool]
_SPLITS: Mapping[str, Split] = {
    "all": lambda _: True,
    "odd": lambda record: _number(record) % 2 == 1,
    "even": lambda record: _number(record) % 2 == 0,
    "ru": lambda record: record["lang"] == "ru",
    "en": lambda record: record["lang"] == "en",
    "mixed": lambda record: record["lang"] == "mixed",
    "real": lambda record: record["source"]["kind"] == "real",
    "authored": lambda record: record["source"]["kind"] == "authored",
}


def _number(record: Record) -> int:
    digits = re.search(r"\d+", record["id"])
    return int(digits[0]) if digits else 0


def rows(path: Path) -> list[Row]:
    """Every record of the file with Steelyard's and the linter's labels."""
    words = load_words(sorted((ROOT / "rules/ecommerce/words").glob("*.yaml")))
    slots = field_slots(ROOT / "config/names.yaml")
    return [
        Row(record, record["gold"], predicted(read(card_of(record, slots), words)), lint(record))
        for record in records(path)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; write the predictions where asked."""
    parser = argparse.ArgumentParser(description="How well cards are read")
    parser.add_argument("cards", type=Path, help="a JSON-lines file in the corpus format")
    parser.add_argument("--out", type=Path, help="where one line a card goes, with gold's keys")
    options = parser.parse_args(arguments)
    listed = rows(options.cards)
    console = Console(width=150)
    parts = {name: [row for row in listed if split(row.record)] for name, split in _SPLITS.items()}
    for slot in FLAGS:
        console.print(flags_table(slot, parts))
    console.print(parsed_table(parts))
    console.print(_kinds(parts))
    if options.out:
        encode = msgspec.json.encode
        lines = [encode({"id": row.record["id"], "gold": row.ours}) for row in listed]
        options.out.write_bytes(b"\n".join(lines) + b"\n")
    return 0


def _kinds(parts: Mapping[str, Sequence[Row]]) -> Table:
    table = Table("part", "kind macro-F1", "origin", title="kind and origin")
    for name, part in parts.items():
        told = [row for row in part if "origin" not in row.ambiguous]
        right = sum(row.gold["origin"] == row.ours["origin"] for row in told)
        table.add_row(
            name, kind_f1(part), f"{right / len(told):.3f} of {len(told)}" if told else "-"
        )
    return table


if __name__ == "__main__":
    sys.exit(main())
