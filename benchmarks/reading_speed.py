"""Cards read a second and core, with each step's share: `python -m benchmarks.reading_speed`.

Each card is put together anew from the paragraphs of the sample cards, 1.5 KB of text in UTF-8.
The speed is CPU time of a process for each manner of running; the shares come from one more run in
which the interpreter is looked at every few milliseconds of it: the module of `enrichment/reading`
that is at work, or waits for the library it called, has the moment. The peer in the same process
is to decode the card and hash it.
"""

import gc
import json
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType

from benchmarks.backlogs import SIZE, batches, drawn_cards
from benchmarks.compiled import manners, run
from benchmarks.tables import Table
from benchmarks.timing import floor, show, timed
from connectors.card import Card
from enrichment.reading.read import read
from enrichment.reading.words import Words, load_words
from steelyard.data import pack_folder

STEPS = {
    "layout": ("layout", "lines", "keys", "sentences"),
    "words": (
        *("words", "dictionary", "vocabulary", "phrases", "stems", "marks", "groups"),
        *("language", "memory"),
    ),
    "numbers": (
        "numbers",
        "around",
        "fronts",
        "tails",
        "neighbours",
        "joins",
        "numerals",
        "periods",
        "amount",
    ),
    "days and spans": ("dates", "durations"),
    "clauses": ("clauses", "clause", "answers"),
    "problem": ("problem", "telling", "weights"),
    "metrics": ("metrics", "indicators"),
    "effects": ("effects", "gains"),
    "kind and origin": ("kinds", "origins", "path", "signs", "leanings"),
    "owner, effort, deadline": ("owner", "owners", "names", "effort", "work", "deadline"),
    "evidence and notes": ("proofs", "notes", "hypothesis"),
    "the card as a whole": ("read", "slots"),
}
"""The modules of each step; one that is not named here is shown as a step of its own."""

_STEP: Mapping[str, str] = {module: step for step, modules in STEPS.items() for module in modules}
_LOOKS = 1000
"""Enough to tell a share of a tenth to a hundredth."""


def table(count: int) -> Table:
    """Read `count` cards, for the speed and then for the shares."""
    speeds = []
    for manner, path in manners():
        found = json.loads(run("benchmarks.reading_speed", ["--seconds", str(count)], path))
        each = found["seconds"] / count
        times = found["seconds"] / found["floor"]
        speeds.append(f"{manner} {1 / each:,.0f} ({times:.0f} x decode and hash)")
    cards, words = drawn_cards(count), _words()
    _, seconds = timed(lambda: [read(card, words) for card in cards])
    shares = _shares(lambda: [read(card, words) for card in cards])
    characters = sum(len(card.body) for card in cards) / count
    note = (
        f"{count:,} cards of {SIZE / 1000} KB ({characters:,.0f} characters). Promised: 4,000 "
        f"cards/s and core. {'; '.join(speeds)}. The steps are of plain Python, by sampling."
    )
    each = seconds / count * 1e6
    rows = [(step, f"{share:.0%}", f"{share * each:.0f}") for step, share in shares.items()]
    return Table("Reading, by steps", ("step", "share", "µs a card"), rows, note)


def _seconds(count: int) -> Mapping[str, float]:
    """The CPU time of reading `count` cards in this process, and of the floor."""
    cards, words = drawn_cards(count), _words()
    for card in cards[:200]:
        read(card, words)
    gc.freeze()  # as a run does once its rules are loaded
    _, seconds = timed(lambda: _read_all(cards, words))
    return {"seconds": seconds, "floor": floor(cards)}


def _read_all(cards: Sequence[Card], words: Words) -> None:
    """Read as a run does: so many at a time, and no more of them held."""
    for some in batches(cards):
        _ = [read(card, words) for card in some]


def _words() -> Words:
    return load_words(sorted((pack_folder("ecommerce") / "words").glob("*.yaml")))


def _shares(do: Callable[[], object]) -> Mapping[str, float]:
    """The share of each step, the largest first; `do` is done until it was looked at often."""
    seen = Counter[str]()

    def look(_signal: int, frame: FrameType | None) -> None:
        seen[_step(frame)] += 1

    before = signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.001, 0.001)
    try:
        while seen.total() < _LOOKS:
            do()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return {step: looks / seen.total() for step, looks in seen.most_common()}


def _step(frame: FrameType | None) -> str:
    """The step at work; libraries and built-in functions count for the module that called them."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.parent.name == "reading":
            return _STEP.get(path.stem, path.stem)
        frame = frame.f_back
    return "other"


if __name__ == "__main__":
    show(__doc__, 3000, table, _seconds)
