"""Notion's calls by name, made by the vendor's client through the gate.

Lists are paged by hand: the client's own iterators drop `request_status`, without which a query
that stops at 10,000 rows looks complete.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from notion_client import Client

from connectors.errors import TrackerError
from connectors.gate import Gate, httpx_client
from connectors.protocol import Access

PAGE = 100
"""The most rows Notion gives at once."""

Json = Mapping[str, Any]


class NotionApi:
    """One connection's calls. Each raises `connectors.errors.ConnectorError` only."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Nothing is sent yet."""
        self.where = access.name
        quiet = logging.getLogger(f"{__name__}.vendor")
        self._client: Any = Client(
            auth=access.token.get_secret_value(),
            base_url=access.url.rstrip("/"),
            client=httpx_client(gate),
            retry=False,
            notion_version=access.version,
            logger=quiet,
            log_level=logging.CRITICAL,  # the client would log answers, card text included
        )

    def me(self) -> str:
        """The id of the connection's own user, a bot."""
        return str(self.whoami()["id"])

    def whoami(self) -> Json:
        """The connection's own user, with its id for certain."""
        found = self._object(self._client.users.me())
        if not isinstance(found.get("id"), str) or not found["id"]:
            raise TrackerError(self.where, "Notion does not say who this token is", _AGAIN)
        return found

    def search(self, kind: str) -> Iterator[Json]:
        """Every `data_source` or `page` shared with the connection, as far as the index knows."""
        wanted = {"property": "object", "value": kind}
        return self._paged(self._client.search, filter=wanted)

    def data_source(self, source: str) -> Json:
        """A data source with its properties."""
        return self._object(self._client.data_sources.retrieve(source))

    def database(self, database: str) -> Json:
        """A database, which lists its data sources."""
        return self._object(self._client.databases.retrieve(database))

    def query(self, source: str, **body: Any) -> Json:
        """One page of rows."""
        return self._object(self._client.data_sources.query(source, page_size=PAGE, **body))

    def page(self, page: str) -> Json:
        """A page with its properties, long ones cut at 25 references."""
        return self._object(self._client.pages.retrieve(page))

    def property_items(self, page: str, prop: str) -> Iterator[Json]:
        """Every reference of one property of a page."""
        return self._paged(self._client.pages.properties.retrieve, page, prop)

    def markdown(self, block: str) -> Json:
        """The content of a page or of a block, as Notion's own Markdown."""
        return self._object(self._client.pages.retrieve_markdown(block))

    def children(self, block: str) -> Iterator[Json]:
        """The blocks directly inside a page or block."""
        return self._paged(self._client.blocks.children.list, block)

    def comments(self, page: str) -> Iterator[Json]:
        """The comments of a page's open discussions."""
        return self._paged(self._client.comments.list, block_id=page)

    def set_properties(self, page: str, properties: Json) -> Json:
        """Change these properties of a page and no others."""
        return self._object(self._client.pages.update(page, properties=dict(properties)))

    def add_properties(self, source: str, properties: Json) -> None:
        """Give a data source these columns; one of the name that is there is changed."""
        self._client.data_sources.update(source, properties=dict(properties))

    def add_comment(self, page: str, rich_text: Sequence[Json]) -> Json:
        """Open a discussion on the page with this comment."""
        parent = {"page_id": page}
        return self._object(self._client.comments.create(parent=parent, rich_text=list(rich_text)))

    def edit_comment(self, comment: str, rich_text: Sequence[Json]) -> Json:
        """Let a comment of ours say this."""
        return self._object(self._client.comments.update(comment, rich_text=list(rich_text)))

    def delete_comment(self, comment: str) -> None:
        """Take a comment of ours away."""
        self._client.comments.delete(comment)

    def _paged(self, call: Callable[..., Any], *ids: str, **query: Any) -> Iterator[Json]:
        follow = Cursors(self.where)
        cursor: str | None = None
        while True:
            answer = self._object(call(*ids, page_size=PAGE, start_cursor=cursor, **query))
            yield from results(answer, self.where)
            cursor = follow.next(answer)
            if cursor is None:
                return

    def _object(self, answer: Any) -> Json:
        if not isinstance(answer, dict):
            raise TrackerError(self.where, "Notion answered with no object", _AGAIN)
        return answer


class Cursors:
    """Follows the cursors of one list; a repeated or missing one is an error, never an end."""

    def __init__(self, where: str) -> None:
        """Nothing seen yet."""
        self._where = where
        self._seen: set[str] = set()

    def next(self, answer: Json) -> str | None:
        """The cursor of the next page, None after the last."""
        if not answer.get("has_more"):
            return None
        cursor = answer.get("next_cursor")
        if not isinstance(cursor, str) or cursor in self._seen:
            what = "Notion said there is more but gave no new cursor to follow"
            raise TrackerError(self._where, what, _AGAIN)
        self._seen.add(cursor)
        return cursor


_AGAIN = "run again later; nothing was lost"


def results(answer: Json, where: str) -> list[Json]:
    """The rows of one page of a list; an answer without them is an error, not an empty list."""
    rows = answer.get("results")
    if not isinstance(rows, list):
        raise TrackerError(where, "Notion answered with a list that has no results", _AGAIN)
    return [row for row in rows if isinstance(row, dict)]
