"""The first read of a large Jira against one client that reads page after page, in one run.

`python -m benchmarks.first_read [ISSUES]`; every answer takes 100 ms more. The peer is the `jira`
package alone, with its own `enhanced_search_issues` and the same fields. Both speak to the same
server, each from a process of its own, in turns; the best of each counts.
"""

import argparse
import math
import time
from pathlib import Path
from typing import Any

import jira

from benchmarks.rig import alone, elsewhere, folder, jira_bench
from benchmarks.tables import Table
from connectors.gate import SystemClock
from connectors.jira.cards import SYSTEM_FIELDS
from steelyard.commands.session import Frame, world_of
from steelyard.pull import pull
from steelyard.tell import nobody

LATENCY = 0.1
TURNS = 2


def table(count: int = 10_000) -> Table:
    """Read `count` issues both ways."""
    bench = jira_bench(count, limits=True)
    with elsewhere(bench.service, LATENCY) as url:
        secrets = bench.secrets
        ours, theirs = math.inf, math.inf
        for _ in range(TURNS):
            with folder(bench, url, "report", pace=None) as frame:
                took, issues, requests = alone(_ours, frame.config)
            ours = min(ours, took)
            took, found = alone(_sequential, url, secrets["BENCH_EMAIL"], secrets["BENCH_TOKEN"])
            theirs = min(theirs, took)
    if not issues == found == count:
        raise SystemExit(f"{issues} and {found} issues were read of {count}")
    rows = [
        ("Steelyard, cards in the store", f"{ours:.1f}", str(requests), f"{theirs / ours:.1f}"),
        ("`jira`, page after page", f"{theirs:.1f}", str(count // 100), "1.0"),
    ]
    note = (
        f"{count:,} issues, {LATENCY * 1000:.0f} ms of latency, the published burst limits in "
        "force on both sides. Promised: at least 4 x faster."
    )
    return Table("First read of Jira", ("reader", "seconds", "requests", "x faster"), rows, note)


def _ours(config: Path) -> tuple[float, int, int]:
    with world_of(Frame(config, SystemClock(), quiet=True), read_only=True) as world:
        start = time.perf_counter()
        done = pull(world, "bench", 1, nobody)
        return time.perf_counter() - start, done.cards, world.gates["bench"].counts.total


def _sequential(url: str, email: str, token: str) -> tuple[float, int]:
    client = jira.JIRA(url, basic_auth=(email, token), options={"rest_api_version": "3"})
    start, found, page = time.perf_counter(), 0, None
    while True:
        answer: Any = client.enhanced_search_issues(
            "project = SHOP ORDER BY created", nextPageToken=page, maxResults=100,
            fields=list(SYSTEM_FIELDS), json_result=True,
        )  # fmt: skip
        page = answer.get("nextPageToken")
        found += len(answer["issues"])
        if not page:
            return time.perf_counter() - start, found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("issues", type=int, nargs="?", default=10_000)
    table(parser.parse_args().issues).show()


if __name__ == "__main__":
    main()
