"""A Jira site in memory: made and edited by plain calls, read by the service beside it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from steelyard.loopback.jira import fields as known
from steelyard.loopback.jira.index import Index
from steelyard.loopback.jira.model import Comment, Field, Issue, Project, Rich, Status, User
from steelyard.loopback.service import Guarded, utc_now


class JiraState(Guarded):
    """One site. Search sees a change `index_lag` seconds late; everything else at once.

    `me` is the account of the one token; it is an administrator unless `admin` is False.
    `token` (with `email` on Cloud) opens the site; clear `alive` to let the token expire.
    """

    def __init__(  # noqa: PLR0913 - a site has that many settings, all named
        self,
        *,
        clock: Callable[[], datetime] = utc_now,
        index_lag: float = 0.0,
        admin: bool = True,
        email: str = "steelyard@shop.example",
        token: str = "jira-token",  # noqa: S107 - made up, for a server that is only local
        time_zone: str = "Europe/Moscow",
    ) -> None:
        """Make a site with the usual statuses and nobody in it but `me`."""
        super().__init__()
        self.clock, self.index_lag, self.admin = clock, index_lag, admin
        self.email, self.token, self.alive = email, token, True
        self.users: dict[str, User] = {}
        self.projects: dict[str, Project] = {}
        self.statuses: dict[str, Status] = {}
        self.fields: dict[str, Field] = {field.id: field for field in known.SYSTEM}
        self.kinds: list[str] = ["Task", "Bug"]
        """Types of issues, every project's; an issue of another brings its type with it."""
        self.denied: set[str] = set()
        """Permissions the account lacks (`EDIT_ISSUES`, ...)."""
        self.issues: dict[int, Issue] = {}
        self.seen = Index()
        self.mails: list[str] = []
        """Keys of issues whose watchers got a mail, once for every mail."""
        self._ids: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._next_issue, self._next_comment, self._next_field = 10001, 20001, 10101
        self.me = self.add_user("Steelyard", email=email, time_zone=time_zone)
        for name, category in (
            ("Backlog", "new"), ("In Progress", "indeterminate"),
            ("Test", "indeterminate"), ("Done", "done"),
        ):  # fmt: skip
            self.add_status(name, category)

    # -- the site --------------------------------------------------------------------------------

    def add_user(self, shown: str, **more: Any) -> User:
        """An account; `more` as in `User`."""
        with self.lock:
            number = len(self.users) + 1
            user = User(f"5b10ac8d82e05b22cc7d{number:04x}", f"user{number}", shown, **more)
            self.users[user.id] = user
            return user

    def add_project(self, key: str, name: str) -> Project:
        """A project of this key."""
        with self.lock:
            self.projects[key] = Project(str(10000 + len(self.projects)), key, name)
            return self.projects[key]

    def add_status(self, name: str, category: str, untranslated: str = "") -> Status:
        """A status of category `new`, `indeterminate` or `done`."""
        with self.lock:
            status = Status(str(10000 + len(self.statuses)), name, category, untranslated)
            self.statuses[status.id] = status
            return status

    def add_field(self, name: str, short: str, **more: Any) -> Field:
        """A custom field; `short` is its type (`float`, `textarea`, `select`, ...)."""
        with self.lock:
            field = known.custom_field(self._next_field, name, short, **more)
            self._next_field += 1
            self.fields[field.id] = field
            return field

    def set_screen(self, field_id: str, *, on_screen: bool) -> None:
        """An administrator puts a field on the edit screen, or takes it away."""
        with self.lock:
            self.fields[field_id] = replace(self.fields[field_id], on_screen=on_screen)

    def field_named(self, name: str) -> Field:
        """The field of this id or name; KeyError when there is none."""
        found = self.fields.get(name) or next(
            (field for field in self.fields.values() if field.name == name), None
        )
        if found is None:
            raise KeyError(name)
        return found

    # -- issues ----------------------------------------------------------------------------------

    def add_issue(  # noqa: PLR0913 - an issue has that many parts, all named
        self,
        project: str,
        summary: str,
        description: Rich | None = None,
        *,
        fields: Mapping[str, Any] | None = None,
        status: str = "Backlog",
        kind: str = "Task",
        priority: str = "Medium",
        assignee: User | None = None,
        reporter: User | None = None,
        labels: Iterable[str] = (),
        due: str | None = None,
        comments: Iterable[tuple[User, Rich]] = (),
        created: datetime | None = None,
        updated: datetime | None = None,
    ) -> str:
        """A new issue; its key. `fields` go by id or name, users in them by account id."""
        with self.lock:
            now = self.clock()
            made = created or now
            if kind not in self.kinds:
                self.kinds.append(kind)
            number = self._counts[project] = self._counts.get(project, 0) + 1
            issue = Issue(
                id=self._next_issue,
                key=f"{project}-{number}",
                project=self.projects[project].key,
                created=made,
                updated=updated or made,
                values={
                    "summary": summary,
                    "description": description,
                    "status": self.status_named(status).id,
                    "issuetype": kind,
                    "priority": priority,
                    "assignee": assignee.id if assignee else None,
                    "reporter": (reporter or self.me).id,
                    "creator": (reporter or self.me).id,
                    "labels": list(labels),
                    "duedate": due,
                }
                | {self.field_named(name).id: value for name, value in (fields or {}).items()},
                comments=tuple(self._comment(user, body, made) for user, body in comments),
            )
            self._next_issue += 1
            self._ids[issue.key] = issue.id
            self.put(issue)
            return issue.key

    def status_named(self, name: str) -> Status:
        """The status of this id or name; KeyError when there is none."""
        for status in self.statuses.values():
            if name in (status.id, status.name):
                return status
        raise KeyError(name)

    def find(self, id_or_key: str) -> Issue | None:
        """An issue by id, key or former key, as it is now."""
        number = int(id_or_key) if id_or_key.isdigit() else self._ids.get(id_or_key.upper())
        return self.issues.get(number) if number is not None else None

    def issue(self, id_or_key: str) -> Issue:
        """Like `find`, but raises KeyError."""
        found = self.find(id_or_key)
        if found is None:
            raise KeyError(id_or_key)
        return found

    def put(self, issue: Issue) -> None:
        """Store an issue as it is from now on; search sees it after the lag."""
        self.issues[issue.id] = issue
        self._queue(issue.id, issue)

    def edit(self, key: str, **values: Any) -> None:
        """A person sets fields, by id or name (`description=`, `labels=`, ...)."""
        with self.lock:
            named = {self.field_named(name).id: value for name, value in values.items()}
            self.change(self.issue(key), named)

    def change(self, issue: Issue, values: Mapping[str, Any]) -> Issue:
        """The issue with other values and a new time of change, stored."""
        changed = replace(issue, values={**issue.values, **values}, updated=self.clock())
        self.put(changed)
        return changed

    def transition(self, key: str, status: str) -> None:
        """A person moves an issue to another status."""
        self.edit(key, status=self.status_named(status).id)

    def move(self, key: str, project: str) -> str:
        """A person moves an issue to another project; its new key. The old one still leads here."""
        with self.lock:
            issue = self.issue(key)
            number = self._counts[project] = self._counts.get(project, 0) + 1
            moved = replace(
                issue,
                key=f"{project}-{number}",
                project=project,
                former_keys=(*issue.former_keys, issue.key),
                updated=self.clock(),
            )
            self._ids[moved.key] = issue.id
            self.put(moved)
            return moved.key

    def archive(self, key: str) -> None:
        """An administrator archives an issue: search does not return it any more."""
        with self.lock:
            self.put(replace(self.issue(key), archived=True))

    def delete(self, key: str) -> None:
        """A person deletes an issue."""
        with self.lock:
            number = self.issue(key).id
            del self.issues[number]
            self._queue(number, None)

    # -- comments --------------------------------------------------------------------------------

    def add_comment(
        self,
        key: str,
        author: User,
        body: Rich,
        properties: Mapping[str, Any] | None = None,
    ) -> Comment:
        """Somebody writes under an issue."""
        with self.lock:
            issue, now = self.issue(key), self.clock()
            comment = replace(self._comment(author, body, now), properties=properties or {})
            self.put(replace(issue, comments=(*issue.comments, comment), updated=now))
            return comment

    def edit_comment(self, key: str, comment_id: int, body: Rich) -> Comment:
        """Somebody rewrites a comment."""
        with self.lock:
            issue, now = self.issue(key), self.clock()
            old = next(comment for comment in issue.comments if comment.id == comment_id)
            return self.put_comment(
                replace(issue, updated=now), replace(old, body=body, updated=now)
            )

    def put_comment(self, issue: Issue, comment: Comment) -> Comment:
        """Store a comment in place of the one with its id."""
        comments = tuple(comment if old.id == comment.id else old for old in issue.comments)
        self.put(replace(issue, comments=comments))
        return comment

    def delete_comment(self, key: str, comment_id: int) -> None:
        """Somebody deletes a comment, perhaps ours."""
        with self.lock:
            issue = self.issue(key)
            kept = tuple(comment for comment in issue.comments if comment.id != comment_id)
            self.put(replace(issue, comments=kept, updated=self.clock()))

    def _comment(self, author: User, body: Rich, at: datetime) -> Comment:
        self._next_comment += 1
        return Comment(self._next_comment - 1, author.id, body, at, at)

    # -- the search index ------------------------------------------------------------------------

    def index(self) -> Mapping[int, Issue]:
        """What search sees now."""
        return self.seen.now(self.clock())

    def settle(self, only: Collection[int] | None = None) -> None:
        """Let search see everything at once, as after a long wait; or `only` these issues."""
        with self.lock:
            self.seen.settle(only)

    def _queue(self, number: int, issue: Issue | None) -> None:
        self.seen.put(number, issue, self.clock(), timedelta(seconds=self.index_lag))
