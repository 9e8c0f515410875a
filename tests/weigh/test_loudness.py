"""Loudness is worth nothing, from the words of a card to its place in the queue."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.card import Card, Comment, Person
from enrichment.case import prepare
from enrichment.context import Context
from enrichment.judge import Judged, judge_readings
from enrichment.packs import Pack
from enrichment.reading.read import read
from enrichment.reading.words import Words, load_words
from enrichment.verdict import Decision

TODAY = date(2026, 11, 21)
ANN, BOB = Person("a", "Анна Лаптева"), Person("b", "Борис")
MakeCard = Callable[..., Card]
Judge = Callable[[Sequence[Card]], list[Judged]]

COMPLETE = """\
Проблема: покупатели уходят из корзины с шага регистрации

Метрика: конверсия корзина → заказ, 31% → 34% за 6 недель

Эффект: 2–3 млн ₽ в месяц

Оценка: 8 дней"""
UNSEEN = "Проблема: клиенты не видят срок доставки и уходят\n\nЭффект: удержание +5%"
LAWFUL = "С 1 марта чек без новой ставки нарушает 54-ФЗ, штраф до 500 тыс. руб."
BODIES = ("", COMPLETE, UNSEEN, LAWFUL)
TITLES = ("Корзина без регистрации", "Показать срок доставки", "Новый кассовый чек", "Баннер")
SHOUTS = st.sampled_from(("", "СРОЧНО ", "Срочно!!! ", "🔥🔥🔥 ", "!!! "))
TAILS = st.sampled_from(("", "!!!", " 🔥", " ‼️", "!?!"))
TALK = st.sampled_from(("Когда уже?!", "+1", "СРОЧНО", "Опять тот же клиент пишет", "🔥"))


@pytest.fixture(scope="session")
def words(pack: Pack) -> Words:
    return load_words(pack.words)


@pytest.fixture(scope="session")
def judge(pack: Pack, shop: Context, words: Words) -> Judge:
    def run(cards: Sequence[Card]) -> list[Judged]:
        readings = ((card, read(card, words)) for card in cards)
        return judge_readings(readings, prepare(pack, shop, TODAY))

    return run


def visible(judged: Sequence[Judged]) -> list[object]:
    """What decides of a card: figures, parts worth something, advice, place."""
    return [
        (
            one.card.id,
            one.verdict.kind,
            one.verdict.score.value,
            one.verdict.score.low,
            one.verdict.score.high,
            one.verdict.score.confidence,
            one.verdict.score.provisional,
            [part for part in one.verdict.score.parts if part.points],
            one.verdict.advice,
            one.verdict.place,
        )
        for one in judged
    ]


def talk(lines: Sequence[str], who: Person) -> tuple[Comment, ...]:
    first = datetime(2026, 11, 2, tzinfo=UTC)
    said = enumerate(lines)
    return tuple(Comment(str(at), who, line, first + timedelta(hours=at)) for at, line in said)


@settings(max_examples=60)
@given(
    which=st.integers(0, 3),
    body=st.sampled_from(BODIES),
    shout=SHOUTS,
    tail=TAILS,
    capitals=st.booleans(),
    lines=st.lists(TALK, max_size=12),
)
def test_a_loud_card_is_weighed_as_a_calm_one(
    *,
    which: int,
    body: str,
    shout: str,
    tail: str,
    capitals: bool,
    lines: list[str],
    card: MakeCard,
    judge: Judge,
) -> None:
    def backlog(title: str, **loud: object) -> list[Card]:
        others = [card(other, id=f"o{at}", body=BODIES[at]) for at, other in enumerate(TITLES)]
        return [card(title, id="it", body=body, assignees=(ANN,), **loud), *others]

    title = TITLES[which]
    loud = f"{shout}{title.upper() if capitals else title}{tail}"
    calm = judge(backlog(title))
    noisy = judge(backlog(loud, comments=talk(lines, BOB), members=(ANN, BOB), priority="Highest"))
    assert visible(noisy) == visible(calm)


@given(messages=st.integers(1, 30))
def test_the_tenth_message_of_one_client_is_the_first_again(
    messages: int, card: MakeCard, judge: Judge
) -> None:
    lines = ["Клиент Иванов снова просит показать срок доставки"] * messages
    one = judge([card(TITLES[1], body=UNSEEN, comments=talk(lines[:1], BOB))])
    many = judge([card(TITLES[1], body=UNSEEN, comments=talk(lines, BOB))])
    assert visible(one) == visible(many)


@given(clients=st.integers(0, 100_000))
def test_clients_who_say_nothing_never_lower_a_card(
    clients: int, pack: Pack, shop: Context, words: Words, card: MakeCard
) -> None:
    def value(known: Context) -> float:
        said = card("Показать срок доставки", body="Клиенты просят\n\nЭффект: 300 тыс. ₽ в год")
        readings = [(said, read(said, words))]
        return judge_readings(readings, prepare(pack, known, TODAY))[0].verdict.score.value

    silent = value(shop.model_copy(update={"voice": ()}))
    spoken = shop.voice[0].model_copy(update={"clients": clients})
    assert value(shop.model_copy(update={"voice": (spoken,)})) >= silent


@pytest.mark.parametrize("body", BODIES)
def test_a_shout_is_recorded_and_worth_nothing(body: str, card: MakeCard, judge: Judge) -> None:
    (one,) = judge([card("СРОЧНО!!! Баннер на главную", body=body)])
    pressed = [part for part in one.verdict.score.parts if part.rule == "urgency-wording"]
    assert [part.points for part in pressed] == [0.0]
    assert one.verdict.advice.human is not Decision.LAUNCH
