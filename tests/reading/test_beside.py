"""What stands beside a number: known word by word, and the same however it was met before."""

from operator import attrgetter
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrichment.reading.amount import Amount
from enrichment.reading.numbers import amounts
from enrichment.reading.stems import lower
from enrichment.reading.words import Words


def scan(text: str, words: Words) -> list[Amount]:
    lowered = lower(text)
    return amounts(lowered, words.marks(lowered), words, ())


BEHIND = [
    ("ушло 5 тыс. руб. на тест", "5 тыс. руб.", ("RUB", "", "")),
    ("5 тыс. руб.", "5 тыс. руб", ("RUB", "", "")),
    ("плюс 2 п. п. к доле", "2 п. п.", ("", "pp", "")),
    ("20 per cent of orders", "20 per cent", ("", "%", "")),
    ("25 engineer hours saved", "25 engineer hours", ("", "h", "")),
    ("25 engineer reviews", "25", ("", "", "engineer")),
    ("9  дней доставки", "9  дней", ("", "day", "доставки")),
    ("**9** дней доставки", "9** дней", ("", "day", "доставки")),
    ("9 *** дней", "9", ("", "", "")),
    ("350 новых заказов", "350 новых заказов", ("", "orders", "")),
    ("40 parcels, days", "40", ("", "", "parcels")),
    ("7 млн белорусских рублей чистыми", "7 млн белорусских рублей", ("BYN", "", "")),
]


@pytest.mark.parametrize(("text", "read", "counted"), BEHIND)
def test_what_follows_a_number_is_read_as_far_as_it_counts(
    words: Words, text: str, read: str, counted: tuple[str, str, str]
) -> None:
    (one,) = scan(text, words)

    assert text[one.begin : one.end] == read
    assert (one.currency, one.unit, one.noun) == counted


AHEAD = [
    ("рост −€5", "-", "EUR", "−€5"),
    ("рост +5", "+", "", "+5"),
    ("срок — 5", "", "", "— 5"),
    ("рост –5", "-", "", "–5"),
    ("рост  +5", "+", "", "+5"),
    ("минус 5", "-", "", "минус 5"),
    ("usd 5", "", "USD", "5"),
    ("счет (5", "", "", "5"),
    ("около ~5", "", "", "~5"),
    ("nice a$5", "", "AUD", "a$5"),
    ("5", "", "", "5"),
]


@pytest.mark.parametrize(("text", "sign", "currency", "led"), AHEAD)
def test_a_sign_and_a_currency_lead_a_number_in(
    words: Words, text: str, sign: str, currency: str, led: str
) -> None:
    (one,) = scan(text, words)

    assert (one.sign, one.currency, text[one.start :]) == (sign, currency, led)


WORDS = st.sampled_from(
    [
        *("5", "12,5", "100 000", "два", "half", "$40k", "+7%", "(3", "2–4", "до", "не более"),
        *("тыс.", "млн", "т.", "р.", "руб./мес", "₽", "дней", "п.", "per", "cent", "usd"),
        *("engineer", "hours", "новых", "заказов,", "year", "в", "год.", "one", "off", "p.", "a."),
        *("*", "**", "", "\n", "fy26", "5мес", "минус", "от", "за", "—", "x", "/", "ушло"),
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=6)


SAID = attrgetter(
    *("low", "high", "currency", "unit", "noun", "sign", "start", "begin", "end", "lead"),
    *("scaled", "horizon", "delta", "factor", "period", "to", "working"),
)


def told(text: str, words: Words) -> list[object]:
    """All that is said of each amount."""
    return list(map(SAID, scan(text, words)))


@given(texts=TEXTS)
def test_amounts_never_depend_on_what_was_read_before(words: Words, texts: list[str]) -> None:
    for known in (words.led, words.tailed, words.timed):
        known.clear()
    first = [told(text, words) for text in texts]

    again = [told(text, words) for text in reversed(texts)]
    for known in (words.led, words.tailed, words.timed):
        known.clear()
    anew = [told(text, words) for text in reversed(texts)]

    assert first == again[::-1] == anew[::-1]


@pytest.mark.parametrize("behind", ["* ", "** ", " ", "долларов ", "т. ", "новых ", "per "])
def test_only_the_nearest_words_are_looked_at(words: Words, behind: str) -> None:
    """A number is no reason to read all that follows again and again: seconds, not thousandths."""
    text = f"5 {behind * 20_000}"
    marked, began = words.marks(text), process_time()

    (one,) = amounts(text, marked, words, ())

    assert one.value == 5
    assert process_time() - began < 0.5
    assert max(map(len, words.tailed)) <= 40  # nothing longer is kept
