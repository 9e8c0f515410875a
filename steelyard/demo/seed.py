"""Puts the sample backlog into the three loopback trackers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from steelyard.demo.backlog import Backlog
from steelyard.demo.seed_jira import seed_jira
from steelyard.demo.seed_notion import seed_notion
from steelyard.demo.seed_trello import seed_trello
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.trello.state import TrelloState


@dataclass(frozen=True, slots=True)
class Seeded:
    """Ids for the configuration, and what the tracker calls each card by its sample key.

    `cards` hold issue keys (Jira), card ids (Trello) and page ids (Notion).
    """

    board: str
    data_source: str
    cards: Mapping[str, str]


def seed(
    backlog: Backlog,
    jira_state: JiraState,
    trello_state: TrelloState,
    notion_state: NotionState,
    now: datetime,
) -> Seeded:
    """Fill three fresh trackers with the backlog as it is at `now` (aware)."""
    issues = seed_jira(backlog, jira_state, now)
    board, cards = seed_trello(backlog, trello_state, now)
    source, pages = seed_notion(backlog, notion_state, now)
    return Seeded(board.short_link, source.id, {**issues, **cards, **pages})
