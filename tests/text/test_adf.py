"""Atlassian documents read as Markdown."""

from typing import Any

import pytest
from inline_snapshot import snapshot

from connectors.text.adf import adf_to_markdown


def node(kind: str, *content: Any, **attrs: Any) -> dict[str, Any]:
    return {"type": kind, "attrs": attrs, "content": list(content)}


def text(words: str, *marks: str, href: str = "") -> dict[str, Any]:
    links = [{"type": "link", "attrs": {"href": href}}] if href else []
    return {"type": "text", "text": words, "marks": [{"type": mark} for mark in marks] + links}


def para(*content: Any) -> dict[str, Any]:
    return node("paragraph", *[text(c) if isinstance(c, str) else c for c in content])


def doc(*content: Any) -> dict[str, Any]:
    return {"type": "doc", "version": 1, "content": list(content)}


def test_marks_become_markdown_and_blanks_stay_outside_them() -> None:
    line = para(
        text("Метрика: ", "strong"),
        text("CR", "strong", "em"),
        text(" и "),
        text("a`b", "code"),
        text(" не "),
        text("это", "strike"),
        text(" "),
        text("отчёт", href="https://x.io/a (1)"),
        text(" H"),
        {"type": "text", "text": "2", "marks": [{"type": "subsup", "attrs": {"type": "sub"}}]},
    )
    assert adf_to_markdown(doc(line)) == snapshot(
        "**Метрика: _CR_** и `` a`b `` не ~~это~~ [отчёт](https://x.io/a%20%281%29) H2"
    )


def test_blocks_become_headings_lists_tasks_quotes_and_code() -> None:
    nested = node(
        "listItem", para("один"), node("orderedList", node("listItem", para("раз")), order=3)
    )
    tasks = node(
        "taskList",
        node("taskItem", text("сделано"), state="DONE"),
        node("taskList", node("taskItem", text("внутри"), state="TODO")),
    )
    document = doc(
        node("heading", text("Проблема"), level=2),
        para("строка", {"type": "hardBreak"}, "ещё"),
        node("bulletList", nested, node("listItem", para("два"))),
        tasks,
        node("decisionList", node("decisionItem", text("запускаем"), state="DECIDED")),
        node("blockquote", para("цитата")),
        node("codeBlock", text("a = 1\n"), language="python"),
        node("rule"),
    )
    assert adf_to_markdown(document) == snapshot("""\
## Проблема

строка
ещё

- один
  3. раз
- два

- [x] сделано
  - [ ] внутри

- запускаем

> цитата

```python
a = 1
```

---\
""")


def test_inline_nodes_read_as_people_see_them() -> None:
    line = para(
        node("mention", id="5fb", text="@Анна"),
        " к ",
        node("date", timestamp="1762000000000"),
        " ",
        node("status", text="В РАБОТЕ", color="blue"),
        node("emoji", shortName=":smile:", text="😄"),
        " см.",
        " тут",
        node("inlineCard", url="https://x.io/1"),
    )
    assert adf_to_markdown(doc(line)) == snapshot(
        "@Анна к 2025-11-01 В РАБОТЕ😄 см. тут https://x.io/1"
    )


def test_panels_expands_layouts_and_media_keep_what_is_inside() -> None:
    document = doc(
        node("panel", para("важно"), panelType="info"),
        node("expand", para("детали"), title="Подробнее"),
        node(
            "layoutSection", node("layoutColumn", para("лево")), node("layoutColumn", para("право"))
        ),
        node("mediaSingle", node("media", id="q", type="file", alt="экран.png")),
        node("bodiedExtension", para("тело"), extensionKey="x"),
        node("extension", extensionKey="x", text="макрос"),
        node("embedCard", url="https://x.io/2"),
    )
    assert adf_to_markdown(document) == snapshot("""\
важно

**Подробнее**

детали

лево

право

![экран.png]()

тело

макрос

https://x.io/2\
""")


def test_a_table_keeps_its_head_and_one_without_gets_an_empty_one() -> None:
    head = node("tableRow", node("tableHeader", para("Метрика")), node("tableHeader", para("База")))
    row = node(
        "tableRow", node("tableCell", para("CR|AOV"), para("заказ")), node("tableCell", para("2%"))
    )
    assert adf_to_markdown(doc(node("table", head, row), node("table", row))) == snapshot("""\
| Метрика | База |
| --- | --- |
| CR\\|AOV; заказ | 2% |

|  |  |
| --- | --- |
| CR\\|AOV; заказ | 2% |\
""")


def test_unknown_nodes_are_walked_for_their_words() -> None:
    document = doc(
        node("hologram", para("внутри"), node("fromTheFuture", title="заголовок")),
        para("a ", node("sparkle", text("b"))),
    )
    assert adf_to_markdown(document) == "внутри\n\nзаголовок\n\na b"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("простая *строка*\r\n", "простая *строка*"),
        (None, ""),
        (7, ""),
        ([para("a"), para("b")], "a\n\nb"),
        ({"type": ["doc"], "content": {"type": "text", "text": "a"}}, "a"),
        (doc(node("heading", text("x"), level="big")), "# x"),
        (doc(para(node("date", timestamp="9" * 400))), "9" * 400),
        (doc(node("orderedList", node("listItem", para("x")), order=10**5000)), "1000000000. x"),
        (doc(para(node("date", timestamp=None)), para("b")), "b"),
    ],
)
def test_any_shape_reads(given: Any, expected: str) -> None:
    assert adf_to_markdown(given) == expected


def test_ten_thousand_levels_read_without_a_deep_stack_or_a_huge_text() -> None:
    deep = para("дно")
    for level in range(10_000):
        deep = node("blockquote", para(str(level)), deep)
    read = adf_to_markdown(doc(deep))
    assert read.endswith("дно")
    assert len(read) < 200_000
