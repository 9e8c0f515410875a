"""What the demo shows on a terminal, act by act."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.card import Tracker
from enrichment.wording import Texts
from steelyard.answers import COUNTED
from steelyard.demo.faces import Face
from steelyard.demo.seed import Seeded
from steelyard.done import Cycle
from steelyard.harmless import printable
from steelyard.report.rulings import rulings
from steelyard.rulebook import Rulebook
from steelyard.show import in_queue, print_table, queue_table
from steelyard.speech import Speech
from steelyard.summary import Summary

if TYPE_CHECKING:
    from rich.console import RenderableType

_ROWS = 15
_WIDTH = 100


class Stage:
    """Prints each act; wide enough for the table where there is no terminal."""

    def __init__(self, speech: Speech) -> None:
        """Load the drawing library only now."""
        from rich.console import Console  # noqa: PLC0415 - not for `--help`

        self._speech = speech

        self._console = Console(highlight=False)
        if not self._console.is_terminal:
            self._console.width = 140

    def opens(self, seeded: Seeded) -> None:
        """Say what is about to be read."""
        cards = self._speech.count(len(seeded.cards), COUNTED["cards"])
        self._print(TEXTS["opens"], cards=cards)

    def ran(self, done: Cycle, summary: Summary) -> None:
        """The run in figures, tracker by tracker."""
        for name, one in summary.connections.items():
            error = self._speech.say(TEXTS["failed"], error=one.error) if one.error else ""
            counts = {
                "cards": self._speech.count(one.cards, COUNTED["cards"]),
                "writes": self._speech.count(one.done, COUNTED["writes"]),
                "requests": self._speech.count(one.requests, COUNTED["requests"]),
            }
            self._print(TEXTS["ran"], name=name, **counts, error=error)
        self._print(TEXTS["incomplete"], n=summary.incomplete, of=len(in_queue(done.judged)))

    def queue(self, done: Cycle, rulebook: Rulebook) -> None:
        """The one queue; the line is the sprint's."""
        print_table(queue_table(done.judged, _ROWS, rulings(rulebook, self._speech)))
        rest = len(in_queue(done.judged)) - _ROWS
        if rest > 0:
            self._print(TEXTS["rest"], n=rest)

    def faces(self, before: Mapping[str, Face], after: Mapping[str, Face]) -> None:
        """Three cards before and after, as the team sees them."""
        for key, face in after.items():
            self._console.print(_panel(before[key], face, self._speech))

    def ran_again(self, done: Cycle, summary: Summary) -> None:
        """A second run finds nothing to write."""
        requests = sum(one.requests for one in summary.connections.values())
        self._print(
            TEXTS["again"],
            planned=self._speech.count(summary.planned, COUNTED["writes"]),
            done=summary.written,
            requests=self._speech.count(requests, COUNTED["requests"]),
            cards=self._speech.count(len(done.judged), COUNTED["cards"]),
        )

    def serves(self, urls: Mapping[Tracker, str], secrets: Mapping[str, str]) -> None:
        """Where the trackers answer, and the made-up credentials they take."""
        self._print(TEXTS["serves"])
        for tracker, url in urls.items():
            self._console.print(f"  {tracker.name.capitalize():8}{url}", soft_wrap=True)
            for name, value in secrets.items():
                if name.startswith(tracker.name):
                    self._console.print(f"          {name} {value}", soft_wrap=True)
        self._print(TEXTS["try"])

    def closes(self, report: Path, folder: Path) -> None:
        """Where everything was left."""
        self._print(TEXTS["report"], path=report.resolve().as_uri())
        self._print(TEXTS["closer"], config=folder / "steelyard.yaml")

    def _print(self, texts: Texts, **values: object) -> None:
        self._console.print(self._speech.say(texts, **values), soft_wrap=True)


def _panel(before: Face, after: Face, speech: Speech) -> "RenderableType":
    from rich.console import Group  # noqa: PLC0415
    from rich.markdown import Markdown  # noqa: PLC0415
    from rich.panel import Panel  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    def line(name: str, face: Face) -> str:
        none = speech.say(TEXTS["none"])
        labels = ", ".join(face.labels) or none
        score = none if face.score is None else f"{face.score:g}"
        return speech.say(TEXTS[name], score=score, labels=labels)

    new = [text for text in after.comments if text not in before.comments]
    lines = (Text(line("before", before), style="dim"), Text(line("after", after)))
    comments = (Markdown(_lines(text), hyperlinks=False) for text in new)
    title = Text(f"{after.tracker}: {printable(after.title)}", style="bold")
    return Panel(Group(*lines, Text(""), *comments), title=title, title_align="left", width=_WIDTH)


def _lines(text: str) -> str:
    """Lines stay lines here: a frame stands around them, so that none begins a terminal's line.

    Notion's comments have no lists, only points as text; each keeps a line of its own.
    """
    return "\n".join(map(printable, text.split("\n"))).replace("\n•", "  \n•")


TEXTS: Mapping[str, Texts] = {
    "opens": {
        "ru": "На этой машине подняты три трекера выдуманного магазина, {cards}.",
        "en": "Three trackers of an invented shop are up on this machine, {cards}.",
    },
    "serves": {
        "ru": "Три трекера выдуманного магазина отвечают на этой машине до нажатия Ctrl+C:\n",
        "en": "Three trackers of an invented shop answer on this machine until you press Ctrl+C:\n",
    },
    "try": {
        "ru": "\nВ другом терминале, в пустой папке: steelyard init. Адрес и ключи возьмите отсюда.",
        "en": "\nIn another terminal, in an empty folder: steelyard init, with these addresses and keys.",
    },
    "ran": {
        "ru": "  {name}: прочитано {cards}, сделано {writes}, {requests}{error}",
        "en": "  {name}: {cards} read, {writes} done, {requests}{error}",
    },
    "failed": {"ru": ", СБОЙ: {error}", "en": ", FAILED: {error}"},
    "incomplete": {
        "ru": "Открытых карточек без нужного ответа: {n} из {of}.\n",
        "en": "{n} of {of} open cards lack an answer they need.\n",
    },
    "rest": {"ru": "... и ещё {n} в отчёте\n", "en": "... and {n} more in the report\n"},
    "again": {
        "ru": "Второй запуск: в плане {planned}, сделано {done}, {requests}, заново оценено {cards}.",
        "en": "A second run: {planned} planned, {done} done, {requests}, {cards} judged again.",
    },
    "report": {"ru": "Отчёт: {path}", "en": "Report: {path}"},
    "closer": {
        "ru": "Взглянуть ближе: steelyard explain -c {config} SHOP-10",
        "en": "Look closer: steelyard explain -c {config} SHOP-10",
    },
    "before": {
        "ru": "было    балл {score}, метки {labels}",
        "en": "before  score {score}, labels {labels}",
    },
    "after": {
        "ru": "стало   балл {score}, метки {labels}",
        "en": "after   score {score}, labels {labels}",
    },
    "none": {"ru": "нет", "en": "none"},
}
