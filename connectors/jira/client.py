"""The vendor's client on the gate: every call Steelyard makes to Jira, typed, one by one.

`jira.JIRA` knows addresses, authentication and JSON. Its own calls are used where they send
exactly one right request; the others are built here from its session and its address book:
`search_issues` and `enhanced_search_issues` first fetch all fields and then send members Jira's
schema forbids (`"expand": null`), `Issue.update` reads the issue again after each write, and
`add_comment` takes no comment properties. This module alone touches the client's private members.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

import jira
import msgspec

from connectors.errors import AnswerLost, Denied, TrackerError
from connectors.gate import Gate, JiraBridge
from connectors.protocol import Access

Json = dict[str, Any]

COMMENTS_A_PAGE = 100
"""The cap of Cloud (pycontribs/jira#1938)."""


class JiraApi:
    """One site, spoken to through the gate; raises only `connectors.errors.ConnectorError`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Open no connection yet: nothing is sent before the first call."""
        self.where = access.name
        self._gate, self._cloud, self._loud = gate, not access.datacenter, False
        self._client = _client(access)
        self._session = self._client._session  # noqa: SLF001 - the client has no public session
        bridge = JiraBridge(gate)
        self._session.mount("https://", bridge)
        self._session.mount("http://", bridge)
        self._session.trust_env = False  # no proxy and no netrc of the machine
        self._session.hooks["response"].append(self._known_to_jira)

    def myself(self) -> Json:
        """The account of the token; an empty answer means Jira did not recognise it."""
        answer = self._object(self._client.myself(), "GET myself")
        if not any(answer.get(name) for name in ("accountId", "key", "name")):
            self._unrecognised()
        return answer

    def fields(self) -> list[Json]:
        """All fields of the site, system and custom."""
        return self._list(self._client.fields(), "GET field")

    def statuses(self) -> list[Json]:
        """All statuses the account can see."""
        return self._list(self._get("status", {}), "GET status")

    def project(self, key: str) -> Json:
        """A project; NotFound when it is not there or not visible."""
        return self._object(self._get(f"project/{key}", {}), f"GET project/{key}")

    def search(self, path: str, body: Json) -> Json:
        """One page of a search; `path` is `search/jql` on Cloud and `search` on Data Center."""
        answer = self._object(self._post(path, body), f"POST {path}")
        if not isinstance(answer.get("issues"), list):
            self._incomplete(f"POST {path}", "issues")
        return answer

    def bulkfetch(self, ids: Sequence[str], fields: Sequence[str]) -> Json:
        """Up to 100 issues as they are now; those not visible are simply not in the answer."""
        body = {"issueIdsOrKeys": list(ids), "fields": list(fields)}
        answer = self._object(self._post("issue/bulkfetch", body), "POST issue/bulkfetch")
        if not isinstance(answer.get("issues"), list):
            self._incomplete("POST issue/bulkfetch", "issues")
        return answer

    def issue(self, issue: str, fields: Sequence[str]) -> Json:
        """One issue as it is now; NotFound when it is not there or not visible."""
        answer = self._get(f"issue/{issue}", {"fields": ",".join(fields)})
        return self._object(answer, f"GET issue/{issue}")

    def comments(self, issue: str, start: int) -> Json:
        """A page of comments, oldest first, with `total`."""
        paging: dict[str, str | int] = {
            "startAt": start,
            "maxResults": COMMENTS_A_PAGE,
            "orderBy": "created",
        }
        answer = self._object(self._get(f"issue/{issue}/comment", paging), "GET comment")
        if not isinstance(answer.get("comments"), list):
            self._incomplete(f"GET issue/{issue}/comment", "comments")
        return answer

    def edit_issue(self, issue: str, body: Json) -> None:
        """Set fields and change labels in one request, without mail where we may choose."""
        self._put_quietly(f"issue/{issue}", body)

    def add_comment(self, issue: str, body: Json) -> str:
        """Post a comment and return its id; AnswerLost when nobody knows whether it was posted."""
        answer = self._post(f"issue/{issue}/comment", body)
        if not isinstance(answer, dict) or not answer.get("id"):
            what = f"Jira answered POST issue/{issue}/comment without the comment's id"
            raise AnswerLost(self.where, what, "the next run looks before it writes again")
        return str(answer["id"])

    def edit_comment(self, issue: str, comment: str, body: Json) -> None:
        """Replace a comment's text, without mail where we may choose (not on Data Center)."""
        path = f"issue/{issue}/comment/{comment}"
        if self._cloud:
            self._put_quietly(path, body)
        else:
            self._put(path, body, {})

    def delete_comment(self, issue: str, comment: str) -> None:
        """Take a comment away for good."""
        self._session.delete(self._url(f"issue/{issue}/comment/{comment}"))

    def look(self, path: str, params: Mapping[str, str | int] | None = None) -> Json:
        """A GET that answers with an object; for calls only setting up and checking make."""
        return self._object(self._get(path, params or {}), f"GET {path}")

    def look_through(self, path: str) -> list[Json]:
        """A GET that answers with a list of objects."""
        return self._list(self._get(path, {}), f"GET {path}")

    def make_field(self, body: Json) -> Json:
        """A new custom field, for administrators; AnswerLost when nobody knows."""
        return self._object(self._post("field", body), "POST field")

    def _url(self, path: str) -> str:
        return self._client._get_url(path)  # noqa: SLF001 - the client's address book

    def _get(self, path: str, params: Mapping[str, str | int]) -> Any:
        return _decoded(self._session.get(self._url(path), params=dict(params)))

    def _post(self, path: str, body: Json) -> Any:
        return _decoded(self._session.post(self._url(path), data=json.dumps(body)))

    def _put(self, path: str, body: Json, params: Mapping[str, str]) -> None:
        self._session.put(self._url(path), params=dict(params), data=json.dumps(body))

    def _put_quietly(self, path: str, body: Json) -> None:
        """With `notifyUsers=false`, unless a 403 once told that only administrators may say so."""
        if not self._loud:
            try:
                return self._put(path, body, {"notifyUsers": "false"})
            except Denied as error:
                if error.status != 403:
                    raise
        self._put(path, body, {})
        self._loud = True
        return None

    def _known_to_jira(self, answer: Any, *_args: object, **_kwargs: object) -> None:
        """A dead token may get an anonymous 200; the header tells (JRASERVER-41559)."""
        if "AUTHENTICATED_FAILED" in answer.headers.get("X-Seraph-LoginReason", ""):
            self._unrecognised()

    def _unrecognised(self) -> NoReturn:
        raise Denied(
            self.where,
            "Jira does not recognise this token: it answers as to a stranger",
            self._gate.policy.token_help,
            status=401,
        )

    def _object(self, answer: Any, call: str) -> Json:
        if not isinstance(answer, dict):
            self._incomplete(call, "a JSON object")
        return answer

    def _list(self, answer: Any, call: str) -> list[Json]:
        if not isinstance(answer, list):
            self._incomplete(call, "a JSON list")
        return _objects(answer)

    def _incomplete(self, call: str, missing: str) -> NoReturn:
        raise TrackerError(
            self.where,
            f"Jira answered {call} without {missing}",
            "check `url` and `deployment` of this connection; run again later",
        )


def _client(access: Access) -> jira.JIRA:
    """The vendor's client, told everything it would otherwise ask the site for."""
    token = access.token.get_secret_value()
    version = "2" if access.datacenter else "3"
    client = jira.JIRA(
        options={"server": access.url, "rest_api_version": version, "check_update": False},
        basic_auth=(access.email, token) if access.email else None,
        token_auth=None if access.email else token,
        get_server_info=False,
        max_retries=0,
        logging=False,
    )
    client.deploymentType = "Server" if access.datacenter else "Cloud"
    return client


def _decoded(answer: Any) -> Any:
    """The JSON of an answer; the gate lets only JSON and empty bodies through."""
    return msgspec.json.decode(answer.content) if answer.content else None


def _objects(items: Iterable[Any]) -> list[Json]:
    return [item for item in items if isinstance(item, dict)]
