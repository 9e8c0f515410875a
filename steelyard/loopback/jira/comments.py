"""Comments: read by page and by id, written, and their invisible properties."""

from dataclasses import replace
from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.jira import adf
from steelyard.loopback.jira.call import Call, refuse
from steelyard.loopback.jira.edit import TEXT_LIMIT
from steelyard.loopback.jira.model import Comment, Issue
from steelyard.loopback.service import json_response

PAGE = 100
"""Default and cap of a page of comments on Cloud (pycontribs/jira#1938)."""
BY_ID = 1000


def page(call: Call, key: str) -> Response:
    """GET /issue/{idOrKey}/comment: a page on Cloud, all at once on Data Center."""
    issue = call.issue(key)
    ordered = sorted(issue.comments, key=lambda comment: (comment.created, comment.id))
    if call.request.args.get("orderBy", "created") in ("-created", "-createdDate"):
        ordered.reverse()
    start = call.number("startAt", 0)
    size = call.number("maxResults", PAGE if call.view.cloud else max(len(ordered), 1))
    size = min(size, PAGE) if call.view.cloud else size
    with_properties = "properties" in call.listed("expand")
    return json_response(
        {
            "startAt": start,
            "maxResults": size,
            "total": len(ordered),
            "comments": [
                call.view.comment(issue, comment, properties=with_properties)
                for comment in ordered[start : start + size]
            ],
        }
    )


def by_ids(call: Call) -> Response:
    """POST /comment/list: up to 1000 comments; those that are gone are simply missing."""
    wanted = call.body().get("ids")
    if not isinstance(wanted, list) or not 0 < len(wanted) <= BY_ID:
        refuse(400, f"The number of comment ids must be between 1 and {BY_ID}.")
    with_properties = "properties" in call.listed("expand")
    asked = {int(number) for number in wanted}
    found = [
        call.view.comment(issue, comment, properties=with_properties)
        for issue in call.state.issues.values()
        for comment in issue.comments
        if comment.id in asked
    ]
    return json_response(
        {"maxResults": BY_ID, "startAt": 0, "total": len(found), "isLast": True, "values": found}
    )


def one(call: Call, key: str, number: str) -> Response:
    """GET /issue/{idOrKey}/comment/{id}."""
    issue = call.issue(key)
    shown = call.view.comment(
        issue, comment_of(issue, number), properties="properties" in call.listed("expand")
    )
    return json_response(shown)


def create(call: Call, key: str) -> Response:
    """POST /issue/{idOrKey}/comment: 201; `properties` mark it where people do not see."""
    call.may("ADD_COMMENTS", "You do not have the permission to comment on this issue.")
    issue, body = call.issue(key), call.body()
    text = checked_body(call, body)
    properties = {pair["key"]: pair["value"] for pair in body.get("properties") or []}
    comment = call.state.add_comment(issue.key, call.state.me, text, properties)
    call.state.mails.append(issue.key)  # there is no notifyUsers here
    return json_response(call.view.comment(call.issue(key), comment), 201)


def update(call: Call, key: str, number: str) -> Response:
    """PUT /issue/{idOrKey}/comment/{id}: only our own."""
    issue, body = call.issue(key), call.body()
    comment = _own(call, issue, number)
    text = checked_body(call, body)
    changed = call.state.edit_comment(issue.key, comment.id, text)
    call.notify(issue.key)
    if pairs := body.get("properties"):
        merged = {**changed.properties, **{pair["key"]: pair["value"] for pair in pairs}}
        changed = call.state.put_comment(call.issue(key), replace(changed, properties=merged))
    return json_response(call.view.comment(call.issue(key), changed))


def delete(call: Call, key: str, number: str) -> Response:
    """DELETE /issue/{idOrKey}/comment/{id}: 204."""
    issue = call.issue(key)
    call.state.delete_comment(issue.key, _own(call, issue, number).id)
    return Response(status=204)


def comment_of(issue: Issue, number: str) -> Comment:
    """The comment of the path; a 404 when it is not there."""
    found = next((comment for comment in issue.comments if str(comment.id) == number), None)
    if found is None:
        refuse(404, f"Can not find a comment for the id: {number}.")
    return found


def _own(call: Call, issue: Issue, number: str) -> Comment:
    comment = comment_of(issue, number)
    if comment.author != call.state.me.id:
        refuse(400, f"You do not have the permission to edit this comment, {number}.")
    return comment


def checked_body(call: Call, body: dict[str, Any]) -> Any:
    """The text of a comment to be; 400 when it is none, 413 when it is too long."""
    text = body.get("body")
    if call.view.cloud:
        if not isinstance(text, dict) or adf.problem(text) is not None:
            refuse(400, errors={"comment": "Comment body is not valid!"})
    elif not isinstance(text, str) or not text.strip():
        refuse(400, errors={"comment": "Comment body can not be empty!"})
    if adf.size(text) > TEXT_LIMIT:
        refuse(
            413 if call.view.cloud else 400,
            errors={"comment": f"The entered text is too long. It exceeds the allowed limit of "
                               f"{TEXT_LIMIT} characters."},
        )  # fmt: skip
    return text
