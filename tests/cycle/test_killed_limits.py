"""Limits over a SIGKILL: the next process keeps them too, by the trackers' own count."""

import logging
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

import httpx
import pytest
from werkzeug.wrappers import Request, Response

from connectors.gate import SystemClock, httpx_client
from steelyard.loopback.faults import Fault, Reply
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.settings import load_settings
from steelyard.store import open_store
from steelyard.world import open_world
from tests.support.crowd import crowd
from tests.support.forks import Forks
from tests.support.house import House, environment, house_in, is_write
from tests.support.office import office_in, rules
from tests.support.trap import Trap

WINDOW, ALLOWED = 10.0, 100
"""Trello's, of a token."""

HOUR = {"Retry-After": "3600", "RateLimit-Reason": "jira-quota-tenant-based"}


class Counted:
    """A Trello that sets no limit, and counts what one would have counted."""

    def __init__(self, server: Loopback) -> None:
        self._service: Service = server.service
        self._at, self._lock = list[float](), Lock()
        server.service = self

    def answer(self, request: Request) -> Response:
        with self._lock:
            self._at.append(time.monotonic())
        return self._service.answer(request)

    @property
    def most(self) -> int:
        """The most requests within any ten seconds."""
        return max(sum(at <= one < at + WINDOW for one in self._at) for at in self._at)


@pytest.fixture(scope="module")
def forks() -> Iterator[Forks]:
    with Forks() as ready:
        yield ready


def killed_by(trap: Trap, forks: Forks, house: House) -> None:
    victim = forks.start("run", folder=house.folder, env=environment() | house.secrets)
    trap.victim.set_result(victim)
    assert forks.wait(house.folder).code == -signal.SIGKILL


def test_runs_killed_one_after_another_send_no_more_than_one_may(
    tmp_path: Path, forks: Forks
) -> None:
    now = datetime.now(UTC)
    with house_in(tmp_path, crowd(now.date(), extra=25), now) as house:
        server = house.servers["growth"]
        counted = Counted(server)
        for nth in (60, 50):
            killed_by(Trap({"growth": server}, nth, handle=True), forks, house)
            server.service = counted

        assert len(house.servers["growth"].log) > ALLOWED
        assert counted.most <= ALLOWED


def test_a_pause_asked_for_before_a_kill_holds_after_it(house: House, forks: Forks) -> None:
    jira = house.servers["shop"]
    jira.faults.add(Fault(Reply(429, {}, HOUR), method="PUT"))

    def is_later(request: Request) -> bool:
        paused = any(one.status == 429 for one in jira.log)
        return paused and is_write(request.method, request.path)

    trello = {"growth": house.servers["growth"]}
    killed_by(Trap(trello, 10, handle=True, counts=is_later), forks, house)
    house.clear_logs()

    ran = forks.run("run", folder=house.folder, env=environment() | house.secrets)

    assert ran.code == 3
    assert "Jira asks to wait " in ran.err
    assert [one.path for one in jira.log] == []


def test_a_pause_that_cannot_be_kept_is_told_and_loses_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with office_in(tmp_path) as office, ExitStack() as stack:
        settings = load_settings(office.config)
        store = stack.enter_context(open_store(f"{settings.database}?timeout=0.1"))
        world = open_world(settings, store, SystemClock(), rules(), read_only=True)
        stack.callback(world.close)
        answers = iter((httpx.Response(429, headers={"Retry-After": "0"}), httpx.Response(200)))
        gate = world.gates["shop"]
        gate._inner = httpx.MockTransport(lambda _: next(answers))
        file = settings.database.removeprefix("sqlite:///")
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        answer = httpx_client(gate).get("https://jira/rest/api/3/myself")
        other.close()

    assert answer.status_code == 200
    assert "could not be kept" in caplog.text
    assert "locked" in caplog.text
