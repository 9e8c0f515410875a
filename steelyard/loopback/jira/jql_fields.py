"""The fields of JQL: what an issue has for each, how text is read, how issues are sorted."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from steelyard.loopback.jira import adf
from steelyard.loopback.jira.model import Issue
from steelyard.loopback.jira.state import JiraState

Test = Callable[[Issue], bool]
RELATIVE = re.compile(r"^-(\d+)([mhdw])$")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_FORMS = ("%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d", "%Y-%m-%d")


class JqlError(ValueError):
    """JQL the site does not take; the text goes into `errorMessages`."""


@dataclass(frozen=True, slots=True)
class Field:
    """How JQL sees a field: all values an issue has for it, and how text becomes one."""

    of: Callable[[Issue], Sequence[Any]]
    read: Callable[[str, JiraState], Any] = lambda text, _: text
    fold: bool = False


def clause(name: str, field: Field, op: str, texts: list[str], state: JiraState) -> Test:
    """`field operator values` as a predicate; raises JqlError."""
    if op in ("~", "!~"):
        needle = texts[0].strip('"*').casefold()
        return lambda issue: (
            any(needle in text.casefold() for text in field.of(issue)) == (op == "~")
        )
    values = [field.read(text, state) for text in texts]
    if op in _COMPARES:
        if name.lower() not in _DATES:
            raise JqlError(f"The operator '{op}' is not supported by the '{name}' field.")
        compare, bound = _COMPARES[op], values[0]
        return lambda issue: any(compare(value, bound) for value in field.of(issue))
    wanted = {value.casefold() if field.fold else value for value in values}
    return lambda issue: (
        any((value.casefold() if field.fold else value) in wanted for value in field.of(issue))
        == (op in ("=", "in"))
    )


_COMPARES: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}
_DATES = frozenset(
    {"updated", "updateddate", "created", "createddate", "id", "key", "issuekey", "issue"}
)


def _moment(text: str, state: JiraState) -> datetime:
    """A date of JQL: epoch milliseconds, relative, or text in the account's time zone."""
    if text.isdigit():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    if match := RELATIVE.match(text):
        return state.clock() - timedelta(**{_UNITS[match[2]]: int(match[1])})
    for form in _FORMS:
        try:
            local = datetime.strptime(text, form).replace(tzinfo=ZoneInfo(state.me.time_zone))
        except ValueError:
            continue
        return local.astimezone(UTC)
    raise JqlError(
        f"Date value '{text}' for field 'updated' is invalid. Valid formats include: "
        "'yyyy/MM/dd HH:mm', 'yyyy-MM-dd HH:mm', 'yyyy/MM/dd', 'yyyy-MM-dd', or a period format "
        "e.g. '-5d', '4w 2d'."
    )


def _project(text: str, state: JiraState) -> str:
    for project in state.projects.values():
        if text.casefold() in (project.key.casefold(), project.name.casefold(), project.id):
            return project.key
    raise JqlError(f"The value '{text}' does not exist for the field 'project'.")


def _issue(text: str, state: JiraState) -> int:
    found = state.find(text)
    if found is not None:
        return found.id
    if text.isdigit():
        return int(text)
    raise JqlError(f"An issue with key '{text}' does not exist for field 'key'.")


def _status(text: str, state: JiraState) -> str:
    for status in state.statuses.values():
        if text.casefold() in (status.name.casefold(), status.id):
            return status.id
    raise JqlError(f"The value '{text}' does not exist for the field 'status'.")


def _text(issue: Issue, *ids: str) -> list[str]:
    found = [issue.values.get(field) or "" for field in ids]
    return [text if isinstance(text, str) else adf.to_text(text) for text in found]


def _value(field: str) -> Callable[[Issue], Sequence[Any]]:
    return lambda issue: [value] if (value := issue.values.get(field)) else []


_ID = Field(lambda issue: [issue.id], _issue)
_UPDATED = Field(lambda issue: [issue.updated], _moment)
_CREATED = Field(lambda issue: [issue.created], _moment)
_KIND = Field(_value("issuetype"), fold=True)
FIELDS: Mapping[str, Field] = {
    "project": Field(lambda issue: [issue.project], _project),
    "id": _ID, "key": _ID, "issuekey": _ID, "issue": _ID,
    "updated": _UPDATED, "updateddate": _UPDATED,
    "created": _CREATED, "createddate": _CREATED,
    "labels": Field(lambda issue: issue.values.get("labels") or []),
    "status": Field(_value("status"), _status),
    "assignee": Field(_value("assignee")),
    "reporter": Field(_value("reporter")),
    "issuetype": _KIND, "type": _KIND,
    "priority": Field(_value("priority"), fold=True),
    "summary": Field(lambda issue: _text(issue, "summary")),
    "description": Field(lambda issue: _text(issue, "description")),
    "text": Field(lambda issue: _text(issue, "summary", "description")),
}  # fmt: skip


def _key_order(issue: Issue) -> tuple[str, int]:
    project, _, number = issue.key.rpartition("-")
    return project, int(number)


SORTS: Mapping[str, Callable[[Issue], Any]] = {
    "key": _key_order, "issuekey": _key_order, "id": lambda issue: issue.id,
    "created": lambda issue: issue.created, "updated": lambda issue: issue.updated,
    "priority": lambda issue: issue.values.get("priority") or "",
    "summary": lambda issue: str(issue.values.get("summary", "")).casefold(),
    "status": lambda issue: str(issue.values.get("status", "")),
    "duedate": lambda issue: issue.values.get("duedate") or "9999",
    "rank": lambda issue: issue.id,
}  # fmt: skip
