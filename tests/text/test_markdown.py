"""Plain Markdown: invisible characters go, Trello's editor leaves no traces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.text.markdown import clean, tidy
from connectors.text.pieces import Run, fence, inline, table


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u200bb\ufeff \u2060", "ab"),
        ("a\x00\x1b[0mb\x7f", "a[0mb"),
        ("a\u2028b\x0bc", "a\nb\nc"),
        ("половина \ud83d эмодзи", "половина  эмодзи"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("\n\na  \n\tb\t\n\n\nc\n", "a\n\tb\n\n\nc"),
    ],
)
def test_clean_keeps_what_is_seen(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("trello", "tidied"),
    [
        (r"\# 1 в рейтинге \- да 5\.", "# 1 в рейтинге - да 5."),
        (
            '[https://x.io/a\\_b](https://x.io/a_b "smartCard-inline") дальше',
            "https://x.io/a_b дальше",
        ),
        ('[https://x.io](https://x.io "\u200c")', "https://x.io"),
        ('[Имя](https://x.io "smartCard-block")', "[Имя](https://x.io)"),
        ('[Имя](https://x.io "название")', '[Имя](https://x.io "название")'),
        (r"`\#` и ```" + "\n\\*\n```", r"`\#` и ```" + "\n\\*\n```"),
        (r"C:\путь", r"C:\путь"),
    ],
)
def test_tidy_undoes_the_editor_alone(trello: str, tidied: str) -> None:
    assert tidy(trello) == tidied


@given(st.text())
def test_clean_twice_is_clean_once_and_storable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once


def test_neighbours_of_one_look_share_marks() -> None:
    runs = [Run("Мет", bold=True), Run("рика:", bold=True), Run(" CR\n", bold=True), Run("x")]
    assert inline(runs) == "**Метрика: CR**\nx"


def test_a_fence_is_longer_than_the_ticks_inside() -> None:
    assert fence("```\nx", "js") == "````js\n```\nx\n````"


def test_a_table_of_blanks_is_nothing() -> None:
    assert table([["", " "]], headed=True) == ""
