"""Time against the rate limits: `python -m benchmarks.limits`, about two minutes.

The loopback trackers count as the vendors do and refuse what is too much. The floor is the time
in which they would let the same requests through at best.
"""

import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.rig import Bench, folder, jira_bench, notion_bench, run, trello_bench
from benchmarks.tables import Table
from steelyard.loopback.server import Loopback, Record

_NOTE = (
    "A first full cycle at the published pace. Floors: Jira 50 PUT and 100 POST a second and "
    "endpoint, each with a burst of as many; Trello 100 requests in 10 s; Notion 3 a second on "
    "average. Promised: no request is ever refused."
)


def table(issues: int = 500, cards: int = 120, pages: int = 30) -> Table:
    """Measure a first cycle on each tracker with its limits in force."""
    benches = (
        jira_bench(issues, limits=True),
        trello_bench(cards, limits=True),
        notion_bench(pages, limits=True),
    )
    rows = [_row(bench, size) for bench, size in zip(benches, (issues, cards, pages), strict=True)]
    columns = ("backlog", "requests", "floor, s", "seconds", "x floor", "refused")
    return Table("Time against the limits", columns, rows, _NOTE)


def _row(bench: Bench, size: int) -> tuple[str, ...]:
    with (
        Loopback(bench.service) as server,
        folder(bench, server.url, "comments", pace=None) as frame,
    ):
        start = time.perf_counter()
        run(frame)
        took = time.perf_counter() - start
    floor = _FLOORS[bench.tracker](server.log)
    refused = sum(bench.meter.exceeded.values())
    figures = (f"{floor:.1f}", f"{took:.1f}", f"{took / floor:.2f}" if floor else "", str(refused))
    return (f"{bench.tracker}, {size} cards", str(len(server.log)), *figures)


def _jira(log: Sequence[Record]) -> float:
    """The slower of the two endpoints that are written to."""
    puts = sum(record.method == "PUT" for record in log)
    posts = sum(record.method == "POST" and "comment" in record.path for record in log)
    return max((puts - 50) / 50, (posts - 100) / 100)


_FLOORS: Mapping[str, Callable[[Sequence[Record]], float]] = {
    "jira": _jira,
    "trello": lambda log: (len(log) - 1) // 100 * 10.0,
    "notion": lambda log: len(log) / 3.0,
}


if __name__ == "__main__":
    table().show()
