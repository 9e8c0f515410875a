"""One request to a Jira site: who asks, for what, and how Jira says no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec
from werkzeug.wrappers import Request

from steelyard.loopback.jira.model import Field, Issue
from steelyard.loopback.jira.state import JiraState
from steelyard.loopback.jira.view import View
from steelyard.loopback.service import Refuse, json_body, json_response

NO_ISSUE = "Issue does not exist or you do not have permission to see it."


def refuse(status: int, *messages: str, errors: Mapping[str, str] | None = None) -> NoReturn:
    """End the request with an error in Jira's form."""
    body = {"errorMessages": list(messages), "errors": dict(errors or {})}
    raise Refuse(json_response(body, status))


@dataclass(frozen=True, slots=True)
class Call:
    """A request with the site it is for. `known` is False when it came without valid credentials."""

    request: Request
    state: JiraState
    view: View
    known: bool = True

    def body(self) -> dict[str, Any]:
        """The JSON object in the body; a 400 when there is none."""
        try:
            value = json_body(self.request)
        except msgspec.DecodeError as error:
            refuse(
                400,
                f"There was an error parsing JSON. Check that your request body is valid. {error}",
            )
        if not isinstance(value, dict):
            refuse(
                400, "Invalid request payload. Refer to the REST API documentation and try again."
            )
        return value

    def number(self, name: str, default: int) -> int:
        """A whole number of the query."""
        text = self.request.args.get(name, str(default))
        if not text.lstrip("-").isdigit():
            refuse(400, f"'{text}' is not a valid value for '{name}'.")
        return int(text)

    def listed(self, name: str) -> list[str]:
        """A list of the query: repeated, comma-separated or both."""
        return [
            part for text in self.request.args.getlist(name) for part in text.split(",") if part
        ]

    def issue(self, id_or_key: str) -> Issue:
        """The issue of the path; a 404 when it is not there."""
        found = self.state.find(id_or_key)
        if found is None:
            refuse(404, NO_ISSUE)
        return found

    def may(self, permission: str, refusal: str) -> None:
        """End the request with a 403 when the account lacks a permission."""
        if permission in self.state.denied:
            refuse(403, refusal)

    def notify(self, key: str) -> None:
        """Mail the watchers, unless the request asks not to and may (administrators only)."""
        silent = self.request.args.get("notifyUsers") == "false" and self.state.admin
        if not silent:
            self.state.mails.append(key)

    def fields(self, names: Iterable[str]) -> list[Field]:
        """Definitions for a list of wanted fields: ids, `*all`, `*navigable`, `-id`."""
        chosen: dict[str, Field] = {}
        for name in names:
            if name in ("*all", "*navigable"):
                everything = self.state.fields
                chosen |= {i: f for i, f in everything.items() if name == "*all" or i != "comment"}
            elif name.startswith("-"):
                chosen.pop(name[1:], None)
            elif name in self.state.fields:
                chosen[name] = self.state.fields[name]
        return list(chosen.values())
