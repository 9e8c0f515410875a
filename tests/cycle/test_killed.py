"""A run killed with SIGKILL at any request: the next one ends as if nothing had been.

The command is a real process and the kill a real SIGKILL, at a request's boundary: before the
tracker handles it, or after that and before the answer. A sample of all boundaries is tried
here, every one in `make soak`.
"""

import os
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from werkzeug.wrappers import Request

from steelyard.demo.faces import Face
from tests.support.crowd import crowd
from tests.support.forks import Ended, Forks
from tests.support.house import House, environment, house_in, is_write
from tests.support.trap import Trap

NOW = datetime.now(UTC)
SOAK = "SOAK" in os.environ
POINTS, LAGGING = (None, None) if SOAK else (184, 20)
"""How many boundaries are tried, None for all; and how many again with a search that lags."""
SHARES, LAGGING_SHARES = (60, 20) if SOAK else (12, 2)
"""The boundaries are dealt out to so many tests, for as many workers as there are."""
LAG = 60.0


class Calm(NamedTuple):
    """What a run that nobody kills asks and leaves behind."""

    requests: int
    writes_to_jira: int
    cards: int
    faces: Mapping[str, Face]
    text: Mapping[str, Any]


class Point(NamedTuple):
    """A boundary: the number of a request, and whether the tracker still handles it."""

    nth: int
    handled: bool


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    with Forks() as ready:
        yield ready


@pytest.fixture(scope="session")
def calm(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Calm:
    with large_house(tmp_path_factory.mktemp("calm")) as house:
        ran = run(forks, house)
        assert ran.code == 0, ran.err
        assert ran.json["written"] >= 150
        assert min(one["done"] for one in ran.json["connections"].values()) >= 40
        return Calm(
            requests=sum(len(server.log) for server in house.servers.values()),
            writes_to_jira=sum(is_write(r.method, r.path) for r in house.servers["shop"].log),
            cards=ran.json["cards"],
            faces=house.faces(),
            text=house.human_text(),
        )


@pytest.mark.parametrize("share", range(SHARES))
def test_a_run_killed_at_any_request_leaves_nothing_double_lost_or_wrong(
    forks: Forks, calm: Calm, tmp_path: Path, share: int
) -> None:
    for point in points(calm.requests, POINTS)[share::SHARES]:
        with large_house(fresh(tmp_path)) as house:
            die(forks, house, Trap(house.servers, point.nth, handle=point.handled))
            assert_recovers(forks, house, calm, point)


@pytest.mark.parametrize("share", range(LAGGING_SHARES))
def test_nor_does_it_where_search_shows_writes_a_minute_late(
    forks: Forks, calm: Calm, tmp_path: Path, share: int
) -> None:
    for point in points(calm.writes_to_jira, LAGGING)[share::LAGGING_SHARES]:
        with large_house(fresh(tmp_path), index_lag=LAG) as house:
            jira = {"shop": house.servers["shop"]}
            die(forks, house, Trap(jira, point.nth, handle=point.handled, counts=writes))
            assert_recovers(forks, house, calm, point)
            house.jira.settle()
            assert_idles(forks, house, point)


@contextmanager
def large_house(folder: Path, index_lag: float = 0.0) -> Iterator[House]:
    """More than 150 writes to do on three trackers that set no pace."""
    backlog = crowd(NOW.date(), extra=9)
    with house_in(folder, backlog, NOW, index_lag=index_lag, limits=False) as house:
        house.edit_config("tracker: jira", "tracker: jira\n    pace: 5000")
        house.edit_config("tracker: trello", "tracker: trello\n    pace: 5000")
        house.edit_config("pace: 100 ", "pace: 5000 ")
        yield house


def points(requests: int, tried: int | None) -> Sequence[Point]:
    """Both boundaries of every request; so many of them, evenly spread."""
    every = [Point(nth, handled) for nth in range(1, requests + 1) for handled in (False, True)]
    if tried is None:
        return every
    assert len(every) >= tried
    return [every[at * len(every) // tried] for at in range(tried)]


def writes(request: Request) -> bool:
    return is_write(request.method, request.path)


def fresh(folder: Path) -> Path:
    user = folder / "user"
    shutil.rmtree(user, ignore_errors=True)
    user.mkdir()
    return user


def run(forks: Forks, house: House) -> Ended:
    house.clear_logs()
    return forks.run("run", "--json", folder=house.folder, env=environment() | house.secrets)


def die(forks: Forks, house: House, trap: Trap) -> None:
    """Run into the trap."""
    victim = forks.start("run", folder=house.folder, env=environment() | house.secrets)
    trap.victim.set_result(victim)
    assert forks.wait(house.folder).code == -signal.SIGKILL


def assert_recovers(forks: Forks, house: House, calm: Calm, point: Point) -> None:
    """The next run ends with the trackers as after a calm one; another has nothing to do."""
    ran = run(forks, house)
    assert (ran.code, ran.err) == (0, ""), point
    assert ran.json["cards"] == calm.cards, point
    assert set(house.living_comments().values()) == {0, 1}, point
    assert house.faces() == calm.faces, point
    assert house.human_text() == calm.text, point
    assert_idles(forks, house, point)


def assert_idles(forks: Forks, house: House, point: Point) -> None:
    ran = run(forks, house)
    assert (ran.code, ran.json["planned"], house.writes()) == (0, 0, []), point
