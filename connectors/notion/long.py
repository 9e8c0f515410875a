"""Property values that a page object cuts: at most 25 references are in it."""

from collections.abc import Collection, Mapping
from typing import Any

from connectors.notion.api import Json, NotionApi

CUT = 25
"""References of one property a page object shows (Notion, Retrieve a page)."""

_ALWAYS = {"title", "rich_text"}
"""Words of people, read to the end wherever they stand."""

_WHERE_ASKED = {"people", "relation"}


def completed(api: NotionApi, page: Json, asked: Collection[str]) -> Json:
    """The page with its cut texts, and the cut lists among the `asked` ids, made whole.

    One request for a hundred references of each; none when nothing was cut.
    """
    properties = {
        name: _whole(api, str(page["id"]), value) if _is_cut(value, asked) else value
        for name, value in page["properties"].items()
    }
    return {**page, "properties": properties}


def _is_cut(value: Mapping[str, Any], asked: Collection[str]) -> bool:
    kind = value.get("type")
    if kind not in _ALWAYS and not (kind in _WHERE_ASKED and value.get("id") in asked):
        return False
    listed = value.get(str(kind))
    return value.get("has_more") is True or (isinstance(listed, list) and len(listed) == CUT)


def _whole(api: NotionApi, page: str, value: Mapping[str, Any]) -> Mapping[str, Any]:
    kind = str(value["type"])
    items = [item.get(kind) for item in api.property_items(page, str(value["id"]))]
    return {**value, kind: [item for item in items if isinstance(item, dict)], "has_more": False}
