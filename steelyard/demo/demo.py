"""`steelyard demo`: three trackers on this machine, the whole cycle against them, the report."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from connectors.card import Tracker
from connectors.gate import Clock, SystemClock
from enrichment.judge import Judged
from steelyard.commands.session import Frame, recorded_cycle, world_of
from steelyard.demo.backlog import Backlog, load_backlog
from steelyard.demo.config import demo_config, demo_context
from steelyard.demo.faces import Face, jira_face, notion_face, trello_face
from steelyard.demo.seed import Seeded, seed
from steelyard.demo.stage import Stage as Curtain
from steelyard.done import Cycle
from steelyard.exits import Exit
from steelyard.language import Language
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState
from steelyard.report import Told, main_language, save_report
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.settings import load_settings
from steelyard.speech import Speech
from steelyard.summary import Summary

SHOWN = ("SHOP-10", "growth-2", "idea-1")
"""A shout without a reason, clicks sold as a result, and a card with nothing to ask."""


class Trackers(msgspec.Struct, frozen=True):
    """The three trackers, in memory, their addresses, and what the sample is called in them."""

    jira: JiraState
    trello: TrelloState
    notion: NotionState
    seeded: Seeded
    urls: Mapping[Tracker, str]

    def faces(self) -> Mapping[str, Face]:
        """The shown cards as they look now."""
        ids = self.seeded.cards
        return {
            SHOWN[0]: jira_face(self.jira, ids[SHOWN[0]]),
            SHOWN[1]: trello_face(self.trello, ids[SHOWN[1]]),
            SHOWN[2]: notion_face(self.notion, ids[SHOWN[2]]),
        }

    def secrets(self) -> Mapping[str, str]:
        """The credentials of the loopback trackers, by variable."""
        return {
            "JIRA_EMAIL": self.jira.email,
            "JIRA_TOKEN": self.jira.token,
            "TRELLO_KEY": self.trello.key,
            "TRELLO_TOKEN": self.trello.token,
            "NOTION_TOKEN": self.notion.token,
        }


def run_demo(
    folder: Path, verbosity: int, stop: threading.Event, asked: Language | None, locale: Language
) -> int:
    """Play the whole piece and leave report, configuration and database in `folder`."""
    clock = SystemClock(stop)
    curtain = Curtain(Speech(asked or locale))
    with trackers_in(folder, clock) as trackers:
        before = trackers.faces()
        curtain.opens(trackers.seeded)
        first, summary = one_cycle(folder, clock, verbosity)
        curtain.ran(first, summary)
        curtain.queue(first, rulebook_of(folder))
        curtain.faces(before, trackers.faces())
        again, second = one_cycle(folder, clock, verbosity)
        curtain.ran_again(again, second)
    curtain.closes(save(folder, first, asked), folder)
    return Exit(summary.exit_code)


def serve(stop: threading.Event, speech: Speech) -> int:
    """Only the three trackers, for a first `steelyard init`; they answer until told to stop."""
    clock = SystemClock(stop)
    with standing(load_backlog(clock.now().date()), clock) as trackers:
        Curtain(speech).serves(trackers.urls, trackers.secrets())
        stop.wait()
    return Exit.DONE


@contextmanager
def trackers_in(folder: Path, clock: Clock) -> Iterator[Trackers]:
    """Seeded trackers that answer, with a configuration for them in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("steelyard.db*"):
        stale.unlink()
    today = clock.now().date()
    backlog = load_backlog(today)
    with standing(backlog, clock) as trackers:
        config = demo_config(
            jira=trackers.urls[Tracker.JIRA],
            trello=trackers.urls[Tracker.TRELLO],
            notion=trackers.urls[Tracker.NOTION],
            board=trackers.seeded.board,
            data_source=trackers.seeded.data_source,
        )
        _write(folder, config, demo_context(backlog, today), trackers.secrets())
        yield trackers


@contextmanager
def standing(backlog: Backlog, clock: Clock) -> Iterator[Trackers]:
    """The three trackers with the sample in them, answering on this machine."""
    states = JiraState(clock=clock.now), TrelloState(clock=clock.now), NotionState(clock=clock.now)
    seeded = seed(backlog, *states, clock.now())
    services: Mapping[Tracker, Service] = {
        Tracker.JIRA: jira_cloud(states[0]),
        Tracker.TRELLO: trello(states[1]),
        Tracker.NOTION: notion(states[2], budget=None),
    }
    with ExitStack() as stack:
        urls = {name: stack.enter_context(Loopback(one)).url for name, one in services.items()}
        yield Trackers(*states, seeded, urls)


def one_cycle(folder: Path, clock: Clock, verbosity: int) -> tuple[Cycle, Summary]:
    """What `steelyard run -c FOLDER/steelyard.yaml` does."""
    frame = Frame(folder / "steelyard.yaml", clock, verbosity)
    with world_of(frame, read_only=False) as world:
        return recorded_cycle(frame, world, "demo", write=True)


def rulebook_of(folder: Path) -> Rulebook:
    """The rules of the demo's configuration."""
    settings = load_settings(folder / "steelyard.yaml")
    return load_rulebook(settings.packs, settings.context)


def save(folder: Path, done: Cycle, asked: Language | None) -> Path:
    """The report on the first cycle."""
    path = folder / "report.html"
    settings = load_settings(folder / "steelyard.yaml")
    told = Told(
        [_offline(one) for one in done.judged],
        rulebook_of(folder),
        done.plan.made.astimezone(ZoneInfo(settings.timezone)),
    )
    save_report(path, told, asked or main_language(done.judged))
    return path


def _offline(one: Judged) -> Judged:
    """A card without its address: the trackers of the demo are gone when the report is read."""
    return one._replace(card=msgspec.structs.replace(one.card, url=""))


def _write(folder: Path, config: str, context: str, secrets: Mapping[str, str]) -> None:
    (folder / "steelyard.yaml").write_text(config, encoding="utf-8")
    (folder / "context.yaml").write_text(context, encoding="utf-8")
    env = folder / ".env"
    env.touch(mode=0o600)
    env.write_text("".join(f"{name}={value}\n" for name, value in secrets.items()))
