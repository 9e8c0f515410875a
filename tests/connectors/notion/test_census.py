"""Which pages there are, and why one of them is not there any more."""

import pytest

from connectors.errors import TrackerError
from connectors.protocol import Absence
from steelyard.loopback.faults import Fault, Reply
from tests.connectors.notion.conftest import Ideas


def test_a_census_is_a_request_a_hundred_pages_and_no_content(ideas: Ideas) -> None:
    pages = [ideas.page(f"Идея {number}", "Слова") for number in range(130)]
    connector = ideas.connect()
    surface = connector.discover()
    ideas.requests()

    ids = connector.census(surface)

    assert ids == {page.id for page in pages}
    assert ideas.requests() == [f"POST /data_sources/{ideas.source.id}/query"] * 2


def test_a_census_that_cannot_end_is_none(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    broken = {"object": "list", "results": [], "has_more": True, "next_cursor": None}
    ideas.server.faults.add(Fault(Reply(200, broken), path="/query"))

    with pytest.raises(TrackerError):
        connector.census(surface)


def test_trashed_moved_and_unshared_pages_are_told_apart(ideas: Ideas) -> None:
    other = ideas.state.add_database("Архив идей", {"Идея": "title"})
    trashed, moved, unshared, there = (ideas.page(f"Идея {number}") for number in range(4))
    connector = ideas.connect()
    surface = connector.discover()
    cards = [card for page in connector.pull(surface, None) for card in page.cards]
    ideas.state.trash(trashed)
    ideas.state.move(moved, other)
    unshared.shared = False

    assert connector.census(surface) == {there.id}
    assert connector.whereabouts(surface, cards) == {
        trashed.id: Absence.ARCHIVED,
        moved.id: Absence.MOVED,
        unshared.id: Absence.UNSEEN,
    }
