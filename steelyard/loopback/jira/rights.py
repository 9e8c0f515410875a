"""What the account may do: permissions, and the fields and statuses of each type of issue."""

from werkzeug.wrappers import Response

from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.edit import settable
from steelyard.loopback.jira.meta import found_project
from steelyard.loopback.jira.view import Json
from steelyard.loopback.service import json_response

PERMISSIONS = {
    "ADMINISTER": ("Administer Jira", "GLOBAL"),
    "BROWSE_PROJECTS": ("Browse Projects", "PROJECT"),
    "EDIT_ISSUES": ("Edit Issues", "PROJECT"),
    "CREATE_ISSUES": ("Create Issues", "PROJECT"),
    "ADD_COMMENTS": ("Add Comments", "PROJECT"),
    "EDIT_OWN_COMMENTS": ("Edit Own Comments", "PROJECT"),
    "DELETE_OWN_COMMENTS": ("Delete Own Comments", "PROJECT"),
}


def my_permissions(call: Call) -> Response:
    """GET /mypermissions: those asked for; Cloud refuses to list all of them."""
    asked = call.listed("permissions")
    if not asked and call.view.cloud:
        refuse(400, "The permissions parameter is required.")
    unknown = [key for key in asked if key not in PERMISSIONS]
    if unknown:
        refuse(400, f"Unrecognized permission: {unknown[0]}")
    if key := call.request.args.get("projectKey"):
        found_project(call, key)
    shown = {key: _permission(call, key) for key in asked or PERMISSIONS}
    return json_response({"permissions": shown})


def _permission(call: Call, key: str) -> Json:
    name, kind = PERMISSIONS[key]
    held = key not in call.state.denied and (key != "ADMINISTER" or call.state.admin)
    number = str(list(PERMISSIONS).index(key))
    return {
        "id": number,
        "key": key,
        "name": name,
        "type": kind,
        "description": name,
        "havePermission": held,
    }


def statuses(call: Call, key: str) -> Response:
    """GET /project/{idOrKey}/statuses: every status, by type of issue."""
    found_project(call, key)
    known = [call.view.status(status) for status in call.state.statuses.values()]
    shown = (call.view.kind(kind) for kind in call.state.kinds)
    return json_response(
        [
            {name: kind[name] for name in ("id", "name", "self", "subtask")} | {"statuses": known}
            for kind in shown
        ]
    )


def types(call: Call, key: str) -> Response:
    """GET /issue/createmeta/{idOrKey}/issuetypes; Data Center calls the list `values`."""
    found_project(call, key)
    call.may("CREATE_ISSUES", "You do not have permission to create issues in this project.")
    return _page(call, "issueTypes", [call.view.kind(kind) for kind in call.state.kinds])


def fields(call: Call, key: str, number: str) -> Response:
    """GET /issue/createmeta/{idOrKey}/issuetypes/{id}: the fields of the create screen."""
    found = found_project(call, key)
    call.may("CREATE_ISSUES", "You do not have permission to create issues in this project.")
    kind = next((one for one in call.state.kinds if call.view.kind(one)["id"] == number), None)
    if kind is None:
        refuse(404, f"No issue type with id '{number}' exists for the project.")
    listed = settable(call, found.key, kind).items()
    return _page(call, "fields", [{**meta, "fieldId": ident} for ident, meta in listed])


def _page(call: Call, name: str, found: list[Json]) -> Response:
    start, size = call.number("startAt", 0), call.number("maxResults", 50)
    if size > 200:
        refuse(400, "Parameter 'maxResults' must not exceed the limit '200'")
    return json_response(
        {
            "startAt": start,
            "maxResults": size,
            "total": len(found),
            name if call.view.cloud else "values": found[start : start + size],
        }
    )
