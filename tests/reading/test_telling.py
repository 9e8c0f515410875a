"""How a clause sounds: a second opinion on the problem, learnt and kept as data."""

import pytest

from benchmarks.corpus import records
from benchmarks.lessons import material
from benchmarks.train_problem import FILE, train
from enrichment.reading.clauses import Said
from enrichment.reading.leanings import BIAS
from enrichment.reading.read import read
from enrichment.reading.telling import outweighs, signs
from enrichment.reading.weights import FACT, Weights
from enrichment.reading.words import Words
from enrichment.yamlplaces import load
from tests.reading.conftest import make_card

TOLD = [
    "Сборщик кладёт ближний кефир, а он завтра просрочен; клиент находит это дома.",
    "Водители стоят у ворот по 3-5 часов, поставщики выставляют простой.",
    "Pickers scan the shelf label, it shows last week's price, the customer is charged another.",
]
NOT_TOLD = [
    "Робот задаёт 5 вопросов и предлагает букет.",
    "+2 140 подписчиков, охват 61 тыс.",
    "Запустить рассылку в марте и позвать блогеров.",
    "If the card is declined, show the reason and offer another one.",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_happens_without_any_word_of_trouble_is_a_problem(words: Words, text: str) -> None:
    problem = read(make_card(text), words).problem

    assert problem.quote is not None
    assert problem.value == problem.quote.text
    assert problem.quote.text in text


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_a_thing_does_or_brought_is_no_problem(words: Words, text: str) -> None:
    assert read(make_card(text), words).problem.missing


def test_the_weight_is_the_sum_of_its_signs(words: Words) -> None:
    clause = Said(make_card("Водители ждут у ворот 3 часа"), words).clauses[0]
    weights = Weights({BIAS: -1.0, FACT: 0.5, "time": 0.75})

    assert "time" in signs(clause)
    assert outweighs(clause, weights, -0.251, fact=False)
    assert not outweighs(clause, weights, -0.25, fact=False)
    assert outweighs(clause, weights, 0.249, fact=True)
    assert not outweighs(clause, weights, 0.25, fact=True)


@pytest.mark.parametrize("text", [*TOLD, *NOT_TOLD, "Новые новости: «сбой» — 5% заказов, да?"])
def test_every_sign_weighs_once(words: Words, text: str) -> None:
    clause = Said(make_card(f"- {text}"), words).clauses[0]
    found = signs(clause)
    weighed = {sign: 2.0**at for at, sign in enumerate(found)}
    weights, total = Weights(weighed), sum(weighed.values())

    assert len(set(found)) == len(found)
    assert outweighs(clause, weights, total - 0.5, fact=False)
    assert not outweighs(clause, weights, total, fact=False)


def test_pressing_words_are_no_signs(words: Words) -> None:
    calm, loud = (
        Said(make_card(text), words).clauses[0]
        for text in ("водители ждут у ворот", "СРОЧНО водители ждут у ворот")
    )

    assert {sign for sign in signs(calm) if not sign.startswith("-")} == {
        sign for sign in signs(loud) if not sign.startswith("-")
    }


def test_pasted_html_is_headings_and_lines(words: Words) -> None:
    text = (
        "<b>Проблема</b>\nКлиенты не находят счёт в письме\n"
        "<p><strong>Метрика:</strong> доля оплаченных счетов</p><h3>Эффект</h3>"
        "<div>+2 млн ₽ в год</div><ul><li>Владелец: Ольга Лис</li></ul>"
    )
    reading = read(make_card(text), words)

    assert reading.problem.value == "Клиенты не находят счёт в письме"
    assert reading.owner.value is not None
    assert reading.owner.value.name == "Ольга Лис"
    assert not reading.metrics.missing
    assert not reading.effects.missing


def test_the_weights_are_what_the_labelled_cards_teach(words: Words) -> None:
    written = load(FILE).data["problem_weights"]
    taught = train([record for path in material() for record in records(path)], words)

    assert taught.keys() == written.keys(), "run: python -m benchmarks.train_problem --write"
    assert taught == pytest.approx(written, abs=0.03)
