"""What a Notion workspace holds. Values change in place, under the state's lock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class User:
    """A person or a bot."""

    id: str
    name: str
    email: str = ""
    bot: bool = False


@dataclass(slots=True)
class Property:
    """A column of a data source; `config` is what stands under its type in the schema."""

    id: str
    name: str
    type: str
    config: Json = field(default_factory=dict)


@dataclass(slots=True)
class DataSource:
    """A table of pages; `properties` go by their id."""

    id: str
    database: str
    title: str
    created: datetime
    edited: datetime
    properties: dict[str, Property] = field(default_factory=dict)
    shared: bool = True
    version: int = 0
    """Moves whenever a page of it changes."""


@dataclass(slots=True)
class Database:
    """What holds data sources; nearly always one."""

    id: str
    title: str
    created: datetime
    sources: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A piece of a page's content; `value` is what stands under its type."""

    id: str
    type: str
    value: Json
    children: list["Block"] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A row. `values` hold the whole value of each property by property id."""

    id: str
    source: str
    created: datetime
    edited: datetime
    author: str
    editor: str
    values: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    in_trash: bool = False
    archived: bool = False
    shared: bool = True


@dataclass(slots=True)
class Comment:
    """A comment in a discussion on a page or block."""

    id: str
    discussion: str
    parent: str
    on_block: bool
    author: str
    created: datetime
    edited: datetime
    rich_text: list[Json] = field(default_factory=list)
    shown_as: str = ""


@dataclass(slots=True)
class Capabilities:
    """What the connection may do; a person sets these in its settings."""

    update_content: bool = True
    read_comments: bool = True
    insert_comments: bool = True
    user_information: bool = True
