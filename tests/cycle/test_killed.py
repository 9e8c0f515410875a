"""A run killed with SIGKILL in the middle of a write: the next one ends as if nothing had been."""

import os
import signal
import subprocess
import sys
import time

import pytest
from werkzeug.wrappers import Request, Response

from steelyard.loopback.service import Service
from tests.support.house import House, environment, house_in, is_write

WRITES = (1, 2, 25)
"""The first write of a connection, the second, and one among the comments."""


class Killer:
    """A service that kills the client at its `nth` write, before or after doing it."""

    def __init__(self, service: Service, nth: int, *, handle: bool) -> None:
        self._service, self._nth, self._handle = service, nth, handle
        self.process: subprocess.Popen[bytes] | None = None

    def answer(self, request: Request) -> Response:
        if self.process and is_write(request.method, request.path):
            self._nth -= 1
            if self._nth == 0:
                response = self._service.answer(request) if self._handle else None
                os.kill(self.process.pid, signal.SIGKILL)
                self.process.wait()
                self.process = None
                return response or Response(status=500)
        return self._service.answer(request)


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many living comments a run leaves that nobody kills."""
    with house_in(tmp_path_factory.mktemp("undisturbed")) as house:
        assert house.steelyard("run").code == 0
        return sum(house.living_comments().values())


@pytest.mark.parametrize("handle", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("nth", WRITES)
@pytest.mark.parametrize("connection", ["shop", "growth", "ideas"])
def test_a_killed_run_leaves_nothing_double_lost_or_undone(
    house: House, undisturbed: int, connection: str, nth: int, *, handle: bool
) -> None:
    server = house.servers[connection]
    killer = Killer(server.service, nth, handle=handle)
    server.service = killer
    killer.process = subprocess.Popen(
        [sys.executable, "-m", "steelyard", "run"],
        cwd=house.folder,
        env=environment() | house.secrets,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _wait_for_death(killer)

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    comments = house.living_comments()
    assert set(comments.values()) <= {0, 1}
    house.clear_logs()
    again = house.steelyard("run", "--json")
    assert (again.code, again.json["planned"], house.writes()) == (0, 0, [])
    assert house.living_comments() == comments
    assert sum(comments.values()) == undisturbed


def _wait_for_death(killer: Killer) -> None:
    deadline = time.monotonic() + 60
    while killer.process is not None:
        assert time.monotonic() < deadline, "the run was never killed"
        time.sleep(0.02)
