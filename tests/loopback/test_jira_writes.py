"""Writing to the loopback Jira: fields, labels, comments, properties, limits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from steelyard.loopback.jira.adf import of_text
from steelyard.loopback.jira.service import JiraService, jira_cloud
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.limits import Meter
from steelyard.loopback.server import Loopback
from tests.support.seconds import Seconds


class Site:
    """A site with one issue and a clock that stands still until moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
        self.state = JiraState(clock=lambda: self.now)
        self.state.add_project("SHOP", "Shop")
        self.anna = self.state.add_user("Анна")
        self.score = self.state.add_field("Steelyard score", "float").id
        self.effort = self.state.add_field("Effort", "select", options=("S", "M")).id
        self.key = self.state.add_issue("SHOP", "Search", "Text", labels=["ours"])

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.state.issue(self.key).values)


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def service(site: Site) -> JiraService:
    return jira_cloud(site.state)


@pytest.fixture
def client(site: Site, service: JiraService) -> Iterator[httpx.Client]:
    auth = (site.state.email, site.state.token)
    with (
        Loopback(service) as server,
        httpx.Client(base_url=server.url + "/rest/api/3", auth=auth) as made,
    ):
        yield made


def test_fields_and_labels_are_set_together_and_move_the_time(
    site: Site, client: httpx.Client
) -> None:
    site.now += timedelta(hours=1)
    change = {
        "fields": {site.score: 7, site.effort: {"value": "M"}},
        "update": {"labels": [{"add": "steelyard:x"}, {"add": "steelyard:y"}, {"remove": "ours"}]},
    }
    answer = client.put(f"/issue/{site.key}", params={"notifyUsers": "false"}, json=change)
    assert (answer.status_code, answer.content) == (204, b"")
    fields = client.get(f"/issue/{site.key}").json()["fields"]
    assert fields[site.score] == 7.0
    assert fields[site.effort]["value"] == "M"
    assert fields["labels"] == ["steelyard:x", "steelyard:y"]
    assert fields["updated"] == "2026-11-21T13:00:00.000+0300"
    assert site.state.mails == []


def test_a_write_of_the_same_value_changes_nothing(site: Site, client: httpx.Client) -> None:
    site.now += timedelta(hours=1)
    client.put(f"/issue/{site.key}", json={"fields": {"labels": ["ours"]}})
    assert site.state.issue(site.key).updated < site.now
    assert site.state.mails == []


def test_who_is_no_administrator_cannot_stop_the_mails(site: Site, client: httpx.Client) -> None:
    site.state.admin = False
    client.put(
        f"/issue/{site.key}", params={"notifyUsers": "false"}, json={"fields": {site.score: 1}}
    )
    assert site.state.mails == [site.key]


@pytest.mark.parametrize(
    ("fields", "where", "why"),
    [
        ({"score": "7"}, "score", "Operation value must be a number"),
        ({"score": True}, "score", "Operation value must be a number"),
        ({"effort": {"value": "L"}}, "effort", "Specify a valid value for Effort"),
        ({"labels": ["two words"]}, "labels", "The label 'two words' contains spaces"),
        ({"assignee": {"accountId": "nobody"}}, "assignee", "Specify a valid value"),
        ({"description": "plain"}, "description", "Operation value must be an Atlassian Document"),
        ({"description": of_text("x" * 32_768)}, "description", "The entered text is too long"),
        ({"duedate": "tomorrow"}, "duedate", "Error parsing date string"),
        ({"status": {"name": "Done"}}, "status", "Field 'status' cannot be set."),
        ({"customfield_1": 1}, "customfield_1", "Field 'customfield_1' cannot be set."),
    ],
)
def test_a_value_the_field_does_not_take_is_named_and_nothing_is_written(
    site: Site, client: httpx.Client, fields: dict[str, Any], where: str, why: str
) -> None:
    before = site.values
    names = {"score": site.score, "effort": site.effort}
    named = {names.get(name, name): value for name, value in fields.items()}
    answer = client.put(f"/issue/{site.key}", json={"fields": {"summary": "New"} | named})
    assert answer.status_code == 400
    assert answer.json()["errors"][names.get(where, where)].startswith(why)
    assert site.values == before


def test_a_field_off_the_screen_is_refused_and_not_in_editmeta(
    site: Site, client: httpx.Client
) -> None:
    assert site.score in client.get(f"/issue/{site.key}/editmeta").json()["fields"]
    site.state.set_screen(site.score, on_screen=False)
    assert site.score not in client.get(f"/issue/{site.key}/editmeta").json()["fields"]
    answer = client.put(f"/issue/{site.key}", json={"fields": {site.score: 7}})
    assert answer.status_code == 400
    assert "not on the appropriate screen" in answer.json()["errors"][site.score]


def test_a_field_of_a_team_managed_project_is_set_in_that_project_only(
    site: Site, client: httpx.Client
) -> None:
    site.state.add_project("TEAM", "Team")
    field = site.state.add_field("Steelyard score", "float", scope="TEAM").id
    other = site.state.add_issue("TEAM", "Search")
    statuses = [
        client.put(f"/issue/{key}", json={"fields": {field: 7}}).status_code
        for key in (site.key, other)
    ]
    assert statuses == [400, 204]
    shown = {entry["id"]: entry for entry in client.get("/field").json()}
    assert shown[field]["name"] == shown[site.score]["name"]
    assert shown[field]["scope"]["project"]["id"] == site.state.projects["TEAM"].id
    assert field not in client.get(f"/issue/{site.key}/editmeta").json()["fields"]


def test_a_write_may_carry_issue_properties(site: Site, client: httpx.Client) -> None:
    change = {"fields": {site.score: 7}, "properties": [{"key": "mark", "value": {"d": 1}}]}
    assert client.put(f"/issue/{site.key}", json=change).status_code == 204
    assert client.get(f"/issue/{site.key}/properties/mark").json()["value"] == {"d": 1}
    assert site.values[site.score] == 7


def test_names_come_in_the_language_of_the_account_and_untranslated(
    site: Site, client: httpx.Client
) -> None:
    site.state.add_status("Готово", "done", untranslated="Ready")
    field = site.state.add_field("Влияние", "float", untranslated="Impact").id
    status = client.get("/status").json()[-1]
    assert (status["name"], status["untranslatedName"]) == ("Готово", "Ready")
    shown = next(entry for entry in client.get("/field").json() if entry["id"] == field)
    assert (shown["name"], shown["untranslatedName"]) == ("Влияние", "Impact")


def test_comments_written_at_once_are_all_there(
    site: Site, service: JiraService, client: httpx.Client
) -> None:
    service.limits = False
    path = f"/issue/{site.key}/comment"
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda at: client.post(path, json={"body": of_text(str(at))}), range(40))
        assert {answer.status_code for answer in answers} == {201}
    assert len({comment.id for comment in site.state.issue(site.key).comments}) == 40


def test_a_comment_lives_its_whole_life(site: Site, client: httpx.Client) -> None:
    mark = {"key": "steelyard", "value": {"digest": "0"}}
    path = f"/issue/{site.key}/comment"
    made = client.post(path, json={"body": of_text("Why?"), "properties": [mark]})
    assert made.status_code == 201
    number = made.json()["id"]
    site.now += timedelta(minutes=5)
    changed = client.put(
        f"{path}/{number}", params={"notifyUsers": "false"}, json={"body": of_text("How?")}
    )
    assert changed.status_code == 200
    assert changed.json()["updated"] > changed.json()["created"]
    (listed,) = client.get(path, params={"expand": "properties"}).json()["comments"]
    assert listed["properties"] == [mark]
    assert listed["body"] == of_text("How?")
    found = client.post("/comment/list", json={"ids": [int(number), 1]}).json()["values"]
    assert [comment["id"] for comment in found] == [number]
    assert client.delete(f"{path}/{number}").status_code == 204
    assert client.delete(f"{path}/{number}").status_code == 404
    assert site.state.mails == [site.key]


def test_a_comment_must_be_a_document_and_not_too_long(site: Site, client: httpx.Client) -> None:
    path = f"/issue/{site.key}/comment"
    bad = client.post(path, json={"body": "Why?"})
    assert (bad.status_code, bad.json()["errors"]) == (
        400,
        {"comment": "Comment body is not valid!"},
    )
    assert client.post(path, json={"body": of_text("x" * 32_768)}).status_code == 413
    assert site.state.issue(site.key).comments == ()


def test_only_our_own_comments_can_be_changed(site: Site, client: httpx.Client) -> None:
    theirs = site.state.add_comment(site.key, site.anna, "Да")
    path = f"/issue/{site.key}/comment/{theirs.id}"
    assert client.put(path, json={"body": of_text("Нет")}).status_code == 400
    assert client.delete(path).status_code == 400
    assert site.state.issue(site.key).comments == (theirs,)


def test_comment_properties_move_no_time(site: Site, client: httpx.Client) -> None:
    comment = site.state.add_comment(site.key, site.state.me, "Why?")
    site.now += timedelta(hours=1)
    path = f"/comment/{comment.id}/properties/steelyard"
    assert [client.put(path, json={"d": at}).status_code for at in (1, 2)] == [201, 200]
    assert client.get(path).json() == {"key": "steelyard", "value": {"d": 2}}
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert site.state.issue(site.key).updated < site.now


def test_an_administrator_can_make_a_number_field(site: Site, client: httpx.Client) -> None:
    kind = "com.atlassian.jira.plugin.system.customfieldtypes:float"
    made = client.post("/field", json={"name": "Impact", "type": kind})
    assert made.status_code == 201
    assert made.json()["schema"]["custom"] == kind
    field = made.json()["id"]
    assert client.put(f"/issue/{site.key}", json={"fields": {field: 3}}).status_code == 204
    site.state.admin = False
    assert client.post("/field", json={"name": "Impact", "type": kind}).status_code == 403


def test_one_issue_takes_twenty_writes_in_two_seconds(
    site: Site, service: JiraService, client: httpx.Client
) -> None:
    seconds = Seconds()
    service.meter = Meter(seconds)
    for at in range(20):
        change = {"fields": {site.score: at}}
        assert client.put(f"/issue/{site.key}", json=change).status_code == 204
    refused = client.post(f"/issue/{site.key}/comment", json={"body": of_text("Why?")})
    assert refused.status_code == 429
    assert refused.headers["RateLimit-Reason"] == "jira-per-issue-on-write"
    assert refused.headers["Retry-After"] == "2"
    assert refused.headers["X-RateLimit-Reset"] == "2026-11-21T09:00Z"
    assert service.meter.exceeded == {"jira-per-issue-on-write": 1}
    seconds.now = 2
    assert client.put(f"/issue/{site.key}", json={"fields": {site.score: 0}}).status_code == 204


def test_an_endpoint_takes_a_burst_and_then_says_which_limit_it_was(
    site: Site, service: JiraService, client: httpx.Client
) -> None:
    service.meter = Meter(Seconds())
    first = client.post("/search/jql", json={"jql": "project = SHOP"})
    assert first.headers["X-RateLimit-Limit"] == "100"
    assert first.headers["X-RateLimit-Remaining"] == "99"
    assert first.headers["X-RateLimit-NearLimit"] == "false"
    answers = [client.post("/search/jql", json={"jql": "project = SHOP"}) for _ in range(100)]
    assert [answer.status_code for answer in answers] == [200] * 99 + [429]
    assert answers[-2].headers["X-RateLimit-NearLimit"] == "true"
    assert answers[-1].headers["RateLimit-Reason"] == "jira-burst-based"
    assert client.get(f"/issue/{site.key}").status_code == 200
