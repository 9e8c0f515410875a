"""What stands on a page below its properties, as Markdown."""

from collections.abc import Sequence

import msgspec

from connectors.errors import NotFound, Refused
from connectors.notion.api import Json, NotionApi
from connectors.text.notion import blocks_to_markdown, notion_markdown_to_markdown

_ELSEWHERE = {"child_page", "child_database"}
"""Blocks whose children are cards or pages of their own."""

_MOST_PARTS = 100
"""Left-out blocks fetched one by one for one page; Notion names at most so many."""


class Content(msgspec.Struct, frozen=True):
    """The text, and whether Notion kept some of it back."""

    text: str
    cut: bool = False


class Contents:
    """Reads content in one call a page where Notion can, block by block where it cannot."""

    def __init__(self, api: NotionApi) -> None:
        """Assume that the connection offers Markdown until it says otherwise."""
        self._api = api
        self._markdown = True

    def of(self, page: str) -> Content:
        """The content of a page; raises NotFound when the page is not there any more."""
        if not self._markdown:
            return self._by_blocks(page)
        try:
            return self._by_markdown(page)
        except Refused as refusal:
            content = self._by_blocks(page)
            # the page can be read, so it was the call that is not there
            if isinstance(refusal, NotFound) or refusal.code == "invalid_request_url":
                self._markdown = False
            return content

    def _by_blocks(self, page: str) -> Content:
        return Content(blocks_to_markdown(list(self._api.children(page)), self._children))

    def _children(self, block: Json) -> Sequence[Json]:
        if not block.get("has_children") or block.get("type") in _ELSEWHERE:
            return ()
        return list(self._api.children(str(block["id"])))

    def _by_markdown(self, page: str) -> Content:
        answer = self._api.markdown(page)
        parts, cut = [str(answer.get("markdown") or "")], False
        waiting = _left_out(answer)
        cut = answer.get("truncated") is True and not waiting
        fetched = {page}
        while waiting and len(fetched) <= _MOST_PARTS:
            block = waiting.pop(0)
            if block in fetched:
                continue
            fetched.add(block)
            part = self._part(block)
            parts.append(str(part.get("markdown") or ""))
            more = _left_out(part)
            cut = cut or (part.get("truncated") is not False and not more)
            waiting += more
        texts = [notion_markdown_to_markdown(part) for part in parts]
        return Content("\n\n".join(text for text in texts if text), cut or bool(waiting))

    def _part(self, block: str) -> Json:
        """A block that was left out; nothing, marked as cut, where we may not see it."""
        try:
            return self._api.markdown(block)
        except Refused:
            return {"truncated": True}


def _left_out(answer: Json) -> list[str]:
    blocks = answer.get("unknown_block_ids")
    return [block for block in blocks if isinstance(block, str)] if isinstance(blocks, list) else []
