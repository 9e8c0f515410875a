"""About the site: who we are, its version, its fields and statuses."""

from werkzeug.wrappers import Response

from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.fields import CUSTOM_KINDS
from steelyard.loopback.jira.model import CUSTOM_TYPE, Project
from steelyard.loopback.service import json_response


def myself(call: Call) -> Response:
    """GET /myself: the account of the credentials; 401 when they are dead."""
    if not call.known:
        refuse(401, "Client must be authenticated to access this resource.")
    me = call.state.me
    return json_response(call.view.user(me) | {"emailAddress": me.email, "locale": "en_US"})


def server_info(call: Call) -> Response:
    """GET /serverInfo: tells Cloud from Server; needs no credentials."""
    numbers = [1001, 0, 0] if call.view.cloud else [9, 12, 15]
    return json_response(
        {
            "baseUrl": call.view.base,
            "version": "1001.0.0-SNAPSHOT" if call.view.cloud else "9.12.15",
            "versionNumbers": numbers,
            "deploymentType": "Cloud" if call.view.cloud else "Server",
            "buildNumber": 100281,
            "buildDate": "2026-11-01T00:00:00.000+0000",
            "serverTime": call.view.time(call.state.clock()),
            "scmInfo": "loopback",
            "serverTitle": "Jira",
        }
    )


def fields(call: Call) -> Response:
    """GET /field: every field; an empty list to a stranger."""
    if not call.known:
        return json_response([])
    return json_response([call.view.field(field) for field in call.state.fields.values()])


def create_field(call: Call) -> Response:
    """POST /field: a custom field, for administrators; 201."""
    if not call.state.admin:
        refuse(403, "Only Jira administrators can create custom fields.")
    body = call.body()
    name, full = body.get("name"), str(body.get("type", ""))
    short = full.removeprefix(CUSTOM_TYPE)
    if not isinstance(name, str) or not name:
        refuse(400, errors={"name": "The name of the custom field is required."})
    if short not in CUSTOM_KINDS or short == full:
        refuse(400, errors={"type": f"Invalid custom field type: {full}"})
    return json_response(call.view.field(call.state.add_field(name, short)), 201)


def statuses(call: Call) -> Response:
    """GET /status: every status with its category, named in both languages."""
    return json_response(
        [
            call.view.status(status) | {"untranslatedName": status.untranslated or status.name}
            for status in call.state.statuses.values()
        ]
    )


def search_projects(call: Call) -> Response:
    """GET /project/search: a page of projects."""
    start, size = call.number("startAt", 0), min(call.number("maxResults", 50), 50)
    found = list(call.state.projects.values())
    page = found[start : start + size]
    return json_response(
        {
            "self": call.view.link("project/search"),
            "maxResults": size,
            "startAt": start,
            "total": len(found),
            "isLast": start + size >= len(found),
            "values": [call.view.project(project) for project in page],
        }
    )


def all_projects(call: Call) -> Response:
    """GET /project: every project (Data Center)."""
    return json_response([call.view.project(item) for item in call.state.projects.values()])


def project(call: Call, key: str) -> Response:
    """GET /project/{idOrKey}."""
    return json_response(call.view.project(found_project(call, key)))


def found_project(call: Call, key: str) -> Project:
    """The project of this key or id; a 404 when there is none."""
    projects = call.state.projects.values()
    found = next((item for item in projects if key in (item.key, item.id)), None)
    if found is None:
        refuse(404, f"No project could be found with key '{key}'.")
    return found
