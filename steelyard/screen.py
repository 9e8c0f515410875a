"""What people see while a run works: bars on a terminal, nothing but failures elsewhere."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from steelyard.harmless import printable
from steelyard.log import log_event
from steelyard.tell import Failed, Found, News, Progress, Step, Tell, Wrote, nobody

if TYPE_CHECKING:
    from rich.progress import TaskID

_UNDONE = {"refused": "refused", "changed": "left alone", "gone": "left alone"}
_MOST = 20
"""Cards named one by one when their writes were not done; the log at -v has all."""

_TITLES = {Step.PULL: "reading", Step.JUDGE: "weighing", Step.APPLY: "writing"}


def complain(text: str) -> None:
    """Lines about a failure, to standard error; whole, though threads complain at once."""
    sys.stderr.write("".join(f"{printable(line)}\n" for line in text.split("\n")))


@contextmanager
def watching(*, quiet: bool) -> Iterator[Tell]:
    """A listener for the length of a run. `quiet` shows nothing but failures."""
    undone: list[str] = []

    def hear(news: News) -> None:
        match news:
            case Failed(_, error):
                complain(str(error))
            case Found(connection, finding):
                log_event("finding", connection=connection, what=finding.what, todo=finding.todo)
            case Wrote(connection, key, write, outcome, detail):
                told = {"card": key, "write": write, "outcome": outcome, "detail": detail}
                log_event("write", connection=connection, **told)
                if outcome in _UNDONE:
                    undone.append(f"{connection} {key}: {write} {_UNDONE[outcome]}, {detail}")

    with _bars() if not quiet and sys.stderr.isatty() else nullcontext(nobody) as draw:

        def hear_and_draw(news: News) -> None:
            hear(news)
            draw(news)

        yield hear_and_draw
    for line in undone[:_MOST]:
        complain(line)
    if len(undone) > _MOST:
        complain(f"... and {len(undone) - _MOST} more (-v logs them all)")


@contextmanager
def _bars() -> Iterator[Tell]:
    from rich.console import Console  # noqa: PLC0415 - not for `--help` and cron
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bars = Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
    tasks: dict[tuple[str, str], TaskID] = {}

    def draw(news: News) -> None:
        if not isinstance(news, Progress):
            return
        key = (news.step, news.connection)
        if key not in tasks:
            tasks[key] = bars.add_task(f"{_TITLES[news.step]} {news.connection}", total=news.total)
        bars.update(tasks[key], completed=news.done, total=news.total)

    with bars:
        yield draw
