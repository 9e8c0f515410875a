"""`steelyard worker` as a real process: its log as it comes, its HTTP, signals to it."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import msgspec

from tests.support.house import House, environment

PATIENCE = 40.0


class AtWork:
    """A worker that runs; `log` grows while it does."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.log: list[dict[str, Any]] = []
        self.noise: list[str] = []
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def wait_for(self, event: str, count: int = 1, **fields: Any) -> dict[str, Any]:
        """The `count`th line of that event with these fields; fails when it does not come."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            found = [one for one in list(self.log) if self._is(one, event, fields)]
            if len(found) >= count:
                return found[count - 1]
            if self.process.poll() is not None and not self._reader.is_alive():
                break
            time.sleep(0.05)
        raise AssertionError(f"no {event} {fields} in {self.log} {self.noise}")

    def get(self, path: str, method: str = "GET") -> httpx.Response:
        url = self.wait_for("started")["listening"]
        return httpx.request(method, f"{url}{path}", trust_env=False, timeout=10)

    def stop(self, order: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(order)
        return self.ended()

    def ended(self) -> int:
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=5)
        return code

    @staticmethod
    def _is(line: dict[str, Any], event: str, fields: dict[str, Any]) -> bool:
        return line.get("event") == event and fields.items() <= line.items()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                self.log.append(msgspec.json.decode(line))
            except msgspec.DecodeError:
                self.noise.append(line)


@contextmanager
def at_work(house: House, *options: str, folder: Path | None = None) -> Iterator[AtWork]:
    """A worker in the user's folder, on a free port; killed in the end if need be."""
    process = subprocess.Popen(
        [sys.executable, "-m", "steelyard", "worker", "--listen", "127.0.0.1:0", *options],
        cwd=folder or house.folder,
        env=environment() | house.secrets,
        stderr=subprocess.PIPE,
        text=True,
    )
    work = AtWork(process)
    try:
        yield work
    finally:
        process.kill()
        process.wait()
        work._reader.join(timeout=5)
        assert process.stderr is not None
        process.stderr.close()
