"""A real browser for tests: Debian's chromium, driven over its debugging pipe."""

import base64
import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-extensions", "--remote-debugging-pipe",
)  # fmt: skip
_STARTER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.dup2(int(sys.argv[2]), 4)
os.execvp(sys.argv[3], sys.argv[3:])
"""


@dataclass
class Tab:
    """One page of the browser. `said` gathers its console messages, `asked` its requests."""

    to: IO[bytes]
    back: IO[bytes]
    session: str = ""
    last: int = 0
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    loaded: bool = False

    def send(self, method: str, **parameters: Any) -> Any:
        """Do one command of the DevTools protocol and give its result."""
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        self.to.flush()
        while (answer := self._next()).get("id") != self.last:
            self._hear(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def visit(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until it is loaded."""
        for address in ("about:blank", path.as_uri() + fragment):  # or a fragment loads nothing
            self.loaded = False
            self.send("Page.navigate", url=address)
            while not self.loaded:
                self._hear(self._next())

    def run(self, expression: str) -> Any:
        """The value of a JavaScript expression, awaited."""
        result = self.send(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in result, result
        return result["result"].get("value")

    def look(self, width: int, height: int, *, dark: bool = False, script: bool = True) -> None:
        """Set the window's size, the colour scheme, and whether scripts run."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.send("Emulation.setEmulatedMedia", features=[scheme])
        self.send("Emulation.setScriptExecutionDisabled", value=not script)

    def press(self, key: str, code: int) -> None:
        """Press and let go a key, as a person without a mouse does."""
        for kind in ("keyDown", "keyUp"):
            text = {"text": "\r"} if key == "Enter" and kind == "keyDown" else {}
            self.send(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key,
                windowsVirtualKeyCode=code, **text,
            )  # fmt: skip

    def picture(self, *, whole: bool = False) -> bytes:
        """A PNG of the window, or of the whole page."""
        shot = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def _next(self) -> Any:
        message = bytearray()
        while (byte := self.back.read(1)) != b"\0":
            assert byte, "the browser went away"
            message += byte
        return json.loads(message)

    def _hear(self, event: Any) -> None:
        match event.get("method"):
            case "Page.loadEventFired":
                self.loaded = True
            case "Network.requestWillBeSent":
                self.asked.append(event["params"]["request"]["url"])
            case "Log.entryAdded":
                self.said.append(event["params"]["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.said.append(str(event["params"]["exceptionDetails"]))
            case "Page.javascriptDialogOpening":
                self.said.append("dialog: " + event["params"]["message"])


def find_chromium() -> str:
    """The browser's command, from CHROMIUM or PATH; skips the test when there is none."""
    command = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not command:
        pytest.skip("no chromium on this machine: install it or name it in CHROMIUM")
    return command


@contextmanager
def browser(profile: Path) -> Iterator[Tab]:
    """A browser with one empty tab, for as long as the block lasts."""
    command = find_chromium()
    read_by_browser, to = os.pipe()
    back, written_by_browser = os.pipe()
    # Out of the way of 3 and 4, where the browser looks for its ends of the pipes.
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (read_by_browser, written_by_browser)]
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            _STARTER,
            *map(str, ends),
            command,
            *_FLAGS,
            f"--user-data-dir={profile}",
        ],
        pass_fds=ends,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for end in (read_by_browser, written_by_browser, *ends):
        os.close(end)
    with os.fdopen(to, "wb") as writer, os.fdopen(back, "rb") as reader:
        try:
            tab = Tab(writer, reader)
            target = tab.send("Target.createTarget", url="about:blank")["targetId"]
            attached = tab.send("Target.attachToTarget", targetId=target, flatten=True)
            tab.session = attached["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                tab.send(f"{domain}.enable")
            yield tab
        finally:
            process.terminate()
            process.wait(timeout=20)
