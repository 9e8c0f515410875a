"""The whole cycle, as a process, against three trackers over real sockets."""

from collections.abc import Callable

import pytest

from steelyard.loopback.faults import Fault, Reply
from tests.support.house import House


def test_a_first_run_leaves_score_labels_and_one_comment_on_every_open_card(house: House) -> None:
    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert ran.json["written"] == ran.json["planned"] > 100
    comments = house.living_comments()
    assert set(comments.values()) <= {0, 1}
    assert sum(comments.values()) > 50
    score = house.jira.field_named("Steelyard score").id
    issue = house.jira.issue("SHOP-1")
    assert 0 < issue.values[score] <= 100
    assert any(label.startswith("steelyard:") for label in issue.values["labels"])


def test_a_second_run_writes_nothing_and_asks_little(house: House) -> None:
    house.steelyard("run")
    house.clear_logs()

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert house.writes() == []
    assert ran.json["planned"] == 0

    # A minute may end in between, and what was edited in it is looked at once more on Notion.
    assert min(requests_of_a_run(house), requests_of_a_run(house)) <= 2


def requests_of_a_run(house: House) -> int:
    """The most that one of the trackers was asked for."""
    house.clear_logs()
    house.steelyard("run")
    return max(len(server.log) for server in house.servers.values())


def test_with_the_database_lost_nothing_is_said_twice(house: House) -> None:
    house.steelyard("run")
    before = house.living_comments()
    house.forget()
    house.clear_logs()

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert house.living_comments() == before
    assert house.writes() == []


def test_no_word_of_a_person_is_changed(house: House) -> None:
    before = house.human_text()

    house.steelyard("run")
    house.steelyard("run")

    assert house.human_text() == before


def test_every_request_passes_the_gate(house: House) -> None:
    ran = house.steelyard("run", "--json")

    counted = {name: one["requests"] for name, one in ran.json["connections"].items()}
    assert counted == {name: len(server.log) for name, server in house.servers.items()}


def test_an_edited_card_gets_its_comment_edited_not_a_second_one(house: House) -> None:
    house.steelyard("run")
    house.clear_logs()
    card = house.trello.cards[house.seeded.cards["growth-2"]]
    house.trello.edit(card, desc=card.desc + "\n\n**Владелец:** Соня Крылова")

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert house.living_comments()[card.id] == 1
    edits = [write for write in house.writes() if write.startswith("PUT /1/actions/")]
    assert edits


def test_a_plan_changes_nothing_and_apply_does_exactly_the_plan(house: House) -> None:
    planned = house.steelyard("plan", "--json")
    assert planned.code == 0, planned.err
    assert house.writes() == []
    assert planned.json["planned"] > 100
    compared = planned.json["comparison"]
    assert compared["cards"] == compared["fresh"] == planned.json["cards"]

    applied = house.steelyard("apply", "steelyard-plan.json", "--json")

    assert applied.code == 0, applied.err
    assert applied.json["written"] == planned.json["planned"]
    house.clear_logs()
    assert house.steelyard("run").code == 0
    assert house.writes() == []
    again = house.steelyard("plan", "--json").json["comparison"]
    assert (again["fresh"], again["moved"]) == (0, [])


def test_apply_leaves_a_card_alone_that_people_changed_since_the_plan(house: House) -> None:
    house.steelyard("plan")
    house.jira.edit("SHOP-1", summary="Заказ без регистрации, второй заход")

    applied = house.steelyard("apply", "steelyard-plan.json", "--json")

    assert applied.code == 3
    assert applied.json["connections"]["shop"]["refused"] == 2
    assert house.living_comments()["SHOP-1"] == 0
    assert house.living_comments()["SHOP-2"] == 1


def test_a_connection_that_fails_stops_alone(house: House) -> None:
    house.servers["growth"].faults.add(Fault(Reply(500, {"message": "down"}), times=None))

    ran = house.steelyard("run", "--json")

    assert ran.code == 3
    assert "growth" in ran.err
    assert ran.json["connections"]["growth"]["done"] == 0
    assert ran.json["connections"]["shop"]["done"] > 0
    assert ran.json["connections"]["ideas"]["done"] > 0


def test_at_level_report_nothing_is_written(house: House) -> None:
    house.edit_config("level: comments", "level: report")

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert house.writes() == []


def test_at_level_fields_no_comment_is_written(house: House) -> None:
    house.edit_config("level: comments", "level: fields")

    ran = house.steelyard("run", "--json")

    assert ran.code == 0, ran.err
    assert set(house.living_comments().values()) == {0}
    assert ran.json["written"] > 50


def test_the_ignore_label_silences_a_card(house: House) -> None:
    house.steelyard("run")

    silenced = house.seeded.cards["growth-14"]
    assert house.living_comments()[silenced] == 0


def test_a_run_that_would_change_too_much_stops_with_its_plan(house: House) -> None:
    house.edit_config("changed_cards: 100%", "changed_cards: 10%")
    house.steelyard("run")
    for issue in list(house.jira.issues.values()):
        house.jira.edit(issue.key, description="Проблема: теряем 31% заказов на оплате.")
    house.clear_logs()

    ran = house.steelyard("run")

    assert ran.code == 5
    assert house.writes() == []
    assert (house.folder / "steelyard-stopped-plan.json").exists()
    applied = house.steelyard("apply", "steelyard-stopped-plan.json")
    assert applied.code == 0, applied.err
    assert house.writes()


def test_first_remarks_drip_the_most_valuable_first(house: House) -> None:
    house.edit_config("remarks_per_run: 100", "remarks_per_run: 7")

    ran = house.steelyard("run", "--json")

    assert sum(house.living_comments().values()) == 7
    assert ran.json["waiting"] > 40
    house.steelyard("run")
    assert sum(house.living_comments().values()) == 14


@pytest.mark.parametrize("connection", ["shop", "growth"])
def test_a_comment_a_person_deleted_does_not_come_back(house: House, connection: str) -> None:
    house.steelyard("run")
    if connection == "shop":
        own = house.jira.issue("SHOP-1").comments[-1]
        house.jira.delete_comment("SHOP-1", own.id)
        house.jira.edit("SHOP-1", summary="Заказ без пароля")
        key = "SHOP-1"
    else:
        key = house.seeded.cards["growth-1"]
        card = house.trello.cards[key]
        house.trello.delete_comment(house.trello.comments_of(card)[-1])
        house.trello.edit(card, name="Брошенная корзина")

    assert house.steelyard("run").code == 0
    assert house.steelyard("run").code == 0
    assert house.living_comments()[key] == 0


def test_a_score_a_person_set_stays_and_is_spoken_of(house: House) -> None:
    house.steelyard("run")
    score = house.jira.field_named("Steelyard score").id
    house.jira.edit("SHOP-1", **{score: 99.0})

    assert house.steelyard("run").code == 0
    assert house.steelyard("run").code == 0

    issue = house.jira.issue("SHOP-1")
    assert issue.values[score] == 99.0
    assert "99" in str(issue.comments[-1].body)
    assert house.living_comments()["SHOP-1"] == 1


def test_apply_names_the_cards_it_left_alone_and_why(house: House) -> None:
    house.steelyard("plan")
    house.jira.edit("SHOP-1", summary="Заказ без пароля")

    ran = house.steelyard("apply", "steelyard-plan.json")

    assert "shop SHOP-1: comment left alone, people changed the card since the plan" in ran.err
    assert "2 not done" in ran.out


def test_what_stood_there_already_is_not_counted_as_written(house: House) -> None:
    house.steelyard("plan")
    house.steelyard("apply", "steelyard-plan.json")
    house.clear_logs()

    again = house.steelyard("apply", "steelyard-plan.json", "--json")

    assert house.writes() == []
    assert again.json["written"] == 0


def test_a_plan_at_level_report_shows_the_queue_and_says_why_nothing_is_planned(
    house: House,
) -> None:
    house.edit_config("level: comments", "level: report")

    ran = house.steelyard("plan")

    assert "The queue" in ran.out
    assert "59 cards read" in ran.out
    assert "`write.level` is report" in ran.out


def reply_on_jira(house: House) -> None:
    person = next(user for user in house.jira.users.values() if user.id != house.jira.me.id)
    house.jira.add_comment("SHOP-10", person, "Метрику назову завтра")
    house.jira.edit("SHOP-10", description="Владелец: Катя Ветрова. СРОЧНО!!!")


def reply_on_trello(house: House) -> None:
    card = house.trello.cards[house.seeded.cards["growth-2"]]
    person = next(one for one in house.trello.members.values() if one.id != house.trello.me.id)
    house.trello.comment(card, person, "Метрику назову завтра")
    house.trello.edit(card, desc="Владелец: Соня Крылова")


@pytest.mark.parametrize("reply", [reply_on_jira, reply_on_trello])
def test_after_a_persons_reply_our_comment_rests(
    house: House, reply: Callable[[House], None]
) -> None:
    house.steelyard("run")
    reply(house)
    house.clear_logs()

    house.steelyard("run")
    fields = house.writes()
    house.clear_logs()
    house.steelyard("run")

    assert fields
    assert not [write for write in fields if "omment" in write]
    assert house.writes() == []
