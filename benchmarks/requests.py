"""Requests against the API's floor: `python -m benchmarks.requests [CARDS]`.

For each tracker: a first read, an idle cycle, and the writes of a first full cycle. The floor is
what the APIs allow at best (pages of 100 issues, 1000 cards, 100 pages with one request for the
content of each).
"""

import argparse
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.backlogs import jira_backlog, notion_backlog, trello_backlog
from connectors.gate import SystemClock
from steelyard.commands.session import Frame, recorded_cycle, world_of
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.notion.service import notion
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.loopback.trello.service import trello

_CONFIG = """\
language: auto
database: sqlite:///steelyard.db
safety: {{changed_cards: 100%, remarks_per_run: 100000}}
connections:
  bench:
    tracker: {tracker}
    url: {url}
    pace: 1000
    token: ${{BENCH_TOKEN}}
{more}
    write: {{level: {level}}}
"""
_READING = ("/search/jql", "/bulkfetch", "/query", "/comment/list")


@dataclass(frozen=True)
class Bench:
    """One tracker with a large backlog; `floor` is the fewest requests of a first read."""

    tracker: str
    service: Service
    more: str
    secrets: Mapping[str, str]
    floor: int


def benches(count: int) -> Iterator[Bench]:
    """The three trackers with `count` cards each."""
    site = jira_backlog(count)
    jira = f"    email: {site.email}\n    cards: {{jql: project = SHOP}}"
    floor = math.ceil(count / 100) + 1
    yield Bench("jira", jira_cloud(site, limits=False), jira, {"BENCH_TOKEN": site.token}, floor)
    boards, link = trello_backlog(count)
    keys = {"BENCH_TOKEN": boards.token, "BENCH_KEY": boards.key}
    board = f"    key: ${{BENCH_KEY}}\n    cards: {{boards: [{link}]}}"
    floor = math.ceil(count / 1000) + 1
    yield Bench("trello", trello(boards, limits=False), board, keys, floor)
    pages, source = notion_backlog(count)
    query = f"    cards: {{data_sources: [{source}]}}"
    secret = {"BENCH_TOKEN": pages.token}
    floor = math.ceil(count / 100) + count
    yield Bench("notion", notion(pages, budget=None), query, secret, floor)


def measure(bench: Bench) -> tuple[int, int, float]:
    """Requests of a first read, of an idle cycle, and writes for each card of a first cycle."""
    with Loopback(bench.service) as server, _folder(bench, server.url, "report") as frame:
        first = _requests(frame, server)
        idle = _requests(frame, server)
    with Loopback(bench.service) as server, _folder(bench, server.url, "comments") as frame:
        _requests(frame, server)
        writes = [
            record
            for record in server.log
            if record.method != "GET" and not record.path.endswith(_READING)
        ]
        commented = sum("comment" in record.path for record in writes)
    return first, idle, len(writes) / max(1, commented)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cards", type=int, nargs="?", default=1000)
    count = parser.parse_args().cards
    table = Table(title=f"Requests for {count} cards")
    for column in ("tracker", "floor", "first read", "ratio", "idle cycle", "writes a card"):
        table.add_column(column, justify="right")
    for bench in benches(count):
        first, idle, writes = measure(bench)
        ratio = f"{first / bench.floor:.2f}"
        row = (bench.tracker, str(bench.floor), str(first), ratio, str(idle), f"{writes:.2f}")
        table.add_row(*row)
    Console(width=100).print(table)


@contextmanager
def _folder(bench: Bench, url: str, level: str) -> Iterator[Frame]:
    os.environ.update(bench.secrets)
    with tempfile.TemporaryDirectory() as name:
        config = Path(name) / "steelyard.yaml"
        text = _CONFIG.format(tracker=bench.tracker, url=url, more=bench.more, level=level)
        config.write_text(text)
        yield Frame(config, SystemClock(), quiet=True)


def _requests(frame: Frame, server: Loopback) -> int:
    before = len(server.log)
    with world_of(frame, read_only=False) as world:
        done, _ = recorded_cycle(frame, world, "bench", write=True)
    if done.errors:
        raise SystemExit(str(done.errors[0]))
    return len(server.log) - before


if __name__ == "__main__":
    main()
