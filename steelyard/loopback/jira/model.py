"""What a Jira site holds, as values: a change makes a new value, so an index can keep the old."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

CUSTOM_TYPE = "com.atlassian.jira.plugin.system.customfieldtypes:"
"""What stands before the type of every custom field Jira itself brings."""

Rich = Mapping[str, Any] | str
"""Rich text as it was given: an ADF document, or plain text / wiki markup."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. `id` is the accountId of Cloud, `name` the user name of Data Center."""

    id: str
    name: str
    shown: str
    email: str = ""
    time_zone: str = "Europe/Moscow"
    active: bool = True
    app: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """A status; `category` is `new`, `indeterminate` or `done`.

    `name` is in the account's language, `untranslated` is not.
    """

    id: str
    name: str
    category: str
    untranslated: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project. Issue ids are global, keys are counted per project."""

    id: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field definition. `kind` is Jira's schema type; `items` the type inside an array.

    `name` is in the account's language, `untranslated` is not. A field off the screen, or off
    that of some types of issue (`off_kinds`), can be read but not set. `scope` is the key of the
    team-managed project that alone has the field.
    """

    id: str
    name: str
    kind: str
    items: str = ""
    custom: str = ""
    untranslated: str = ""
    on_screen: bool = True
    options: tuple[str, ...] = ()
    rich: bool = False
    scope: str = ""
    off_kinds: tuple[str, ...] = ()

    def settable_in(self, project: str, kind: str) -> bool:
        """Whether the screens of this project's issues of this type have the field."""
        return self.on_screen and self.scope in ("", project) and kind not in self.off_kinds


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `properties` are invisible to people."""

    id: int
    author: str
    body: Rich
    created: datetime
    updated: datetime
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue. `values` hold raw values by field id: users by id, options by their text."""

    id: int
    key: str
    project: str
    created: datetime
    updated: datetime
    values: Mapping[str, Any]
    comments: tuple[Comment, ...] = ()
    properties: Mapping[str, Any] = field(default_factory=dict)
    former_keys: tuple[str, ...] = ()
    archived: bool = False
