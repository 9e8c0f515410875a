"""Real documents: nothing raises, and every text survives."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from connectors.text.adf import adf_to_markdown
from connectors.text.notion import (
    blocks_to_markdown,
    notion_markdown_to_markdown,
    property_to_text,
    rich_text_to_markdown,
)
from connectors.text.wiki import wiki_to_markdown


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for member in value:
            yield from objects(member)


def every_object(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield from objects(json.loads(path.read_text()))


def bare(text: str) -> str:
    """Letters and digits, without what a link leads to."""
    return re.sub(r"[\W_]", "", re.sub(r"\]\([^()\s]*\)", "", text))


def test_every_adf_document_keeps_every_text(shared: Path) -> None:
    documents = [o for o in every_object(shared / "fixtures" / "jira") if o.get("type") == "doc"]
    assert len(documents) >= 4
    for document in documents:
        markdown = adf_to_markdown(document)
        words = [o["text"] for o in objects(document) if o.get("type") == "text" and "text" in o]
        assert all(bare(word) in bare(markdown) for word in words)


def test_every_wiki_text_keeps_every_word(shared: Path) -> None:
    texts = [
        text
        for o in every_object(shared / "fixtures" / "jira")
        for text in (o.get("description"), o.get("body"))
        if isinstance(text, str)
    ]
    assert len(texts) > 400
    for text in texts:
        said = re.sub(
            r"\{\w+(?::[^{}\n]*)?\}|\|(?:width|height|thumbnail|smart)[^!\]]*|\bh[1-6]\.", " ", text
        )
        markdown = wiki_to_markdown(text)
        missing = [word for word in re.findall(r"[^\W_]{3,}", said) if word not in markdown]
        assert not missing, text


def test_every_notion_block_and_text_keeps_its_words(shared: Path) -> None:
    seen = 0
    for found in every_object(shared / "fixtures" / "notion"):
        rich = found.get("rich_text")
        if isinstance(rich, list):
            seen += 1
            said = "".join(item.get("plain_text", "") for item in rich if isinstance(item, dict))
            assert bare(said) in bare(rich_text_to_markdown(rich))
        if found.get("object") == "block":
            inside = found.get(found["type"]) or {}
            words = [i["plain_text"] for i in inside.get("rich_text", []) if "plain_text" in i]
            assert bare("".join(words)) in bare(blocks_to_markdown([found]))
        if isinstance(found.get("markdown"), str):
            assert "<" not in notion_markdown_to_markdown(found["markdown"])
    assert seen > 200


def test_every_notion_property_reads(shared: Path) -> None:
    values = [
        prop
        for found in every_object(shared / "fixtures" / "notion")
        if found.get("object") == "page" and isinstance(found.get("properties"), dict)
        for prop in found["properties"].values()
    ]
    assert len(values) > 500
    assert {prop["type"] for prop in values if not property_to_text(prop)} >= {"button"}
    for prop in values:
        text = property_to_text(prop)
        if prop["type"] in ("title", "rich_text"):
            assert bare("".join(i["plain_text"] for i in prop[prop["type"]])) == bare(text)
        if prop["type"] in ("select", "status") and prop[prop["type"]]:
            assert text == prop[prop["type"]]["name"]
