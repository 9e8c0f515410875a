"""A remark in every tracker's format: harmless, within limits, and found again by its mark."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from connectors.mask import mask
from connectors.remark import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quote,
    Remark,
    Span,
    Table,
    digest_of,
    mark_of,
)
from connectors.text.adf import adf_to_markdown
from connectors.text.harmless import JOINER
from connectors.text.mark import find_mark
from connectors.text.markdown import clean, tidy
from connectors.text.notion import rich_text_to_markdown
from connectors.text.to_adf import remark_to_adf
from connectors.text.to_markdown import remark_to_markdown
from connectors.text.to_notion import remark_to_rich_text
from connectors.text.to_wiki import remark_to_wiki
from connectors.text.wiki import wiki_to_markdown

Format = tuple[Callable[[Remark], Any], Callable[[Any], str]]

FORMATS: dict[str, Format] = {
    "adf": (remark_to_adf, adf_to_markdown),
    "wiki": (remark_to_wiki, wiki_to_markdown),
    "markdown": (remark_to_markdown, tidy),
    "notion": (remark_to_rich_text, rich_text_to_markdown),
}

HOSTILE = "*_-+~^?!|[](){}#@:;\\/`<>&.=1hbq \n\tzЯ😀\u200b\u2060\ud83d"
words = st.one_of(st.text(alphabet=HOSTILE, max_size=30), st.text(max_size=20))
spans = st.lists(
    st.builds(
        Span,
        text=words,
        bold=st.booleans(),
        italic=st.booleans(),
        code=st.booleans(),
        link=st.sampled_from(["", "https://x.io/a_(b)[c]", "javascript:alert(1)", "не ссылка"]),
    ),
    max_size=4,
).map(tuple)
blocks = st.one_of(
    st.builds(Paragraph, spans),
    st.builds(Heading, words),
    st.builds(Bullets, st.lists(spans, max_size=3).map(tuple)),
    st.builds(Quote, words),
    st.builds(Table, st.lists(st.lists(words, max_size=3).map(tuple), max_size=3).map(tuple)),
)
remarks = st.builds(
    Remark,
    st.lists(blocks, max_size=4).map(tuple),
    st.text().map(digest_of),
    st.sampled_from(["ru", "en"]),
)


def texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(line):
            yield from (span.text for span in line)
        case Bullets(items):
            yield from (span.text for item in items for span in item)
        case Heading(text) | Quote(text):
            yield text
        case Table(rows):
            yield from (cell for row in rows[1:] for cell in row[: len(rows[0])])


def bare(text: str) -> str:
    """Without what reading back may add: quote signs, a look for each line, escaped pipes."""
    return re.sub(r"[\s\\>_]", "", text)


@cache
def adf_validator(schema: Path) -> jsonschema.Draft4Validator:
    return jsonschema.Draft4Validator(json.loads(schema.read_text()))


def remark(*content: Block, language: str = "ru") -> Remark:
    return Remark(content, digest_of("x"), language)


SAMPLE = remark(
    Heading("Чего не хватает"),
    Paragraph((Span("Оценка: "), Span("72", bold=True), Span(" (60–80) "), Span("карта", link="https://x.io/1"))),
    Bullets(((Span("Какая метрика?", italic=True),), (Span("1. "), Span("a`b", code=True)))),
    Quote("h1. [~admin] {quote}\nsend to ivan@shop.ru @ivan https://evil.io"),
    Table((("Слой", "Δ"), ("сезон", "+3|4"))),
)  # fmt: skip


def test_wiki_looks_like_this() -> None:
    assert remark_to_wiki(SAMPLE).replace(JOINER, "¤") == snapshot("""\
h4. Чего не хватает

Оценка: {*}72{*} \\(60–80\\) [карта|https://x.io/1]

* {_}Какая метрика\\?{_}
* 1. {{a`b}}

{quote}
¤h1. \\[\\~admin\\] \\{quote\\}
send to \\[e\\-mail\\] \\@¤ivan https:¤//evil.¤io
{quote}

||Слой||Δ||
|сезон|\\+3\\|4|

{color:#6b778c}Steelyard · 59b49de5a437{color}\
""")


def test_trello_looks_like_this() -> None:
    assert remark_to_markdown(SAMPLE).replace(JOINER, "¤") == snapshot("""\
#### Чего не хватает

Оценка: **72** (60–80) [карта](https://x.io/1)

- _Какая метрика?_
- 1\\. `` a`b ``

> h1. \\[\\~admin\\] {quote}
> send to \\[e-mail\\] @¤ivan https:¤//evil.¤io

- **сезон** · Δ: +3\\|4

_Steelyard · 59b49de5a437_\
""")


def test_notion_looks_like_this() -> None:
    items = remark_to_rich_text(SAMPLE)
    assert "".join(item["text"]["content"] for item in items) == snapshot("""\
Чего не хватает

Оценка: 72 (60–80) карта

• Какая метрика?
• 1. a`b

«h1. [~admin] {quote}
send to [e-mail] @ivan https://evil.io»

• сезон · Δ: +3|4

Steelyard · 59b49de5a437\
""")
    assert items[-1]["annotations"]["color"] == "gray"


def test_adf_reads_back_like_this() -> None:
    assert adf_to_markdown(remark_to_adf(SAMPLE)) == snapshot("""\
#### Чего не хватает

Оценка: **72** (60–80) [карта](https://x.io/1)

- _Какая метрика?_
- 1. `` a`b ``

> h1. [~admin] {quote}
> send to [e-mail] @ivan https://evil.io

| Слой | Δ |
| --- | --- |
| сезон | +3\\|4 |

Steelyard · 59b49de5a437\
""")


@pytest.mark.parametrize("name", FORMATS)
@given(some=remarks)
@settings(max_examples=150, deadline=None)
def test_rendered_and_read_back_the_mark_and_every_text_are_there(name: str, some: Remark) -> None:
    render, read = FORMATS[name]
    rendered = render(some)
    back = read(rendered)
    assert find_mark(back) == some.digest
    if isinstance(rendered, str):
        assert find_mark(rendered) == some.digest
    for block in some.blocks:
        for text in texts(block):
            assert bare(mask(clean(text))) in bare(back)


@given(text=words)
def test_in_wiki_no_special_character_stands_unescaped(text: str) -> None:
    wiki = remark_to_wiki(remark(Paragraph((Span(text),)))).rpartition("{color:")[0]
    assert not re.search(r"(?<!\\)[-#*_+?^~|%{}\[\]()!@]", wiki)
    assert not re.search(r"\\\\|://|:[DPp]|&#|(?m:^(h\d|bq)\.)", wiki)


def test_what_fires_does_not_fire_across_spans_either() -> None:
    split = remark(
        Paragraph((Span("h"), Span("1. @"), Span("ivan"), Span("{", bold=True), Span("code}")))
    )
    assert remark_to_wiki(split).startswith(f"{JOINER}h1. \\@{JOINER}ivan{{*}}\\{{{{*}}code\\}}")
    assert remark_to_markdown(split).startswith(f"h1. @{JOINER}ivan**{{**code}}")


@given(text=words)
def test_on_trello_nothing_mentions_links_or_breaks_out(text: str) -> None:
    markdown = remark_to_markdown(remark(Paragraph((Span(text),)))).rpartition("_Steelyard")[0]
    assert not re.search(r"@\w|://|:\w*[^\W\d]\w*:", markdown)
    assert not re.search(
        r"(?<!\\)(?:\\\\)*[`*_\[\]<>~|]", re.sub(r"\\[`*_\[\]<>~|\\]", "", markdown)
    )
    assert not re.match(r"(?:[#+=-]|\d+[.)])", markdown)


@given(some=remarks)
@settings(max_examples=25, deadline=None)
def test_adf_is_valid_by_the_published_schema(shared: Path, some: Remark) -> None:
    validator = adf_validator(shared / "contracts" / "adf-v1.schema.json")
    for document in (remark_to_adf(some), remark_to_adf(SAMPLE)):
        validator.validate(document)


@given(some=remarks)
def test_notion_limits_hold(some: Remark) -> None:
    items = remark_to_rich_text(some)
    assert 0 < len(items) <= 100
    assert all(0 < len(item["text"]["content"].encode("utf-16-le")) // 2 <= 2000 for item in items)


LONG = [
    remark(*(Quote(f"цитата {number} " + "очень длинная 😀 " * 200) for number in range(30))),
    remark(*(Paragraph((Span("слово " * 60), Span("жирно", bold=True))) for _ in range(900))),
    remark(Table((("a", "b"), *(("x" * 50, "y" * 50) for _ in range(5000))))),
]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("long", LONG)
def test_a_remark_too_long_is_cut_visibly_and_keeps_its_mark(name: str, long: Remark) -> None:
    limits = {"adf": 32_767, "wiki": 32_767, "markdown": 16_384, "notion": 8_000 + 100 * 250}
    render, read = FORMATS[name]
    rendered = render(long)
    size = len(rendered if isinstance(rendered, str) else json.dumps(rendered, ensure_ascii=False))
    assert size <= limits[name] * (1.2 if name in ("adf", "notion") else 1)  # dumps adds blanks
    assert "…" in read(rendered)
    assert find_mark(read(rendered)) == long.digest


def test_one_long_quote_is_cut_and_the_rest_stays_whole() -> None:
    rendered = remark_to_markdown(remark(Paragraph((Span("а" * 2000),)), Quote("б" * 20_000)))
    assert "а" * 2000 in rendered
    assert "б…" in rendered


@pytest.mark.parametrize(
    "text",
    [
        "I like Steelyard · it is good",
        "I like Steelyard · 0123456789ab very much",
        "> Steelyard · 0123456789ab",
        "Steelyard · 0123456789",
        "Steelyard · 0123456789abc",
        "Steelyard · 0123456789AB",
        "Steelyard 0123456789ab",
        "0123456789ab",
        "",
    ],
)
def test_what_a_person_says_is_no_mark(text: str) -> None:
    assert find_mark(text) is None


def test_a_mark_is_found_under_and_above_what_a_person_added_and_the_last_one_counts() -> None:
    old, new, nbsp = digest_of("old"), digest_of("new"), "\u00a0"
    text = f"я поправил\r\n\r\n{mark_of(old)}\n\n_{mark_of(new).replace(' ', nbsp)}_\u200b\nспасибо, Steelyard · хорошо"
    assert find_mark(text) == new


@pytest.mark.parametrize("render", [remark_to_markdown, remark_to_wiki])
def test_a_label_of_ours_can_be_copied_out_of_a_comment(render: Callable[[Remark], str]) -> None:
    spans = (Span("The label "), Span("steelyard:ignore", code=True))

    assert "steelyard:ignore" in render(Remark((Paragraph(spans),), "0123456789ab", "en"))
