"""Entity properties of issues and comments: JSON nobody sees; setting one moves no time."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NoReturn

import msgspec
from werkzeug.wrappers import Response

from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.model import Comment, Issue
from steelyard.loopback.service import json_body, json_response

SIZE_LIMIT = 32_768


def issue_keys(call: Call, key: str) -> Response:
    """GET /issue/{idOrKey}/properties."""
    issue = call.issue(key)
    return json_response(_keys(call, issue.properties, f"issue/{issue.id}/properties"))


def issue_get(call: Call, key: str, name: str) -> Response:
    """GET /issue/{idOrKey}/properties/{key}."""
    return _shown(call.issue(key).properties, name)


def issue_put(call: Call, key: str, name: str) -> Response:
    """PUT /issue/{idOrKey}/properties/{key}: 201 when new, else 200."""
    issue, value = call.issue(key), _value(call, name)
    call.state.put(replace(issue, properties={**issue.properties, name: value}))
    return _stored(new=name not in issue.properties)


def issue_delete(call: Call, key: str, name: str) -> Response:
    """DELETE /issue/{idOrKey}/properties/{key}: 204."""
    issue = call.issue(key)
    call.state.put(replace(issue, properties=_without(issue.properties, name)))
    return Response(status=204)


def comment_keys(call: Call, number: str) -> Response:
    """GET /comment/{id}/properties."""
    _, comment = _comment(call, number)
    return json_response(_keys(call, comment.properties, f"comment/{number}/properties"))


def comment_get(call: Call, number: str, name: str) -> Response:
    """GET /comment/{id}/properties/{key}."""
    return _shown(_comment(call, number)[1].properties, name)


def comment_put(call: Call, number: str, name: str) -> Response:
    """PUT /comment/{id}/properties/{key}: 201 when new, else 200."""
    issue, comment = _comment(call, number)
    value = _value(call, name)
    changed = replace(comment, properties={**comment.properties, name: value})
    call.state.put_comment(issue, changed)
    return _stored(new=name not in comment.properties)


def comment_delete(call: Call, number: str, name: str) -> Response:
    """DELETE /comment/{id}/properties/{key}: 204."""
    issue, comment = _comment(call, number)
    changed = replace(comment, properties=_without(comment.properties, name))
    call.state.put_comment(issue, changed)
    return Response(status=204)


def _keys(call: Call, properties: Mapping[str, Any], path: str) -> dict[str, Any]:
    return {"keys": [{"self": call.view.link(f"{path}/{key}"), "key": key} for key in properties]}


def _shown(properties: Mapping[str, Any], name: str) -> Response:
    if name not in properties:
        _absent(name)
    return json_response({"key": name, "value": properties[name]})


def _without(properties: Mapping[str, Any], name: str) -> dict[str, Any]:
    if name not in properties:
        _absent(name)
    return {key: value for key, value in properties.items() if key != name}


def _absent(name: str) -> NoReturn:
    refuse(404, f"The property with key '{name}' does not exist.")


def _stored(*, new: bool) -> Response:
    return json_response({}, 201 if new else 200)


def _value(call: Call, name: str) -> Any:
    if len(name) > 255:
        refuse(400, "The property key cannot be longer than 255 characters.")
    try:
        value = json_body(call.request)
    except msgspec.DecodeError:
        refuse(400, "Invalid JSON in the body of the property.")
    if len(call.request.get_data()) > SIZE_LIMIT:
        refuse(400, f"The value of a property cannot be longer than {SIZE_LIMIT} characters.")
    return value


def _comment(call: Call, number: str) -> tuple[Issue, Comment]:
    pairs = ((i, comment) for i in call.state.issues.values() for comment in i.comments)
    found = next((pair for pair in pairs if str(pair[1].id) == number), None)
    if found is None:
        refuse(404, f"Can not find a comment for the id: {number}.")
    return found
