"""Where phrases stand: asked by the number of a word, by its place, or only counted."""

from enrichment.reading.groups import METRIC, PLACEHOLDER, WISH
from enrichment.reading.words import Words


def test_a_text_begins_with_a_word_no_later_than_asked(words: Words) -> None:
    marked = words.marks("давайте поднимем конверсию")

    assert not marked.begins(METRIC, within=1)
    assert marked.begins(METRIC, within=2)
    assert not marked.begins(PLACEHOLDER, within=2)


def test_the_first_of_two_words_is_found_with_its_place(words: Words) -> None:
    text = "выручка; конверсия"
    first = words.marks(text).first(METRIC)

    assert first is not None
    assert text[first.start : first.end] == "выручка"
    assert words.marks(text).first(WISH) is None


def test_words_are_covered_once_however_many_phrases_hold_them(words: Words) -> None:
    marked = words.marks("конверсия в заказ, конверсия")

    assert marked.covered(METRIC) == 4
    assert marked.covered(PLACEHOLDER) == 0
