"""What benchmarks run on: one loopback tracker, a folder with a configuration, the real cycle."""

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from benchmarks.backlogs import jira_backlog, notion_backlog, trello_backlog
from connectors.gate import SystemClock
from steelyard.commands.session import Frame, recorded_cycle, world_of
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.limits import Meter
from steelyard.loopback.notion.service import BUDGET, notion
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.loopback.trello.service import trello

T = TypeVar("T")

_CONFIG = """\
language: auto
database: sqlite:///steelyard.db
safety: {{changed_cards: 100%, remarks_per_run: 100000}}
connections:
  bench:
    tracker: {tracker}
    url: {url}
    token: ${{BENCH_TOKEN}}
{more}
    write: {{level: {level}}}
"""


@dataclass(frozen=True)
class Bench:
    """One tracker with a large backlog, and what the configuration says of it besides."""

    tracker: str
    service: Service
    meter: Meter
    more: str
    secrets: Mapping[str, str]


def jira_bench(count: int, *, limits: bool = False) -> Bench:
    """A site of `count` issues."""
    site = jira_backlog(count)
    more = "    email: ${BENCH_EMAIL}\n    cards: {jql: project = SHOP}"
    service = jira_cloud(site, limits=limits)
    secrets = {"BENCH_TOKEN": site.token, "BENCH_EMAIL": site.email}
    return Bench("jira", service, service.meter, more, secrets)


def trello_bench(count: int, *, limits: bool = False) -> Bench:
    """A board of `count` cards."""
    boards, link = trello_backlog(count)
    more = f"    key: ${{BENCH_KEY}}\n    cards: {{boards: [{link}]}}"
    secrets = {"BENCH_TOKEN": boards.token, "BENCH_KEY": boards.key}
    service = trello(boards, limits=limits)
    return Bench("trello", service, service.meter, more, secrets)


def notion_bench(count: int, *, limits: bool = False) -> Bench:
    """A data source of `count` pages."""
    pages, source = notion_backlog(count)
    more = f"    cards: {{data_sources: [{source}]}}"
    service = notion(pages, budget=BUDGET if limits else None)
    return Bench("notion", service, service.meter, more, {"BENCH_TOKEN": pages.token})


@contextmanager
def folder(bench: Bench, url: str, level: str, pace: int | None = 1000) -> Iterator[Frame]:
    """A user's folder that knows the bench at `url`; `pace` None keeps the published pace."""
    os.environ.update(bench.secrets)
    with tempfile.TemporaryDirectory() as name:
        config = Path(name) / "steelyard.yaml"
        more = bench.more if pace is None else f"    pace: {pace}\n{bench.more}"
        text = _CONFIG.format(tracker=bench.tracker, url=url, more=more, level=level)
        config.write_text(text)
        yield Frame(config, SystemClock(), quiet=True)


def run(frame: Frame) -> None:
    """One whole cycle; ends the benchmark when it fails."""
    with world_of(frame, read_only=False) as world:
        done, _ = recorded_cycle(frame, world, "bench", write=True)
    if done.errors:
        raise SystemExit(str(done.errors[0]))


@contextmanager
def elsewhere(service: Service, latency: float) -> Iterator[str]:
    """Serve from a process of its own, as a real tracker does; yields the address."""
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_serve, args=(service, latency, there), daemon=True)
    process.start()
    try:
        yield str(here.recv())
    finally:
        here.send(None)
        process.join()


def alone(do: Callable[..., T], *args: object) -> T:
    """What `do` comes to in a process of its own."""
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(1, mp_context=fork) as pool:
        return pool.submit(do, *args).result()


def _serve(service: Service, latency: float, there: Connection) -> None:
    with Loopback(service, latency=latency) as server:
        there.send(server.url)
        there.recv()
