"""Jira wiki markup read as Markdown."""

import time

import pytest
from inline_snapshot import snapshot

from connectors.text.wiki import wiki_to_markdown


@pytest.mark.parametrize(
    ("wiki", "markdown"),
    [
        ("h2. Проблема", "## Проблема"),
        ("*Метрика:* CR _растёт_ -нет-", "**Метрика:** CR _растёт_ ~~нет~~"),
        ("*_оба_*", "**_оба_**"),
        ("{*}в{*}нутри и {_}так{_}", "**в**нутри и _так_"),
        ("{{a_b*c*}}", "`a_b*c*`"),
        ("+Эффект+ это +5% и +7%", "Эффект это +5% и +7%"),
        (
            "2020-01-02 - SHOP-12 -5% snake_case_name 2*3*4",
            "2020-01-02 - SHOP-12 -5% snake_case_name 2*3*4",
        ),
        ("[отчёт|https://x.io/a_b_c]", "[отчёт](https://x.io/a_b_c)"),
        ("[https://x.io/a|https://x.io/a|smart-link]", "https://x.io/a"),
        ("[https://x.io/a] [почта|mailto:a@b.ru]", "https://x.io/a [почта](a@b.ru)"),
        ("https://x.io/_a_ [просто] [1]", "https://x.io/_a_ [просто] [1]"),
        ("[~ivan] [~accountid:5f:1] [^план.xls]", "@ivan @5f:1 ![план.xls]()"),
        ("!экран 1.png|width=300! ура! да!", "![экран 1.png](экран%201.png) ура! да!"),
        ("bq. слова", "> слова"),
        ("a\n----\nb", "a\n\n---\n\nb"),
        (r"строка\\ещё", "строка\nещё"),
        (r"\*не жирно\* \[x\] \{code\}", "*не жирно* [x] {code}"),
        ("{color:red}красный{color} {anchor:x}текст", "красный текст"),
        (":) (/) (!) {unknown}", ":) (/) (!) {unknown}"),
        ("{noformat}*как есть*{noformat}", "```\n*как есть*\n```"),
        ("{code:title=a|java}\nint x;\n{code}", "```java\nint x;\n```"),
        ("{quote}\nцитата *b*\n{quote}", "> цитата **b**"),
        ("{panel:title=Эффект|bgColor=#fff}\n+5%\n{panel}", "**Эффект**\n\n+5%"),
        ("{expand:Детали}\nтам\n{expand}", "**Детали**\n\nтам"),
        ("{code}без конца *b*", "без конца **b**"),
        ("a{quote}b{code}{quote}{code}c{quote}d", "a\n\n> b\n\nc\n\nd"),
    ],
)
def test_one_construct_at_a_time(wiki: str, markdown: str) -> None:
    assert wiki_to_markdown(wiki) == markdown


def test_lists_nest_and_numbers_count_each_list_of_its_own() -> None:
    wiki = "* a\n** b\n*# первый\n*# второй\n* c\n# раз\n## и\n# два\nтекст\n# раз\n- тире"
    assert wiki_to_markdown(wiki) == snapshot("""\
- a
  - b
  1. первый
  2. второй
- c
1. раз
   1. и
2. два
текст
1. раз
- тире\
""")


def test_tables_keep_heads_links_and_cells_of_several_lines() -> None:
    wiki = "до\n||Метрика||База||\n|CR \\| AOV|[отчёт|https://x.io]|\n|строка\nещё| |\n\n||Владелец|Анна|"
    assert wiki_to_markdown(wiki) == snapshot("""\
до

| Метрика | База |
| --- | --- |
| CR \\| AOV | [отчёт](https://x.io) |
| строка; ещё |  |

|  |  |
| --- | --- |
| Владелец | Анна |\
""")


@pytest.mark.parametrize(
    "nasty",
    ["*", "[", "|", "!", "{", "{{", "-", "_ ", "{code}", "{quote:x}", "[a|", "\\", "http://", "* ", "#\n",
     "!a|", "{*}", "[\\[", "||\n", "h1. ", " ", "\n", "{panel}{quote}{tip}"],
)  # fmt: skip
def test_a_megabyte_of_anything_reads_in_linear_time(nasty: str) -> None:
    text = nasty * (1_000_000 // len(nasty))
    started = time.process_time()
    wiki_to_markdown(text)
    assert time.process_time() - started < 20  # quadratic reading would take hours
