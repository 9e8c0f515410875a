"""Reading a connection: everything in the fewest requests, or only what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from connectors.card import Card
from connectors.jira import jql
from connectors.jira.cards import SYSTEM_FIELDS, Legend, card
from connectors.jira.client import JiraApi, Json
from connectors.jira.cursor import Cursor, cursor, latest, scope
from connectors.jira.search import ISSUES_A_PAGE, current, pages
from connectors.jira.values import moment
from connectors.protocol import Access, Finding, Page

DATACENTER_PAGE = 500
"""A Data Center's own cap is usually 1000; it answers with what it applied."""

IDS_A_PAGE = 5000
"""Cloud's cap for answers of next to nothing; it gives fewer when it likes."""


def pull(
    access: Access, api: JiraApi, legend: Legend, since: str | None, now: datetime
) -> Iterator[Page]:
    """Every card of the connection when `since` is None, else those that changed; each once.

    A page before the last carries the cursor the read began with: one that breaks off is done
    again.
    """
    condition = jql.clause(access.name, access.cards.get("jql", ()))
    begun = cursor(since, scope(access, condition, legend))
    if begun.at is None:
        issues = _everything(access, api, condition, wanted(legend))
    else:
        query = jql.changed(condition, begun.minutes(now))
        issues = _changed(access, api, query, wanted(legend), begun)
    told, recent = _Told(access, legend), dict[str, datetime]()
    for raw, last in issues:
        cards = [card(whole(api, issue), legend) for issue in raw]
        recent |= latest(cards, now)
        yield Page(
            cards=tuple(cards),
            cursor=(begun.moved(now, recent) if last else begun).text,
            complete=last and begun.at is None,
            findings=told.about(raw),
        )


def reread(access: Access, api: JiraApi, legend: Legend, ids: Sequence[str]) -> Mapping[str, Card]:
    """These issues as they are now, not as the search index has them; absent ones are missing."""
    read = (
        card(whole(api, issue), legend)
        for part in _parts(ids)
        for issue in current(access, api, part, wanted(legend))
    )
    return {one.id: one for one in read}


def wanted(legend: Legend) -> list[str]:
    """The fields to ask for: those a card is made of, those of the slots, the score."""
    score = [legend.score] if legend.score else []
    return list(dict.fromkeys([*SYSTEM_FIELDS, *(field.id for field in legend.fields), *score]))


def whole(api: JiraApi, issue: Json) -> Json:
    """The issue with all its comments: an answer keeps about a hundred and tells the true total."""
    fields = issue.get("fields") or {}
    page = fields.get("comment") or {}
    comments = {str(one.get("id")): one for one in page.get("comments") or []}
    start, total = 0, int(page.get("total") or 0)
    while len(comments) < total:
        more = api.comments(str(issue["id"]), start)
        if not more["comments"]:
            break
        comments |= {str(one.get("id")): one for one in more["comments"]}
        start, total = start + len(more["comments"]), int(more.get("total") or total)
    return {**issue, "fields": {**fields, "comment": {"comments": list(comments.values())}}}


Issues = Iterator[tuple[list[Json], bool]]
"""Issues as they came together, none twice, each time with whether they are the last."""


def _everything(access: Access, api: JiraApi, condition: str, fields: Sequence[str]) -> Issues:
    size = DATACENTER_PAGE if access.datacenter else ISSUES_A_PAGE
    seen: set[str] = set()
    for issues, last in pages(access, api, jql.everything(condition), fields, size):
        fresh = [issue for issue in issues if str(issue.get("id")) not in seen]
        seen |= {str(issue.get("id")) for issue in fresh}
        yield fresh, last


def _changed(
    access: Access, api: JiraApi, query: str, fields: Sequence[str], begun: Cursor
) -> Issues:
    """First which issues changed and when, then those not read in that very state before.

    The overlap shows the last changes, our own among them, again and again; this keeps an idle
    run at one search.
    """
    found: dict[str, datetime | None] = {}
    for issues, _ in pages(access, api, query, ["updated"], IDS_A_PAGE):
        found |= {str(issue.get("id")): _updated(issue) for issue in issues}
    parts = _parts([ident for ident, when in found.items() if not begun.knows(ident, when)])
    for part in parts:
        yield current(access, api, part, fields), part is parts[-1]
    if not parts:
        yield [], True


def _updated(issue: Json) -> datetime | None:
    return moment((issue.get("fields") or {}).get("updated"))


def _parts(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + ISSUES_A_PAGE] for start in range(0, len(ids), ISSUES_A_PAGE)]


class _Told:
    """Says once a read what a person should know of each status."""

    def __init__(self, access: Access, legend: Legend) -> None:
        self._access, self._stages = access, legend.stages
        self._done: set[str] = set()

    def about(self, issues: Iterable[Json]) -> tuple[Finding, ...]:
        """What is new about the statuses of these issues."""
        found = (self._finding((issue.get("fields") or {}).get("status") or {}) for issue in issues)
        return tuple(finding for finding in found if finding)

    def _finding(self, status: Json) -> Finding | None:
        name = str(status.get("name") or "")
        if not name or name in self._done:
            return None
        self._done.add(name)
        if self._stages.of(status) is None:
            what = f"the status «{name}» stands for no stage"
            return Finding(self._access.name, what, "name it under `stages`")
        if self._stages.renamed(status):
            what = f"a status named under `stages` is now called «{name}»; it is still followed"
            return Finding(self._access.name, what, "write the new name under `stages`")
        return None
