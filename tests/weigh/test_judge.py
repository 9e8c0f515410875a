from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from connectors.card import Card, Person
from enrichment.case import Case
from enrichment.checks import check
from enrichment.context import Context
from enrichment.judge import Judged, judge
from enrichment.packs import Pack, load_packs
from enrichment.packs.schema import MESSAGES
from enrichment.reading.read import VERSION
from enrichment.reading.slots import Effect, EffectKind, Empty, Kind, Place, Quote, Reading, Slot
from enrichment.reading.words import load_words
from enrichment.verdict import Severity
from enrichment.yamlplaces import Problems

MakeCard = Callable[..., Card]
Read = Callable[..., Reading]
TODAY = date(2026, 11, 21)
ANN = Person("a1", "Анна Лаптева")


def judge_all(pack: Pack, context: Context, *cards: Card) -> list[Judged]:
    return judge(cards, load_words(pack.words), pack, context, TODAY)


def test_a_card_is_read_checked_weighed_decided_and_placed(
    pack: Pack, shop: Context, card: MakeCard
) -> None:
    body = (
        "Проблема: покупатели уходят из корзины с шага регистрации\n\n"
        "Метрика: конверсия корзина → заказ, 31% → 34%\n\n"
        "Эффект: 2–3 млн ₽ в месяц\n\n"
        "Оценка: 8 дней"
    )
    good = card("Корзина без регистрации", id="good", body=body, assignees=(ANN,))
    poor = card("Повысить конверсию", id="poor")
    first, second = (one.verdict for one in judge_all(pack, shop, good, poor))
    assert [flag.rule for flag in first.flags if flag.severity is Severity.REQUIRED] == []
    assert first.place is not None
    assert second.place is not None
    assert (first.place.in_lane, second.place.in_lane, first.place.of_queue) == (1, 2, 2)
    assert (first.score.provisional, second.score.provisional) == (False, True)
    assert (first.kind, first.lane, second.advice.rule) == (Kind.GROWTH, "growth", "answer-first")
    assert first.version.startswith(f"{pack.version}-{VERSION}-")


def test_every_text_is_in_the_language_of_the_card(
    pack: Pack, shop: Context, card: MakeCard
) -> None:
    (one,) = judge_all(pack, shop, card("Raise the conversion of the cart"))
    verdict = one.verdict
    texts = [flag.ask + flag.why for flag in verdict.flags]
    texts += [part.why + part.note for part in verdict.score.parts]
    texts += [*verdict.score.unknown, verdict.advice.why]
    assert verdict.language == "en"
    assert texts
    assert all(text.isascii() for text in texts)


def test_a_flag_shows_the_words_that_did_not_count(
    case: Callable[..., Case],
) -> None:
    quote = Quote("вырастут продажи", Place.SECTION, "Эффект")
    vague = Slot[tuple[Effect, ...]](None, quote, Empty.VAGUE)
    laid = case(Reading(language="ru", effects=vague, kind=Slot(Kind.GROWTH, None, None)))
    flag = next(flag for flag in check(laid) if flag.slot == "effect")
    assert (flag.rule, flag.empty, flag.quote) == ("effect-without-number", Empty.VAGUE, quote)
    assert flag.ask.startswith("Во сколько оцениваем эффект")


def test_a_question_is_asked_in_the_words_of_its_kind(
    case: Callable[..., Case],
) -> None:
    def asked(kind: Kind) -> str:
        laid = case(Reading(language="ru", kind=Slot(kind, None, None)))
        return next(flag.ask for flag in check(laid) if flag.slot == "problem")

    assert asked(Kind.GROWTH).startswith("Какую проблему")
    assert asked(Kind.MANDATORY).startswith("Какое требование")


def test_shares_of_the_context_win_over_those_of_the_pack(
    judged: Callable[..., list[Judged]], card: MakeCard, reading: Read
) -> None:
    effect = Effect(EffectKind.MONEY, 1e6, 1e6, "RUB")
    cards = [
        (card(id="growth"), reading(effects=(effect,))),
        (card(id="client"), reading(Kind.CLIENT, effects=(effect,))),
    ]

    def first(context: Context) -> str:
        places = {
            one.verdict.place.in_queue: one.card.id
            for one in judged(cards, context)
            if one.verdict.place
        }
        return places[1]

    assert first(Context()) == "growth"
    assert first(Context(shares={Kind.CLIENT: 0.9, Kind.GROWTH: 0.1})) == "client"


def test_a_rule_that_fails_on_a_card_names_itself_its_place_and_the_card(
    tmp_path: Path, shop: Context, card: MakeCard
) -> None:
    rules = Path(__file__).resolve().parents[2] / "rules" / "ecommerce"
    own = tmp_path / "own.yaml"
    own.write_text(
        "layers:\n  ours: {when: 10 / (size(card.title) - 5) > 0, add: 1, why: {ru: Так, en: So}}\n"
    )
    pack = load_packs([rules, own])
    with pytest.raises(Problems) as caught:
        judge_all(pack, shop, card("Пятью"))
    assert str(caught.value) == (
        f"{own}:2:1: rule 'ours' fails on card SHOP-1: divide by zero "
        "(put a condition before it that makes it safe)"
    )


def test_no_rule_can_see_how_loud_a_card_is() -> None:
    names = {name for fields in MESSAGES.values() for name in fields}
    assert names & {"votes", "watchers", "comments", "members", "priority"} == set()
