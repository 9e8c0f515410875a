"""The gate in the shape each vendor client takes: httpx, py-trello's `http_service`, requests."""

import io
from collections.abc import Mapping
from typing import Any

import httpx
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from connectors.gate.gate import Gate

_HOP = {"content-encoding", "transfer-encoding", "content-length"}
"""Headers about the bytes on the wire; the gate hands on the decoded whole."""


def httpx_client(gate: Gate) -> httpx.Client:
    """For `notion_client.Client(client=...)`: a client that follows no redirect."""
    return httpx.Client(transport=gate, follow_redirects=False, trust_env=False)


class TrelloService:
    """For `trello.TrelloClient(http_service=...)`, the client's only seam.

    py-trello hard-codes the host and signs with OAuth 1 or puts key and token into the query;
    here the host is ours to choose and the credentials travel in a header, out of every log.
    """

    def __init__(self, gate: Gate, url: str, headers: Mapping[str, str]) -> None:
        """`url` is what stands before `/1`."""
        self._http = httpx_client(gate)
        self._url, self._headers = url.rstrip("/"), dict(headers)

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        data: str | None = None,
        **_unused: object,
    ) -> requests.Response:
        """What `requests.request` does, through the gate."""
        path = url.split("/1/", 1)[1]
        request = self._http.build_request(
            method,
            f"{self._url}/1/{path}",
            params=params or None,
            headers={**(headers or {}), **self._headers},
            content=data.encode() if data is not None else None,
        )
        return _as_requests(self._http.send(request))


class JiraBridge(HTTPAdapter):
    """For `jira.JIRA`'s session: hands every request of `requests` to the gate."""

    def __init__(self, gate: Gate) -> None:
        """Replace the adapters of a session with this one by `session.mount`."""
        super().__init__()
        self._http = httpx_client(gate)

    def send(
        self, request: requests.PreparedRequest, *_args: object, **_kwargs: object
    ) -> requests.Response:
        """Send through the gate; timeouts, proxies and retries of `requests` do not apply."""
        body = request.body
        sent = self._http.build_request(
            request.method or "GET",
            request.url or "",
            headers=dict(request.headers),
            content=body.encode() if isinstance(body, str) else body,
        )
        answer = self._http.send(sent)
        return self.build_response(request, _raw(answer))


def _raw(answer: httpx.Response) -> HTTPResponse:
    headers = {name: value for name, value in answer.headers.items() if name not in _HOP}
    return HTTPResponse(
        body=io.BytesIO(answer.content),
        headers=headers,
        status=answer.status_code,
        reason=answer.reason_phrase,
        preload_content=False,
    )


def _as_requests(answer: httpx.Response) -> requests.Response:
    prepared = requests.Request(answer.request.method, str(answer.request.url)).prepare()
    return HTTPAdapter().build_response(prepared, _raw(answer))
