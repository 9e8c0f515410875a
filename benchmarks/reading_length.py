"""Time to read one card against its length: `python -m benchmarks.reading_length [MEGABYTES]`.

Each row is one kind of text; a time that grows with the length keeps its share of a millisecond
a kilobyte. The peer in the same run is to split the text into lower-case words.
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from rich.console import Console
from rich.table import Table

from benchmarks.backlogs import samples
from connectors.card import Card, Tracker
from enrichment.reading.read import read
from enrichment.reading.stems import WORD
from enrichment.reading.words import Words, load_words
from steelyard.data import pack_folder

NOW = datetime(2026, 11, 21, tzinfo=UTC)
DENSE = {
    "numbers": "1 2 3 ",
    "percentages": "5% ",
    "dates": "12.12.2026 ",
    "metrics": "Метрика: конверсия 2% → 3%\n",
    "brackets": "((((",
    "no spaces": "x",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", type=float, nargs="?", default=1.0)
    most = int(parser.parse_args().megabytes * 1_000_000)
    sizes = [most // 64, most // 16, most // 4, most]
    words = load_words(sorted((pack_folder("ecommerce") / "words").glob("*.yaml")))
    table = Table("text", *(f"{size / 1000:,.0f} KB" for size in sizes), "ms a KB", "x splitting")
    prose = "\n\n".join(sample.body for sample in samples(60))
    for name, unit in {"cards": prose, **DENSE}.items():
        table.add_row(name, *_row(unit, sizes, words))
    Console(width=100).print(table)


def _row(unit: str, sizes: list[int], words: Words) -> list[str]:
    cards = [_card(_text(unit, size)) for size in sizes]
    spent = [_seconds(partial(read, card, words)) for card in cards]
    floor = _seconds(lambda: WORD.findall(_text(unit, sizes[-1]).lower()))
    share = f"{spent[-1] * 1000 / (sizes[-1] / 1000):.2f}"
    return [*(f"{one:.3f} s" for one in spent), share, f"{spent[-1] / floor:.0f}"]


def _text(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _seconds(do: Callable[[], object]) -> float:
    start = time.process_time()
    do()
    return time.process_time() - start


def _card(body: str) -> Card:
    return Card(
        connection="bench",
        tracker=Tracker.JIRA,
        id="1",
        key="BENCH-1",
        url="",
        title="",
        body=body,
        created=NOW,
        updated=NOW,
    )


if __name__ == "__main__":
    main()
