"""The whole cycle against a Jira of one's own: REST v2, wiki markup, a personal access token."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from steelyard.loopback.jira.service import jira_server
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.server import Loopback
from tests.support.house import Ran, steelyard

CONFIG = """\
connections:
  own:
    tracker: jira
    deployment: datacenter
    url: {url}
    token: ${{JIRA_PAT}}
    cards: {{jql: project = OPS ORDER BY rank}}
    fields: {{effect: Эффект}}
    write: {{level: comments}}
"""
WIKI = """\
h2. Проблема
На оплате теряем *31%* заказов, {{timeout}} шлюза.

||Метрика||Сейчас||
|Доля оплаченных|69%|
"""


@pytest.fixture
def jira() -> JiraState:
    state = JiraState()
    state.add_project("OPS", "Operations")
    state.add_field("Steelyard score", "float")
    effect = state.add_field("Эффект", "textfield")
    state.add_issue("OPS", "Таймаут оплаты", WIKI, fields={effect.id: "+300 тыс. ₽ в месяц"})
    state.add_issue("OPS", "Ещё один баннер", "СРОЧНО!!!")
    return state


@pytest.fixture
def folder(tmp_path: Path, jira: JiraState) -> Iterator[Path]:
    with Loopback(jira_server(jira), prefix="/jira") as server:
        (tmp_path / "steelyard.yaml").write_text(CONFIG.format(url=server.url), encoding="utf-8")
        yield tmp_path


def ran(folder: Path, jira: JiraState, *args: str) -> Ran:
    return steelyard(folder, {"JIRA_PAT": jira.token}, *args)


def test_score_labels_and_a_wiki_comment_are_written_once(folder: Path, jira: JiraState) -> None:
    first = ran(folder, jira, "run", "--json")
    second = ran(folder, jira, "run", "--json")

    assert (first.code, second.code) == (0, 0), first.err + second.err
    assert first.json["written"] == 4
    assert second.json["planned"] == 0
    issue = jira.issue("OPS-2")
    (comment,) = issue.comments
    assert "h4. Чего не хватает" in str(comment.body)
    assert issue.values["description"] == "СРОЧНО!!!"
    assert issue.values[jira.field_named("Steelyard score").id] is not None
    assert "steelyard:missing-metric" in issue.values["labels"]


def test_wiki_markup_is_read_as_text(folder: Path, jira: JiraState) -> None:
    ran(folder, jira, "plan")

    explained = ran(folder, jira, "explain", "OPS-1", "--json").json

    assert explained["reading"]["problem"]["quote"]["text"].startswith("На оплате теряем")
    assert explained["reading"]["effects"]["value"][0]["low"] == 300000
    assert "||" not in explained["card"]["body"]


def test_with_the_database_lost_the_comment_is_found_by_its_mark(
    folder: Path, jira: JiraState
) -> None:
    ran(folder, jira, "run")
    for file in folder.glob("steelyard.db*"):
        file.unlink()

    again = ran(folder, jira, "run", "--json")

    assert again.json["planned"] == 0
    assert [len(issue.comments) for issue in jira.issues.values()] == [1, 1]
