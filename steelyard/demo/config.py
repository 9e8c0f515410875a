"""The two files a user would write: `steelyard.yaml` and `context.yaml` of the demo's shop."""

import json
from collections.abc import Mapping
from datetime import date

from connectors.card import Tracker
from steelyard.demo.backlog import FOLDER, Backlog
from steelyard.demo.dates import dated

CONNECTIONS: Mapping[Tracker, str] = {
    Tracker.JIRA: "shop",
    Tracker.TRELLO: "growth",
    Tracker.NOTION: "ideas",
}
"""What the connection to each tracker is called."""

_CONFIG = """\
# The demo's own configuration. Secrets come from the environment, as yours would.
language: auto
timezone: Europe/Moscow
database: {database}
rules: [ecommerce]
context: {context}
safety: {{changed_cards: 100%, remarks_per_run: 100, quiet_days: 7}}
connections:
  shop:
    tracker: jira
    url: {jira}
    email: ${{JIRA_EMAIL}}
    token: ${{JIRA_TOKEN}}
    cards: {{jql: project = SHOP}}
    fields: {{effect: Ожидаемый эффект, effort: Story Points, owner: Владелец}}
    write: {{level: comments, score: Steelyard score, labels: true}}
  growth:
    tracker: trello
    url: {trello}
    key: ${{TRELLO_KEY}}
    token: ${{TRELLO_TOKEN}}
    cards: {{boards: [{board}]}}
    fields: {{effect: Эффект}}
    write: {{level: comments, score: Steelyard score, labels: true}}
  ideas:
    tracker: notion
    url: {notion}
    token: ${{NOTION_TOKEN}}
    pace: 100  # requests a second; without this line the published 3
    cards: {{data_sources: [{data_source}]}}
    fields: {{metric: Метрика, effect: Эффект, owner: Владелец, effort: Сложность}}
    write: {{level: comments, score: Steelyard score, flags: Steelyard flags, labels: true}}
"""


def demo_config(  # noqa: PLR0913 - the blanks of the file, all named
    *,
    jira: str,
    trello: str,
    notion: str,
    board: str,
    data_source: str,
    database: str = "sqlite:///steelyard.db",
    context: str = "./context.yaml",
) -> str:
    """Text of `steelyard.yaml` for three servers at these addresses.

    `board` and `data_source` are the ids the seeding gave. A first run marks every card, hence
    `changed_cards: 100%`.
    """
    return _CONFIG.format(
        jira=jira,
        trello=trello,
        notion=notion,
        board=board,
        data_source=data_source,
        database=database,
        context=context,
    )


def demo_context(backlog: Backlog, today: date) -> str:
    """Text of `context.yaml` as of `today`: the shop's figures, dates and people."""
    figures = dated((FOLDER / "context.yaml").read_text(encoding="utf-8"), today)
    return figures + "\npeople:\n" + "".join(_people(backlog))


def _people(backlog: Backlog) -> list[str]:
    members = (
        {
            "name": person.name,
            "ids": {CONNECTIONS[tracker]: account for tracker, account in person.accounts.items()},
            "department": person.department,
            "development": person.department == "development",
        }
        for person in backlog.people.values()
    )
    return [f"  - {json.dumps(member, ensure_ascii=False)}\n" for member in members]
