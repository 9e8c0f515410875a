"""Verdicts against what the trackers show: which writes are needed, and which never."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import msgspec

from connectors.card import IGNORE_LABEL, Comment, OwnComment, Person, Shown, Stage
from connectors.write import PutComment, SetFields, WithdrawComment, Write
from enrichment.comment import compose
from enrichment.plan import Draft, Limits, plan
from enrichment.reading.slots import Empty, Place, Quote
from enrichment.subject import Subject, Terms, Written
from enrichment.verdict import Flag, Severity
from tests.support.cards import NOW, a_card, a_verdict

ALL = Terms(fields=True, comments=True, score_field=True, labels=True)
LIMITS = Limits(remarks=100, changed_share=0.25, quiet=timedelta(days=7))
LANES = {"growth": {"ru": "Рост", "en": "Growth"}}
ANNA = Person("anna", "Анна")


def subject(number: int = 1, **more: Any) -> Subject:
    card = more.pop("card", None) or a_card(number)
    values: dict[str, Any] = {"verdict": a_verdict(at=number), "terms": ALL, "language": "en"}
    return Subject(card=card, **values | more)


def planned(*subjects: Subject, limits: Limits = LIMITS) -> Draft:
    return plan(subjects, limits, NOW, LANES)


def settled(one: Subject) -> Subject:
    """The same card once everything planned for it was done."""
    shown, memory = one.card.shown, one.written or Written()
    for write in planned(one).writes:
        if isinstance(write, SetFields):
            shown = msgspec.structs.replace(shown, score=write.score, labels=write.labels)
            ours = None if write.kept else write.score
            memory = msgspec.structs.replace(memory, score=ours, labels=write.labels)
        if isinstance(write, PutComment):
            own = OwnComment("c1", write.remark.digest, NOW)
            shown = msgspec.structs.replace(shown, comments=(own,))
            memory = msgspec.structs.replace(memory, comment="c1", digest=own.digest, at=NOW)
    card = msgspec.structs.replace(one.card, shown=shown)
    return msgspec.structs.replace(one, card=card, written=memory)


def rejudged(one: Subject, **more: Any) -> Subject:
    return msgspec.structs.replace(one, verdict=a_verdict(**more))


def kinds(writes: Collection[Write]) -> list[type[Write]]:
    return [type(write) for write in writes]


def test_a_new_card_gets_its_fields_in_one_write_and_its_comment_in_another() -> None:
    assert kinds(planned(subject()).writes) == [SetFields, PutComment]


def test_nothing_equal_is_planned_again() -> None:
    assert planned(settled(subject())).writes == ()


def test_nothing_equal_is_planned_when_memory_is_lost() -> None:
    assert planned(msgspec.structs.replace(settled(subject()), written=None)).writes == ()


def test_another_place_in_the_same_band_is_not_worth_a_write() -> None:
    one = settled(rejudged(subject(), at=42, of=100))

    assert planned(rejudged(one, at=45, of=101)).writes == ()
    assert kinds(planned(rejudged(one, at=55, of=101)).writes) == [PutComment]


def test_a_card_with_the_ignore_label_is_left_alone() -> None:
    assert planned(subject(card=a_card(labels=(IGNORE_LABEL,)))).writes == ()


def test_an_archived_card_is_left_alone() -> None:
    assert planned(subject(card=a_card(archived=True))).writes == ()


def test_a_card_finished_before_we_came_is_left_alone_and_one_we_knew_is_not() -> None:
    assert planned(subject(card=a_card(stage=Stage.DONE))).writes == ()

    known = settled(subject())
    finished = msgspec.structs.replace(known.card, stage=Stage.DONE)
    again = rejudged(msgspec.structs.replace(known, card=finished), score=10.0)
    assert SetFields in kinds(planned(again).writes)


def test_labels_name_what_is_required_the_advice_and_the_top() -> None:
    flags = (
        Flag("missing-metric", Severity.REQUIRED, "Which?", "why"),
        Flag("missing-effort", Severity.ADVISED, "How long?", "why"),
    )
    (write, _) = planned(rejudged(subject(), flags=flags)).writes

    assert isinstance(write, SetFields)
    assert write.labels == (
        "steelyard:missing-metric",
        "steelyard:pilot",
        "steelyard:top-10",
    )


def test_without_a_number_field_a_label_carries_the_score() -> None:
    terms = msgspec.structs.replace(ALL, score_field=False)
    (write, _) = planned(msgspec.structs.replace(subject(), terms=terms)).writes

    assert isinstance(write, SetFields)
    assert write.score is None
    assert "steelyard:score-50-59" in write.labels


def test_a_score_in_a_label_is_shown_where_the_field_is_off_the_screen() -> None:
    one = settled(subject())
    labels = (*one.card.shown.labels, "steelyard:score-50-59")
    shown = msgspec.structs.replace(one.card.shown, score=None, labels=labels)
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    assert planned(one).writes == ()
    assert SetFields in kinds(planned(rejudged(one, score=61.0)).writes)


def test_a_comment_a_person_deleted_never_comes_back() -> None:
    one = settled(subject())
    shown = msgspec.structs.replace(one.card.shown, comments=())
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    draft = planned(rejudged(one, score=90.0))

    assert PutComment not in kinds(draft.writes)
    assert draft.dropped == (("growth", one.card.id),)


def test_a_second_comment_of_ours_is_withdrawn() -> None:
    one = settled(subject())
    own = one.card.shown.comments or ()
    shown = msgspec.structs.replace(one.card.shown, comments=(*own, OwnComment("c2", "x")))
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    (write,) = planned(one).writes
    assert isinstance(write, WithdrawComment)
    assert write.comments == ("c2",)


def test_after_a_persons_reply_the_comment_rests_for_the_quiet_days() -> None:
    one = settled(subject())
    reply = Comment("r1", ANNA, "Метрика будет завтра", NOW + timedelta(minutes=5))
    card = msgspec.structs.replace(one.card, comments=(reply,))
    one = rejudged(msgspec.structs.replace(one, card=card), score=90.0)

    soon = plan([one], LIMITS, NOW + timedelta(days=1), LANES)
    later = plan([one], LIMITS, NOW + timedelta(days=8), LANES)

    assert kinds(soon.writes) == [SetFields]
    assert kinds(later.writes) == [SetFields, PutComment]


def test_a_score_set_by_a_person_stays_and_the_comment_says_so() -> None:
    one = settled(subject())
    card = msgspec.structs.replace(
        one.card, shown=msgspec.structs.replace(one.card.shown, score=99.0)
    )
    one = msgspec.structs.replace(one, card=card)

    (fields, comment) = planned(one).writes
    assert isinstance(fields, SetFields)
    assert (fields.score, fields.kept) == (99.0, True)
    assert isinstance(comment, PutComment)
    assert "99" in str(comment.remark.blocks)
    assert planned(settled(one)).writes == ()


def test_a_value_that_stood_in_the_field_before_us_is_a_persons() -> None:
    draft = planned(subject(card=a_card(shown=Shown(score=12.0))))

    fields = next(write for write in draft.writes if isinstance(write, SetFields))
    assert (fields.score, fields.kept) == (12.0, True)


def test_a_label_of_ours_that_a_person_took_away_is_set_again() -> None:
    """Labels say what the verdict says; to silence us there is the ignore label."""
    one = settled(subject())
    shown = msgspec.structs.replace(one.card.shown, labels=())
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    (write,) = planned(one).writes

    assert isinstance(write, SetFields)
    assert set(write.labels) == set(settled(subject()).card.shown.labels)


def test_a_label_of_ours_that_a_person_added_is_taken_away() -> None:
    one = settled(subject())
    labels = (*one.card.shown.labels, "steelyard:launch")
    shown = msgspec.structs.replace(one.card.shown, labels=labels)
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    (write,) = planned(one).writes

    assert isinstance(write, SetFields)
    assert "steelyard:launch" not in write.labels


def test_a_score_a_person_cleared_is_set_again() -> None:
    """An empty field says nothing; another number does, and stays."""
    one = settled(subject())
    shown = msgspec.structs.replace(one.card.shown, score=None)
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))

    (write,) = planned(one).writes

    assert isinstance(write, SetFields)
    assert (write.score, write.kept) == (50.0, False)


def test_first_remarks_drip_the_best_places_first() -> None:
    draft = planned(*map(subject, range(1, 31)), limits=Limits(5, 0.25, timedelta(days=7)))

    remarks = [write.target.key for write in draft.writes if isinstance(write, PutComment)]
    assert remarks == ["card1", "card2", "card3", "card4", "card5"]
    assert draft.waiting == 25
    assert kinds(draft.writes).count(SetFields) == 30


def test_a_first_contact_is_no_change_and_a_changed_verdict_is_one() -> None:
    known = [settled(subject(number)) for number in range(1, 21)]
    assert not planned(*map(subject, range(1, 200))).too_many

    draft = planned(*(rejudged(one, score=80.0) for one in known))

    assert (draft.changed, draft.known, draft.too_many) == (20, 20, True)
    assert not planned(*(rejudged(one, score=80.0) for one in known[:5])).too_many


def test_at_each_level_no_more_is_planned_than_it_allows() -> None:
    report = Terms(fields=False, comments=False, score_field=True, labels=True)
    fields = msgspec.structs.replace(report, fields=True)

    assert planned(msgspec.structs.replace(subject(), terms=report)).writes == ()
    assert kinds(planned(msgspec.structs.replace(subject(), terms=fields)).writes) == [SetFields]


def test_what_is_quoted_in_a_comment_is_short_and_holds_no_personal_data() -> None:
    words = "пишите anna@example.com " + "очень " * 100
    quote = Quote(words, Place.SECTION, "Метрика")
    flag = Flag("missing-metric", Severity.REQUIRED, "Какая?", "why", "metric", Empty.VAGUE, quote)

    text = str(compose(a_verdict(flags=(flag,)), "ru", LANES).blocks)

    assert "пишите [e-mail]" in text
    assert "anna@example.com" not in text
    assert "…" in text


def test_with_memory_lost_a_persons_score_is_known_by_our_label() -> None:
    one = subject(card=a_card(shown=Shown(score=12.0)))
    one = settled(one)
    assert "steelyard:score-by-hand" in one.card.shown.labels

    lost = msgspec.structs.replace(rejudged(one, score=80.0), written=None)

    assert SetFields not in kinds(planned(lost).writes)


def test_with_memory_lost_a_deleted_comment_is_known_by_our_label() -> None:
    one = settled(subject())
    shown = msgspec.structs.replace(one.card.shown, comments=())
    one = msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))
    one = settled(one)
    assert "steelyard:no-comment" in one.card.shown.labels

    lost = msgspec.structs.replace(rejudged(one, score=80.0), written=None)

    assert PutComment not in kinds(planned(lost).writes)


def unseen(one: Subject) -> Subject:
    """A card whose read cannot tell what comments it has, as in Notion."""
    shown = msgspec.structs.replace(one.card.shown, comments=None)
    return msgspec.structs.replace(one, card=msgspec.structs.replace(one.card, shown=shown))


def test_where_comments_are_unseen_a_label_tells_of_ours_once_it_was_made() -> None:
    comment, fields = planned(unseen(subject())).writes

    assert isinstance(comment, PutComment)
    assert isinstance(fields, SetFields)
    assert "steelyard:commented" in fields.labels
    assert comment.quiet_since == NOW - LIMITS.quiet


def test_where_comments_are_unseen_a_lost_memory_makes_no_second_one() -> None:
    one = unseen(settled(unseen(subject())))
    lost = msgspec.structs.replace(one, written=None)

    draft = planned(lost, limits=Limits(0, 0.25, timedelta(days=7)))

    (write,) = draft.writes
    assert isinstance(write, PutComment)
    assert write.made
    assert draft.waiting == 0


def test_a_card_without_answers_is_no_top_card() -> None:
    one = subject()
    score = msgspec.structs.replace(one.verdict.score, provisional=True)
    (write, _) = planned(rejudged(one, score=50.0)).writes
    verdict = msgspec.structs.replace(one.verdict, score=score)
    (low, _) = planned(msgspec.structs.replace(one, verdict=verdict)).writes

    assert isinstance(write, SetFields)
    assert isinstance(low, SetFields)
    assert "steelyard:top-10" in write.labels
    assert "steelyard:top-10" not in low.labels
