"""py-trello on the gate: nested resources and batches, never the object layer.

The object layer of py-trello asks once a card; one nested request brings a whole board.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from trello import TrelloClient

from connectors.errors import NotFound, SetupError, TrackerError
from connectors.gate import Gate, TrelloService
from connectors.protocol import Access

PAGE = 1000
"""The most cards or actions one request brings; more are cut off without a word."""

_BATCH = 10
"""The most GETs one `/batch` takes."""


class Call(NamedTuple):
    """A GET to be sent alone or in a batch."""

    path: str
    query: Mapping[str, str]


class Client:
    """Calls to one Trello account. Raises only `connectors.errors.ConnectorError`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Credentials travel in a header, so that no address and no log holds them."""
        if access.key is None:
            raise SetupError(
                access.name, "Trello needs a key beside the token", "set `key` for this connection"
            )
        key, token = access.key.get_secret_value(), access.token.get_secret_value()
        credentials = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
        service = TrelloService(gate, access.url, {"Authorization": credentials})
        self._trello = TrelloClient(key, token=token, http_service=service)
        self._where = access.name

    def get(self, path: str, query: Mapping[str, str]) -> Any:
        """What Trello answers to a GET."""
        return self._send("GET", path, query, None)

    def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Any:
        """What Trello answers to a write; None when it answers with nothing."""
        return self._send(method, path, query or {}, body)

    def many(self, calls: Sequence[Call]) -> list[Any]:
        """The answers to `calls` in their order, ten a request; None for what is not there."""
        groups = [calls[start : start + _BATCH] for start in range(0, len(calls), _BATCH)]
        return [answer for group in groups for answer in self._together(group)]

    def every(
        self, path: str, query: Mapping[str, str], newest: Sequence[Mapping[str, Any]] = ()
    ) -> list[Any]:
        """All objects of a list that pages backwards in time, each once.

        `newest` is the first page where it has been read already.
        """
        found: dict[str, Any] = {item["id"]: item for item in newest}
        while True:
            older = {"before": min(found)} if found else {}
            page = self.get(path, {**query, "limit": str(PAGE), **older})
            fresh = {item["id"]: item for item in page if item["id"] not in found}
            found |= fresh
            if len(page) < PAGE:
                return list(found.values())
            if not fresh:
                what = f"Trello gave the same page of {path} twice"
                raise TrackerError(self._where, what, "run again later; nothing was lost")

    def _together(self, calls: Sequence[Call]) -> list[Any]:
        parts = self._batch(calls) if len(calls) > 1 else []
        if len(parts) != len(calls):
            return [self._or_none(call) for call in calls]
        return [self._part(part, call) for part, call in zip(parts, calls, strict=True)]

    def _batch(self, calls: Sequence[Call]) -> list[Any]:
        """The parts of a batch; none where a gateway on the way lets no batches through."""
        try:
            parts: list[Any] = self.get("batch", {"urls": ",".join(map(_address, calls))})
        except NotFound:
            return []
        return parts

    def _part(self, part: Any, call: Call) -> Any:
        """One part of a batch; one that failed is asked alone, where the gate judges it."""
        answer = part if isinstance(part, dict) else {}
        if "200" in answer:
            return answer["200"]
        if "404" in answer or answer.get("statusCode") == 404:
            return None
        return self._or_none(call)

    def _or_none(self, call: Call) -> Any:
        try:
            return self.get(call.path, call.query)
        except NotFound:
            return None

    def _send(
        self, method: str, path: str, query: Mapping[str, str], body: Mapping[str, Any] | None
    ) -> Any:
        try:
            return self._trello.fetch_json(path, method, query_params=dict(query), post_args=body)
        except ValueError:  # the gate lets only JSON through, so the body was empty
            return None


def _address(call: Call) -> str:
    """A route inside `urls`, its own commas encoded: bare commas divide the routes."""
    return f"/{call.path}?{urlencode(call.query)}"
