"""`plan --withdraw`: every trace of ours comes off the cards, and nothing of people's."""

from steelyard.demo.faces import SCORE
from tests.support.house import House

QUIET = ("level: comments", "level: report")


def withdraw(house: House) -> None:
    planned = house.steelyard("plan", "--withdraw", "--out", "back.json")
    assert planned.code == 0, planned.err
    applied = house.steelyard("apply", "back.json")
    assert applied.code == 0, applied.err


def test_every_card_looks_as_it_did_though_the_database_is_lost(house: House) -> None:
    before = house.faces()
    assert house.steelyard("run").code == 0
    assert house.faces() != before
    house.forget()

    withdraw(house)

    assert house.faces() == before
    assert sum(house.living_comments().values()) == 0


def test_nothing_is_left_to_take_away_and_nothing_comes_back(house: House) -> None:
    house.steelyard("run")
    withdraw(house)
    house.edit_config(*QUIET)
    house.clear_logs()

    again = house.steelyard("plan", "--withdraw", "--json")
    house.steelyard("run")

    assert again.json["planned"] == 0
    assert house.writes() == []


def test_a_score_that_a_person_set_stays_and_silenced_cards_are_cleared(house: House) -> None:
    house.steelyard("run")
    score = house.jira.field_named(SCORE).id
    first, second = "SHOP-1", "SHOP-2"
    house.jira.edit(first, **{score: 99})
    labels = house.jira.issue(second).values["labels"]
    house.jira.edit(second, labels=[*labels, "steelyard:ignore"])

    withdraw(house)

    faces = house.faces()
    assert faces[first].score == 99
    assert faces[second].score is None
    assert [one for one in faces[second].labels if one.startswith("steelyard")] == [
        "steelyard:ignore"
    ]


def test_whoever_comes_back_later_speaks_again(house: House) -> None:
    house.steelyard("run")
    spoken = house.living_comments()
    withdraw(house)

    house.steelyard("run")

    assert house.living_comments() == spoken


def test_a_plan_is_not_done_where_the_level_forbids_it(house: House) -> None:
    house.steelyard("run")
    house.steelyard("plan", "--withdraw", "--out", "back.json")
    house.edit_config(*QUIET)
    house.clear_logs()

    applied = house.steelyard("apply", "back.json")

    assert applied.code == 2
    assert "the plan writes to growth, ideas, shop, where `write.level` is report" in applied.err
    assert house.writes() == []
