"""Notion's answers saved to a file: a query, pages, or recorded calls, read as cards.

What people export with "Markdown & CSV" is a tree of files: see `connectors.notion.tree`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from connectors.card import Card
from connectors.known import Known
from connectors.notion.api import Json
from connectors.notion.cards import card_of
from connectors.notion.ids import id_in
from connectors.notion.layout import Layout, Names, layout_of
from connectors.notion.schema import properties_of
from connectors.notion.tree import cards_from_tree, recognise_tree
from connectors.text.notion import blocks_to_markdown, notion_markdown_to_markdown
from connectors.text.notion_rich import plain as words

__all__ = ["cards_from_json", "cards_from_tree", "recognise_json", "recognise_tree"]

_OBJECTS = {"page", "block", "database", "data_source", "user", "comment", "property_item"}
_OBJECTS |= {"page_markdown", "file_upload", "error", "view", "view_query", "page_template"}


class _Found(msgspec.Struct):
    """What a file holds: pages (the last state of each), schemas and content by id."""

    pages: dict[str, Json] = {}
    sources: dict[str, Json] = {}
    bodies: dict[str, str] = {}


def recognise_json(data: Any) -> bool:
    """Whether this is what Notion's API answers, alone, in an array, or as recorded calls."""
    if isinstance(data, list):
        return bool(data) and all(_is_call(each) or recognise_json(each) for each in data)
    if not isinstance(data, dict):
        return False
    kind = data.get("type")
    said = data.get("object")
    is_object = said == "list" and "results" in data
    is_object = is_object or (isinstance(said, str) and said in _OBJECTS)
    return is_object or _is_call(data) or (isinstance(kind, str) and kind in data)


def cards_from_json(data: Any, name: str, known: Known) -> list[Card]:
    """A card for every page in the file, in order of appearance; none where there is no page.

    `name` is the file's; it stands for the data source where the file does not tell its title.
    """
    found = _Found()
    for address, answer in _answers(data):
        _sort_in(found, address, answer)
    return [_card(page, found, name, known) for page in found.pages.values()]


def _is_call(data: Any) -> bool:
    """A recorded call: `{"request": {"url": ...}, "response": {"body": ...}}`."""
    if not isinstance(data, dict) or not isinstance(data.get("response"), dict):
        return False
    request = data.get("request")
    return isinstance(request, dict) and "/v1/" in str(request.get("url"))


def _answers(data: Any, address: str = "") -> Iterator[tuple[str, Json]]:
    """Every object in the file with the address it was asked from, rows of lists one by one."""
    if isinstance(data, list):
        for each in data:
            yield from _answers(each, address)
    elif _is_call(data):
        yield from _answers(data["response"].get("body"), str(data["request"]["url"]))
    elif isinstance(data, dict):
        rows = data.get("results") if data.get("object") == "list" else None
        yield address, data
        yield from _answers(rows if isinstance(rows, list) else [], address)


def _sort_in(found: _Found, address: str, answer: Json) -> None:
    identity = str(answer.get("id") or "")
    match answer.get("object"):
        case "page" if identity and isinstance(answer.get("properties"), dict):
            found.pages[identity] = answer
        case "data_source" if isinstance(answer.get("properties"), dict):
            found.sources[identity] = answer
        case "page_markdown":
            found.bodies[identity] = notion_markdown_to_markdown(str(answer.get("markdown") or ""))
        case "list" if "/children" in address and answer.get("type") == "block":
            body = blocks_to_markdown(answer.get("results"), None)
            found.bodies[id_in(address.partition("/children")[0]) or ""] = body


def _card(page: Json, found: _Found, name: str, known: Known) -> Card:
    names = Names(known=known)
    body = found.bodies.get(str(page["id"]), "")
    return card_of(page, _layout(page, found, name, names), names, connection=name, body=body)


def _layout(page: Json, found: _Found, name: str, names: Names) -> Layout:
    """From the data source's schema where the file has it, else from what the page shows."""
    parent = page.get("parent")
    source = str((parent if isinstance(parent, dict) else {}).get("data_source_id") or "")
    schema: Mapping[str, Any] = found.sources.get(source, {})
    title = words(schema.get("title")).strip() or name
    properties = properties_of(schema.get("properties") or page["properties"])
    return layout_of(source, title, properties, names, name)
