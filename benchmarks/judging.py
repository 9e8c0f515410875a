"""Cards a second and core for read + weigh + plan, with the share of each step.

`python -m benchmarks.judging [CARDS]`; cards have 1.5 KB of text. Each manner of running, compiled
and as plain Python, is timed in a process of its own. The named peer, in the same process, is the
bare minimum any program must do with a card: decode it from the store and hash it.
"""

import gc
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from benchmarks.backlogs import BATCH, NOW, SIZE, batches, drawn_cards
from benchmarks.compiled import manners, run
from benchmarks.tables import Table
from benchmarks.timing import floor, show, timed
from connectors.card import Card
from enrichment.case import Setting, prepare
from enrichment.judge import judge_alone, key_of, places_of
from enrichment.plan import Limits, plan
from enrichment.rank import Standing
from enrichment.reading.read import read
from enrichment.reading.slots import Reading
from enrichment.reading.words import Words
from enrichment.subject import Subject, Terms
from enrichment.verdict import Verdict
from steelyard.data import pack_folder
from steelyard.rulebook import load_rulebook

LIMITS = Limits(10**9, 1.0, timedelta(days=7))
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
    """The CPU time of each step for `count` cards, in this process.

    As in a run, so many cards at a time are read and weighed, and of each only the verdict stays.
    """
    cards = drawn_cards(count)
    rules = load_rulebook([pack_folder("ecommerce")], None)
    setting = prepare(rules.pack, rules.context, NOW.date())
    for card in cards[:BATCH]:
        judge_alone(card, read(card, rules.words), setting)
    gc.freeze()  # as a run does once its rules are loaded

    steps = dict.fromkeys(("read", "weigh and rank", "plan"), 0.0)
    verdicts, standing = list[Verdict](), list[Standing | None]()
    for batch in batches(cards):
        readings, spent = timed(partial(_read, batch, rules.words))
        steps["read"] += spent
        judged, spent = timed(partial(_weigh, readings, setting))
        steps["weigh and rank"] += spent
        verdicts += [verdict for verdict, _ in judged]
        standing += [waiting for _, waiting in judged]
    places, spent = timed(partial(places_of, [one for one in standing if one], setting))
    steps["weigh and rank"] += spent
    subjects = [
        Subject(card, replace(verdict, place=places.get(key_of(card))), TERMS, verdict.language)
        for card, verdict in zip(cards, verdicts, strict=True)
    ]
    for some in batches(subjects):
        _, spent = timed(partial(plan, some, LIMITS, NOW, rules.lane_names))
        steps["plan"] += spent
    return {**steps, _WHOLE: sum(steps.values()), _FLOOR: floor(cards)}


def _read(cards: Sequence[Card], words: Words) -> list[tuple[Card, Reading]]:
    return [(card, read(card, words)) for card in cards]


def _weigh(
    readings: Sequence[tuple[Card, Reading]], setting: Setting
) -> list[tuple[Verdict, Standing | None]]:
    return [judge_alone(card, reading, setting) for card, reading in readings]


if __name__ == "__main__":
    show(__doc__, 5000, table, _seconds)
