"""What is said in Python means what the library makes of it."""

from datetime import date
from typing import Any

import pytest

from enrichment.case import prepare, study
from enrichment.context import Context
from enrichment.packs import Pack
from enrichment.packs.cel import EvaluationError, Facts, Language
from enrichment.packs.trial import card_of
from enrichment.reading.read import read
from enrichment.reading.words import Words

SAID = (
    "card.title.contains('а') && !card.archived",
    "true",
    "card.archived",
    "!card.archived && card.title != ''",
    "card.archived || reading.kind in ['growth', 'client']",
    "'money' in reading.effect.kinds",
    "card.stage == 'backlog' ? card.age_days > -1 : card.still_days <= 180",
    "size(ties.goals) == 0 && reading.metric.names.size() < 3 && card.title.size() > 20",
    "reading.effect.yearly * 2.0 - 1.0 >= -(context.sprint.days + 0.5)",
    "card.title + '!' == 'Ускорить оплату!'",
    "topics.margin == (context.balance.client != 0.45)",
)
ASKED = (
    "10 / (card.title_words + 1) > 2",
    "card.title_words + 1 > 3",
    "card.title.matches('^[А-Я]')",
    "reading.metric.roles.exists(role, role == 'main')",
    "has(reading.effect) && !has(reading.claims.points)",
    "card.labels == ['a']",
    "today > timestamp('2026-01-01T00:00:00Z')",
    "context.funnel.steps.size() > 0 && context.funnel.steps[0] == 'visit'",
    "card.title < 'Б'",
)


@pytest.fixture(scope="module")
def cards(ecommerce: Pack, words: Words) -> list[dict[str, Any]]:
    """What expressions see of each card of the pack's tests, and of one that says nothing."""
    seen = [ecommerce.publisher.setting(Context(), date(2026, 11, 21))]
    for case in ecommerce.cases:
        card = card_of(case)
        setting = prepare(ecommerce, case.context, case.today)
        seen.append(study(card, read(card, words), setting).facts.values)
    return seen


def by_library(language: Language, source: str, want: str, values: dict[str, Any]) -> object:
    """Evaluate where the library has to be asked: nobody says an index in Python."""
    return language.compile(f"[({source}\n)][0]", want).value(Facts(language, values), "rule")


@pytest.mark.parametrize("source", [*SAID, *ASKED])
def test_an_expression_means_the_same_in_python(
    source: str, ecommerce: Pack, cards: list[dict[str, Any]]
) -> None:
    language = ecommerce.language
    expression = language.compile(source, "bool")
    conditions = language.together([("rule", expression)])

    assert expression.said.exact == (source in SAID)
    for values in cards:
        expected = by_library(language, source, "bool", values)
        assert expression.value(language.facts(values), "rule") is expected
        assert conditions.hold(language.facts(values)) == [expected]


def test_every_rule_that_ships_means_the_same_in_python(
    ecommerce: Pack, cards: list[dict[str, Any]]
) -> None:
    language = ecommerce.language
    groups = [ecommerce.layers, *ecommerce.checks.values()]
    conditions = {rule[1].source for _, group in groups for rule in group.rules}
    formulas = {layer.add.source for layer in ecommerce.layers[0]}

    for source, want in [(one, "bool") for one in conditions] + [
        (one, "double") for one in formulas
    ]:
        expression = language.compile(source, want)
        for values in cards:
            told = expression.value(language.facts(values), "rule")
            assert told == by_library(language, source, want, values), source


def test_the_library_is_not_asked_about_a_rule_that_cannot_fire(
    ecommerce: Pack, cards: list[dict[str, Any]]
) -> None:
    language = ecommerce.language
    guarded = language.compile("card.title == 'no such' && 1 / (card.title_words - 5) > 0", "bool")
    facts = language.facts(cards[1])

    assert language.together([("guarded", guarded)]).hold(facts) == [False]
    assert not facts._messages


def test_the_rule_that_fails_is_named_though_others_stand_before_it(ecommerce: Pack) -> None:
    language = ecommerce.language
    fine = language.compile("card.title.matches('x')", "bool")
    fails = language.compile("1 / card.title_words > 0", "bool")
    facts = language.facts(ecommerce.publisher.blank())

    with pytest.raises(EvaluationError, match="divide by zero") as caught:
        language.together([("fine", fine), ("fails", fails)]).hold(facts)

    assert caught.value.rule == "fails"
