"""Sentences that cannot hold a span of work on its own are told by their words, one by one."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrichment.reading.durations import span
from enrichment.reading.stems import lower
from enrichment.reading.words import Words

PIECES = [
    *("2", "3-4", "1,5", "2д", "полдня", "половина", "недели", "две", "дня,", "(дней)", "часа"),
    *("a", "half", "day", "week's", "to", "of", "with", "если", "около", "~4", "рабочих", "₽"),
    *("чел.-дней", "работы", "—", "клиенты", "корзина;", "срок:", "«2", "недели»", "and", "sp"),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=7))
@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_span_that_stands_alone_is_passed_over(words: Words, pieces: list[str]) -> None:
    text = lower(" ".join(pieces))
    found = span(text, words)

    assert words.work.may_stand_alone(text.split()) or found is None or not found.alone


@pytest.mark.parametrize(
    "text",
    [
        "второй заказ за 180 дней делают только 21% клиентов",
        "15 would pay for delivery within 3 days",
        "каждый день 5–6 таких разговоров",
        "аренда 260 ₽ в месяц",
        "около 12",
    ],
)
def test_a_span_beside_other_words_is_passed_over(words: Words, text: str) -> None:
    assert not words.work.may_stand_alone(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "2 дня",
        "half a day of frontend",
        "Семёныч, 4 часа работы",
        "клиенты ждут (полдня)",
        "3 weeks with everything the shop has",
        "доставка — около 2 недель — потом отдых",
    ],
)
def test_a_part_that_is_a_span_is_worth_a_closer_look(words: Words, text: str) -> None:
    assert words.work.may_stand_alone(lower(text).split())
