"""Somebody at a terminal of their own: sees what the command prints, types answers."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.house import environment

_OWN_TERMINAL = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "steelyard", *sys.argv[1:]])
"""
"""Passwords are read from the terminal a process belongs to, not from its input."""


class Typist:
    """One command at one terminal. `seen` is all it printed, echo included."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: int) -> None:
        self.process, self._terminal, self.seen, self._read = process, terminal, "", 0

    def sees(self, text: str, seconds: float = 15) -> None:
        """Wait until `text` stands in what was printed since the last time."""
        until = time.monotonic() + seconds
        while text not in self.seen[self._read :]:
            assert time.monotonic() < until, f"no {text!r} in {self.seen[self._read :]!r}"
            self._listen()
        self._read = self.seen.index(text, self._read) + len(text)

    def types(self, *answers: str) -> None:
        """Give pairs of a prompt to wait for and an answer to it."""
        for prompt, answer in zip(answers[::2], answers[1::2], strict=True):
            self.sees(prompt)
            os.write(self._terminal, f"{answer}\n".encode())

    def interrupts(self) -> None:
        """Press ^C."""
        os.write(self._terminal, b"\x03")

    def ends(self) -> int:
        """Read to the end and return the exit code."""
        while self._listen():
            pass
        return self.process.wait(timeout=30)

    def _listen(self) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], 0.2)
        if not ready:
            return self.process.poll() is None
        try:
            said = os.read(self._terminal, 65536)
        except OSError:  # how a terminal tells that nobody is left on it
            return False
        self.seen += said.decode(errors="replace")
        return bool(said)


@contextmanager
def at_a_terminal(folder: Path, extra: Mapping[str, str], *args: str) -> Iterator[Typist]:
    """Start the real command with a terminal as its own."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN_TERMINAL, *args],
        cwd=folder,
        env={**environment(), "TERM": "xterm", "COLUMNS": "200", **extra},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Typist(process, ours)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)
        os.close(ours)
