import pytest

from enrichment.wording import money, money_between, number
from enrichment.words import list_of


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Письма о брошенных корзинах", ("корзин",), True),
        ("Средний чек вырос", ("средн чек",), True),
        ("ЁЛКА", ("елк",), True),
        ("the latest release", ("test",), False),
        ("A/B-тест в сентябре", ("a/b",), True),
        ("чек", (), False),
        ("", ("чек",), False),
    ],
)
def test_a_word_is_found_by_its_beginning(text: str, words: tuple[str, ...], found: bool) -> None:
    assert bool(list_of(words).find(text)) is found


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert number(1234567.5, "ru", 1) == "1\xa0234\xa0567,5"
    assert number(1234567.5, "en", 1) == "1,234,567.5"
    assert number(1200.0, "en", 2) == "1,200"


def test_money_is_short_enough_to_be_read() -> None:
    assert money(2_412_000, "RUB", "ru") == "2,41\xa0млн\xa0₽"
    assert money(2_412_000, "USD", "en") == "$2.41M"
    assert money(950, "CHF", "en") == "CHF 950"
    assert money_between(2e6, 3e6, "RUB", "ru") == "2–3\xa0млн\xa0₽"
    assert money_between(9e5, 2e6, "USD", "en") == "$900k–$2M"
    assert money_between(0, 2e6, "USD", "en") == "up to $2M"
    assert money_between(5, 5, "USD", "en") == "$5"
