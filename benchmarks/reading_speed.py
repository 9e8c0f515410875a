"""Cards read a second and core, with each step's share: `python -m benchmarks.reading_speed`.

Each card is put together anew from the paragraphs of the sample cards, 1.5 KB of text in UTF-8.
The first figure is plain CPU time; the shares come from a second run under a profiler, by the
modules of `enrichment/reading`. The peer in the same run is to decode the card and hash it.
"""

import argparse
import cProfile
import pstats
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from benchmarks.backlogs import samples
from connectors.card import Card, Tracker, human_hash
from enrichment.reading.read import read
from enrichment.reading.words import load_words
from steelyard.data import pack_folder

SIZE = 1500
NOW = datetime(2026, 11, 21, tzinfo=UTC)
STEPS = {
    "layout": ("layout", "lines", "keys", "sentences"),
    "words": ("phrases", "stems", "words"),
    "numbers and dates": ("numbers", "tails", "joins", "amount", "dates"),
    "clauses": ("clauses", "answers"),
    "problem": ("problem", "telling"),
    "metrics": ("metrics", "indicators"),
    "effects": ("effects", "gains"),
    "kind and origin": ("kinds", "origins", "path"),
    "owner, effort, deadline": ("owner", "owners", "names", "effort", "deadline"),
    "evidence and notes": ("proofs", "notes", "hypothesis"),
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=3000)
    cards = _cards(parser.parse_args().cards)
    words = load_words(sorted((pack_folder("ecommerce") / "words").glob("*.yaml")))
    packed = [msgspec.msgpack.encode(card) for card in cards]
    decode = msgspec.msgpack.Decoder(Card).decode
    for card in cards[:200]:
        read(card, words)
    floor = _seconds(lambda: [human_hash(decode(one)) for one in packed])
    seconds = _seconds(lambda: [read(card, words) for card in cards])
    characters = sum(len(card.body) for card in cards) / len(cards)
    console = Console(width=100)
    console.print(
        f"{len(cards)} cards of {SIZE / 1000} KB ({characters:,.0f} characters): "
        f"{len(cards) / seconds:,.0f} cards/s and core, {seconds / floor:.0f} x decode and hash"
    )
    console.print(_shares(lambda: [read(card, words) for card in cards]))


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


def _shares(do: Callable[[], object]) -> Table:
    profile = cProfile.Profile()
    profile.runcall(do)
    own: dict[str, float] = defaultdict(float)
    for (file, _, _), (_, _, _, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        step = _step(file)
        for (caller, _, _), (_, _, spent, _) in callers.items():
            own[step or _step(caller) or "other"] += spent
    whole = sum(own.values())
    table = Table("step", "share")
    for step, spent in sorted(own.items(), key=lambda pair: -pair[1]):
        table.add_row(step, f"{spent / whole:.0%}")
    return table


def _step(file: str) -> str:
    """The step a module belongs to; built-in functions count for their caller."""
    path = Path(file)
    if path.parent.name != "reading":
        return ""
    return next((step for step, names in STEPS.items() if path.stem in names), "")


def _seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


if __name__ == "__main__":
    main()
