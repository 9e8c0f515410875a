"""How a text is cut into pieces: headings, keys, wrapped paragraphs, code, HTML, sentences."""

import pytest

from enrichment.reading.layout import pieces
from enrichment.reading.words import Words


def said(text: str, words: Words) -> list[tuple[str, str]]:
    return [(piece.slot, piece.text) for piece in pieces(text, words)]


@pytest.mark.parametrize("nameless", ["# #", "## ##", "h2. #", "<b> </b>", "<strong>\t</strong>"])
def test_a_heading_without_a_word_is_none(words: Words, nameless: str) -> None:
    text = f"## Проблема\nКлиенты уходят\n{nameless}\nс последнего шага"

    assert said(text, words) == [
        ("problem", "Клиенты уходят"),
        ("problem", "с последнего шага"),
    ]


def test_a_paragraph_wrapped_by_hand_is_one_line_that_keeps_its_break(words: Words) -> None:
    wrapped = (
        "Клиенты набирают корзину на сайте и приходят в мастерскую смотреть\n"
        "растение живьём, а там всё начинается заново"
    )

    assert said(wrapped, words) == [("", wrapped)]


@pytest.mark.parametrize(
    "begun", ["- растение", "Проблема: растение", "```\nx\n```\nрастение", "\nx"]
)
def test_what_begins_anew_is_not_put_together(words: Words, begun: str) -> None:
    broken = "Клиенты набирают корзину на сайте и приходят в мастерскую смотреть"

    assert said(f"{broken}\n{begun}", words)[0] == ("", broken)


@pytest.mark.parametrize("mark", ["```", "{code}", "{noformat}"])
def test_code_says_nothing(words: Words, mark: str) -> None:
    text = f"Проблема: уходят\n{mark}\nЭффект: 5 млн ₽\n{mark}\nи не приходят"

    assert said(text, words) == [("problem", "уходят"), ("", "и не приходят")]


def test_blocks_of_pasted_html_part_lines(words: Words) -> None:
    text = '<p class="x"><b>Проблема</b></p><p>Уходят<br/>с шага 3</p>'

    assert said(text, words) == [("problem", "Уходят"), ("problem", "с шага 3")]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Теряем 5 тыс. руб. в день. Это много.", ["Теряем 5 тыс. руб. в день.", "Это много."]),
        ("Клиенты ждут 5 дн. Потом уходят", ["Клиенты ждут 5 дн.", "Потом уходят"]),
        ("Уходят… Злятся!! Долго", ["Уходят…", "Злятся!!", "Долго"]),
        ("Ведёт И. Петров. Давно", ["Ведёт И. Петров.", "Давно"]),
        ("Версия 2.5.1 и всё.", ["Версия 2.5.1 и всё."]),
        ("Уходят.\tДолго\u00a0ждут.\u00a0Злятся", ["Уходят.", "Долго\u00a0ждут.", "Злятся"]),
    ],
)
def test_a_line_is_cut_where_a_sentence_ends(words: Words, line: str, parts: list[str]) -> None:
    assert [text for _, text in said(line, words)] == parts


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Эффект: 5 млн ₽", ("effect", "5 млн ₽")),
        ("Эффект — 5 млн ₽", ("effect", "5 млн ₽")),
        ("Эффект +5 млн ₽", ("effect", "+5 млн ₽")),
        ("**Эффект.** 5 млн ₽", ("effect", "5 млн ₽")),
        ("[Эффект] 5 млн ₽", ("effect", "5 млн ₽")),
        ("Какой эффект? 5 млн ₽", ("effect", "5 млн ₽")),
        ("Все-таки: 5 млн ₽", ("", "Все-таки: 5 млн ₽")),
        ("От 6 до 11 млн ₽", ("", "От 6 до 11 млн ₽")),
    ],
)
def test_a_key_and_its_value_are_parted(words: Words, line: str, answer: tuple[str, str]) -> None:
    assert said(line, words) == [answer]
