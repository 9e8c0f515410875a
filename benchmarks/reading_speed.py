"""Cards read a second and core, with each step's share: `python -m benchmarks.reading_speed`.

Each card is put together anew from the paragraphs of the sample cards, 1.5 KB of text in UTF-8.
The speed is plain CPU time; the shares come from a second run in which the interpreter is looked
at every few milliseconds of it: the module of `enrichment/reading` that is at work, or waits for
the library it called, has the moment. The peer in the same run is to decode the card and hash it.
"""

import argparse
import random
import signal
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import msgspec

from benchmarks.backlogs import samples
from benchmarks.tables import Table
from benchmarks.timing import compiled, manner, timed
from connectors.card import Card, Tracker, human_hash
from enrichment.reading.read import read
from enrichment.reading.words import load_words
from steelyard.data import pack_folder

SIZE = 1500
NOW = datetime(2026, 11, 21, tzinfo=UTC)
STEPS = {
    "layout": ("layout", "lines", "keys", "sentences"),
    "words": ("words", "dictionary", "phrases", "stems", "marks", "groups", "language"),
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
    cards = _cards(count)
    words = load_words(sorted((pack_folder("ecommerce") / "words").glob("*.yaml")))
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decode = msgspec.msgpack.Decoder(Card).decode
    for card in cards[:200]:
        read(card, words)
    _, floor = timed(lambda: [human_hash(decode(one)) for one in packed])
    _, seconds = timed(lambda: [read(card, words) for card in cards])
    shares = {} if compiled() else _shares(lambda: [read(card, words) for card in cards])
    characters = sum(len(card.body) for card in cards) / len(cards)
    note = (
        f"{len(cards):,} cards of {SIZE / 1000} KB ({characters:,.0f} characters), the reader "
        f"{manner()}: {len(cards) / seconds:,.0f} cards/s and core, {seconds / floor:.0f} x decode "
        f"and hash. "
    )
    note += "Shares by sampling." if shares else "Shares are seen in plain Python only."
    each = seconds / len(cards) * 1e6
    rows = [(step, f"{share:.0%}", f"{share * each:.0f}") for step, share in shares.items()]
    return Table("Reading, by steps", ("step", "share", "µs a card"), rows, note)


def _cards(count: int) -> list[Card]:
    """Cards of paragraphs drawn from the samples, the same in every run."""
    draw = random.Random(3)  # noqa: S311 - no secret: the same texts in every run
    ru = [one for one in samples(60) if one.language == "ru"]
    en = [one for one in samples(60) if one.language == "en"]
    return [_card(number, ru if number % 3 else en, draw) for number in range(count)]


def _card(number: int, drawn: Sequence[object], draw: random.Random) -> Card:
    bodies = [getattr(one, "body", "") for one in drawn]
    paragraphs = [part for body in bodies for part in body.split("\n\n") if part.strip()]
    text = ""
    while len(text.encode()) < SIZE:
        text += f"{draw.choice(paragraphs)}\n\n"
    body = text.encode()[:SIZE].decode(errors="ignore")
    return Card(
        connection="bench",
        tracker=Tracker.JIRA,
        id=str(number),
        key=f"BENCH-{number}",
        url="",
        title=getattr(drawn[number % len(drawn)], "title", ""),
        body=body,
        created=NOW,
        updated=NOW,
    )


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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=3000)
    table(parser.parse_args().cards).show()


if __name__ == "__main__":
    main()
