"""The express audit: findings of a judged backlog, with their cards and figures."""

from datetime import timedelta

from connectors.card import IGNORE_LABEL, Card, Stage
from enrichment.audit import Audit, Finding, audit_of
from enrichment.case import prepare
from enrichment.context import Context
from steelyard.rulebook import Rulebook
from tests.report.conftest import COMPLETE, MADE, MAYA, TODAY, card

OWNED = {"assignees": (MAYA,)}


def audit(rulebook: Rulebook, *cards: Card, context: Context | None = None) -> Audit:
    book = Rulebook(rulebook.pack, rulebook.words, context or Context())
    judged = book.judge(cards, TODAY, "auto")
    return audit_of(judged, prepare(book.pack, book.context, TODAY))


def named(found: Finding | None) -> list[str]:
    return [one.card.key for one in found.cards] if found else []


def one_of(findings: object, name: str, about: str = "") -> Finding | None:
    assert isinstance(findings, (list, tuple))
    return next((one for one in findings if one.id == name and one.about == about), None)


def test_zones_name_each_open_question_with_its_cards_the_commonest_first(
    rulebook: Rulebook,
) -> None:
    found = audit(
        rulebook,
        card("A-1", "Заказ без регистрации", COMPLETE, **OWNED),
        card("A-2", "Поиск по сайту", COMPLETE),
        card("A-3", "Ускорить корзину"),
    )
    owner = one_of(found.zones, "unanswered", "missing-owner")
    assert (found.cards, found.open, found.complete) == (3, 3, 1)
    assert sorted(named(owner)) == ["A-2", "A-3"]
    assert owner is not None
    assert (owner.of, round(owner.share, 2)) == (3, 0.67)
    shares = [one.share for one in found.zones]
    assert shares == sorted(shares, reverse=True)


def test_first_steps_take_up_the_most_promising_questions_and_the_ready_cards(
    rulebook: Rulebook,
) -> None:
    found = audit(
        rulebook,
        card("A-1", "Заказ без регистрации", COMPLETE, **OWNED),
        *(card(f"B-{at}", f"Поиск по сайту {at}") for at in range(14)),
    )
    answer = one_of(found.steps, "answer")
    assert answer is not None
    assert len(answer.cards) == 10
    assert answer.figures["questions"] == sum(len(one.verdict.required) for one in answer.cards)
    assert found.steps[0].id == "answer"
    assert found.steps[-1].id == "write-context"


def test_what_stands_still_and_what_is_late_is_found(rulebook: Rulebook) -> None:
    old = MADE - timedelta(days=200)
    found = audit(
        rulebook,
        card("A-1", "Старая идея", COMPLETE, created=old, updated=old, **OWNED),
        card("A-2", "Застряло", COMPLETE, stage=Stage.IN_PROGRESS, updated=old, **OWNED),
        card("A-3", "Скоро срок", COMPLETE, due=TODAY + timedelta(days=10), **OWNED),
        card("A-4", "Срок прошёл", COMPLETE, due=TODAY - timedelta(days=3), **OWNED),
    )
    assert named(one_of(found.zones, "stale")) == ["A-1"]
    assert named(one_of(found.zones, "stuck")) == ["A-2"]
    assert named(one_of(found.risks, "near-date")) == ["A-3"]
    assert named(one_of(found.risks, "date-passed")) == ["A-4"]


def test_much_on_one_owner_is_a_risk_without_a_name(rulebook: Rulebook) -> None:
    cards = [card(f"A-{at}", f"Поиск {at}", COMPLETE, **OWNED) for at in range(8)]
    risk = one_of(audit(rulebook, *cards).risks, "one-owner")
    assert risk is not None
    assert len(risk.cards) == 8
    assert MAYA.name not in f"{risk.about} {risk.figures}"


def test_limits_say_what_the_context_would_add(rulebook: Rulebook) -> None:
    one = card("A-1", "Поиск", COMPLETE, **OWNED)
    bare = {limit.id for limit in audit(rulebook, one).risks}
    told = Context.model_validate({"sprint": {"capacity": 2}, "economics": {"average_order": 3400}})
    known = audit(rulebook, one, context=told)
    sprints = one_of(known.risks, "sprints")
    assert {"no-capacity", "no-economics"} <= bare
    assert sprints is not None
    assert dict(sprints.figures) == {"sprints": 2.5, "days": 5.0}
    assert "no-economics" not in {limit.id for limit in known.risks}


def test_silenced_archived_and_finished_cards_are_no_open_ones(rulebook: Rulebook) -> None:
    found = audit(
        rulebook,
        card("A-1", "Шаблон", labels=(IGNORE_LABEL,)),
        card("A-2", "В архиве", archived=True),
        card("A-3", "Промокод на второй заказ", COMPLETE, stage=Stage.DONE),
    )
    assert (found.open, found.complete, list(found.zones)) == (0, 0, [])
    assert named(one_of(found.steps, "write-learning")) == ["A-3"]


def test_an_empty_backlog_has_nothing_but_limits(rulebook: Rulebook) -> None:
    found = audit(rulebook)
    assert (found.cards, list(found.zones)) == (0, [])
    assert {one.id for one in found.risks} == {"no-capacity", "no-economics"}
