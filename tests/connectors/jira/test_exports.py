"""Saved search answers and issues become cards, whichever Jira and whichever tool saved them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from connectors.card import Card, Link, Stage
from connectors.errors import SetupError
from connectors.jira.exports import cards_from_json, recognise_json
from connectors.known import Known

COUNTS = {
    "api-v2-issues-misc.json": 2,
    "api-v2-issues-opnfv.json": 3,
    "api-v2-jira-issues-page-1.json": 2,
    "api-v2-jira-issues-page-empty.json": 0,
    "cloud-jira-issue-2.json": 1,
    "cloud-jira-search.json": 3,
    "server-wiki-issues-ac.json": 104,
    "server-wiki-issues-aloy.json": 103,
    "server-wiki-issues-daemon.json": 64,
    "server-wiki-issues-mod.json": 48,
    "server-wiki-issues-timob.json": 172,
}
LEFTOVERS = re.compile(r"\{(code|noformat|quote|color|panel)[:}]|^h[1-6]\. ", re.MULTILINE)
KNOWN = Known(
    stages={"в работе": Stage.IN_PROGRESS},
    fields={"effect": ("ожидаемый эффект",), "effort": ("story points",)},
)


def issue(**fields: Any) -> dict[str, Any]:
    times = {"created": "2026-01-01T10:00:00.000+0300", "updated": "2026-01-02T10:00:00.000+0300"}
    site = "https://shop.example/jira/rest/api/2/issue/7"
    return {"id": "7", "key": "SHOP-7", "self": site, "fields": {**times, **fields}}


def one(data: Any) -> Card:
    assert recognise_json(data)
    (card,) = cards_from_json(data, "export", KNOWN)
    return card


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_real_files_become_readable_cards(shared: Path, name: str) -> None:
    data = json.loads((shared / "fixtures" / "jira" / name).read_text("utf-8"))

    assert recognise_json(data)
    cards = cards_from_json(data, name)

    assert len({card.id for card in cards}) == COUNTS[name]
    assert sum(not card.title for card in cards) <= 1  # one recorded issue has none
    assert sum(bool(LEFTOVERS.search(card.body)) for card in cards) <= len(cards) // 20
    assert all(card.created.year > 2000 for card in cards)


def test_files_of_jira_that_hold_no_issues_are_not_taken_for_issues(shared: Path) -> None:
    folder = shared / "fixtures" / "jira"
    others = [path for path in folder.glob("*.json") if path.name not in COUNTS]

    assert len(others) > 5
    for path in others:
        data = json.loads(path.read_text("utf-8"))
        assert not recognise_json(data)
        with pytest.raises(SetupError, match="holds no Jira issues"):
            cards_from_json(data, path.name)


@pytest.mark.parametrize(
    "wrap",
    [
        lambda issue: issue,
        lambda issue: [issue],
        lambda issue: {"issues": [issue]},
        lambda issue: {"startAt": 0, "total": 1, "issues": [issue]},
        lambda issue: [{"data": issue, "origin": "some tool"}],
    ],
)
def test_issues_are_found_however_they_are_wrapped(wrap: Any) -> None:
    assert one(wrap(issue(summary="Быстрый заказ"))).title == "Быстрый заказ"


def test_fields_with_known_names_answer_their_slots() -> None:
    fields = {"customfield_1": "1 млн\n*рублей*", "customfield_2": 5.0, "customfield_3": "иное"}
    names = {"customfield_1": "Ожидаемый эффект", "customfield_2": "Story Points"}

    card = one({"issues": [issue(**fields)], "names": names})

    assert [(field.slot, field.name, field.text) for field in card.fields] == [
        ("effect", "Ожидаемый эффект", "1 млн\n**рублей**"),
        ("effort", "Story Points", "5"),
        (None, "customfield_3", "иное"),
    ]


def test_fields_some_tools_wrap_are_unwrapped() -> None:
    wrapped = {"id": "customfield_2", "name": "Story Points", "value": 5.0}
    empty = {"id": "customfield_3", "name": "Team", "value": None}

    (field,) = one(issue(customfield_2=wrapped, customfield_3=empty)).fields

    assert (field.slot, field.number) == ("effort", 5.0)


def test_our_own_score_labels_and_comment_are_no_content() -> None:
    own = {"id": "1", "author": {"name": "bot"}, "body": "h4. Оценка\n\nSteelyard · 0123456789ab"}
    theirs = {"id": "2", "author": {"name": "anna"}, "body": "Согласна"}
    answer = {
        "issues": [
            issue(
                labels=["cart", "steelyard:missing-metric"],
                customfield_9=71.0,
                comment={"comments": [own, theirs]},
            )
        ],
        "names": {"customfield_9": "Steelyard score"},
    }

    card = one(answer)

    assert (card.labels, card.fields) == (("cart",), ())
    assert [comment.text for comment in card.comments] == ["Согласна"]
    assert (card.shown.score, card.shown.labels) == (71.0, ("steelyard:missing-metric",))
    assert [comment.digest for comment in card.shown.comments or ()] == ["0123456789ab"]


def test_stages_come_from_known_names_then_from_the_category() -> None:
    done = {"name": "Released", "statusCategory": {"key": "done"}}

    assert one(issue(status={"name": "В работе"})).stage is Stage.IN_PROGRESS
    assert one(issue(status=done)).stage is Stage.DONE
    assert one(issue(status={"name": "???"})).stage is None


def test_links_and_the_address_are_kept() -> None:
    other = {"key": "SHOP-9", "fields": {"summary": "Корзина"}}
    link = {"type": {"inward": "is blocked by", "outward": "blocks"}, "inwardIssue": other}

    card = one(issue(issuelinks=[link], parent={"key": "SHOP-1", "fields": {"summary": "Эпик"}}))

    assert card.links == (
        Link("parent", "SHOP-1", "Эпик"),
        Link("is blocked by", "SHOP-9", "Корзина"),
    )
    assert card.url == "https://shop.example/jira/browse/SHOP-7"
