"""Notion's rich text, blocks, properties and Markdown read as Markdown."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from inline_snapshot import snapshot

from connectors.text.notion import (
    blocks_to_markdown,
    notion_markdown_to_markdown,
    property_to_text,
    rich_text_to_markdown,
)


def rich(text: str, *looks: str, kind: str = "text", href: str | None = None) -> dict[str, Any]:
    annotations = dict.fromkeys(looks, True)
    return {"type": kind, "plain_text": text, "annotations": annotations, "href": href}


def block(kind: str, text: str = "", *children: Any, **inside: Any) -> dict[str, Any]:
    words = {"rich_text": [rich(text)]} if text else {}
    return {"object": "block", "type": kind, kind: {**words, **inside, "children": list(children)}}


def test_rich_text_keeps_looks_links_and_what_mentions_say() -> None:
    line = [
        rich("Метрика: ", "bold"),
        rich("CR", "bold", "italic"),
        rich(" код", "code"),
        rich(" нет", "strikethrough"),
        rich(" отчёт", href="https://x.io"),
        rich(" @Анна", kind="mention"),
        rich(" страница", kind="mention", href="https://www.notion.so/1"),
        rich(" "),
        rich("x^2", kind="equation"),
        rich(" тут", href="/relative"),
        {"type": "text", "text": {"content": "!"}},
    ]
    assert rich_text_to_markdown(line) == snapshot(
        "**Метрика: _CR_** `код` ~~нет~~[ отчёт](https://x.io) @Анна страница $x^2$ тут!"
    )


def test_blocks_of_every_kind_become_markdown() -> None:
    cells = [[[rich("Метрика")], [rich("База")]], [[rich("CR")], [rich("2%")]]]
    blocks = [
        block("heading_2", "Проблема"),
        block("paragraph", "абзац", block("paragraph", "внутри")),
        block(
            "bulleted_list_item",
            "раз",
            block("numbered_list_item", "а"),
            block("numbered_list_item", "б"),
        ),
        block("to_do", "сделано", checked=True),
        block("to_do", "не сделано", checked=False),
        block("toggle", "Детали", block("paragraph", "там")),
        block("quote", "цитата"),
        block("callout", "важно", icon={"type": "emoji", "emoji": "🔥"}),
        block("code", "a = 1", language="python"),
        block(
            "table", "", *[block("table_row", cells=row) for row in cells], has_column_header=True
        ),
        block("column_list", "", block("column", "", block("paragraph", "лево"))),
        block("synced_block", "", block("paragraph", "общее"), synced_from=None),
        block("bookmark", url="https://x.io", caption=[rich("закладка")]),
        block("embed", url="https://x.io/2"),
        block("image", type="file", file={"url": "https://s3/a.png?X-Amz-Signature=1"}, caption=[]),
        block("pdf", type="external", external={"url": "https://x/a.pdf?v=1"}, name="a.pdf"),
        block("child_page", title="Страница"),
        block("child_database", title="База"),
        block("equation", expression="e=mc^2"),
        block("divider"),
        block("link_to_page", type="page_id", page_id="96245c8f-1784-44a4-82ad-1941127c3ec3"),
        block("breadcrumb"),
        block("heading_4", "Мелко"),
        block("from_the_future", "неизвестное", block("paragraph", "и внутри")),
    ]
    assert blocks_to_markdown(blocks) == snapshot("""\
## Проблема

абзац

внутри

- раз
  1. а
  2. б
- [x] сделано
- [ ] не сделано

**Детали**

там

> цитата

важно

```python
a = 1
```

| Метрика | База |
| --- | --- |
| CR | 2% |

лево

общее

[закладка](https://x.io)

https://x.io/2

![](https://s3/a.png)

[a.pdf](https://x/a.pdf?v=1)

Страница

База

$$e=mc^2$$

---

https://www.notion.so/96245c8f178444a482ad1941127c3ec3

#### Мелко

неизвестное

и внутри\
""")


def test_children_may_be_fetched() -> None:
    inside = {"1": [block("paragraph", "внутри")]}

    def children(of: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        return inside.get(of.get("id", ""), [])

    assert (
        blocks_to_markdown([{**block("toggle", "Детали"), "id": "1"}], children)
        == "**Детали**\n\nвнутри"
    )


def test_ten_thousand_levels_of_blocks_read() -> None:
    deep = block("quote", "дно")
    for level in range(10_000):
        deep = block("quote", str(level), deep)
    assert "дно" in blocks_to_markdown([deep])


@pytest.mark.parametrize(
    ("prop", "text"),
    [
        ({"type": "title", "title": [rich("Имя")]}, "Имя"),
        ({"type": "rich_text", "rich_text": [rich("a", "bold"), rich("b")]}, "**a**b"),
        ({"type": "rich_text", "rich_text": rich("одно")}, "одно"),
        ({"type": "number", "number": 1200000.0}, "1200000"),
        ({"type": "number", "number": 7.5}, "7.5"),
        ({"type": "number", "number": None}, ""),
        ({"type": "number", "number": float("inf")}, ""),
        ({"type": "number", "number": 10**5000}, ""),
        ({"type": "select", "select": {"name": "Высокий"}}, "Высокий"),
        ({"type": "multi_select", "multi_select": [{"name": "a"}, {"name": "b"}]}, "a, b"),
        ({"type": "status", "status": {"name": "В работе"}}, "В работе"),
        ({"type": "date", "date": {"start": "2026-01-01", "end": None}}, "2026-01-01"),
        ({"type": "date", "date": {"start": "2026-01-01", "end": "2026-02-01"}}, "2026-01-01 → 2026-02-01"),
        ({"type": "people", "people": [{"name": "Анна", "person": {"email": "a@b"}}, {"id": "u2"}]}, "Анна, u2"),
        ({"type": "files", "files": [{"name": "a.pdf"}]}, "a.pdf"),
        ({"type": "checkbox", "checkbox": True}, "yes"),
        ({"type": "checkbox", "checkbox": False}, "no"),
        ({"type": "url", "url": "https://x.io"}, "https://x.io"),
        ({"type": "email", "email": None}, ""),
        ({"type": "phone_number", "phone_number": "123"}, "123"),
        ({"type": "formula", "formula": {"type": "string", "string": "ок"}}, "ок"),
        ({"type": "formula", "formula": {"type": "boolean", "boolean": True}}, "yes"),
        ({"type": "formula", "formula": {"type": "date", "date": {"start": "2026-01-01"}}}, "2026-01-01"),
        ({"type": "rollup", "rollup": {"type": "number", "number": 3}}, "3"),
        (
            {"type": "rollup", "rollup": {"type": "array", "array": [{"type": "number", "number": n} for n in (1, 2)]}},
            "1, 2",
        ),
        ({"type": "relation", "relation": [{"id": "p1"}, {"id": "p2"}]}, "p1, p2"),
        ({"type": "created_time", "created_time": "2026-01-01T00:00:00Z"}, "2026-01-01T00:00:00Z"),
        ({"type": "created_by", "created_by": {"id": "u1", "name": "Анна"}}, "Анна"),
        ({"type": "unique_id", "unique_id": {"prefix": "SHOP", "number": 12}}, "SHOP-12"),
        ({"type": "unique_id", "unique_id": {"prefix": None, "number": 12}}, "12"),
        ({"type": "verification", "verification": {"state": "verified"}}, "verified"),
        ({"type": "place", "place": {"name": "Дом", "address": "Улица 1"}}, "Дом, Улица 1"),
        ({"type": "button", "button": {}}, ""),
        ({"type": "from_the_future", "from_the_future": [{"name": "x"}]}, "x"),
        (None, ""),
        ({"type": 7}, ""),
    ],
)  # fmt: skip
def test_properties_read_as_people_see_them(prop: Any, text: str) -> None:
    assert property_to_text(prop) == text


def test_enhanced_markdown_becomes_plain() -> None:
    enhanced = r"""## Проблема {color="red"}
<callout icon="💡" color="blue_bg">
	**Метрика:** CR \*20%\*
	- пункт
		- внутри
</callout>
::: callout {icon="🔥"}
важно
:::
<details color="gray">
<summary>Детали</summary>
	<columns>
		<column>
			лево
		</column>
	</columns>
</details>
<mention-user url="user://1">Анна</mention-user> к <mention-date start="2026-01-01"/> <span color="red">тут</span>[^https://x.y]
- [x] готово
1. раз
	1. внутри
> a<br>b
<table header-row="true">
<tr><td>Метрика</td><td>База</td></tr>
<tr>
<td>CR</td>
<td>1<br>2</td>
</tr>
</table>
```python
def f(): <callout>  # \*
	x {color="red"}
```
<file src="https://x/y.pdf">Док</file>
<page url="https://n">Страница</page>
`<b> \*` \<тег\> \{a="b"\}
<empty-block/>
![вид](https://s3/a.png?X-Amz-Signature=1)"""
    assert notion_markdown_to_markdown(enhanced) == snapshot("""\
## Проблема
**Метрика:** CR *20%*
- пункт
    - внутри
важно
**Детали**
лево
Анна к 2026-01-01 тут
- [x] готово
1. раз
    1. внутри
> a
> b

| Метрика | База |
| --- | --- |
| CR | 1; 2 |

```python
def f(): <callout>  # \\*
	x {color="red"}
```
[Док](https://x/y.pdf)
Страница
`<b> \\*` <тег> {a="b"}
![вид](https://s3/a.png)\
""")


@pytest.mark.parametrize(
    "nasty",
    ["<", "<a ", "[^", "\\", "`", '{a="b" ', "?X-Amz-", "?", "a", "<table>\n", "<td>", "```\n", "<details>\n",
     "<span a ", "\t", "</file>", '<file src="', "::: x\n"],
)  # fmt: skip
def test_a_megabyte_of_anything_reads_in_linear_time(nasty: str) -> None:
    text = nasty * (1_000_000 // len(nasty))
    started = time.process_time()
    notion_markdown_to_markdown(text)
    notion_markdown_to_markdown(f"<table>{text}")
    notion_markdown_to_markdown(f"<span {text}>{text}}}")
    assert time.process_time() - started < 30  # quadratic reading would take hours
