"""Cards a second and core for read + weigh + plan, with the share of each step.

`python -m benchmarks.judging [CARDS]`; cards have 1.5 KB of text. The named peer, in the same
run, is the bare minimum any program must do with a card: decode it from the store and hash it.
"""

import argparse
from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from benchmarks.backlogs import NOW, SIZE, card_of, samples
from benchmarks.tables import Table
from benchmarks.timing import manner, timed
from connectors.card import Card, human_hash
from enrichment.case import prepare
from enrichment.hands import Subject, Terms
from enrichment.judge import judge_readings
from enrichment.plan import Limits, plan
from enrichment.reading.read import read
from steelyard.data import pack_folder
from steelyard.rulebook import load_rulebook

TERMS = Terms(fields=True, comments=True, score_field=True, labels=True)


def table(count: int) -> Table:
    """Judge `count` cards."""
    cards = [card_of(number, sample) for number, sample in enumerate(samples(count))]
    rules = load_rulebook([pack_folder("ecommerce")], None)
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decoder = msgspec.msgpack.Decoder(Card)

    _, floor = timed(lambda: [human_hash(decoder.decode(one)) for one in packed])
    readings, reading = timed(lambda: [(card, read(card, rules.words)) for card in cards])
    setting = prepare(rules.pack, rules.context, date(2026, 11, 21))
    judged, weighing = timed(lambda: judge_readings(readings, setting))
    subjects = [Subject(one.card, one.verdict, TERMS, one.verdict.language) for one in judged]
    limits = Limits(10**9, 1.0, timedelta(days=7))
    _, planning = timed(lambda: plan(subjects, limits, NOW, rules.lane_names))
    steps = (("read", reading), ("weigh and rank", weighing), ("plan", planning))
    return _table(count, floor, steps)


def _table(count: int, floor: float, steps: Sequence[tuple[str, float]]) -> Table:
    whole = sum(seconds for _, seconds in steps)
    rows = [
        (name, f"{count / seconds:,.0f}", f"{seconds / whole:.0%}", f"{seconds / floor:.1f}")
        for name, seconds in (*steps, ("all three", whole))
    ]
    rows.append(("floor: decode and hash", f"{count / floor:,.0f}", "", "1.0"))
    note = (
        f"{count:,} cards of {SIZE / 1000} KB, one core, the reader {manner()}. The floor, in the "
        f"same run, is what any program must do with a card. Promised: 3,000 cards a second; kept "
        f"to {count / whole / 3000:.0%}."
    )
    return Table("Read, weigh, plan", ("step", "cards/s", "share", "x floor"), rows, note)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=5000)
    table(parser.parse_args().cards).show()


if __name__ == "__main__":
    main()
