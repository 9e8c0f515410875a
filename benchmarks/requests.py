"""Requests against the API's floor: `python -m benchmarks.requests [CARDS...]`.

For each tracker: a first read, an idle cycle, and the writes of a first full cycle. The floor is
what the APIs allow at best: pages of 100 issues, 1000 cards, 100 pages and one request for the
content of each page, as the cards of the sample answer nothing in their properties.
"""

import argparse
import math
from collections.abc import Iterator, Sequence

from benchmarks.rig import Bench, folder, jira_bench, notion_bench, run, trello_bench
from benchmarks.tables import Table
from steelyard.loopback.server import Loopback

_READING = ("/search/jql", "/bulkfetch", "/query", "/comment/list")
_NOTE = (
    "Promised: a first read in at most 1.1 x floor + 3 requests, an idle cycle in 2, a changed "
    "card in 2 writes; `kept` covers all that was measured. The floor counts one request for the "
    "content of each Notion page. On Trello number field, labels and comment are calls of their own."
)


def table(counts: Sequence[int], writing: int = 1000) -> Table:
    """Measure backlogs of so many cards; writes are counted up to `writing` cards."""
    rows = []
    for count in counts:
        for bench, floor in _benches(count):
            first, idle = _reads(bench)
            writes = _writes(bench) if count <= writing else None
            met = first <= 1.1 * floor + 3 and idle <= 2 and (writes is None or writes <= 2)
            reads = (f"{floor:,}", f"{first:,}", f"{first / floor:.2f}", str(idle))
            figures = (*reads, "" if writes is None else f"{writes:.2f}", "yes" if met else "NO")
            rows.append((f"{bench.tracker}, {count:,} cards", *figures))
    columns = ("backlog", "floor", "first read", "x floor", "idle", "writes a card", "kept")
    return Table("Requests", columns, rows, _NOTE)


def _benches(count: int) -> Iterator[tuple[Bench, int]]:
    """Each tracker with `count` cards, and the fewest requests of a first read."""
    yield jira_bench(count), math.ceil(count / 100) + 1
    yield trello_bench(count), math.ceil(count / 1000) + 1
    yield notion_bench(count), math.ceil(count / 100) + count


def _reads(bench: Bench) -> tuple[int, int]:
    """Requests of a first read, and of an idle cycle after it."""
    with Loopback(bench.service) as server, folder(bench, server.url, "report") as frame:
        run(frame)
        first = len(server.log)
        run(frame)
        return first, len(server.log) - first


def _writes(bench: Bench) -> float:
    """Writes for each card of a first full cycle."""
    with Loopback(bench.service) as server, folder(bench, server.url, "comments") as frame:
        run(frame)
        writes = [
            record.path
            for record in server.log
            if record.method != "GET" and not record.path.endswith(_READING)
        ]
    return len(writes) / max(1, sum("comment" in path for path in writes))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="*", default=[1000])
    table(parser.parse_args().cards).show()


if __name__ == "__main__":
    main()
