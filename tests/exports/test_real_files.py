"""Every real board, issue and page file beside the repository is read or clearly refused."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.card import Tracker, human_hash
from connectors.exports import read_exports
from steelyard.settings import known_names
from tests.conftest import ROOT

FIXTURES = ROOT.parent / "shared" / "fixtures"
NO_CARDS = ("comments", "fields", "projects", "serverinfo", "adf")


def _files(tracker: str) -> list[Path]:
    return sorted((FIXTURES / tracker).glob("*.json"))


def _names(tracker: str) -> Iterator[str]:
    yield from [path.name for path in _files(tracker)] or ["(none)"]


@pytest.mark.parametrize("name", [*_names("trello"), *_names("jira"), *_names("notion")])
def test_a_real_file_becomes_sane_cards_or_one_clear_line(shared: Path, name: str) -> None:
    (path,) = shared.glob(f"fixtures/*/{name}")
    exports, problems = read_exports([path], known_names())
    assert len(exports) + len(problems) == 1
    for export in exports:
        assert export.kind.casefold().startswith(path.parent.name)
        ids = [card.id for card in export.cards]
        assert len(ids) == len(set(ids))
        for card in export.cards:
            assert card.tracker is Tracker(path.parent.name)
            assert card.created.tzinfo is not None
            assert card.updated >= card.created or card.updated.year > 2000
            assert human_hash(card)
    for problem in problems:
        assert "no export" in str(problem)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("board-foxy-fives.json", (51, 1, 0, 1)),
        ("board-hebrew-2026.json", (16, 0, 0, 0)),
        ("board-minimal-deck.json", (1, 0, 0, 0)),
        ("board-quarryvision-ru.json", (135, 0, 0, 0)),
        ("board-test-drive.json", (122, 78, 93, 14)),
    ],
)
def test_nothing_of_a_board_is_lost(
    shared: Path, name: str, counts: tuple[int, int, int, int]
) -> None:
    cards, archived, comments, checklists = counts
    ((export,), problems) = read_exports([shared / "fixtures" / "trello" / name], known_names())
    assert problems == []
    assert len(export.cards) == cards
    assert sum(card.archived for card in export.cards) == archived
    assert sum(len(card.comments) for card in export.cards) == comments
    assert sum(len(card.checklists) for card in export.cards) == checklists
    raw = json.loads((shared / "fixtures" / "trello" / name).read_text("utf-8"))
    assert {card.title for card in export.cards} >= {each["name"].strip() for each in raw["cards"]}


def test_every_board_of_trello_and_every_issue_of_jira_is_recognised(shared: Path) -> None:
    boards = sorted(shared.glob("fixtures/trello/board-*.json"))
    issues = [
        path
        for path in sorted(shared.glob("fixtures/jira/*.json"))
        if not any(word in path.name for word in NO_CARDS)
    ]
    exports, problems = read_exports([*boards, *issues], known_names())
    assert problems == []
    assert len(exports) == len(boards) + len(issues)
    assert sum(len(export.cards) for export in exports) > 800
