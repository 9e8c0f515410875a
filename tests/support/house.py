"""Three seeded trackers over real sockets, a configuration for them, and the real command."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from steelyard.demo.backlog import Backlog, load_backlog
from steelyard.demo.config import demo_config, demo_context
from steelyard.demo.faces import Face, jira_face, notion_face, trello_face
from steelyard.demo.seed import Seeded, seed
from steelyard.loopback.jira.service import jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from steelyard.loopback.service import Service
from steelyard.loopback.trello.service import trello
from steelyard.loopback.trello.state import TrelloState

WRITES = ("POST", "PUT", "PATCH", "DELETE")
READING_POSTS = ("/search/jql", "/bulkfetch", "/query", "/v1/search", "/comment/list")


def is_write(method: str, path: str) -> bool:
    """Whether a request could change a tracker."""
    return method in WRITES and not path.endswith(READING_POSTS)


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.out)


def steelyard(folder: Path, secrets: Mapping[str, str], *args: str) -> Ran:
    """Run the real command in a process of its own, in a user's folder."""
    done = subprocess.run(
        [sys.executable, "-m", "steelyard", *args],
        cwd=folder,
        env={**environment(), **secrets},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class House:
    """A user's folder and the three trackers its configuration names."""

    folder: Path
    jira: JiraState
    trello: TrelloState
    notion: NotionState
    servers: Mapping[str, Loopback]
    seeded: Seeded

    @property
    def config(self) -> Path:
        return self.folder / "steelyard.yaml"

    @property
    def secrets(self) -> dict[str, str]:
        return {
            "JIRA_EMAIL": self.jira.email,
            "JIRA_TOKEN": self.jira.token,
            "TRELLO_KEY": self.trello.key,
            "TRELLO_TOKEN": self.trello.token,
            "NOTION_TOKEN": self.notion.token,
        }

    def steelyard(self, *args: str, env: Mapping[str, str] | None = None) -> Ran:
        """Run the real command in a process of its own, in the user's folder."""
        return steelyard(self.folder, {**self.secrets, **(env or {})}, *args)

    def edit_config(self, old: str, new: str) -> None:
        text = self.config.read_text()
        assert old in text
        self.config.write_text(text.replace(old, new))

    def forget(self) -> None:
        """Delete the database, as if the machine had been lost."""
        for file in self.folder.glob("steelyard.db*"):
            file.unlink()

    def writes(self) -> list[str]:
        """Every request that could have changed a tracker, in order."""
        return [
            f"{record.method} {record.path}"
            for server in self.servers.values()
            for record in server.log
            if is_write(record.method, record.path)
        ]

    def clear_logs(self) -> None:
        for server in self.servers.values():
            server.log.clear()

    def living_comments(self) -> dict[str, int]:
        """How many comments with our mark stand on each card, by the tracker's own key."""
        jira = {
            issue.key: sum(comment.author == self.jira.me.id for comment in issue.comments)
            for issue in self.jira.issues.values()
        }
        cards = {
            card.id: sum(
                action.author == self.trello.me.id for action in self.trello.comments_of(card)
            )
            for card in self.trello.cards.values()
        }
        pages = {
            page.id: sum(
                comment.author == self.notion.me.id for comment in self.notion.comments_of(page)
            )
            for page in self.notion.pages.values()
        }
        return jira | cards | pages

    def faces(self) -> dict[str, Face]:
        """What stands on every card, by the tracker's own key."""
        jira = {issue.key: jira_face(self.jira, issue.key) for issue in self.jira.issues.values()}
        cards = {card: trello_face(self.trello, card) for card in self.trello.cards}
        pages = {page: notion_face(self.notion, page) for page in self.notion.pages}
        return jira | cards | pages

    def human_text(self) -> dict[str, Any]:
        """Every title and description, as the trackers hold them."""
        jira = {
            issue.key: (issue.values["summary"], issue.values["description"])
            for issue in self.jira.issues.values()
        }
        cards = {card.id: (card.name, card.desc) for card in self.trello.cards.values()}
        pages = {page.id: msgspec.json.encode(page.blocks) for page in self.notion.pages.values()}
        return jira | cards | pages


@contextmanager
def house_in(
    folder: Path,
    backlog: Backlog | None = None,
    now: datetime | None = None,
    *,
    index_lag: float = 0.0,
    limits: bool = True,
) -> Iterator[House]:
    """Three fresh trackers with the sample backlog, or another, and a user's folder for them."""
    now = now or datetime.now(UTC)
    backlog = backlog or load_backlog(now.date())
    jira, board, pages = JiraState(), TrelloState(), NotionState()
    seeded = seed(backlog, jira, board, pages, now)
    jira.index_lag = index_lag
    services: dict[str, Service] = {
        "shop": jira_cloud(jira, limits=limits),
        "growth": trello(board, limits=limits),
        "ideas": notion(pages, budget=None),
    }
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(Loopback(service, prefix=f"/{name}", keep_answers=True))
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
        context = demo_context(backlog, now.date())
        (folder / "context.yaml").write_text(context, encoding="utf-8")
        yield House(folder, jira, board, pages, servers, seeded)


def environment() -> dict[str, str]:
    """The environment without what a builder's machine may have set for Steelyard."""
    own = ("STEELYARD", "JIRA", "TRELLO", "NOTION")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return {**rest, "LC_ALL": "C.UTF-8"}
