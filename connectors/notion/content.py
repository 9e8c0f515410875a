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
        answer = self._asked(page) if self._markdown else None
        if answer is None:
            return self._by_blocks(page)
        try:
            return self._with_left_out(answer)
        except Refused:  # a part that cannot be had alone: block by block it can
            return self._by_blocks(page)

    def _asked(self, page: str) -> Json | None:
        """The page as Markdown; None where this Notion has no such call."""
        try:
            return self._api.markdown(page)
        except Refused as refusal:
            if isinstance(refusal, NotFound):
                self._api.page(page)  # it can be read, so it is the call that is not there
            self._markdown = refusal.code != "invalid_request_url" and refusal.status != 404
            return None

    def _by_blocks(self, page: str) -> Content:
        return Content(blocks_to_markdown(list(self._api.children(page)), self._children))

    def _children(self, block: Json) -> Sequence[Json]:
        if not block.get("has_children") or block.get("type") in _ELSEWHERE:
            return ()
        return list(self._api.children(str(block["id"])))

    def _with_left_out(self, answer: Json) -> Content:
        """A long page's Markdown, with the blocks Notion left out of it one by one after it."""
        parts, waiting = [answer], _left_out(answer)
        asked: set[str] = set()
        while waiting and len(asked) < _MOST_PARTS:
            block = waiting.pop(0)
            if block not in asked:
                asked.add(block)
                parts.append(self._api.markdown(block))
                waiting += _left_out(parts[-1])
        cut = any(part.get("truncated") is True and not _left_out(part) for part in parts)
        texts = [notion_markdown_to_markdown(str(part.get("markdown") or "")) for part in parts]
        return Content("\n\n".join(text for text in texts if text), cut or bool(waiting))


def _left_out(answer: Json) -> list[str]:
    blocks = answer.get("unknown_block_ids")
    return [block for block in blocks if isinstance(block, str)] if isinstance(blocks, list) else []
