"""Comments: open discussions of a page or block; created, edited, deleted."""

from typing import Any

from werkzeug.wrappers import Response

from steelyard.loopback.notion import text, values
from steelyard.loopback.notion.call import Call, done, invalid, refuse
from steelyard.loopback.notion.model import Comment, Json
from steelyard.loopback.notion.pages import find_block

_DENIED = "Insufficient permissions for this endpoint."


def listed(call: Call) -> Response:
    """GET /comments?block_id=: open discussions only."""
    if not call.state.capabilities.read_comments:
        refuse(403, "restricted_resource", _DENIED)
    parent = _place(
        call, call.request.args.get("block_id"), "query failed validation: query.block_id"
    )
    shown = [
        call.view.comment(comment)
        for comment in call.state.comments.values()
        if comment.parent == parent and comment.discussion not in call.state.resolved
    ]
    return call.listed("comment", shown, call.request.args)


def one(call: Call, comment_id: str) -> Response:
    """GET /comments/{id}."""
    if not call.state.capabilities.read_comments:
        refuse(403, "restricted_resource", _DENIED)
    return done(call.view.comment(_comment(call, comment_id)))


def create(call: Call) -> Response:
    """POST /comments: on a page, on a block, or in a discussion."""
    if not call.state.capabilities.insert_comments:
        refuse(403, "restricted_resource", _DENIED)
    asked = call.body()
    words = _words(asked)
    discussion, parent, on_block = _target(call, asked)
    shown_as = ((asked.get("display_name") or {}).get("custom") or {}).get("name", "")
    now = call.state.clock()
    made = Comment(
        call.state.new_id(),
        discussion,
        parent,
        on_block,
        call.state.me.id,
        now,
        now,
        words,
        shown_as,
    )
    call.state.comments[made.id] = made
    return done(call.view.comment(made))


def _target(call: Call, asked: Json) -> tuple[str, str, bool]:
    """Discussion, parent, and whether that is a block."""
    if (discussion := asked.get("discussion_id")) is not None:
        first = next((c for c in call.state.comments.values() if c.discussion == discussion), None)
        if first is None:
            call.absent("discussion", discussion)
        return discussion, first.parent, first.on_block
    parent = asked.get("parent") or {}
    if "page_id" in parent:
        return call.state.new_id(), call.page(parent["page_id"]).id, False
    if "block_id" not in parent:
        invalid(
            "body failed validation. Fix one: body.parent should be defined, body.discussion_id "
            "should be defined."
        )
    where = "body failed validation: body.parent.block_id"
    return call.state.new_id(), _place(call, parent["block_id"], where), True


def update(call: Call, comment_id: str) -> Response:
    """PATCH /comments/{id}: only the connection's own."""
    found = _own(call, comment_id)
    found.rich_text, found.edited = _words(call.body()), call.state.clock()
    return done(call.view.comment(found))


def delete(call: Call, comment_id: str) -> Response:
    """DELETE /comments/{id}: only the connection's own."""
    found = _own(call, comment_id)
    shown = call.view.comment(found)
    call.state.delete_comment(found)
    return done(shown)


def _own(call: Call, comment_id: str) -> Comment:
    if not call.state.comment_edits:
        refuse(400, "invalid_request_url", "Invalid request URL.")
    if not call.state.capabilities.insert_comments:
        refuse(403, "restricted_resource", _DENIED)
    found = _comment(call, comment_id)
    if found.author != call.state.me.id:
        refuse(403, "restricted_resource", "Comments of others cannot be changed.")
    return found


def _comment(call: Call, comment_id: str) -> Comment:
    identity = call.identity(comment_id, "path failed validation: path.comment_id")
    if identity not in call.state.comments:
        call.absent("comment", identity)
    return call.state.comments[identity]


def _place(call: Call, raw: Any, where: str) -> str:
    """A page or block that is there, by id."""
    identity = call.identity(raw, where)
    if identity in call.state.pages:
        return call.page(identity).id
    return find_block(call, identity)[1].id


def _words(asked: Json) -> list[Json]:
    if (markdown := asked.get("markdown")) is not None:
        return text.rich(markdown)
    try:
        words = values.rich_text(asked.get("rich_text"))
    except values.InvalidError as error:
        invalid(str(error))
    if not words:
        invalid("body failed validation: body.rich_text.length should be ≥ `1`, instead was `0`.")
    return words
