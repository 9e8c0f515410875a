import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from pydantic import ValidationError

from connectors.card import IGNORE_LABEL, Stage, Tracker
from connectors.names import plain
from enrichment.reading.slots import Kind
from steelyard.demo.backlog import Backlog, Board, SampleCard, load_backlog

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def backlog() -> Backlog:
    return load_backlog(TODAY)


def _named(backlog: Backlog, key: str) -> SampleCard:
    return next(card for card in backlog.cards if card.key == key)


def test_about_sixty_cards_stand_in_three_trackers(backlog: Backlog) -> None:
    assert {board.tracker: len(board.cards) for board in backlog.boards} == {
        Tracker.JIRA: 24,
        Tracker.TRELLO: 20,
        Tracker.NOTION: 16,
    }


def test_keys_count_up_inside_every_board(backlog: Backlog) -> None:
    for board in backlog.boards:
        numbers = [int(card.key.removeprefix(f"{board.key}-")) for card in board.cards]
        assert numbers == list(range(1, len(board.cards) + 1))


def test_every_kind_of_initiative_has_complete_and_incomplete_cards(backlog: Backlog) -> None:
    complete = Counter(card.expect.kind for card in backlog.cards if not card.expect.missing)
    incomplete = Counter(card.expect.kind for card in backlog.cards if card.expect.missing)

    assert set(Kind) - incomplete.keys() == set()
    # An idea whose only reason is a director is never complete: that is what makes it one.
    assert set(Kind) - complete.keys() == {Kind.LEADERSHIP, Kind.UNCLEAR}


def test_some_cards_answer_everything_and_some_nothing(backlog: Backlog) -> None:
    missing = Counter(len(card.expect.missing) for card in backlog.cards)

    assert missing[0] >= 15
    assert missing[4] >= 8
    assert all(missing[count] for count in range(5))


def test_no_template_of_a_date_is_left_and_dates_move_with_today() -> None:
    now, later = load_backlog(TODAY), load_backlog(date(2030, 1, 1))

    assert "{{" not in now.model_dump_json()
    assert "02.03.2027" in _named(now, "SHOP-2").body
    assert "February 16, 2027" in _named(now, "SHOP-5").body
    assert "12.04.2030" in _named(later, "SHOP-2").body


def test_a_due_date_says_the_same_as_the_text(backlog: Backlog) -> None:
    days = {card.key: card.due for card in backlog.cards if card.due}

    assert days == {"SHOP-2": 101, "SHOP-5": 87, "growth-10": 20, "growth-18": 39}
    assert "30.12.2026" in _named(backlog, "growth-18").body


def test_cards_of_one_idea_name_each_other_across_trackers(backlog: Backlog) -> None:
    pairs = {(card.key, other) for card in backlog.cards for other in card.expect.similar}

    assert pairs == {
        ("SHOP-15", "growth-4"),
        ("growth-4", "SHOP-15"),
        ("SHOP-24", "idea-7"),
        ("idea-7", "SHOP-24"),
        ("growth-11", "idea-9"),
        ("idea-9", "growth-11"),
        ("idea-3", "SHOP-21"),
    }


def test_a_failed_experiment_may_leave_a_learning_or_none(backlog: Backlog) -> None:
    finished = {
        card.key: "Вывод" in card.body
        for board in backlog.boards
        for card in board.cards
        if board.statuses[card.status] is Stage.DONE and not card.archived
    }

    assert finished == {
        "SHOP-20": True, "SHOP-21": False, "growth-8": True, "growth-9": False,
    }  # fmt: skip


def test_one_card_is_hostile_and_full_of_control_characters(backlog: Backlog) -> None:
    card = _named(backlog, "SHOP-22")

    assert "<script>" in card.title
    assert {"\a", "\b", "\f", "\u200b", "\u202e"} <= set(card.body)
    assert re.search(r"@all\b", card.body)


def test_silenced_archived_and_decided_cards_are_among_them(backlog: Backlog) -> None:
    assert [card.key for card in backlog.cards if IGNORE_LABEL in card.labels] == ["growth-14"]
    assert [card.key for card in backlog.cards if card.archived] == ["growth-13", "idea-12"]
    assert [
        card.key for card in backlog.cards if any("deci" in x or "реш" in x for x in card.labels)
    ] == ["SHOP-24", "idea-13"]


def test_departments_answer_for_cards_in_every_tracker(backlog: Backlog) -> None:
    talking = {
        board.tracker: {
            backlog.people[person].department
            for card in board.cards
            for person in board.people_of(card)
        }
        for board in backlog.boards
    }

    assert all(len(departments) >= 5 for departments in talking.values())


def test_no_two_cards_of_a_board_have_the_same_title(backlog: Backlog) -> None:
    for board in backlog.boards:
        titles = sorted(plain(card.title) for card in board.cards)
        assert all(here != after for here, after in pairwise(titles))


def _with_card(board: Board, **changes: object) -> object:
    return Board.model_validate(
        {**board.model_dump(), "cards": [{**board.cards[0].model_dump(), **changes}]}
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"status": "Отложено"}, "no status 'Отложено'"),
        ({"fields": {"Боль": "есть"}}, "no field 'Боль'"),
        ({"updated": 500}, "from old to new"),
        ({"titel": "x"}, "Extra inputs"),
    ],
)
def test_a_slip_in_the_files_is_refused(
    backlog: Backlog, changes: dict[str, object], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        _with_card(backlog.jira, **changes)


def test_a_person_without_an_account_in_the_tracker_is_refused(backlog: Backlog) -> None:
    stranger = {"hoekstra": backlog.people["hoekstra"]}

    with pytest.raises(ValidationError, match="has no account in jira"):
        Backlog(people=stranger, jira=backlog.jira, trello=backlog.trello, notion=backlog.notion)
