"""The fields every Jira site has, and what may be written into a field of each kind."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from steelyard.loopback.jira.model import CUSTOM_TYPE, Field

SYSTEM: tuple[Field, ...] = (
    Field("summary", "Summary", "string"),
    Field("description", "Description", "string", rich=True),
    Field("environment", "Environment", "string", rich=True),
    Field("project", "Project", "project", on_screen=False),
    Field("issuetype", "Issue Type", "issuetype"),
    Field("status", "Status", "status", on_screen=False),
    Field("priority", "Priority", "priority"),
    Field("labels", "Labels", "array", items="string"),
    Field("assignee", "Assignee", "user"),
    Field("reporter", "Reporter", "user"),
    Field("creator", "Creator", "user", on_screen=False),
    Field("created", "Created", "datetime", on_screen=False),
    Field("updated", "Updated", "datetime", on_screen=False),
    Field("duedate", "Due date", "date"),
    Field("resolution", "Resolution", "resolution", on_screen=False),
    Field("resolutiondate", "Resolved", "datetime", on_screen=False),
    Field("parent", "Parent", "issuelink"),
    Field("subtasks", "Sub-tasks", "array", items="issuelinks", on_screen=False),
    Field("issuelinks", "Linked Issues", "array", items="issuelinks"),
    Field("components", "Components", "array", items="component"),
    Field("fixVersions", "Fix versions", "array", items="version"),
    Field("comment", "Comment", "comments-page"),
)

CUSTOM_KINDS: Mapping[str, tuple[str, str, bool]] = {
    "float": ("number", "", False),
    "textfield": ("string", "", False),
    "textarea": ("string", "", True),
    "url": ("string", "", False),
    "select": ("option", "", False),
    "radiobuttons": ("option", "", False),
    "multiselect": ("array", "option", False),
    "multicheckboxes": ("array", "option", False),
    "labels": ("array", "string", False),
    "userpicker": ("user", "", False),
    "multiuserpicker": ("array", "user", False),
    "datepicker": ("date", "", False),
    "datetime": ("datetime", "", False),
}
"""Short type of a custom field: schema type, items, rich text."""

EMPTY_LISTS = frozenset({"labels", "subtasks", "issuelinks", "components", "fixVersions"})
"""System fields that are an empty list, not null, when nothing is in them."""


def custom_field(number: int, name: str, short: str, **more: Any) -> Field:
    """A custom field of the site; `short` is a key of `CUSTOM_KINDS`."""
    kind, items, rich = CUSTOM_KINDS[short]
    return Field(
        f"customfield_{number}", name, kind, items, custom=CUSTOM_TYPE + short, rich=rich, **more
    )


class WrongValueError(ValueError):
    """A value the field does not take; the text is what Jira says under `errors`."""


def raw_value(definition: Field, value: Any) -> Any:
    """What is stored for a value of the wire; raises WrongValueError."""
    if value is None:
        return [] if definition.id in EMPTY_LISTS else None
    if definition.kind == "array":
        if not isinstance(value, list):
            raise WrongValueError("data was not an array")
        return [_one(definition, definition.items, item) for item in value]
    return _one(definition, definition.kind, value)


def _one(definition: Field, kind: str, value: Any) -> Any:
    take = _TAKES.get(kind)
    return take(definition, value) if take else value


def _number(_: Field, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise WrongValueError("Operation value must be a number")
    return float(value)


def _string(definition: Field, value: Any) -> Any:
    if not isinstance(value, str):
        raise WrongValueError("Operation value must be a string")
    if (definition.id == "labels" or definition.custom.endswith(":labels")) and " " in value:
        raise WrongValueError(f"The label '{value}' contains spaces which is invalid.")
    if definition.id == "summary" and ("\n" in value or not value.strip()):
        raise WrongValueError("You must specify a summary of the issue.")
    return value


def _option(definition: Field, value: Any) -> str:
    known = {str(10000 + at): text for at, text in enumerate(definition.options)}
    if isinstance(value, dict):
        text = value.get("value") or known.get(str(value.get("id")))
        if text in definition.options:
            return str(text)
    allowed = ", ".join(f"{number}[{text}]" for number, text in known.items())
    raise WrongValueError(f"Specify a valid value for {definition.name}. Allowed: {allowed}")


def _user(_: Field, value: Any) -> Any:
    if isinstance(value, dict) and ("accountId" in value or "name" in value):
        return value.get("accountId", value.get("name"))
    raise WrongValueError("Specify a valid user")


def _day(_: Field, value: Any) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError) as error:
        raise WrongValueError("Error parsing date string: " + str(value)) from error


def _moment(_: Field, value: Any) -> str:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise WrongValueError("Error parsing time: " + str(value)) from error
    return str(value)


_TAKES: Mapping[str, Callable[[Field, Any], Any]] = {
    "number": _number,
    "string": _string,
    "option": _option,
    "user": _user,
    "date": _day,
    "datetime": _moment,
}
