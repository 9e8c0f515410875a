"""Pages, schemas, blocks and comments as the JSON of the API."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from steelyard.loopback.notion import text, values
from steelyard.loopback.notion.model import (
    Block,
    Comment,
    Database,
    DataSource,
    Json,
    Page,
    Property,
    User,
)
from steelyard.loopback.notion.state import NotionState

REFERENCES = 25
"""More entries than this are cut in a page object."""
TRASH_VERSION = "2026-03-11"
"""From this version on `archived` is `in_trash` everywhere."""


def minute(moment: datetime) -> str:
    """A time rounded down to the minute, as the API gives it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")


def partial(user_id: str) -> Json:
    """A user by id only."""
    return {"object": "user", "id": user_id}


@dataclass(frozen=True, slots=True)
class View:
    """How one request sees the workspace: by its Notion-Version."""

    state: NotionState
    version: str

    def _trash(self, *, in_trash: bool) -> Json:
        found: Json = {"in_trash": in_trash}
        if self.version < TRASH_VERSION:
            found["archived"] = in_trash
        return found

    def user(self, user: User) -> Json:
        """A user with name and kind; the e-mail needs its capability."""
        shown: Json = {**partial(user.id), "name": user.name, "avatar_url": None}
        if not user.bot:
            known = self.state.capabilities.user_information and user.email
            person = {"email": user.email} if known else {}
            return {**shown, "type": "person", "person": person}
        bot = {
            "owner": {"type": "workspace", "workspace": True},
            "workspace_name": "Shop",
            "workspace_id": "00000000-0000-4000-8000-0000000000f0",
            "workspace_limits": {"max_file_upload_size_in_bytes": 5242880},
        }
        return {**shown, "type": "bot", "bot": bot if user is self.state.me else {}}

    def database(self, item: Database) -> Json:
        """A database names its data sources."""
        sources = [self.state.sources[source] for source in item.sources]
        return {
            "object": "database",
            "id": item.id,
            "title": text.rich(item.title),
            "description": [],
            "parent": {"type": "workspace", "workspace": True},
            "is_inline": False,
            "is_locked": False,
            "created_time": minute(item.created),
            "last_edited_time": minute(item.created),
            "data_sources": [{"id": source.id, "name": source.title} for source in sources],
            "icon": None,
            "cover": None,
            "url": _url(item.id),
            "public_url": None,
            **self._trash(in_trash=False),
        }

    def source(self, item: DataSource) -> Json:
        """A data source with its schema by name."""
        return {
            "object": "data_source",
            "id": item.id,
            "cover": None,
            "icon": None,
            "created_time": minute(item.created),
            "last_edited_time": minute(item.edited),
            "created_by": partial(self.state.me.id),
            "last_edited_by": partial(self.state.me.id),
            "title": text.rich(item.title),
            "description": [],
            "is_inline": False,
            "properties": {p.name: self.schema(p) for p in item.properties.values()},
            "parent": {"type": "database_id", "database_id": item.database},
            "database_parent": {"type": "workspace", "workspace": True},
            "url": _url(item.database),
            "public_url": None,
            **self._trash(in_trash=False),
        }

    def schema(self, prop: Property) -> Json:
        """A column of the schema."""
        config = {} if prop.type in values.EMPTY_CONFIG else prop.config
        return {
            "id": prop.id,
            "name": prop.name,
            "description": None,
            "type": prop.type,
            prop.type: config,
        }

    def page(self, item: Page, wanted: Iterable[str] = ()) -> Json:
        """A page object: properties, no content; `wanted` property ids or names cut it."""
        source = self.state.sources[item.source]
        chosen = set(wanted)
        shown = {
            prop.name: self.value(item, prop)
            for prop in source.properties.values()
            if not chosen or prop.id in chosen or prop.name in chosen
        }
        return {
            "object": "page",
            "id": item.id,
            "created_time": minute(item.created),
            "last_edited_time": minute(item.edited),
            "created_by": partial(item.author),
            "last_edited_by": partial(item.editor),
            "cover": None,
            "icon": None,
            "parent": {
                "type": "data_source_id",
                "data_source_id": item.source,
                "database_id": source.database,
            },
            "is_archived": item.archived,
            "is_locked": False,
            "properties": shown,
            "url": _url(item.id),
            "public_url": None,
            **self._trash(in_trash=item.in_trash),
        }

    def value(self, page: Page, prop: Property) -> Json:
        """A property as it stands in a page object, cut after 25 entries."""
        raw = self.whole(page, prop)
        shown: Json = {"id": prop.id, "type": prop.type}
        if prop.type in values.LISTS:
            shown[prop.type] = raw[:REFERENCES]
            if prop.type == "relation":
                shown["has_more"] = len(raw) > REFERENCES
            return shown
        return {**shown, prop.type: raw}

    def whole(self, page: Page, prop: Property) -> Any:
        """The full value of a property as the wire has it."""
        raw = page.values.get(prop.id, values.empty(prop.type))
        match prop.type:
            case "select" | "status":
                raw = self._option(prop, raw)
            case "multi_select":
                raw = [self._option(prop, item) for item in raw]
            case "people":
                raw = [self._person(item["id"]) for item in raw]
            case "created_time" | "last_edited_time":
                raw = minute(page.created if prop.type == "created_time" else page.edited)
            case "created_by" | "last_edited_by":
                raw = self._person(page.author if prop.type == "created_by" else page.editor)
        return raw

    def _option(self, prop: Property, raw: Json | None) -> Json | None:
        if raw is None:
            return None
        option = values.option_of(prop, raw["name"], create=True)
        return {name: option[name] for name in ("id", "name", "color")}

    def _person(self, user_id: str) -> Json:
        user = self.state.users.get(user_id)
        return self.user(user) if user else partial(user_id)

    def block(self, item: Block, page: Page, parent: str) -> Json:
        """A block under `parent`, page or block; its children need another request."""
        kind = "page_id" if parent == page.id else "block_id"
        return {
            "object": "block",
            "id": item.id,
            "parent": {"type": kind, kind: parent},
            "created_time": minute(page.created),
            "last_edited_time": minute(page.edited),
            "created_by": partial(page.author),
            "last_edited_by": partial(page.editor),
            "has_children": bool(item.children),
            "type": item.type,
            item.type: item.value,
            **self._trash(in_trash=False),
        }

    def comment(self, item: Comment) -> Json:
        """A comment."""
        kind = "block_id" if item.on_block else "page_id"
        author = self.state.users[item.author]
        name = "custom" if item.shown_as else "integration" if author.bot else "user"
        return {
            "object": "comment",
            "id": item.id,
            "parent": {"type": kind, kind: item.parent},
            "discussion_id": item.discussion,
            "created_time": minute(item.created),
            "last_edited_time": minute(item.edited),
            "created_by": partial(item.author),
            "rich_text": item.rich_text,
            "display_name": {"type": name, "resolved_name": item.shown_as or author.name},
        }


def _url(identity: str) -> str:
    return f"https://app.notion.com/p/{identity.replace('-', '')}"
