"""A small backlog in three trackers and the cycle in this process, all on one clock tests move."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

from connectors.protocol import Finding
from steelyard.cycle import cycle
from steelyard.data import pack_folder
from steelyard.demo.backlog import Backlog, Board, load_backlog
from steelyard.demo.config import demo_config, demo_context
from steelyard.demo.seed import seed
from steelyard.done import Cycle
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.settings import load_settings
from steelyard.store import open_store
from steelyard.summary import Summary, summary_of
from steelyard.tell import Failed, Found, News, Tell, Wrote, nobody
from steelyard.world import open_world
from tests.support.clock import FakeClock
from tests.support.house import House


@dataclass(frozen=True)
class Run:
    """One cycle: what it did, and what it told on the way."""

    done: Cycle
    summary: Summary
    news: list[News]

    @property
    def code(self) -> int:
        return self.summary.exit_code

    @property
    def errors(self) -> dict[str, str]:
        """The failure of each connection that failed."""
        return {one.connection: str(one.error) for one in self.news if isinstance(one, Failed)}

    @property
    def findings(self) -> list[Finding]:
        return [one.finding for one in self.news if isinstance(one, Found)]

    @property
    def refusals(self) -> list[Wrote]:
        return [one for one in self.news if isinstance(one, Wrote) and one.outcome == "refused"]


@dataclass(frozen=True)
class Office(House):
    """A house whose cycle runs here; sleeping costs nothing, and `clock` says what was slept."""

    clock: FakeClock = field(default_factory=FakeClock)

    def run(self, book: Rulebook | None = None, tell: Tell = nobody, *, write: bool = True) -> Run:
        """One cycle with a fresh world, as a process that starts anew has; `tell` hears it too."""
        settings, news = load_settings(self.config), list[News]()

        def hear(one: News) -> None:
            news.append(one)
            tell(one)

        with ExitStack() as stack:
            store = stack.enter_context(open_store(settings.database))
            book = book or rules()
            world = open_world(settings, store, self.clock, book, read_only=not write)
            stack.callback(world.close)
            number = store.begin_run("run", self.clock.now())
            done = cycle(world, number, hear, write=write)
            summary = summary_of(world, done)
            store.end_run(number, self.clock.now(), summary.exit_code, {})
        return Run(done, summary, news)

    def later(self, **passed: float) -> None:
        """Let time pass: `seconds=`, `minutes=`, `days=`."""
        self.clock.sleep(timedelta(**passed).total_seconds())


@cache
def rules() -> Rulebook:
    """The pack that ships, loaded once."""
    return load_rulebook([pack_folder("ecommerce")], None)


@contextmanager
def office_in(
    folder: Path, cards: int = 6, jira: Callable[..., JiraState] = JiraState
) -> Iterator[Office]:
    """The first `cards` of each of the sample's boards in three fresh trackers without limits."""
    clock = FakeClock()
    backlog = _small(cards)
    states = jira(clock=clock.now), TrelloState(clock=clock.now), NotionState(clock=clock.now)
    seeded = seed(backlog, *states, clock.now())
    services: dict[str, Service] = {
        "shop": jira_cloud(states[0], limits=False),
        "growth": trello(states[1], limits=False),
        "ideas": notion(states[2], budget=None),
    }
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(Loopback(service, prefix=f"/{name}"))
            for name, service in services.items()
        }
        config = demo_config(
            jira=servers["shop"].url,
            trello=servers["growth"].url,
            notion=servers["ideas"].url,
            board=seeded.board,
            data_source=seeded.data_source,
        )
        (folder / "steelyard.yaml").write_text(config, encoding="utf-8")
        context = demo_context(backlog, clock.now().date())
        (folder / "context.yaml").write_text(context, encoding="utf-8")
        made = Office(folder, *states, servers, seeded, clock)
        secrets = "".join(f"{name}={value}\n" for name, value in made.secrets.items())
        (folder / ".env").write_text(secrets)
        yield made


@cache
def _small(cards: int) -> Backlog:
    sample = load_backlog(FakeClock().now().date())
    boards = {"jira": sample.jira, "trello": sample.trello, "notion": sample.notion}
    return sample.model_copy(update={name: _cut(board, cards) for name, board in boards.items()})


def _cut(board: Board, cards: int) -> Board:
    return board.model_copy(update={"cards": board.cards[:cards]})
