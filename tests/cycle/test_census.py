"""Cards that leave: told apart, kept in memory, themselves again when they come back."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from connectors.protocol import Absence
from enrichment.subject import Written
from steelyard.loopback.faults import Fault, Reply
from steelyard.store import open_store
from tests.support.house import House
from tests.support.office import Office, office_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as made:
        made.run()
        made.later(minutes=1)
        made.run()
        yield made


def gone(office: Office) -> dict[str, dict[str, str]]:
    """Why cards of each connection are not there any more, by card."""
    with open_store(f"sqlite:///{office.folder}/steelyard.db") as store:
        return {name: dict(store.absences(name)) for name in ("shop", "growth", "ideas")}


def requests(office: Office) -> dict[str, int]:
    counted = {name: len(server.log) for name, server in office.servers.items()}
    office.clear_logs()
    return counted


def test_cards_that_left_are_told_apart_and_come_back_as_themselves(office: Office) -> None:
    before, comments = office.run().summary.cards, office.living_comments()
    deleted, moved = office.jira.issue("SHOP-1").id, office.seeded.cards["growth-1"]
    trashed = office.seeded.cards["idea-1"]
    card, page = office.trello.cards[moved], office.notion.pages[trashed]
    board = office.trello.boards[card.board]
    office.jira.delete("SHOP-1")
    office.trello.move_to_board(card, office.trello.add_board("Другая", ["Идеи"]), "Идеи")
    office.notion.trash(page)
    office.later(days=2)

    left = office.run()

    assert gone(office) == {
        "shop": {str(deleted): Absence.UNSEEN},
        "growth": {moved: Absence.MOVED},
        "ideas": {trashed: Absence.ARCHIVED},
    }
    assert (left.code, left.summary.cards) == (0, before - 3)
    assert [one.gone for one in left.summary.connections.values()] == [1, 1, 1]
    assert sum("1 cards left" in one.what for one in left.findings) == 3
    status = office.steelyard("status", env={"STEELYARD_LANGUAGE": "en"}).out
    assert "left: 1 moved" in status
    assert "left: 1 deleted or no longer visible" in status

    office.trello.move_to_board(card, board, board.lists[0].name)
    office.notion.trash(page, in_trash=False)
    office.later(days=2)
    back = office.run()

    assert back.summary.cards == before - 1
    now = office.living_comments()
    assert {key: now[key] for key in (moved, trashed)} == {
        key: comments[key] for key in (moved, trashed)
    }
    assert not any(gone(office)[name] for name in ("growth", "ideas"))


def test_a_census_is_taken_daily_and_hourly_where_people_are_at_work(office: Office) -> None:
    requests(office)
    office.jira.delete("SHOP-1")
    office.later(minutes=50)
    office.run()
    assert max(requests(office).values()) <= 2
    assert gone(office)["shop"] == {}

    office.later(minutes=20)
    office.jira.edit("SHOP-2", summary="Люди за работой")
    office.run()
    assert len(gone(office)["shop"]) == 1

    office.jira.delete("SHOP-3")
    office.later(hours=23)
    office.run()
    assert len(gone(office)["shop"]) == 1
    office.later(hours=2)
    office.run()
    assert len(gone(office)["shop"]) == 2


def test_a_card_that_became_visible_without_a_change_is_found(tmp_path: Path) -> None:
    with office_in(tmp_path) as office:
        page = office.notion.pages[office.seeded.cards["idea-2"]]
        page.shared = False
        office.later(days=90)
        office.notion.edit(office.notion.pages[office.seeded.cards["idea-1"]], by=office.notion.me)
        office.run()
        page.shared = True
        office.notion.sources[page.source].version += 1

        office.run()
        assert office.living_comments()[page.id] == 0
        office.later(days=2)
        office.run()
        assert office.living_comments()[page.id] == 1


def test_a_source_where_a_census_finds_nothing_retires_nothing(office: Office) -> None:
    before = office.run().summary.connections["shop"].cards
    nothing = {"issues": [], "isLast": True}
    office.servers["shop"].faults.add(Fault(Reply(200, nothing), path="search/jql", times=None))
    office.later(days=2)

    ran = office.run()

    assert ran.code == 3
    assert "suddenly shows no cards" in ran.errors["shop"]
    assert ran.summary.connections["shop"].cards == before
    assert gone(office)["shop"] == {}


def test_everything_is_read_again_once_a_week(office: Office) -> None:
    office.later(days=8)
    requests(office)

    office.run()

    asked = [record.path for record in office.servers["shop"].log]
    assert any(path.endswith("bulkfetch") for path in asked)


def test_what_a_killed_run_wrote_is_not_taken_for_a_persons_hand(tmp_path: Path) -> None:
    """The score was set, and the run died before it could note so; then the card changed."""
    with office_in(tmp_path) as office:
        office.run()
        issue, field = office.jira.issue("SHOP-1"), office.jira.field_named("Steelyard score").id
        with sqlite3.connect(tmp_path / "steelyard.db") as raw:
            raw.execute("UPDATE outbox SET outcome = NULL WHERE id = ?", (str(issue.id),))
            raw.execute("DELETE FROM written WHERE id = ?", (str(issue.id),))
            older = msgspec.msgpack.encode(Written(score=1.0))
            raw.execute("INSERT INTO written VALUES ('shop', ?, ?)", (str(issue.id), older))
        raw.close()
        office.jira.edit("SHOP-1", description="Красиво")
        office.later(minutes=1)

        office.run()

        now = office.jira.issue("SHOP-1")
        assert now.values[field] != issue.values[field]
        assert len(now.comments) == len(issue.comments)


def test_the_command_compares_all_ids_when_it_is_told_to(house: House) -> None:
    house.steelyard("run")
    house.jira.delete("SHOP-1")

    assert house.steelyard("run", "--json").json["connections"]["shop"]["gone"] == 0
    assert house.steelyard("run", "--census", "--json").json["connections"]["shop"]["gone"] == 1
