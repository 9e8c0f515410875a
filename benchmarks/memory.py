"""Peak memory of a whole cycle with its store: `python -m benchmarks.memory [CARDS...]`.

Each size is measured in a process of its own. The cards come from a connector that makes them up
page by page, so that nothing but the program holds them.
"""

import argparse
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks.backlogs import card_of, samples
from benchmarks.tables import Table
from connectors.card import Card
from connectors.gate import SystemClock
from connectors.protocol import Absence, Access, Connector, Page, Surface
from connectors.write import Outcome, Receipt, Write
from steelyard.commands.session import Frame, world_of
from steelyard.cycle import cycle

_PAGE = 100
_CONFIG = """\
language: auto
database: sqlite:///steelyard.db
connections:
  bench:
    tracker: trello
    key: ${BENCH_KEY}
    token: ${BENCH_TOKEN}
    cards: {boards: [board]}
    write: {level: comments}
"""
_NOTE = (
    "A child process reads, judges and plans every card and keeps it in SQLite; peak resident "
    "memory of the whole process. Promised: below 300 MB at 100,000 cards."
)


class MadeUp:
    """A connector of `count` cards; see `connectors.protocol.Connector`."""

    def __init__(self, access: Access, count: int) -> None:
        """Nothing is made yet."""
        self.access, self._count = access, count

    def discover(self) -> Surface:
        """A board with every surface."""
        return Surface(
            me="me", score="score", labels=True, comments=True, resolved=datetime.now(UTC)
        )

    def pull(self, _surface: Surface, _cursor: str | None) -> Iterator[Page]:
        """Pages of a hundred."""
        pages = math.ceil(self._count / _PAGE)
        for number in range(pages):
            last = number == pages - 1
            start = number * _PAGE
            cards = tuple(_card(at) for at in range(start, min(start + _PAGE, self._count)))
            yield Page(cards=cards, cursor=str(number), complete=last, census=last)

    def census(self, _surface: Surface) -> frozenset[str]:
        """All ids."""
        return frozenset(f"{at:024x}" for at in range(self._count))

    def whereabouts(self, _surface: Surface, _cards: Sequence[Card]) -> Mapping[str, Absence]:
        """No card is ever absent."""
        return {}

    def reread(self, _surface: Surface, ids: Sequence[str]) -> Mapping[str, Card]:
        """These cards."""
        return {one: _card(int(one, 16)) for one in ids}

    def apply(self, _surface: Surface, _write: Write, _card: Card) -> Receipt:
        """Every write is done at once."""
        return Receipt(Outcome.DONE)


_SAMPLES = samples(60)


def _card(at: int) -> Card:
    return card_of(at, _SAMPLES[at % len(_SAMPLES)])


def table(counts: Sequence[int]) -> Table:
    """Measure a cycle over so many cards each."""
    rows = [_row(count) for count in counts]
    columns = ("backlog", "peak MB", "of 300 MB", "seconds")
    return Table("Memory", columns, rows, _NOTE)


def _row(count: int) -> tuple[str, ...]:
    start = time.perf_counter()
    child = [sys.executable, "-m", "benchmarks.memory", "--child", str(count)]
    done = subprocess.run(child, capture_output=True, text=True, check=True)  # noqa: S603 - ourselves
    peak = float(done.stdout.split()[-1])
    took = time.perf_counter() - start
    return f"{count:,} cards", f"{peak:.0f}", f"{peak / 300:.0%}", f"{took:.0f}"


def _child(count: int) -> None:
    """One whole cycle; prints the peak."""
    os.environ |= {"BENCH_KEY": "key-of-bench", "BENCH_TOKEN": "token-of-bench"}
    with tempfile.TemporaryDirectory() as name:
        config = Path(name) / "steelyard.yaml"
        config.write_text(_CONFIG)
        with world_of(Frame(config, SystemClock(), quiet=True), read_only=True) as world:
            made: Connector = MadeUp(world.connectors["bench"].access, count)
            small = msgspec.structs.replace(world, connectors={"bench": made})
            cycle(small, small.store.begin_run("bench", datetime.now(UTC)), write=False)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Print the table, or be the child."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="*", default=[10_000])
    parser.add_argument("--child", action="store_true")
    asked = parser.parse_args()
    if asked.child:
        _child(asked.cards[0])
    else:
        table(asked.cards).show()


if __name__ == "__main__":
    main()
