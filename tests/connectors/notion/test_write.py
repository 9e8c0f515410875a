from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from connectors.card import IGNORE_LABEL, human_hash
from connectors.errors import Denied, TrackerError
from connectors.notion.comments import NO_DELETE, NO_EDIT
from connectors.write import Outcome, WithdrawComment
from steelyard.loopback.faults import DropAfter, DropBefore, Fault, Reply
from steelyard.loopback.notion.model import Page
from tests.connectors.notion.conftest import (
    Ideas,
    comment,
    fields,
    last,
    remark,
    serve,
    target,
)

LONG_AGO, FAR_OFF = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["2025-09-03", "2026-03-11"])
def ideas(request: pytest.FixtureRequest) -> Iterator[Ideas]:
    yield from serve(request.param)


def value(ideas: Ideas, page: Page, name: str) -> object:
    prop = ideas.state.property_at(ideas.source, name)
    assert prop
    kept = page.values.get(prop.id)
    return [option["name"] for option in kept] if isinstance(kept, list) else kept


def test_score_and_labels_go_in_one_request_and_the_words_stay(ideas: Ideas) -> None:
    page = ideas.page("Идея", "Слова", Теги=["корзина"])
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    before = human_hash(card)
    ideas.requests()

    receipt = connector.apply(
        surface, fields(card, 72.5, "steelyard:no-metric", "steelyard:no-owner"), card
    )

    after = ideas.only(connector, surface)
    assert ideas.requests()[0] == f"PATCH /pages/{page.id}"
    assert receipt.outcome is Outcome.DONE
    assert after.shown.score == 72.5
    assert after.shown.labels == ("steelyard:no-metric", "steelyard:no-owner")
    assert human_hash(after) == before


def test_nothing_equal_is_sent(ideas: Ideas) -> None:
    ideas.page("Идея", **{"Steelyard score": 40, "Steelyard flags": ["steelyard:b", "steelyard:a"]})
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.requests()

    receipt = connector.apply(surface, fields(card, 40, "steelyard:a", "steelyard:b"), card)

    assert receipt.outcome is Outcome.ALREADY
    assert ideas.requests() == []


def test_only_what_differs_is_sent(ideas: Ideas) -> None:
    ideas.page("Идея", **{"Steelyard score": 40, "Steelyard flags": ["steelyard:a"]})
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)

    connector.apply(surface, fields(card, None, "steelyard:a"), card)

    (sent,) = (each.body for each in ideas.server.log if each.method == "PATCH")
    assert sent == {"properties": {surface.score: {"number": None}}}


@pytest.mark.parametrize("flags", ["Теги", "Steelyard flags"])
def test_what_people_chose_beside_our_labels_stays(ideas: Ideas, flags: str) -> None:
    page = ideas.page("Идея", **{flags: ["корзина", IGNORE_LABEL, "steelyard:old", "оплата"]})
    connector = ideas.connect(flags=flags)
    surface = connector.discover()
    card = ideas.only(connector, surface)

    connector.apply(surface, fields(card, None, "steelyard:new"), card)

    assert value(ideas, page, flags) == ["корзина", IGNORE_LABEL, "оплата", "steelyard:new"]
    assert IGNORE_LABEL in card.labels
    assert human_hash(ideas.only(connector, surface)) == human_hash(card)


def test_without_a_score_property_its_band_is_a_label(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect(score="Вес")
    surface = connector.discover()
    card = ideas.only(connector, surface)

    connector.apply(surface, fields(card, 74), card)
    again = ideas.only(connector, surface)

    assert value(ideas, page, "Steelyard flags") == ["steelyard:score-70-79"]
    assert connector.apply(surface, fields(again, 71), again).outcome is Outcome.ALREADY


def test_a_renamed_score_property_still_takes_the_score(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    ideas.source.properties[surface.score or ""].name = "Балл"
    card = ideas.only(connector, surface)

    assert connector.apply(surface, fields(card, 5), card).outcome is Outcome.DONE
    assert ideas.only(connector, surface).shown.score == 5


def test_a_service_that_takes_no_ids_as_keys_is_given_names(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(Reply(400, error("validation_error")), method="PATCH"))

    assert connector.apply(surface, fields(card, 5), card).outcome is Outcome.DONE
    assert list(ideas.server.log[-1].body["properties"]) == ["Steelyard score"]


def test_a_conflict_is_read_again_and_tried_once_more(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(Reply(409, error("conflict_error")), method="PATCH"))

    assert connector.apply(surface, fields(card, 5), card).outcome is Outcome.DONE


def test_a_conflict_with_a_persons_edit_writes_nothing(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(Reply(409, error("conflict_error")), method="PATCH"))
    ideas.state.edit(page, by=ideas.anna, Проблема="Бросают")

    assert connector.apply(surface, fields(card, 5), card).outcome is Outcome.CHANGED
    assert value(ideas, page, "Steelyard score") is None


def test_a_conflict_with_a_score_a_person_sets_writes_nothing(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(Reply(409, error("conflict_error")), method="PATCH"))
    ideas.state.edit(page, by=ideas.anna, **{"Steelyard score": 99})

    assert connector.apply(surface, fields(card, 5), card).outcome is Outcome.CHANGED
    assert value(ideas, page, "Steelyard score") == 99


def test_refusals_of_one_page_are_receipts(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.state.capabilities.update_content = False
    refused = connector.apply(surface, fields(card, 5), card)
    ideas.state.delete(page)
    gone = connector.apply(surface, fields(card, 5), card)

    assert (refused.outcome, gone.outcome) == (Outcome.REFUSED, Outcome.GONE)
    assert "403" in refused.detail


def test_a_dead_token_ends_the_connection(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.state.alive = False

    with pytest.raises(Denied):
        connector.apply(surface, fields(card, 5), card)
    with pytest.raises(Denied):
        connector.apply(surface, comment(card, "Слова"), card)


def test_a_comment_is_made_once_and_then_edited_in_place(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)

    made = connector.apply(surface, comment(card, "Первое"), card)
    ideas.requests()
    known = connector.apply(surface, comment(card, "Второе", made.comment), card)
    asked = ideas.requests()
    forgotten = connector.apply(surface, comment(card, "Третье"), card)
    same = connector.apply(surface, comment(card, "Третье"), card)

    (kept,) = ideas.state.comments_of(page)
    assert made.comment == known.comment == forgotten.comment == same.comment == kept.id
    assert asked == ["GET /comments", f"PATCH /comments/{kept.id}"]
    assert same.outcome is Outcome.ALREADY
    assert kept.rich_text[0]["plain_text"].startswith("Третье")


def test_comments_of_people_and_of_other_bots_are_not_ours(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.state.comment(page, ideas.anna, "Steelyard · 0123456789ab")
    ideas.state.comment(page, ideas.state.me, "Импортировано")

    receipt = connector.apply(surface, comment(card, "Первое"), card)

    assert receipt.outcome is Outcome.DONE
    assert len(ideas.state.comments_of(page)) == 3


@pytest.mark.parametrize("fault", [DropAfter(), DropBefore(), Reply(502, "<html>")])
def test_a_lost_answer_is_looked_for_before_a_second_comment(
    ideas: Ideas, fault: DropAfter | DropBefore | Reply
) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(fault, method="POST", path="/comments$"))

    receipt = connector.apply(surface, comment(card, "Первое"), card)

    (kept,) = ideas.state.comments_of(page)
    assert receipt.comment == kept.id


def test_doubles_of_ours_are_taken_away(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    for _ in range(2):
        ideas.state.comment(page, ideas.state.me, "Слова\nSteelyard · 0123456789ab")
    first, _ = ideas.state.comments_of(page)

    connector.apply(surface, comment(card, "Новое"), card)

    assert [kept.id for kept in ideas.state.comments_of(page)] == [first.id]


def test_a_comment_somebody_deleted_does_not_come_back(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    ideas.state.delete_comment(ideas.state.comments_of(page)[0])

    receipt = connector.apply(surface, comment(card, "Второе", made.comment), card)

    assert receipt.outcome is Outcome.GONE
    assert ideas.state.comments_of(page) == []


def test_a_resolved_comment_is_edited_by_the_id_we_remember(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    ideas.state.resolve(ideas.state.comments_of(page)[0])

    receipt = connector.apply(surface, comment(card, "Второе", made.comment), card)

    assert receipt.outcome is Outcome.DONE
    assert len(ideas.state.comments_of(page)) == 1


@pytest.mark.parametrize("status", [None, 404, 405])
@pytest.mark.parametrize("remembered", [True, False])
def test_where_comments_cannot_be_edited_the_old_one_stays_and_that_is_said(
    ideas: Ideas, status: int | None, remembered: bool
) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    if status is None:
        ideas.state.comment_edits = False
    else:
        answer = Reply(status, error("object_not_found" if status == 404 else ""))
        ideas.server.faults.add(Fault(answer, path="/comments/.", times=None))

    known = made.comment if remembered else None
    receipt = connector.apply(surface, comment(card, "Второе", known), card)

    (kept,) = ideas.state.comments_of(page)
    assert (receipt.outcome, receipt.detail) == (Outcome.REFUSED, NO_EDIT)
    assert kept.rich_text[0]["plain_text"].startswith("Первое")


def test_without_the_right_to_comment_the_card_says_so_and_the_next_read_too(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.state.capabilities.insert_comments = False

    receipt = connector.apply(surface, comment(card, "Первое"), card)

    (finding,) = last(connector.pull(surface, None)).findings
    assert receipt.outcome is Outcome.REFUSED
    assert "insert comments" in finding.todo


def test_a_comment_is_withdrawn_and_one_already_gone_is_as_good(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    write = WithdrawComment(target(card), (made.comment or "",))

    outcomes = [connector.apply(surface, write, card).outcome for _ in range(2)]

    assert outcomes == [Outcome.DONE, Outcome.ALREADY]
    assert ideas.state.comments_of(page) == []


def test_a_withdrawal_that_names_none_takes_ours_and_leaves_peoples(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    connector.apply(surface, comment(card, "Первое"), card)
    theirs = ideas.state.comment(page, ideas.anna, "Спасибо")

    receipt = connector.apply(surface, WithdrawComment(target(card), ()), card)

    assert receipt.outcome is Outcome.DONE
    assert [kept.id for kept in ideas.state.comments_of(page)] == [theirs.id]


def test_where_comments_cannot_be_deleted_that_is_said(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    ideas.state.comment_edits = False

    receipt = connector.apply(surface, WithdrawComment(target(card), (made.comment or "",)), card)

    assert (receipt.outcome, receipt.detail) == (Outcome.REFUSED, NO_DELETE)


def test_our_comment_is_found_behind_a_hundred_others(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    for number in range(120):
        ideas.state.comment(page, ideas.anna, f"Голос {number}")
    words = f"Слова\nSteelyard · {remark('Первое').digest}"
    ours = ideas.state.comment(page, ideas.state.me, words)

    receipt = connector.apply(surface, comment(card, "Первое"), card)

    assert (receipt.outcome, receipt.comment) == (Outcome.ALREADY, ours.id)


def test_a_tracker_that_is_down_is_no_refusal(ideas: Ideas) -> None:
    ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    ideas.server.faults.add(Fault(Reply(503), times=None))

    with pytest.raises(TrackerError):
        connector.apply(surface, fields(card, 5), card)


def error(code: str) -> dict[str, str]:
    return {"object": "error", "code": code, "message": "no"}


def test_after_a_persons_word_our_comment_waits(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    made = connector.apply(surface, comment(card, "Первое"), card)
    ideas.state.comment(page, ideas.anna, "Метрика будет завтра")
    again = msgspec.structs.replace(comment(card, "Второе", made.comment), quiet_since=LONG_AGO)

    receipt = connector.apply(surface, again, card)
    later = msgspec.structs.replace(again, quiet_since=FAR_OFF)

    assert receipt.outcome is Outcome.WAITS
    assert connector.apply(surface, later, card).outcome is Outcome.DONE


def test_a_resolved_comment_is_not_made_again_when_our_mark_tells_of_it(ideas: Ideas) -> None:
    page = ideas.page("Идея")
    connector = ideas.connect()
    surface = connector.discover()
    card = ideas.only(connector, surface)
    connector.apply(surface, comment(card, "Первое"), card)
    (ours,) = ideas.state.comments_of(page)
    ideas.state.resolve(ours)

    lost = msgspec.structs.replace(comment(card, "Второе"), made=True)

    assert connector.apply(surface, lost, card).outcome is Outcome.GONE
    assert len(ideas.state.comments_of(page)) == 1
