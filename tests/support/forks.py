"""The real command as a process of its own, forked from one that has loaded the program.

An interpreter that starts and loads everything costs a second, a fork some milliseconds: what a
test that kills hundreds of processes can afford. The parent of the forks has one thread only, so
nothing is held when it forks, and it alone keeps the rule files in memory, which do not change.
"""

import functools
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Self
from unittest import mock

import msgspec

from connectors.gate import SystemClock
from enrichment.packs import load_packs
from enrichment.reading.words import load_words
from steelyard import cli, rulebook
from steelyard.demo.demo import one_cycle, trackers_in

_ROOT = Path(__file__).resolve().parents[2]


class Order(msgspec.Struct, frozen=True):
    """A command line, the folder to run it in and the whole environment."""

    args: tuple[str, ...]
    folder: str
    env: Mapping[str, str]


class Ended(msgspec.Struct, frozen=True):
    """How a forked command ended: its exit code, or minus the signal's number; what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.out)


class Forks:
    """A context manager; one command at a time."""

    def __enter__(self) -> Self:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.support.forks"],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._parent.communicate()

    def start(self, *args: str, folder: Path, env: Mapping[str, str]) -> int:
        """Start a command; its process id."""
        assert self._parent.stdin
        order = Order(args, str(folder), env)
        self._parent.stdin.write(msgspec.json.encode(order) + b"\n")
        self._parent.stdin.flush()
        return self._answer()

    def wait(self, folder: Path) -> Ended:
        """Wait for the end of the command that was started last."""
        code = self._answer()
        return Ended(code, (folder / "out").read_text(), (folder / "err").read_text())

    def run(self, *args: str, folder: Path, env: Mapping[str, str]) -> Ended:
        """Start a command and wait for its end."""
        self.start(*args, folder=folder, env=env)
        return self.wait(folder)

    def _answer(self) -> int:
        assert self._parent.stdout
        return int(self._parent.stdout.readline())


def serve() -> None:
    """Fork for every order on standard input; say the process id, then how it ended."""
    _warm_up()
    for line in sys.stdin.buffer:
        order = msgspec.json.decode(line, type=Order)
        pid = os.fork()
        if pid == 0:
            _become(order)
        print(pid, flush=True)  # noqa: T201 - the answer
        print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)  # noqa: T201


def _warm_up() -> None:
    """Play the demo's cycle once: all that a run loads is then in memory."""
    mock.patch.multiple(
        rulebook, load_packs=_remembered(load_packs), load_words=_remembered(load_words)
    ).start()
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder, trackers_in(Path(folder), clock):
        one_cycle(Path(folder), clock, 0)
    while threading.active_count() > 1:
        time.sleep(0.01)


def _remembered(load: Callable[..., Any]) -> Callable[..., Any]:
    kept = functools.cache(load)
    return lambda files: kept(tuple(files))


def _become(order: Order) -> NoReturn:
    """The command itself, in the child; leaves without the parent's clean-up."""
    code = 1
    try:
        os.chdir(order.folder)
        _redirect()
        os.environ.clear()
        os.environ.update(order.env)
        sys.argv = ["steelyard", *order.args]
        signal.signal(signal.SIGINT, signal.default_int_handler)
        cli.main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # noqa: BLE001 - what the interpreter itself would do
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _redirect() -> None:
    for number, name in enumerate((os.devnull, "out", "err")):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(name, flags, 0o600), number)


if __name__ == "__main__":
    serve()
