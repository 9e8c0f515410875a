"""What the demo shows on a terminal, act by act."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from steelyard.demo.faces import Face
from steelyard.demo.seed import Seeded
from steelyard.done import Cycle
from steelyard.harmless import printable
from steelyard.show import in_queue, print_table, queue_table
from steelyard.summary import Summary

if TYPE_CHECKING:
    from rich.console import RenderableType

_ROWS = 15
_WIDTH = 100


class Stage:
    """Prints each act; wide enough for the table where there is no terminal."""

    def __init__(self) -> None:
        """Load the drawing library only now."""
        from rich.console import Console  # noqa: PLC0415 - not for `--help`

        self._console = Console(highlight=False)
        if not self._console.is_terminal:
            self._console.width = 140

    def opens(self, seeded: Seeded) -> None:
        """Say what is about to be read."""
        self._console.print(
            f"Three trackers of an invented shop are up on this machine, {len(seeded.cards)} cards."
        )

    def ran(self, done: Cycle, summary: Summary) -> None:
        """The run in figures, tracker by tracker."""
        for name, one in summary.connections.items():
            self._console.print(
                f"  {name}: {one.cards} cards read, {one.done} writes done, {one.requests} requests"
                + (f", FAILED: {one.error}" if one.error else "")
            )
        self._console.print(
            f"{summary.incomplete} of {len(in_queue(done.judged))} open cards lack an answer they need.\n"
        )

    def queue(self, done: Cycle) -> None:
        """The one queue; the line is the sprint's."""
        print_table(queue_table(done.judged, _ROWS))
        rest = len(in_queue(done.judged)) - _ROWS
        if rest > 0:
            self._console.print(f"... and {rest} more in the report\n")

    def faces(self, before: Mapping[str, Face], after: Mapping[str, Face]) -> None:
        """Three cards before and after, as the team sees them."""
        for key, face in after.items():
            self._console.print(_panel(before[key], face))

    def ran_again(self, done: Cycle, summary: Summary) -> None:
        """A second run finds nothing to write."""
        requests = sum(one.requests for one in summary.connections.values())
        self._console.print(
            f"A second run: {summary.planned} writes planned, {summary.written} done, "
            f"{requests} requests, {len(done.judged)} cards judged again."
        )

    def closes(self, report: Path, folder: Path) -> None:
        """Where everything was left."""
        self._console.print(f"Report: {report.resolve().as_uri()}", soft_wrap=True)
        config = folder / "steelyard.yaml"
        self._console.print(f"Look closer: steelyard explain -c {config} SHOP-10", soft_wrap=True)


def _panel(before: Face, after: Face) -> "RenderableType":
    from rich.console import Group  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415
    from rich.panel import Panel  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    new = [text for text in after.comments if text not in before.comments]
    lines = (
        Text(f"before  score {_score(before)}, labels {_labels(before)}", style="dim"),
        Text(f"after   score {_score(after)}, labels {_labels(after)}"),
    )
    comments = (Markdown(printable(text), hyperlinks=False) for text in new)
    title = Text(f"{after.tracker}: {printable(after.title)}", style="bold")
    return Panel(Group(*lines, Text(""), *comments), title=title, title_align="left", width=_WIDTH)


def _score(face: Face) -> str:
    return "none" if face.score is None else f"{face.score:g}"


def _labels(face: Face) -> str:
    return ", ".join(face.labels) or "none"
