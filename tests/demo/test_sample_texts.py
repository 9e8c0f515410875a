import json
from datetime import date
from pathlib import Path

from jsonschema import Draft4Validator

from connectors.remark import Bullets, Heading, Paragraph, Span, Table
from steelyard.demo.adf import document
from steelyard.demo.backlog import Checklist, Item, load_backlog
from steelyard.demo.dates import dated
from steelyard.demo.markdown import blocks
from steelyard.demo.notion_blocks import page_blocks
from steelyard.loopback.jira.adf import problem

TODAY = date(2026, 11, 21)


def test_dates_are_written_as_the_language_does() -> None:
    text = "до {{date:+45d}}, было {{date:-3d}}, {{iso:+45d}}"

    assert dated(text, TODAY) == "до 05.01.2027, было 18.11.2026, 2027-01-05"
    assert dated("by {{date:+45d}}", TODAY, "en") == "by January 5, 2027"


def test_markdown_becomes_headings_lines_bullets_and_tables() -> None:
    assert blocks(
        "## Проблема\nпервая строка\n**вторая** `x`\n\n- раз\n- [два](https://a.example/b)\n\n"
        "| A | B |\n| --- | --- |\n| 1 | 2 |"
    ) == (
        Heading("Проблема"),
        Paragraph(
            (
                Span("первая строка\n"),
                Span("вторая", bold=True),
                Span(" "),
                Span("x", code=True),
            )
        ),
        Bullets(((Span("раз"),), (Span("два", link="https://a.example/b"),))),
        Table((("A", "B"), ("1", "2"))),
    )


def test_what_is_not_markup_of_ours_stays_as_it_is_written() -> None:
    hostile = "<script>x</script> [тык](javascript:alert(1)) _a_ \a\f | труба"

    assert blocks(hostile) == (Paragraph((Span(hostile),)),)


def test_an_atlassian_document_has_line_breaks_marks_and_action_items() -> None:
    made = document("a\n**b**", [Checklist(name="Приёмка", items=(Item(text="да", done=True),))])

    assert made["content"] == [
        {
            "type": "paragraph",
            "content": [
                {"type": "text", "text": "a"},
                {"type": "hardBreak"},
                {"type": "text", "text": "b", "marks": [{"type": "strong"}]},
            ],
        },
        {
            "type": "heading",
            "attrs": {"level": 3},
            "content": [{"type": "text", "text": "Приёмка"}],
        },
        {
            "type": "taskList",
            "attrs": {"localId": "tasks-0"},
            "content": [
                {
                    "type": "taskItem",
                    "attrs": {"localId": "task-0-0", "state": "DONE"},
                    "content": [{"type": "text", "text": "да"}],
                }
            ],
        },
    ]


def test_jira_and_its_schema_take_every_document_of_the_sample(shared: Path) -> None:
    schema = json.loads((shared / "contracts" / "adf-v1.schema.json").read_text())
    validator = Draft4Validator({**schema, "$ref": "#/definitions/doc_node"})

    for card in load_backlog(TODAY).jira.cards:
        texts = [card.body, *(comment.text for comment in card.comments)]
        for made in (document(texts[0], card.checklists), *map(document, texts[1:])):
            assert problem(made) is None
            assert list(validator.iter_errors(made)) == []


def test_notion_gets_a_block_a_bullet_and_a_table_with_its_rows() -> None:
    made = page_blocks(
        "## A\nб [тут](https://a.example)\n\n- **в**\n- г\n\n| д | е |\n| --- | --- |\n| ж | з |",
        str,
    )

    assert [block.type for block in made] == [
        "heading_2", "paragraph", "bulleted_list_item", "bulleted_list_item", "table",
    ]  # fmt: skip
    assert [item["href"] for item in made[1].value["rich_text"]] == [None, "https://a.example"]
    assert made[2].value["rich_text"][0]["annotations"]["bold"]
    assert (made[4].value["table_width"], len(made[4].children)) == (2, 2)
