"""Only our own field, labels and comment change; every write is safe to repeat."""

from typing import Any

import msgspec
import pytest
from werkzeug.wrappers import Request, Response

from connectors.card import Card, Shown
from connectors.errors import AnswerLost, Denied
from connectors.jira.cards import own_comments
from connectors.remark import Heading, Paragraph, Quote, Remark, Span, digest_of
from connectors.write import Outcome, PutComment, SetFields, WithdrawComment
from steelyard.loopback.faults import DropAfter, DropBefore, Fault, Reply
from steelyard.loopback.service import Service
from tests.connectors.jira.world import World, call, filled, target, world

FLAG, OTHER = "steelyard:missing-metric", "steelyard:missing-owner"


def remark(text: str, *, words: str = "") -> Remark:
    blocks = (Heading("Чего не хватает"), Paragraph((Span(text, bold=True),)), Quote(words or text))
    return Remark(blocks, digest_of(text), "ru")


def an_issue(site: World, **issue: Any) -> Card:
    site.state.add_issue("SHOP", "Идея", "Описание", **issue)
    return site.card("SHOP-1")


def test_score_and_labels_are_one_request_and_leave_the_labels_of_people_alone(
    site: World,
) -> None:
    score = site.state.add_field("Steelyard score", "float")
    card = an_issue(site, labels=["checkout", "steelyard:ignore", OTHER])

    receipt = site.apply(SetFields(target(card), 71.5, (FLAG,)))

    (edit,) = site.written()
    assert receipt.outcome is Outcome.DONE
    assert edit.body == {
        "fields": {score.id: 71.5},
        "update": {"labels": [{"add": FLAG}, {"remove": OTHER}]},
    }
    after = site.card("SHOP-1")
    assert after.labels == ("checkout", "steelyard:ignore")
    assert after.shown.labels == (FLAG,)
    assert after.shown.score == 71.5
    assert after.fields == ()


def test_nothing_equal_is_sent(site: World) -> None:
    site.state.add_field("Steelyard score", "float")
    write = SetFields(target(an_issue(site)), 71.5, (FLAG,))
    site.apply(write)

    assert site.apply(write).outcome is Outcome.ALREADY
    assert len(site.written()) == 1


def test_taking_the_score_away_empties_the_field(site: World) -> None:
    field = site.state.add_field("Steelyard score", "float")
    card = an_issue(site, fields={field.id: 40.0})

    site.apply(SetFields(target(card), None, ()))

    assert site.written()[0].body == {"fields": {field.id: None}}
    assert site.card("SHOP-1").shown.score is None


def test_without_a_score_field_a_label_carries_the_score(site: World) -> None:
    card = an_issue(site, labels=["steelyard:score-10-19"])

    site.apply(SetFields(target(card), 71.5, (FLAG,)))

    assert site.card("SHOP-1").shown.labels == (FLAG, "steelyard:score-70-79")


def test_a_score_field_off_the_screen_gives_way_to_a_label_and_is_told_once(site: World) -> None:
    field = site.state.add_field("Steelyard score", "float", on_screen=False)
    filled(site, 2)
    surface = site.surface()
    first, second = site.card("SHOP-1"), site.card("SHOP-2")

    told = site.jira.apply(surface, SetFields(target(first), 71.5, (FLAG,)), first)
    silent = site.jira.apply(surface, SetFields(target(second), 71.5, (FLAG,)), second)

    assert (told.outcome, silent.outcome) == (Outcome.DONE, Outcome.DONE)
    assert field.id in told.detail
    assert silent.detail == ""
    assert site.card("SHOP-2").shown.labels == (FLAG, "steelyard:score-70-79")
    assert len(site.written()) == 3


def test_a_new_process_does_not_try_the_field_again_where_the_label_shows_the_score(
    site: World,
) -> None:
    site.state.add_field("Steelyard score", "float", on_screen=False)
    write = SetFields(target(an_issue(site)), 71.5, (FLAG,))
    site.apply(write)
    start = len(site.written())

    receipt = site.again().apply(write)

    assert receipt.outcome is Outcome.ALREADY
    assert len(site.written()) == start


def test_an_edit_sends_no_mail_where_the_account_may_choose(cloud: World) -> None:
    card = an_issue(cloud)
    cloud.apply(SetFields(target(card), 10.0, ()))

    assert cloud.written()[0].query == (("notifyUsers", "false"),)


def test_an_account_that_may_not_silence_mail_is_asked_once(cloud: World) -> None:
    filled(cloud, 2)
    words = {"errorMessages": ["To discard the user notification, admin rights are required"]}
    cloud.server.faults.add(Fault(Reply(403, words), method="PUT"))
    surface = cloud.surface()

    for key in ("SHOP-1", "SHOP-2"):
        card = cloud.card(key)
        receipt = cloud.jira.apply(surface, SetFields(target(card), 10.0, ()), card)
        assert receipt.outcome is Outcome.DONE

    assert [record.query for record in cloud.written()] == [(("notifyUsers", "false"),), (), ()]


def test_a_card_we_may_not_edit_is_a_refusal_not_an_end(site: World) -> None:
    card = an_issue(site)
    words = {"errorMessages": ["You do not have permission to edit issues"], "errors": {}}
    site.server.faults.add(Fault(Reply(403, words), method="PUT", times=None))

    receipt = site.apply(SetFields(target(card), 10.0, ()))

    assert receipt.outcome is Outcome.REFUSED
    assert "permission to edit" in receipt.detail


def test_a_dead_token_is_raised(site: World) -> None:
    card, surface = an_issue(site), site.surface()
    site.state.alive = False

    with pytest.raises(Denied):
        site.jira.apply(surface, SetFields(target(card), 10.0, ()), card)


def test_a_card_that_is_gone_is_told(site: World) -> None:
    card, surface = an_issue(site), site.surface()
    site.state.delete("SHOP-1")

    for write in (SetFields(target(card), 10.0, ()), PutComment(target(card), remark("а"))):
        assert site.jira.apply(surface, write, card).outcome is Outcome.GONE


def test_a_comment_is_posted_once_found_again_and_edited_in_place(site: World) -> None:
    person = site.state.add_user("Аня")
    card = an_issue(site, comments=[(person, "Согласна")])

    made = site.apply(PutComment(target(card), remark("первое")))
    already = site.again().apply(PutComment(target(card), remark("первое")))
    edited = site.again().apply(PutComment(target(card), remark("второе")))

    after = site.card("SHOP-1")
    assert [made.outcome, already.outcome, edited.outcome] == ["done", "already", "done"]
    assert [(one.id, one.digest) for one in after.shown.comments or ()] == [
        (made.comment, digest_of("второе"))
    ]
    assert [comment.text for comment in after.comments] == ["Согласна"]
    assert [record.method for record in site.written()] == ["POST", "PUT"]


def test_a_comment_on_cloud_carries_its_mark_where_people_do_not_see_it(cloud: World) -> None:
    card = an_issue(cloud)
    cloud.apply(PutComment(target(card), remark("первое")))

    (comment,) = cloud.state.issue("SHOP-1").comments
    assert comment.properties == {"steelyard": {"digest": digest_of("первое")}}


def test_the_description_stays_as_it_was(site: World) -> None:
    site.state.add_field("Steelyard score", "float")
    card = an_issue(site)
    before = site.state.issue("SHOP-1").values

    site.apply(SetFields(target(card), 10.0, (FLAG,)))
    site.apply(PutComment(target(card), remark("первое")))

    after = site.state.issue("SHOP-1").values
    assert (after["description"], after["summary"]) == (before["description"], before["summary"])


def test_a_lost_answer_is_looked_up_before_anything_is_posted_again(site: World) -> None:
    card = an_issue(site)
    site.server.faults.add(Fault(DropAfter(), method="POST", path="/comment$"))

    receipt = site.apply(PutComment(target(card), remark("первое")))

    assert receipt.outcome is Outcome.ALREADY
    assert len(site.state.issue("SHOP-1").comments) == 1


class Speechless:
    """A Jira whose answers to posted comments are empty, whether it `posts` them or not."""

    def __init__(self, service: Service, status: int, *, posts: bool) -> None:
        self._service, self._status, self._posts = service, status, posts

    def answer(self, request: Request) -> Response:
        if request.method != "POST" or not request.path.endswith("/comment"):
            return self._service.answer(request)
        if self._posts:
            self._service.answer(request)
        self._posts = True
        return Response(status=self._status)


@pytest.mark.parametrize("status", [200, 201])
@pytest.mark.parametrize("posts", [True, False])
def test_an_empty_answer_to_a_comment_is_a_lost_one(
    site: World, status: int, *, posts: bool
) -> None:
    card = an_issue(site)
    site.server.service = Speechless(site.server.service, status, posts=posts)

    receipt = site.apply(PutComment(target(card), remark("первое")))

    assert receipt.outcome is Outcome.ALREADY
    assert len(site.state.issue("SHOP-1").comments) == 1


def test_a_card_read_without_its_comments_is_looked_at_before_anything_is_posted(
    site: World,
) -> None:
    made = site.apply(PutComment(target(an_issue(site)), remark("первое")))
    card = site.card("SHOP-1")
    blind = msgspec.structs.replace(card, shown=Shown(comments=None))

    receipt = site.jira.apply(site.surface(), PutComment(target(card), remark("второе")), blind)

    assert (receipt.outcome, receipt.comment) == (Outcome.DONE, made.comment)
    assert len(site.state.issue("SHOP-1").comments) == 1


def test_a_comment_that_never_arrived_is_posted_after_a_look(site: World) -> None:
    card = an_issue(site)
    site.server.faults.add(Fault(DropBefore(), method="POST", path="/comment$"))

    receipt = site.apply(PutComment(target(card), remark("первое")))

    assert receipt.outcome is Outcome.DONE
    assert len(site.state.issue("SHOP-1").comments) == 1


def test_a_comment_lost_twice_is_left_to_the_next_run(cloud: World) -> None:
    card = an_issue(cloud)
    cloud.server.faults.add(Fault(DropBefore(), method="POST", path="/comment$", times=None))

    with pytest.raises(AnswerLost):
        cloud.apply(PutComment(target(card), remark("первое")))


def test_a_comment_somebody_deleted_does_not_come_back(site: World) -> None:
    card = an_issue(site)
    made = site.apply(PutComment(target(card), remark("первое")))
    site.state.delete_comment("SHOP-1", int(made.comment or ""))

    receipt = site.apply(PutComment(target(card), remark("второе"), made.comment))

    assert receipt.outcome is Outcome.GONE
    assert site.state.issue("SHOP-1").comments == ()


def test_a_comment_is_withdrawn_and_only_ours(site: World) -> None:
    person = site.state.add_user("Аня")
    card = an_issue(site, comments=[(person, "Согласна")])
    theirs = card.comments[0].id
    made = site.apply(PutComment(target(card), remark("первое"))).comment or ""

    first = site.apply(WithdrawComment(target(card), (made, theirs)))
    second = site.apply(WithdrawComment(target(card), (made, theirs)))

    assert (first.outcome, second.outcome) == (Outcome.DONE, Outcome.ALREADY)
    assert [comment.text for comment in site.card("SHOP-1").comments] == ["Согласна"]


@pytest.mark.parametrize(
    "words",
    [
        "The entered text is too long. It exceeds the allowed limit of 2,000 characters.",
        "Введенный текст слишком длинный. Он превышает допустимый предел.",
    ],
)
def test_a_comment_too_long_for_this_site_is_shortened_once(site: World, words: str) -> None:
    card = an_issue(site)
    refusal = {"errorMessages": [], "errors": {"comment": words}}
    site.server.faults.add(Fault(Reply(400, refusal), method="POST", path="/comment$"))

    receipt = site.apply(PutComment(target(card), remark("первое", words="цитата")))

    first, second = (str(record.body) for record in site.written())
    assert receipt.outcome is Outcome.DONE
    assert len(second) < len(first)
    assert digest_of("первое") in second


def test_a_comment_refused_for_another_reason_is_not_tried_again(site: World) -> None:
    card = an_issue(site)
    refusal = {"errorMessages": ["Comments are closed"], "errors": {}}
    site.server.faults.add(Fault(Reply(400, refusal), method="POST", path="/comment$"))

    receipt = site.apply(PutComment(target(card), remark("первое")))

    assert (receipt.outcome, len(site.written())) == (Outcome.REFUSED, 1)
    assert "Comments are closed" in receipt.detail


def test_our_comment_is_known_by_author_and_mark_together(cloud: World) -> None:
    """A person quoting the mark, or our account writing by hand, is a person."""
    other = cloud.state.add_user("Аня")
    mark = f"Steelyard · {digest_of('x')}"
    adf = {"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": mark}]}]}  # fmt: skip
    card = an_issue(
        cloud, comments=[(other, adf), (cloud.state.me, "Пишу руками"), (cloud.state.me, adf)]
    )

    assert [comment.text for comment in card.comments] == [mark, "Пишу руками"]
    assert [one.digest for one in card.shown.comments or ()] == [digest_of("x")]


def test_our_account_is_known_by_its_name_where_jira_shows_no_more() -> None:
    """Old servers leave the key of a comment's author out."""
    comment = {"id": "1", "author": {"name": "bot"}, "body": "Steelyard · 0123456789ab"}

    assert own_comments([comment], {"key": "JIRAUSER1", "name": "bot"})
    assert not own_comments([comment], {"key": "JIRAUSER1", "name": "anna"})
    recycled = {**comment, "author": {"key": "JIRAUSER2", "name": "bot"}}
    assert not own_comments([recycled], {"key": "JIRAUSER1", "name": "bot"})


def test_writes_to_one_issue_are_spaced_as_jira_asks() -> None:
    """20 within 2 s: 45 take two pauses. The server's own clock does not move with ours."""
    with world(limits=False) as site:
        card = an_issue(site)
        for number in range(45):
            site.apply(SetFields(target(card), None, (f"steelyard:n{number}",)))

        assert {call(record) for record in site.written()} == {f"PUT issue/{card.id}"}
        assert 4.0 <= site.clock.monotonic() < 6.0
