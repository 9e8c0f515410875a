"""Pages, their properties and content; data sources and databases; users."""

from typing import Any
from urllib.parse import quote

from werkzeug.wrappers import Response

from steelyard.loopback.notion import text, values
from steelyard.loopback.notion.call import Call, done, invalid, list_of, refuse
from steelyard.loopback.notion.model import Block, DataSource, Json, Page, Property
from steelyard.loopback.notion.view import TRASH_VERSION

UNKNOWN_BLOCKS = 100


def me(call: Call) -> Response:
    """GET /users/me: the connection's bot."""
    return done(call.view.user(call.state.me))


def users(call: Call) -> Response:
    """GET /users: needs the capability."""
    if not call.state.capabilities.user_information:
        refuse(403, "restricted_resource", "Insufficient permissions for this endpoint.")
    shown = [call.view.user(user) for user in call.state.users.values()]
    return call.listed("user", shown, call.request.args)


def user(call: Call, user_id: str) -> Response:
    """GET /users/{id}."""
    identity = call.identity(user_id, "path failed validation: path.user_id")
    if identity not in call.state.users:
        call.absent("user", identity)
    return done(call.view.user(call.state.users[identity]))


def database(call: Call, database_id: str) -> Response:
    """GET /databases/{id}: names its data sources."""
    identity = call.identity(database_id, "path failed validation: path.database_id")
    found = call.state.databases.get(identity)
    if found is None or not all(call.state.sources[i].shared for i in found.sources):
        call.absent("database", identity)
    return done(call.view.database(found))


def source(call: Call, source_id: str) -> Response:
    """GET /data_sources/{id}: the schema."""
    return done(call.view.source(call.source(source_id)))


def patch_source(call: Call, source_id: str) -> Response:
    """PATCH /data_sources/{id}: add, rename or drop columns."""
    found, asked = call.source(source_id), call.body()
    _may_update(call)
    for name, config in (asked.get("properties") or {}).items():
        _patch_column(call, found, name, config)
    if asked.get("title"):
        found.title = text.plain(values.rich_text(asked["title"], "title"))
    found.edited = call.state.clock()
    return done(call.view.source(found))


def _patch_column(call: Call, source: DataSource, name: str, config: Json | None) -> None:
    known = call.state.property_at(source, name)
    if config is None:
        if known is None or known.type == "title":
            invalid(f"Cannot delete property {name}.")
        del source.properties[known.id]
        return
    kinds = [key for key in config if key in values.KINDS]
    if known is None:
        if len(kinds) != 1:
            invalid(f"body failed validation: body.properties.{name} should define one type.")
        call.state.add_property(source, name, kinds[0], config[kinds[0]])
        return
    known.name = config.get("name", known.name)
    for kind in kinds:
        known.config.update(config[kind])
    source.version += 1


def page(call: Call, page_id: str) -> Response:
    """GET /pages/{id}: in the trash too."""
    wanted = call.request.args.getlist("filter_properties")
    return done(call.view.page(call.page(page_id), wanted))


_TRASH = frozenset({"in_trash", "archived"})


def patch_page(call: Call, page_id: str) -> Response:
    """PATCH /pages/{id}: properties by name or id, all or none; trash."""
    found, asked = call.page(page_id), call.body()
    _may_update(call)
    if "archived" in asked and call.view.version >= TRASH_VERSION:
        invalid("body failed validation: body.archived should be not present.")
    if found.in_trash and not _TRASH & asked.keys():
        invalid("Can't edit block that is archived. You must unarchive the block before editing.")
    changed = _changes(call, found, asked.get("properties") or {})
    for name in _TRASH & asked.keys():
        found.in_trash = bool(asked[name])
    if changed or _TRASH & asked.keys():
        found.values.update(changed)
        call.state.touch(found, call.state.me)
    return done(call.view.page(found))


def _changes(call: Call, page: Page, asked: Json) -> dict[str, Any]:
    source = call.state.sources[page.source]
    changed = {}
    for name, given in asked.items():
        prop = call.state.property_at(source, name)
        if prop is None:
            invalid(f"{name} is not a property that exists.")
        try:
            changed[prop.id] = values.checked(prop, _given(prop, given))
        except values.InvalidError as error:
            invalid(str(error))
    return changed


def _given(prop: Property, given: Any) -> Any:
    """The value inside `{"number": 7}`; a bare list is taken for a title or rich text."""
    if given is None:
        return None
    if isinstance(given, list):
        return given
    if prop.type not in given:
        raise values.InvalidError(f"{prop.name} is expected to be {prop.type}.")
    return given[prop.type]


def _may_update(call: Call) -> None:
    if not call.state.capabilities.update_content:
        refuse(403, "restricted_resource", "Insufficient permissions for this endpoint.")


def page_property(call: Call, page_id: str, property_id: str) -> Response:
    """GET /pages/{id}/properties/{id}: the whole value, paged where it is a list."""
    found = call.page(page_id)
    source = call.state.sources[found.source]
    # ids are given encoded, for use in a path as they are
    prop = call.state.property_at(source, quote(property_id, safe=""))
    if prop is None:
        call.absent("property", property_id)
    raw = call.view.whole(found, prop)
    item: Json = {"object": "property_item", "type": prop.type, "id": prop.id}
    if prop.type not in values.LISTS:
        return done({**item, prop.type: raw})
    size, start = call.size(call.request.args), _offset(call)
    shown = [{**item, prop.type: entry} for entry in raw[start : start + size]]
    after = str(start + size) if start + size < len(raw) else None
    frame = list_of("property_item", shown, after)
    frame["property_item"] = {"id": prop.id, "next_url": None, "type": prop.type, prop.type: {}}
    return done(frame)


def _offset(call: Call) -> int:
    cursor = call.request.args.get("start_cursor", "0")
    if not cursor.isdigit():
        invalid(f"The start_cursor provided is invalid: {cursor}")
    return int(cursor)


def markdown(call: Call, page_id: str) -> Response:
    """GET /pages/{id}/markdown: the content of a page, or of a block a cut answer named."""
    if not call.state.markdown:
        refuse(400, "invalid_request_url", "Invalid request URL.")
    identity = call.identity(page_id, "path failed validation: path.page_id")
    if identity in call.state.pages:
        blocks = call.page(identity).blocks
    else:
        blocks = [find_block(call, identity)[1]]
    words, truncated, unknown = text.markdown_of(blocks, call.state.markdown_blocks)
    return done(
        {
            "object": "page_markdown",
            "id": identity,
            "markdown": words,
            "truncated": truncated,
            "unknown_block_ids": unknown[:UNKNOWN_BLOCKS],
        }
    )


def children(call: Call, block_id: str) -> Response:
    """GET /blocks/{id}/children: of a page or of a block, 100 at a time."""
    identity = call.identity(block_id, "path failed validation: path.block_id")
    if identity in call.state.pages:
        found = call.page(identity)
        blocks = found.blocks
    else:
        found, block = find_block(call, identity)
        blocks = block.children
    shown = [call.view.block(item, found, identity) for item in blocks]
    return call.listed("block", shown, call.request.args)


def find_block(call: Call, identity: str) -> tuple[Page, Block]:
    """A block and the page it is on; a 404 when it is on none."""
    for page in call.state.pages.values():
        block = _find(page.blocks, identity) if page.shared else None
        if block is not None:
            return page, block
    return call.absent("block", identity)


def _find(blocks: list[Block], identity: str) -> Block | None:
    for block in blocks:
        found = block if block.id == identity else _find(block.children, identity)
        if found is not None:
            return found
    return None
