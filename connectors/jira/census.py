"""Which issues there are, by id alone, and why one is not among them any more."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from connectors.card import Card
from connectors.errors import Denied, NotFound
from connectors.jira import jql
from connectors.jira.client import JiraApi, Json
from connectors.jira.cursor import OVERLAP
from connectors.jira.search import ISSUES_A_PAGE, current, pages
from connectors.jira.values import moment
from connectors.protocol import Absence, Access

CLOUD_IDS, DATACENTER_IDS = 5000, 1000
"""Caps of a page for answers of next to nothing; Jira gives fewer when it likes."""

_FIELDS = ("updated", "archiveddate")


def all_ids(access: Access, api: JiraApi) -> Iterator[str]:
    """The ids of all issues of a connection in the order they were made, each once, as they come."""
    query = jql.everything(jql.clause(access.name, access.cards.get("jql", ())))
    size = DATACENTER_IDS if access.datacenter else CLOUD_IDS
    seen: set[str] = set()
    for issues, _ in pages(access, api, query, ["id"], size):
        fresh = [one for issue in issues if (one := str(issue.get("id"))) not in seen]
        seen.update(fresh)
        yield from dict.fromkeys(fresh)


def whereabouts(
    access: Access, api: JiraApi, cards: Sequence[Card], now: datetime
) -> Mapping[str, Absence]:
    """Why no search shows these issues; one that changed just now may only be indexed late."""
    ids = [card.id for card in cards]
    parts = [ids[start : start + ISSUES_A_PAGE] for start in range(0, len(ids), ISSUES_A_PAGE)]
    there = [issue for part in parts for issue in current(access, api, part, _FIELDS)]
    found = {str(issue.get("id")): _of(issue, now) for issue in there}
    lost = [card for card in cards if card.id not in found]
    return {one: why for one, why in found.items() if why} | _unseen(api, lost)


def _of(issue: Json, now: datetime) -> Absence | None:
    fields = issue.get("fields") or {}
    if fields.get("archiveddate"):
        return Absence.ARCHIVED
    updated = moment(fields.get("updated"))
    is_late = updated is not None and now - updated < timedelta(minutes=OVERLAP)
    return None if is_late else Absence.MOVED


def _unseen(api: JiraApi, cards: Iterable[Card]) -> dict[str, Absence]:
    """Deleted issues and hidden ones look alike; a project that cannot be seen tells them apart."""
    projects = {card.id: card.key.rpartition("-")[0] for card in cards}
    visible = {key: _is_visible(api, key) for key in set(projects.values())}
    return {
        one: Absence.UNSEEN if visible[key] else Absence.HIDDEN for one, key in projects.items()
    }


def _is_visible(api: JiraApi, project: str) -> bool:
    try:
        api.project(project)
    except NotFound:
        return False
    except Denied as error:
        if error.status != 403:
            raise
        return False
    return True
