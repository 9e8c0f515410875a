"""Looking over a Jira site: projects to choose from, rights, and which screens have our fields."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from connectors.errors import AnswerLost, Denied, NotFound
from connectors.gate import Gate
from connectors.jira import jql, search
from connectors.jira.client import JiraApi, Json
from connectors.jira.discover import whoami
from connectors.jira.legend import FIELD_PIN, NAME
from connectors.jira.stages import stages
from connectors.jira.values import account_id
from connectors.protocol import Access, Surface
from connectors.survey import (
    Account,
    Footing,
    Grant,
    Headroom,
    Lack,
    Outline,
    Part,
    Place,
    Reach,
    Right,
    Seen,
    Status,
)

MOST_PROJECTS = 20
"""Projects looked at one by one; a query may find hundreds."""

_PAGE = 50
_RECENT = 20
_ISSUES = 100
_CUSTOM = "com.atlassian.jira.plugin.system.customfieldtypes:"
_RIGHTS: Mapping[str, Right] = {
    "BROWSE_PROJECTS": Right.READ,
    "EDIT_ISSUES": Right.EDIT,
    "ADD_COMMENTS": Right.COMMENT,
    "EDIT_OWN_COMMENTS": Right.EDIT_COMMENT,
}
_NAMED = re.compile(
    r"""\bproject\s*(?:=|in)\s*(?P<list>\([^)]*\)|"[^"]*"|'[^']*'|\w+\b(?!\s*\())""", re.IGNORECASE
)
_KEY = re.compile(r"""(?<![^\s,("'])[A-Za-z][A-Za-z0-9_]+(?![^\s,)"'])""")


class JiraSurvey:
    """One site, looked over; see `connectors.survey.Surveyor`."""

    def __init__(self, access: Access, gate: Gate) -> None:
        """Send nothing yet."""
        self._access, self._gate = access, gate
        self._api = JiraApi(access, gate)

    def account(self) -> Account:
        """The token's account."""
        me = whoami(self._access, self._api)
        name = str(me.get("displayName") or me.get("name") or account_id(me))
        return Account(account_id(me), name, personal=me.get("accountType") != "app")

    def places(self) -> Sequence[Place]:
        """Every project the account can see, by key."""
        if self._access.datacenter:
            found = self._api.look_through("project")
        else:
            found = list(_projects(self._api))
        return [Place(str(one["key"]), str(one.get("name") or one["key"])) for one in found]

    def outline(self) -> Outline:
        """Custom fields, the statuses of the projects, and the issues changed last."""
        projects = _keys(self._access) or sorted(_samples(self._access, self._api)[0])
        found = _latest(self._access, self._api, ["updated"], _RECENT)
        return Outline(
            tuple(_seen(self._api.fields())),
            tuple(_statuses(self._api, projects[:MOST_PROJECTS]).values()),
            tuple(str(issue["id"]) for issue in found[:_RECENT]),
        )

    def footing(self, surface: Surface) -> Footing:
        """Rights by project, and fields by project and type of issue."""
        kinds, fresh = _samples(self._access, self._api)
        projects = sorted(kinds) or list(_keys(self._access))
        looked = projects[:MOST_PROJECTS]
        reaches = [
            reach
            for project in looked
            for reach in _reaches(self._api, surface, self._access, project, kinds.get(project, {}))
        ]
        info = self._api.look("serverInfo")
        where = _statuses(self._api, looked)
        return Footing(
            product=f"Jira {info.get('deploymentType') or 'Cloud'} {info.get('version') or ''}".strip(),
            grants=tuple(grant for project in looked for grant in _grants(self._api, project)),
            reaches=tuple(reaches),
            by_category=tuple(_by_category(self._access, surface, where)),
            fresh=fresh,
            left_out=len(projects) - len(looked),
        )

    def headroom(self) -> Sequence[Headroom]:
        """The burst bucket of the last endpoint asked (`X-RateLimit-*`)."""
        told = self._gate.told
        left, most = told.get("x-ratelimit-remaining", ""), told.get("x-ratelimit-limit", "")
        seconds = told.get(
            "x-ratelimit-interval-seconds", "1" if not self._access.datacenter else ""
        )
        if not left.isdigit() or not most.isdigit():
            return ()
        return (
            Headroom(
                "requests", int(left), int(most), float(seconds) if seconds.isdigit() else None
            ),
        )

    def lack(self, _surface: Surface) -> Lack | None:
        """Only administrators of Jira make fields (POST /rest/api/3/field)."""
        return (
            None if _holds(self._api, {"permissions": "ADMINISTER"}, "ADMINISTER") else Lack.ADMIN
        )

    def make_score(self, surface: Surface) -> None:
        """A number field of the configured name; putting it on screens is the administrator's."""
        if surface.score is not None:
            return
        body = {
            "name": self._access.score,
            "type": f"{_CUSTOM}float",
            "searcherKey": f"{_CUSTOM}exactnumber",
            "description": "Set by Steelyard.",
        }
        try:
            self._api.make_field(body)
        except AnswerLost:
            if all(field.get("name") != self._access.score for field in self._api.fields()):
                raise


def _projects(api: JiraApi) -> Iterator[Json]:
    """All projects of Cloud, a page after another."""
    start = 0
    while True:
        page = api.look("project/search", {"startAt": start, "maxResults": _PAGE})
        values = [one for one in page.get("values") or () if isinstance(one, dict)]
        yield from values
        start += len(values)
        if not values or page.get("isLast") is not False:
            return


def _seen(fields: Iterable[Json]) -> Iterator[Seen]:
    for field in fields:
        schema = field.get("schema") if isinstance(field.get("schema"), dict) else {}
        custom = str((schema or {}).get("custom") or "")
        if str(field.get("id")).startswith("customfield_"):
            kind = custom.rpartition(":")[2] or str((schema or {}).get("type") or "")
            yield Seen(str(field["id"]), str(field.get("name") or field["id"]), kind)


def _statuses(api: JiraApi, projects: Sequence[str]) -> dict[str, Status]:
    """The statuses of these projects by id; the stage is what the category says."""
    known = stages({}, {}, {}, {})
    found: dict[str, Status] = {}
    for project in projects:
        try:
            kinds = api.look_through(f"project/{project}/statuses")
        except NotFound:  # named in the query, and not there
            continue
        for raw in (one for kind in kinds for one in kind.get("statuses") or ()):
            name = str(raw.get("name") or "")
            if name:
                found[str(raw.get("id") or name)] = Status(name, known.of(raw))
    return found


def _by_category(access: Access, surface: Surface, statuses: Mapping[str, Status]) -> Iterator[str]:
    """Statuses that no name of ours places: only their category does."""
    named = stages(access.stages, access.known_stages, surface.pins, surface.extra)
    for ident, status in statuses.items():
        if named.of({"id": ident, "name": status.name}) is None:
            yield status.name


def _keys(access: Access) -> list[str]:
    """The projects a query names, as far as plain words tell."""
    texts = (found["list"] for query in access.cards["jql"] for found in _NAMED.finditer(query))
    return list(dict.fromkeys(key for text in texts for key in _KEY.findall(text)))


def _samples(access: Access, api: JiraApi) -> tuple[dict[str, dict[str, str]], int]:
    """An issue of every project and type among the cards changed last, and how many those were."""
    issues = _latest(access, api, ["project", "issuetype"], _ISSUES)
    kinds: dict[str, dict[str, str]] = {}
    for issue in issues:
        fields: Mapping[str, Any] = issue.get("fields") or {}
        project = str(
            (fields.get("project") or {}).get("key") or str(issue.get("key")).rpartition("-")[0]
        )
        kind = str((fields.get("issuetype") or {}).get("name") or "")
        kinds.setdefault(project, {}).setdefault(kind, str(issue["id"]))
    return kinds, len(issues)


def _latest(access: Access, api: JiraApi, fields: Sequence[str], most: int) -> list[Json]:
    """The issues of the connection changed last; one request."""
    query = f"{jql.clause(access.name, access.cards['jql'])} {jql.NEWEST_FIRST}"
    return next((issues for issues, _ in search.pages(access, api, query, fields, most)), [])


def _grants(api: JiraApi, project: str) -> Iterator[Grant]:
    asked = {"projectKey": project, "permissions": ",".join(_RIGHTS)}
    try:
        told = api.look("mypermissions", asked).get("permissions") or {}
    except NotFound:
        yield Grant(project, Right.READ, held=False)
        return
    for key, right in _RIGHTS.items():
        one = told.get(key)
        yield Grant(project, right, _held(one))


def _holds(api: JiraApi, asked: Mapping[str, str], key: str) -> bool:
    told = api.look("mypermissions", asked).get("permissions") or {}
    return _held(told.get(key)) is True


def _held(told: object) -> bool | None:
    held = told.get("havePermission") if isinstance(told, dict) else None
    return held if isinstance(held, bool) else None


def _reaches(
    api: JiraApi, surface: Surface, access: Access, project: str, samples: Mapping[str, str]
) -> Iterator[Reach]:
    """Which of our fields stand on the screens of each type of issue of a project."""
    fields = {
        slot.removeprefix(FIELD_PIN): ident
        for slot, ident in surface.pins.items()
        if slot.startswith(FIELD_PIN)
    }
    fields |= {Part.SCORE: surface.score} if surface.score else {}
    fields |= {Part.LABELS: "labels"} if access.labels else {}
    for kind, screen in _screens(api, project, samples).items():
        for part, ident in fields.items():
            name = access.score if part == Part.SCORE else surface.extra.get(NAME + ident, ident)
            yield Reach(part, name, ident, project, kind, editable=ident in screen)


def _screens(api: JiraApi, project: str, samples: Mapping[str, str]) -> dict[str, set[str]]:
    """The ids of what can be set, by type of issue: on its edit screen, else when it is made.

    Only an issue has an edit screen (editmeta); a type without one is told by createmeta.
    """
    screens = {kind: _edit_screen(api, issue) for kind, issue in samples.items()}
    path = f"issue/createmeta/{project}/issuetypes"
    try:
        types = api.look(path)
        for one in types.get("issueTypes") or types.get("values") or ():
            if str(one.get("name")) not in screens:
                fields = api.look(f"{path}/{one['id']}", {"maxResults": 200})
                listed = fields.get("fields") or fields.get("values") or ()
                screens[str(one.get("name"))] = {
                    str(field.get("fieldId") or field.get("key")) for field in listed
                }
    except (NotFound, Denied):  # who may not create issues is not told of types
        return screens
    return screens


def _edit_screen(api: JiraApi, issue: str) -> set[str]:
    try:
        return set(api.look(f"issue/{issue}/editmeta").get("fields") or {})
    except NotFound:  # gone since the search
        return set()
