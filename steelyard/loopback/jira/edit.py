"""Changing an issue: `PUT /issue/{idOrKey}` and what may be changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.jira import adf
from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.fields import WrongValueError, raw_value
from steelyard.loopback.jira.model import Field, Issue, Status
from steelyard.loopback.jira.view import Json
from steelyard.loopback.service import json_response

TEXT_LIMIT = 32_767


def edit_meta(call: Call, key: str) -> Response:
    """GET /issue/{idOrKey}/editmeta: the fields on the edit screen."""
    issue = call.issue(key)
    if "EDIT_ISSUES" in call.state.denied:
        return json_response({"fields": {}})
    return json_response({"fields": settable(call, issue.project, str(issue.values["issuetype"]))})


def settable(call: Call, project: str, kind: str) -> dict[str, Json]:
    """What may be set on issues of a project and type, by field id."""
    fields = call.state.fields.values()
    return {one.id: _meta(call, one) for one in fields if one.settable_in(project, kind)}


def _meta(call: Call, field: Field) -> Json:
    operations = ["add", "set", "remove"] if field.kind == "array" else ["set"]
    shown = {
        "required": field.id == "summary",
        "schema": call.view.field(field)["schema"],
        "name": field.name,
        "key": field.id,
        "operations": operations,
    }
    if field.options:
        shown["allowedValues"] = [call.view.value(field, [text])[0] if field.kind == "array"
                                  else call.view.value(field, text) for text in field.options]  # fmt: skip
    return shown


def put_issue(call: Call, key: str) -> Response:
    """PUT /issue/{idOrKey}: all of the change or none; 204, or 400 with `errors` by field."""
    found, body = call.issue(key), call.body()
    call.may("EDIT_ISSUES", "You do not have permission to edit issues in this project.")
    if not any(body.get(part) for part in ("fields", "update", "properties")):
        refuse(400, "one of 'fields' or 'update' required")
    wanted = _wanted(call, found, body)
    if wanted.errors:
        refuse(400, errors=wanted.errors)
    changed = {i: value for i, value in wanted.values.items() if found.values.get(i) != value}
    pairs = {pair["key"]: pair["value"] for pair in body.get("properties") or []}
    if pairs:
        found = replace(found, properties={**found.properties, **pairs})
        call.state.put(found)
    if changed:
        call.state.change(found, changed)
        call.notify(found.key)
    if call.request.args.get("returnIssue") == "true":
        return json_response(call.view.issue(call.issue(key), call.fields(["*all"])))
    return Response(status=204)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """New raw values and complaints, both by field id."""

    values: dict[str, Any]
    errors: dict[str, str]


def _wanted(call: Call, issue: Issue, body: Mapping[str, Any]) -> _Wanted:
    found = _Wanted({}, {})
    for name, value in (body.get("fields") or {}).items():
        _collect(call, issue, name, partial(_set, call, value=value), found)
    for name, operations in (body.get("update") or {}).items():
        if name in found.values:
            found.errors[name] = f"Field '{name}' cannot appear in both 'fields' and 'update'"
            continue
        work = partial(_updated, call, issue=issue, operations=operations)
        _collect(call, issue, name, work, found)
    return found


def _collect(
    call: Call, issue: Issue, name: str, value_of: Callable[[Field], Any], into: _Wanted
) -> None:
    field = call.state.fields.get(name)
    if field is None or not field.settable_in(issue.project, str(issue.values["issuetype"])):
        into.errors[name] = (
            f"Field '{name}' cannot be set. It is not on the appropriate screen, or unknown."
        )
        return
    try:
        into.values[name] = value_of(field)
    except WrongValueError as error:
        into.errors[name] = str(error)


def _set(call: Call, field: Field, value: Any) -> Any:
    if field.rich and value is not None:
        return rich_value(call, value)
    if field.kind in ("issuetype", "priority") and isinstance(value, dict):
        return value.get("name")
    raw = raw_value(field, value)
    if field.kind == "user" and raw is not None and call.view.person(raw) is None:
        raise WrongValueError("Specify a valid value for " + field.id)
    return raw


def rich_value(call: Call, value: Any) -> Any:
    """Rich text of the wire, checked; raises WrongValueError."""
    if call.view.cloud:
        found = adf.problem(value)
        if found is not None:
            raise WrongValueError("Operation value must be an Atlassian Document (see the Atlassian Document Format)")  # fmt: skip
    elif not isinstance(value, str):
        raise WrongValueError("Operation value must be a string")
    if adf.size(value) > TEXT_LIMIT:
        raise WrongValueError(
            f"The entered text is too long. It exceeds the allowed limit of {TEXT_LIMIT} characters."
        )
    return value


def _updated(call: Call, field: Field, issue: Issue, operations: list[Mapping[str, Any]]) -> Any:
    value = issue.values.get(field.id)
    for operation in operations:
        ((verb, operand),) = operation.items()
        if verb == "set":
            value = _set(call, field, operand)
        elif verb in ("add", "remove") and field.kind == "array":
            item = raw_value(field, [operand])[0]
            kept = [old for old in value or [] if old != item]
            value = [*kept, item] if verb == "add" else kept
            if verb == "add" and item in (issue.values.get(field.id) or []):
                value = list(issue.values[field.id])
        else:
            raise WrongValueError(f"Field does not support operation '{verb}'")
    return value


def transitions(call: Call, key: str) -> Response:
    """GET /issue/{idOrKey}/transitions: every status can be reached from every other."""
    call.issue(key)
    return json_response(
        {"transitions": [_transition(call, status) for status in call.state.statuses.values()]}
    )


def _transition(call: Call, status: Status) -> Json:
    return {"id": status.id, "name": status.name, "to": call.view.status(status)}
