"""Cards a second and core for read + weigh + plan, with the share of each step.

`python -m benchmarks.judging [CARDS]`; cards have 1.5 KB of text. Each manner of running, compiled
and as plain Python, is timed in a process of its own. The named peer, in the same process, is the
bare minimum any program must do with a card: decode it from the store and hash it.
"""

import argparse
import gc
import json
import sys
from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from benchmarks.backlogs import NOW, SIZE, drawn_cards
from benchmarks.compiled import manners, run
from benchmarks.tables import Table
from benchmarks.timing import timed
from connectors.card import Card, human_hash
from enrichment.case import prepare
from enrichment.hands import Subject, Terms
from enrichment.judge import judge_readings
from enrichment.plan import Limits, plan
from enrichment.reading.read import read
from steelyard.data import pack_folder
from steelyard.rulebook import load_rulebook

TERMS = Terms(fields=True, comments=True, score_field=True, labels=True)
_FLOOR = "floor: decode and hash"
_WHOLE = "all three"


def table(count: int) -> Table:
    """Judge `count` cards."""
    timings = {
        manner: json.loads(run("benchmarks.judging", ["--seconds", str(count)], path))
        for manner, path in manners()
    }
    rows = [_row(step, count, timings) for step in next(iter(timings.values()))]
    columns = ["step"]
    for manner in timings:
        columns += [f"{manner}: cards/s", "share", "x floor"]
    kept = ", ".join(
        f"{count / seconds[_WHOLE] / 3000:.0%} {manner}" for manner, seconds in timings.items()
    )
    note = (
        f"{count:,} cards of {SIZE / 1000} KB, one core. The floor, in the same process, is what "
        f"any program must do with a card. Promised: 3,000 cards a second; kept to {kept}."
    )
    return Table("Read, weigh, plan", columns, rows, note)


def _row(step: str, count: int, timings: Mapping[str, Mapping[str, float]]) -> list[str]:
    cells = [step]
    for seconds in timings.values():
        share = "" if step == _FLOOR else f"{seconds[step] / seconds[_WHOLE]:.0%}"
        cells += [f"{count / seconds[step]:,.0f}", share, f"{seconds[step] / seconds[_FLOOR]:.1f}"]
    return cells


def _seconds(count: int) -> Mapping[str, float]:
    """The CPU time of each step for `count` cards, in this process."""
    cards = drawn_cards(count)
    rules = load_rulebook([pack_folder("ecommerce")], None)
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decoder = msgspec.msgpack.Decoder(Card)
    gc.freeze()  # as a run does once its rules are loaded

    _, floor = timed(lambda: [human_hash(decoder.decode(one)) for one in packed])
    readings, reading = timed(lambda: [(card, read(card, rules.words)) for card in cards])
    setting = prepare(rules.pack, rules.context, date(2026, 11, 21))
    judged, weighing = timed(lambda: judge_readings(readings, setting))
    subjects = [Subject(one.card, one.verdict, TERMS, one.verdict.language) for one in judged]
    limits = Limits(10**9, 1.0, timedelta(days=7))
    _, planning = timed(lambda: plan(subjects, limits, NOW, rules.lane_names))
    steps = {"read": reading, "weigh and rank": weighing, "plan": planning}
    return {**steps, _WHOLE: sum(steps.values()), _FLOOR: floor}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=5000)
    parser.add_argument("--seconds", action="store_true", help="time this process, print JSON")
    asked = parser.parse_args()
    if asked.seconds:
        json.dump(_seconds(asked.cards), sys.stdout)
    else:
        table(asked.cards).show()


if __name__ == "__main__":
    main()
