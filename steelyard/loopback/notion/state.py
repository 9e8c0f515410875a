"""A Notion workspace in memory: made and edited by plain calls, read by the service beside it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from steelyard.loopback.notion import text, values
from steelyard.loopback.notion.model import (
    Block,
    Capabilities,
    Comment,
    Database,
    DataSource,
    Page,
    Property,
    User,
)
from steelyard.loopback.service import Guarded, utc_now

_STATUS_GROUPS = (("To-do", "gray"), ("In progress", "blue"), ("Complete", "green"))


class NotionState(Guarded):
    """A workspace as one connection sees it; `me` is the connection's bot.

    Clear `alive` to revoke the token, `markdown` for a service older than `/markdown`,
    `comment_edits` for one older than editing comments; `capabilities` are what it may do.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime] = utc_now,
        token: str = "ntn_loopback",  # noqa: S107 - made up, for a server that is only local
    ) -> None:
        """An empty workspace with the bot."""
        super().__init__()
        self.clock, self.token, self.alive = clock, token, True
        self.markdown, self.comment_edits = True, True
        self.markdown_blocks = 20_000
        self.capabilities = Capabilities()
        self.users: dict[str, User] = {}
        self.databases: dict[str, Database] = {}
        self.sources: dict[str, DataSource] = {}
        self.pages: dict[str, Page] = {}
        self.by_source: dict[str, dict[str, Page]] = {}
        self.comments: dict[str, Comment] = {}
        self.resolved: set[str] = set()
        self._serial = 0
        self.me = self._user(User(self.new_id(), "Steelyard", bot=True))

    def new_id(self) -> str:
        """A valid UUID, the same ones in every run."""
        self._serial += 1
        return str(UUID(int=(0x5EED << 112) + self._serial * 0x9E3779B97F4A7C15, version=4))

    def _user(self, user: User) -> User:
        self.users[user.id] = user
        return user

    # -- the workspace ---------------------------------------------------------------------------

    def add_user(self, name: str, email: str = "") -> User:
        """A person."""
        with self.lock:
            return self._user(User(self.new_id(), name, email))

    def add_database(self, title: str, properties: Mapping[str, str]) -> DataSource:
        """A database with one data source; `properties` are name -> type, one of type title.

        Options of select, multi_select and status properties come with the pages that use them.
        """
        with self.lock:
            database = Database(self.new_id(), title, self.clock())
            self.databases[database.id] = database
            return self.add_source(database, title, properties)

    def add_source(
        self, database: Database, title: str, properties: Mapping[str, str]
    ) -> DataSource:
        """Another data source of a database."""
        with self.lock:
            now = self.clock()
            source = DataSource(self.new_id(), database.id, title, now, now)
            self.sources[source.id], self.by_source[source.id] = source, {}
            database.sources.append(source.id)
            for name, kind in properties.items():
                self.add_property(source, name, kind)
            return source

    def add_property(
        self, source: DataSource, name: str, kind: str, config: Mapping[str, Any] | None = None
    ) -> Property:
        """A column."""
        with self.lock:
            identity = "title" if kind == "title" else self._property_id()
            made = Property(identity, name, kind, dict(config or _DEFAULT_CONFIG.get(kind, {})))
            if kind in ("select", "multi_select", "status"):
                made.config["options"] = list(made.config.get("options", []))
            source.properties[identity] = made
            source.version += 1
            return made

    def _property_id(self) -> str:
        self._serial += 1
        return f"%3A{self._serial:04x}"

    def property_at(self, source: DataSource, name_or_id: str) -> Property | None:
        """A column by id or name."""
        found = source.properties.get(name_or_id)
        return found or next((p for p in source.properties.values() if p.name == name_or_id), None)

    # -- pages -----------------------------------------------------------------------------------

    def add_page(  # noqa: PLR0913 - a page has that many parts, all named
        self,
        source: DataSource,
        properties: Mapping[str, Any],
        markdown: str = "",
        *,
        blocks: Iterable[Block] = (),
        author: User | None = None,
        created: datetime | None = None,
        edited: datetime | None = None,
        comments: Iterable[tuple[User, str]] = (),
    ) -> Page:
        """A row. Values are plain Python: text, numbers, option names, ISO dates, lists of ids."""
        with self.lock:
            at = created or self.clock()
            writer = (author or self.me).id
            page = Page(self.new_id(), source.id, at, edited or at, writer, writer)
            page.blocks = [*text.blocks_of(markdown, self.new_id), *blocks]
            for name, value in properties.items():
                prop = self.property_at(source, name)
                if prop is None:
                    raise KeyError(name)
                page.values[prop.id] = values.simple(prop, value)
            self.pages[page.id] = self.by_source[source.id][page.id] = page
            source.version += 1
            for user, words in comments:
                self.comment(page, user, words)
            return page

    def edit(self, page: Page, *, by: User | None = None, **properties: Any) -> None:
        """Somebody sets properties, by name, with plain Python values."""
        with self.lock:
            source = self.sources[page.source]
            for name, value in properties.items():
                prop = self.property_at(source, name)
                if prop is None:
                    raise KeyError(name)
                page.values[prop.id] = values.simple(prop, value)
            self.touch(page, by)

    def write(self, page: Page, markdown: str, *, by: User | None = None) -> None:
        """Somebody replaces the content of a page."""
        with self.lock:
            page.blocks = text.blocks_of(markdown, self.new_id)
            self.touch(page, by)

    def move(self, page: Page, source: DataSource) -> None:
        """Somebody moves a page to another data source."""
        with self.lock:
            del self.by_source[page.source][page.id]
            self.sources[page.source].version += 1
            page.source, self.by_source[source.id][page.id] = source.id, page
            source.version += 1

    def trash(self, page: Page, *, in_trash: bool = True) -> None:
        """Somebody moves a page to the trash, or back."""
        with self.lock:
            page.in_trash = in_trash
            self.touch(page, None)

    def delete(self, page: Page) -> None:
        """The trash is emptied: the page is nowhere any more."""
        with self.lock:
            del self.pages[page.id], self.by_source[page.source][page.id]
            self.sources[page.source].version += 1

    def unshare(self, page: Page) -> None:
        """Somebody takes the page away from the connection: it looks deleted."""
        with self.lock:
            page.shared = False
            self.sources[page.source].version += 1

    def touch(self, page: Page, by: User | None) -> None:
        """Somebody changed the page just now."""
        page.edited, page.editor = self.clock(), (by or self.me).id
        self.sources[page.source].version += 1

    # -- comments --------------------------------------------------------------------------------

    def comment(  # noqa: PLR0913 - where a comment stands has that many sides
        self,
        page: Page,
        author: User,
        words: str | list[dict[str, Any]],
        *,
        discussion: str | None = None,
        block: str | None = None,
        shown_as: str = "",
    ) -> Comment:
        """Somebody writes under a page or block; the page's time of change stays where it is."""
        with self.lock:
            now = self.clock()
            comment = Comment(
                self.new_id(), discussion or self.new_id(), block or page.id, block is not None,
                author.id, now, now, text.rich(words) if isinstance(words, str) else words, shown_as,
            )  # fmt: skip
            self.comments[comment.id] = comment
            return comment

    def comments_of(self, page: Page) -> list[Comment]:
        """A page's comments, open or resolved, oldest first."""
        return [comment for comment in self.comments.values() if comment.parent == page.id]

    def edit_comment(self, comment: Comment, words: str | list[dict[str, Any]]) -> None:
        """The author rewrites a comment."""
        with self.lock:
            comment.rich_text = text.rich(words) if isinstance(words, str) else words
            comment.edited = self.clock()

    def delete_comment(self, comment: Comment) -> None:
        """Somebody deletes a comment, perhaps ours."""
        with self.lock:
            del self.comments[comment.id]

    def resolve(self, comment: Comment) -> None:
        """Somebody resolves the discussion: the API does not list it any more."""
        with self.lock:
            self.resolved.add(comment.discussion)


_DEFAULT_CONFIG: Mapping[str, Mapping[str, Any]] = {
    "number": {"format": "number"},
    "status": {
        "groups": [
            {"id": name, "name": name, "color": color, "option_ids": []}
            for name, color in _STATUS_GROUPS
        ]
    },
    "relation": {"type": "single_property", "single_property": {}},
    "formula": {"expression": ""},
    "unique_id": {"prefix": None},
}
