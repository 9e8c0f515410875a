"""A site's values as the JSON of REST v3 (Cloud) and v2 (Data Center)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from steelyard.loopback.jira import adf
from steelyard.loopback.jira.fields import EMPTY_LISTS
from steelyard.loopback.jira.model import Comment, Field, Issue, Project, Rich, Status, User
from steelyard.loopback.jira.state import JiraState

Json = dict[str, Any]
_CATEGORIES = {
    "new": (2, "To Do", "blue-gray"),
    "indeterminate": (4, "In Progress", "yellow"),
    "done": (3, "Done", "green"),
}
COMMENTS_IN_SEARCH = 100
"""Search keeps the newest so many comments of an issue (atlassian-mcp-server#230)."""


@dataclass(frozen=True, slots=True)
class View:
    """How one request sees the site: API version and the address links begin with."""

    state: JiraState
    version: int
    base: str

    @property
    def cloud(self) -> bool:
        """REST v3 shows ADF and account ids; v2 wiki markup and user names."""
        return self.version == 3

    def link(self, path: str) -> str:
        """The address of a resource."""
        return f"{self.base}/rest/api/{self.version}/{path}"

    def time(self, moment: datetime) -> str:
        """Like 2026-11-21T10:00:00.000+0300, in the account's zone."""
        local = moment.astimezone(ZoneInfo(self.state.me.time_zone))
        return (
            local.strftime("%Y-%m-%dT%H:%M:%S.")
            + f"{local.microsecond // 1000:03d}"
            + (local.strftime("%z"))
        )

    def rich(self, text: Rich | None) -> Any:
        """Rich text in the form of this version."""
        if not text:
            return None
        if self.cloud:
            return adf.of_text(text) if isinstance(text, str) else text
        return text if isinstance(text, str) else adf.to_text(text)

    def user(self, user: User) -> Json:
        """An account."""
        icon = f"{self.base}/avatar/{user.name}"
        shared = {
            "avatarUrls": dict.fromkeys(("48x48", "24x24", "16x16", "32x32"), icon),
            "displayName": user.shown,
            "active": user.active,
            "timeZone": user.time_zone,
        }
        if self.cloud:
            kind = "app" if user.app else "atlassian"
            link = self.link(f"user?accountId={user.id}")
            return {"self": link, "accountId": user.id, "accountType": kind, **shared}
        link = self.link(f"user?username={user.name}")
        return {
            "self": link, "name": user.name, "key": f"JIRAUSER{user.id[-4:]}",
            "emailAddress": user.email, **shared,
        }  # fmt: skip

    def person(self, account: str | None) -> Json | None:
        """The account of this id or name; None for nobody."""
        if account is None:
            return None
        users = self.state.users
        found = users.get(account) or next((u for u in users.values() if u.name == account), None)
        return self.user(found) if found else None

    def status(self, status: Status) -> Json:
        """A status with its category."""
        number, name, color = _CATEGORIES[status.category]
        return {
            "self": self.link(f"status/{status.id}"),
            "description": "",
            "iconUrl": f"{self.base}/images/icons/statuses/generic.png",
            "name": status.name,
            "id": status.id,
            "statusCategory": {
                "self": self.link(f"statuscategory/{number}"),
                "id": number,
                "key": status.category,
                "colorName": color,
                "name": name,
            },
        }

    def kind(self, name: str) -> Json:
        """A type of issues."""
        kinds = self.state.kinds
        number = str(10001 + (kinds.index(name) if name in kinds else len(kinds)))
        return {
            "self": self.link(f"issuetype/{number}"),
            "id": number,
            "description": "",
            "iconUrl": f"{self.base}/images/icons/issuetypes/{name.lower()}.png",
            "name": name,
            "subtask": False,
        }

    def project(self, project: Project) -> Json:
        """A project as it stands inside an issue."""
        return {
            "self": self.link(f"project/{project.id}"),
            "id": project.id,
            "key": project.key,
            "name": project.name,
            "projectTypeKey": "software",
        }

    def field(self, field: Field) -> Json:
        """A field definition of `GET /field`."""
        schema: Json = {"type": field.kind}
        if field.items:
            schema["items"] = field.items
        if field.custom:
            schema |= {"custom": field.custom, "customId": int(field.id.partition("_")[2])}
        else:
            schema["system"] = field.id
        shown = {
            "id": field.id,
            "key": field.id,
            "name": field.name,
            "untranslatedName": field.untranslated or field.name,
            "custom": bool(field.custom),
            "orderable": True,
            "navigable": True,
            "searchable": True,
            "clauseNames": [f"cf[{schema['customId']}]", field.name]
            if field.custom
            else [field.id],
            "schema": schema,
        }
        if field.scope:
            project = {"id": self.state.projects[field.scope].id}
            shown["scope"] = {"type": "PROJECT", "project": project}
        if not self.cloud:
            del shown["key"], shown["untranslatedName"]
        return shown

    def value(self, field: Field, raw: Any) -> Any:
        """The value of a field as it stands in an issue."""
        if raw is None:
            return [] if field.id in EMPTY_LISTS else None
        if field.rich:
            return self.rich(raw)
        if field.kind == "array":
            return [self._one(field, field.items, item) for item in raw]
        return self._one(field, field.kind, raw)

    def _one(self, field: Field, kind: str, raw: Any) -> Any:
        show = _SHOWS.get(kind)
        return show(self, field, raw) if show else raw

    def issue(self, issue: Issue, wanted: Iterable[Field], *, comments: int | None = None) -> Json:
        """An issue with the wanted fields; only the newest `comments` of them, None for all."""
        shown = {field.id: self._field_of(issue, field, comments) for field in wanted}
        bare = {"expand": _EXPAND, **self.reference(issue)}
        return {**bare, "fields": shown} if shown else bare

    def reference(self, issue: Issue) -> Json:
        """Id, address and key."""
        return {"id": str(issue.id), "self": self.link(f"issue/{issue.id}"), "key": issue.key}

    def _field_of(self, issue: Issue, field: Field, comments: int | None) -> Any:
        if field.id == "comment":
            return self._comment_field(issue, comments)
        if field.id in ("created", "updated"):
            return self.time(getattr(issue, field.id))
        if field.id == "project":
            return self.project(self.state.projects[issue.project])
        return self.value(field, issue.values.get(field.id))

    def _comment_field(self, issue: Issue, newest: int | None) -> Json:
        kept = issue.comments if newest is None else issue.comments[-newest:]
        return {
            "comments": [self.comment(issue, comment) for comment in kept],
            "self": self.link(f"issue/{issue.id}/comment"),
            "maxResults": len(kept),
            "total": len(issue.comments),
            "startAt": 0,
        }

    def comment(self, issue: Issue, comment: Comment, *, properties: bool = False) -> Json:
        """A comment; with its properties when they were asked for."""
        author = self.person(comment.author)
        shown = {
            "self": self.link(f"issue/{issue.id}/comment/{comment.id}"),
            "id": str(comment.id),
            "author": author,
            "body": self.rich(comment.body) or "",
            "updateAuthor": author,
            "created": self.time(comment.created),
            "updated": self.time(comment.updated),
            "jsdPublic": True,
        }
        if not self.cloud:
            del shown["jsdPublic"]
        if properties:
            pairs = comment.properties.items()
            shown["properties"] = [{"key": key, "value": value} for key, value in pairs]
        return shown


_EXPAND = "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations"


def _shown_status(view: View, _: Field, raw: str) -> Json:
    return view.status(view.state.statuses[raw])


def _shown_user(view: View, _: Field, raw: str) -> Json | None:
    return view.person(raw)


def _shown_kind(view: View, _: Field, raw: str) -> Json:
    return view.kind(raw)


def _shown_priority(view: View, _: Field, raw: str) -> Json:
    number = str(_PRIORITIES.index(raw) + 1) if raw in _PRIORITIES else "10000"
    return {"self": view.link(f"priority/{number}"), "iconUrl": "", "name": raw, "id": number}


_PRIORITIES = ("Highest", "High", "Medium", "Low", "Lowest")


def _shown_option(view: View, field: Field, raw: str) -> Json:
    number = str(10000 + field.options.index(raw)) if raw in field.options else "19999"
    return {"self": view.link(f"customFieldOption/{number}"), "value": raw, "id": number}


_SHOWS: Mapping[str, Callable[[View, Field, Any], Any]] = {
    "status": _shown_status,
    "user": _shown_user,
    "issuetype": _shown_kind,
    "priority": _shown_priority,
    "option": _shown_option,
}
