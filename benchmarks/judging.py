"""Cards a second and core for read + weigh + plan, with the share of each step.

`python -m benchmarks.judging [CARDS]`; cards have 1.5 KB of text. The named peer, in the same
run, is the bare minimum any program must do with a card: decode it from the store and hash it.
"""

import argparse
import resource
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.backlogs import samples
from connectors.card import Card, Stage, Tracker, human_hash
from enrichment.case import prepare
from enrichment.judge import judge_readings
from enrichment.plan import Limits, Subject, Terms, plan
from enrichment.reading.read import read
from steelyard.data import pack_folder
from steelyard.demo.backlog import SampleCard
from steelyard.rulebook import load_rulebook

T = TypeVar("T")
SIZE = 1500
NOW = datetime(2026, 11, 21, tzinfo=UTC)
TERMS = Terms(fields=True, comments=True, score_field=True, labels=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=5000)
    count = parser.parse_args().cards
    cards = [_card(number, sample) for number, sample in enumerate(samples(count))]
    rules = load_rulebook([pack_folder("ecommerce")], None)
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decoder = msgspec.msgpack.Decoder(Card)

    _, floor = _timed(lambda: [human_hash(decoder.decode(one)) for one in packed])
    readings, reading = _timed(lambda: [(card, read(card, rules.words)) for card in cards])
    setting = prepare(rules.pack, rules.context, date(2026, 11, 21))
    judged, weighing = _timed(lambda: judge_readings(readings, setting))
    subjects = [Subject(one.card, one.verdict, TERMS, one.verdict.language) for one in judged]
    limits = Limits(10**9, 1.0, timedelta(days=7))
    _, planning = _timed(lambda: plan(subjects, limits, NOW, rules.lane_names))
    _print(count, floor, (("read", reading), ("weigh and rank", weighing), ("plan", planning)))


def _print(count: int, floor: float, steps: Sequence[tuple[str, float]]) -> None:
    whole = sum(seconds for _, seconds in steps)
    table = Table(title=f"{count} cards of {SIZE / 1000} KB, one core")
    for column in ("step", "cards/s", "share", "x floor"):
        table.add_column(column, justify="right")
    for name, seconds in (*steps, ("all three", whole)):
        share = f"{seconds / whole:.0%}"
        table.add_row(name, f"{count / seconds:,.0f}", share, f"{seconds / floor:.1f}")
    table.add_row("floor: decode and hash", f"{count / floor:,.0f}", "", "1.0")
    console = Console(width=100)
    console.print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak memory {peak:.0f} MB")


def _timed(do: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    done = do()
    return done, time.process_time() - start


def _card(number: int, sample: SampleCard) -> Card:
    body = sample.body
    text = (body + "\n\n" + body * (SIZE // max(1, len(body)) + 1))[:SIZE]
    return Card(
        connection="bench",
        tracker=Tracker.TRELLO,
        id=f"{number:024x}",
        key=f"BENCH-{number}",
        url="",
        title=sample.title,
        body=f"{text}\n\n№ {number}",
        stage=Stage.BACKLOG,
        created=NOW - timedelta(days=30),
        updated=NOW,
    )


if __name__ == "__main__":
    main()
