"""Score, labels and the one comment: nothing twice, nothing of people touched."""

import pytest

from connectors.errors import Denied
from connectors.text.mark import find_mark
from connectors.trello.labels import FRESH
from connectors.write import Outcome, WithdrawComment
from steelyard.loopback.faults import DropAfter, DropBefore, Fault, Reply
from tests.connectors.trello.shop import Shop, cards, put, remark, set_fields, target


def test_score_and_labels_are_two_requests_beside_the_labels_made_once(shop: Shop) -> None:
    for name in ("а", "б"):
        shop.state.add_card(shop.board, "Идеи", name)
    connector = shop.connect()
    surface = connector.discover()
    found = cards(connector, surface)
    shop.asked()
    for card in found.values():
        write = set_fields(card, 71.5, "steelyard:missing-metric", "steelyard:defer")
        assert connector.apply(surface, write, card).outcome is Outcome.DONE
    asked = shop.asked()
    assert [each.split("/")[-1] for each in asked if each.startswith("PUT")] == [
        "customFields", found["а"].id, "customFields", found["б"].id,
    ]  # fmt: skip
    assert [each for each in asked if each.startswith("POST")] == ["POST /labels"] * 2
    assert {label.name for label in shop.board.labels} == {
        "steelyard:missing-metric", "steelyard:defer",
    }  # fmt: skip


def test_labels_of_people_stay_even_those_put_on_since_the_read(shop: Shop) -> None:
    mine = shop.state.add_label(shop.board, "рост", "green")
    late = shop.state.add_label(shop.board, "срочно", "red")
    made = shop.state.add_card(shop.board, "Идеи", "карточка", labels=["рост"])
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.state.set_labels(made, [mine.id, late.id], shop.anna)
    connector.apply(surface, set_fields(card, None, "steelyard:a", "steelyard:b"), card)
    after = cards(connector, surface)["карточка"]
    assert after.labels == ("рост", "срочно")
    assert after.shown.labels == ("steelyard:a", "steelyard:b")
    connector.apply(surface, set_fields(after, None, "steelyard:b"), after)
    assert cards(connector, surface)["карточка"].shown.labels == ("steelyard:b",)


def test_a_label_put_on_between_two_writes_of_ours_stays(shop: Shop) -> None:
    mine = shop.state.add_label(shop.board, "рост", "green")
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    connector.apply(surface, set_fields(card, None, "steelyard:a"), card)
    shop.state.set_labels(made, [*made.labels, mine.id], shop.anna)
    shop.clock.sleep(FRESH + 1)
    connector.apply(surface, set_fields(card, None, "steelyard:b"), card)
    after = cards(connector, surface)["карточка"]
    assert (after.labels, after.shown.labels) == (("рост",), ("steelyard:b",))


@pytest.mark.parametrize(
    ("ours", "change"),
    [
        (("steelyard:a", "steelyard:b"), "POST /cards/{card}/idLabels"),
        ((), "DELETE /cards/{card}/idLabels/{a}"),
        (("steelyard:b",), "PUT /cards/{card}"),
    ],
)
def test_a_label_put_on_at_the_same_moment_stays(
    shop: Shop, ours: tuple[str, ...], change: str
) -> None:
    a, _, mine = [
        shop.state.add_label(shop.board, name) for name in ("steelyard:a", "steelyard:b", "рост")
    ]
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    connector.apply(surface, set_fields(card, None, "steelyard:a"), card)
    card = cards(connector, surface)["карточка"]
    shop.state.set_labels(made, [*made.labels, mine.id], shop.anna)
    shop.asked()

    receipt = connector.apply(surface, set_fields(card, None, *ours), card)

    assert receipt.outcome is Outcome.DONE
    assert shop.asked()[-1] == change.format(card=made.id, a=a.id)
    after = cards(connector, surface)["карточка"]
    assert (after.labels, after.shown.labels) == (("рост",), ours)


@pytest.mark.parametrize("ours", [("steelyard:a", "steelyard:b"), ()])
def test_a_label_a_person_changed_to_ours_before_us_is_no_failure(
    shop: Shop, ours: tuple[str, ...]
) -> None:
    labels = [shop.state.add_label(shop.board, name) for name in ("steelyard:a", "steelyard:b")]
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    connector.apply(surface, set_fields(card, None, "steelyard:a"), card)
    card = cards(connector, surface)["карточка"]
    shop.state.set_labels(made, [one.id for one in labels if one.name in ours], shop.anna)

    receipt = connector.apply(surface, set_fields(card, None, *ours), card)

    assert receipt.outcome is Outcome.ALREADY
    assert cards(connector, surface)["карточка"].shown.labels == ours


def test_a_lost_answer_to_a_label_put_on_is_looked_after(shop: Shop) -> None:
    shop.state.add_label(shop.board, "steelyard:a")
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.server.faults.add(Fault(DropAfter(), "POST", f"/cards/{made.id}/idLabels"))

    receipt = connector.apply(surface, set_fields(card, None, "steelyard:a"), card)

    assert receipt.outcome is Outcome.ALREADY
    assert cards(connector, surface)["карточка"].shown.labels == ("steelyard:a",)


def test_a_label_that_exists_is_used_and_not_made_again(shop: Shop) -> None:
    for number in range(60):  # the default of the list is 50
        shop.state.add_label(shop.board, f"чужая {number}")
    label = shop.state.add_label(shop.board, "steelyard:a")
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    connector.apply(surface, set_fields(card, None, "steelyard:a"), card)
    assert made.labels == [label.id]
    assert len(shop.board.labels) == 61


def test_nothing_is_sent_when_everything_shows_already(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    connector.apply(surface, set_fields(card, 50.0, "steelyard:a"), card)
    comment = connector.apply(surface, put(card, "Зачем?"), card).comment
    after = cards(connector, surface)["карточка"]
    shop.asked()
    assert connector.apply(surface, set_fields(after, 50.0, "steelyard:a"), after).outcome is Outcome.ALREADY  # fmt: skip
    receipt = connector.apply(surface, put(after, "Зачем?"), after)
    assert (receipt.outcome, receipt.comment) == (Outcome.ALREADY, comment)
    assert shop.asked() == []


def test_an_old_picture_of_the_card_does_not_set_labels_again(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    write = set_fields(card, None, "steelyard:a")
    assert connector.apply(surface, write, card).outcome is Outcome.DONE
    shop.asked()
    assert connector.apply(surface, write, card).outcome is Outcome.ALREADY
    assert shop.asked("PUT") == []


def test_no_score_clears_the_field_and_a_kept_one_is_left(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    shop.state.set_value(made, shop.score, {"value": {"number": "90"}}, shop.anna)
    card = cards(connector, surface)["карточка"]
    assert connector.apply(surface, set_fields(card, 90.0, kept=True), card).outcome is Outcome.ALREADY  # fmt: skip
    assert connector.apply(surface, set_fields(card, None), card).outcome is Outcome.DONE
    assert cards(connector, surface)["карточка"].shown.score is None


def test_each_board_has_its_own_score_field_and_labels(shop: Shop) -> None:
    other = shop.state.add_board("Касса", ["Идеи"])
    other.power_up = True
    shop.state.add_field(other, "Steelyard score", "number")
    shop.state.add_card(shop.board, "Идеи", "раз")
    shop.state.add_card(other, "Идеи", "два")
    connector = shop.connect(cards={"boards": (shop.board.id, other.id)})
    surface = connector.discover()
    for card in cards(connector, surface).values():
        assert connector.apply(surface, set_fields(card, 60, "steelyard:a"), card).outcome is Outcome.DONE  # fmt: skip
    shown = [card.shown for card in cards(connector, surface).values()]
    assert [(each.score, each.labels) for each in shown] == [(60.0, ("steelyard:a",))] * 2
    assert [label.name for label in other.labels] == ["steelyard:a"]


def test_a_refused_score_still_leaves_the_labels(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.board.power_up = False
    receipt = connector.apply(surface, set_fields(card, 60, "steelyard:a"), card)
    assert receipt.outcome is Outcome.REFUSED
    assert "Power-Up is not enabled" in receipt.detail
    assert cards(connector, surface)["карточка"].shown.labels == ("steelyard:a",)


def test_a_lost_answer_to_a_new_label_makes_no_second_one(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.server.faults.add(Fault(DropAfter(), "POST", "/labels"))
    assert connector.apply(surface, set_fields(card, None, "steelyard:a"), card).outcome is Outcome.DONE  # fmt: skip
    assert [label.name for label in shop.board.labels] == ["steelyard:a"]


def test_a_comment_is_made_once_and_then_edited_in_place(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка", "описание")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    first = connector.apply(surface, put(card, "Какая метрика?"), card)
    again = connector.apply(surface, put(card, "Какая метрика?"), card)
    assert (first.outcome, again.outcome) == (Outcome.DONE, Outcome.ALREADY)
    assert first.comment == again.comment
    after = cards(connector, surface)["карточка"]
    edited = connector.apply(surface, put(after, "Кто отвечает?", first.comment), after)
    assert (edited.outcome, edited.comment) == (Outcome.DONE, first.comment)
    (action,) = shop.state.comments_of(made)
    assert action.data["text"].startswith("Кто отвечает?")
    assert find_mark(action.data["text"]) == remark("Кто отвечает?").digest
    assert made.desc == "описание"


def test_the_text_of_a_comment_never_travels_in_the_address(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    comment = connector.apply(surface, put(card, "секрет" * 100), card).comment
    connector.apply(surface, put(card, "другое" * 100, comment), card)
    writes = [each for each in shop.server.log if each.method in {"POST", "PUT"}]
    assert len(writes) == 2
    assert all(each.query == () and "text" in each.body for each in writes)


@pytest.mark.parametrize("fault", [DropAfter(), Reply(502, "<html>bad gateway")])
def test_a_lost_answer_to_a_comment_is_looked_for_before_a_second_post(
    shop: Shop, fault: DropAfter | Reply
) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.server.faults.add(Fault(fault, "POST", "/comments"))
    receipt = connector.apply(surface, put(card, "Зачем?"), card)
    assert (receipt.outcome, receipt.comment) == (Outcome.DONE, shop.state.comments_of(made)[0].id)
    connector.apply(surface, put(card, "Зачем?"), card)
    assert len(shop.state.comments_of(made)) == 1


def test_a_request_that_never_left_is_sent_again_only_after_a_look(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.server.faults.add(Fault(DropBefore(), "POST", "/comments"))
    shop.server.log.clear()
    assert connector.apply(surface, put(card, "Зачем?"), card).outcome is Outcome.DONE
    assert [each.method for each in shop.server.log] == ["POST", "GET", "POST"]
    assert len(shop.state.comments_of(made)) == 1


def test_a_comment_a_person_deleted_is_gone_and_not_made_again(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    comment = connector.apply(surface, put(card, "Зачем?"), card).comment
    shop.state.delete_comment(shop.state.comments_of(made)[0])
    assert connector.apply(surface, put(card, "Кому?", comment), card).outcome is Outcome.GONE
    assert shop.state.comments_of(made) == []


def test_comments_are_withdrawn_and_missing_ones_count_as_withdrawn(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка", comments=[(shop.anna, "моё")])
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    comment = str(connector.apply(surface, put(card, "Зачем?"), card).comment)
    write = WithdrawComment(target(card), (comment, "f" * 24))
    assert connector.apply(surface, write, card).outcome is Outcome.DONE
    assert connector.apply(surface, write, card).outcome is Outcome.ALREADY
    assert [each.data["text"] for each in shop.state.comments_of(made)] == ["моё"]


def test_a_deleted_card_is_gone_for_every_write(shop: Shop) -> None:
    made = shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.state.delete_card(made)
    for write in (set_fields(card, 50), set_fields(card, None, "steelyard:a"), put(card, "Зачем?")):
        assert connector.apply(surface, write, card).outcome is Outcome.GONE


@pytest.mark.parametrize(("status", "outcome"), [(400, Outcome.REFUSED), (403, Outcome.REFUSED)])
def test_what_one_card_does_not_take_is_a_receipt(
    shop: Shop, status: int, outcome: Outcome
) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.server.faults.add(Fault(Reply(status, {"message": "comments are closed"}), "POST", "/comments"))  # fmt: skip
    receipt = connector.apply(surface, put(card, "Зачем?"), card)
    assert receipt.outcome is outcome
    assert "comments are closed" in receipt.detail


def test_a_token_that_died_half_way_ends_the_connection(shop: Shop) -> None:
    shop.state.add_card(shop.board, "Идеи", "карточка")
    connector = shop.connect()
    surface = connector.discover()
    card = cards(connector, surface)["карточка"]
    shop.state.alive = False
    with pytest.raises(Denied):
        connector.apply(surface, set_fields(card, 50), card)
