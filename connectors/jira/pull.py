"""Reading a connection: everything in the fewest requests, or only what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from connectors.ahead import side_by_side
from connectors.card import Card
from connectors.jira import jql
from connectors.jira.cards import SYSTEM_FIELDS, Legend, card
from connectors.jira.census import CLOUD_IDS, all_ids
from connectors.jira.client import JiraApi, Json
from connectors.jira.cursor import Cursor, Reading, cursor, latest, scope
from connectors.jira.search import ISSUES_A_PAGE, current, pages
from connectors.jira.values import moment
from connectors.protocol import Access, Finding, Page

DATACENTER_PAGE = 500
"""A Data Center's own cap is usually 1000; it answers with what it applied."""

THREADS = 8
"""Hundreds asked for at once: at a tenth of a second each, eighty requests a second of the hundred
Cloud takes; the gate keeps the rest back."""

DATACENTER_THREADS = 2
"""A server of one's own has no published limits, and other people to serve."""


class Batch(NamedTuple):
    """Issues that came together, none twice.

    `after` is the last id asked for, `total` how many this read brings when that is known.
    """

    issues: list[Json]
    last: bool
    after: str = ""
    total: int | None = None


Batches = Iterator[Batch]


def pull(
    access: Access, api: JiraApi, legend: Legend, since: str | None, now: datetime
) -> Iterator[Page]:
    """Every card of the connection when `since` is None, else those that changed; each once.

    A whole read that was broken off goes on behind its last page; a read of changes is done again.
    """
    condition = jql.clause(access.name, access.cards.get("jql", ()))
    begun = cursor(since, scope(access, condition, legend))
    reading = begun.reading or Reading(now)
    if begun.at is None:
        batches = _everything(access, api, condition, wanted(legend), reading)
        seen_to = reading.began
    else:
        query = jql.changed(condition, begun.minutes(now))
        ids, whole_window = _news(access, api, query, begun, brief=begun.is_fresh(now))
        batches = _now(access, api, _Ids(ids, len(ids)), wanted(legend))
        seen_to = now if whole_window else begun.at
    told, recent = _Told(access, legend), dict[str, datetime]()
    for batch in batches:
        cards = [card(issue, legend) for issue in batch.issues]
        recent |= latest(cards, now)
        reading = Reading(reading.began, batch.after, reading.count + len(cards))
        reached = begun.moved(seen_to, now, recent) if batch.last else begun
        if begun.at is None and not batch.last:
            reached = begun.behind(reading, now, recent)
        yield Page(
            cards=tuple(cards),
            cursor=reached.text,
            complete=batch.last and begun.at is None,
            census=batch.last and begun.at is None and begun.reading is None,
            total=batch.total,
            findings=told.about(batch.issues),
        )


def reread(access: Access, api: JiraApi, legend: Legend, ids: Sequence[str]) -> Mapping[str, Card]:
    """These issues as they are now, not as the search index has them; absent ones are missing."""
    batches = _now(access, api, _Ids(ids, len(ids)), wanted(legend))
    read = (card(issue, legend) for batch in batches for issue in batch.issues)
    return {one.id: one for one in read}


def wanted(legend: Legend) -> list[str]:
    """The fields to ask for: those a card is made of, those of the slots, the score."""
    score = [legend.score] if legend.score else []
    return list(dict.fromkeys([*SYSTEM_FIELDS, *(field.id for field in legend.fields), *score]))


def whole(api: JiraApi, issue: Json) -> Json:
    """The issue with all its comments: an answer keeps about a hundred and tells the true total."""
    fields = issue.get("fields") or {}
    if "comment" not in fields:
        return issue
    page = fields["comment"] or {}
    comments = {str(one.get("id")): one for one in page.get("comments") or []}
    start, total = 0, int(page.get("total") or 0)
    while len(comments) < total:
        more = api.comments(str(issue["id"]), start)
        if not more["comments"]:
            break
        comments |= {str(one.get("id")): one for one in more["comments"]}
        start, total = start + len(more["comments"]), int(more.get("total") or total)
    return {**issue, "fields": {**fields, "comment": {"comments": list(comments.values())}}}


def _everything(
    access: Access, api: JiraApi, condition: str, fields: Sequence[str], reading: Reading
) -> Batches:
    """All issues behind those `reading` brought already.

    Cloud gives five thousand ids at once, and then hundreds side by side: as they are, where the
    search may lag. A Data Center gives one page after another.
    """
    if access.datacenter:
        return _page_by_page(access, api, condition, fields, reading)
    if not reading.after:
        return _now(access, api, _Ids(all_ids(access, api)), fields)
    ids = list(all_ids(access, api))
    done = ids.index(reading.after) + 1 if reading.after in ids else 0
    return _now(access, api, _Ids(ids[done:], len(ids) - done), fields)


def _page_by_page(
    access: Access, api: JiraApi, condition: str, fields: Sequence[str], reading: Reading
) -> Batches:
    seen: set[str] = set()
    anchor = (reading.after, reading.count - 1) if reading.after else None
    query = jql.everything(condition)
    for issues, last in pages(access, api, query, fields, DATACENTER_PAGE, anchor):
        fresh = [issue for issue in issues if str(issue.get("id")) not in seen]
        seen |= {str(issue.get("id")) for issue in fresh}
        after = str(issues[-1].get("id")) if issues else ""
        yield Batch([whole(api, issue) for issue in fresh], last, after)


def _news(
    access: Access, api: JiraApi, query: str, begun: Cursor, *, brief: bool
) -> tuple[list[str], bool]:
    """Ids of cards in a state not read before, and whether the whole window was looked through.

    The overlap shows the last changes, our own among them, again and again. The newest come
    first, so a `brief` look ends at the first page that brings no news.
    """
    found: dict[str, None] = {}
    for issues, last in pages(access, api, query, ["updated"], CLOUD_IDS):
        news = [one for one in issues if not begun.knows(str(one.get("id")), _updated(one))]
        found |= {str(issue.get("id")): None for issue in news}
        if brief and not news and not last:
            return list(found), False
    return list(found), True


class _Ids:
    """Ids, a hundred a time, asked for as they are wanted; `total` once all of them are known."""

    def __init__(self, ids: Iterable[str], total: int | None = None) -> None:
        self._ids, self.total = ids, total

    def __iter__(self) -> Iterator[Sequence[str]]:
        given, ids = 0, iter(self._ids)
        while part := list(islice(ids, ISSUES_A_PAGE)):
            given += len(part)
            yield part
        self.total = given


def _now(access: Access, api: JiraApi, ids: _Ids, fields: Sequence[str]) -> Batches:
    """These issues as they are, a hundred a time; one empty time when there are none.

    The next ids are asked for while hundreds of the last ones are on their way.
    """

    def read(part: Sequence[str]) -> tuple[Sequence[str], list[Json]]:
        return part, [whole(api, issue) for issue in current(access, api, part, fields)]

    held: Batch | None = None
    for part, issues in side_by_side(
        read, ids, DATACENTER_THREADS if access.datacenter else THREADS
    ):
        if held:
            yield held
        held = Batch(issues, last=False, after=part[-1], total=ids.total)
    yield held._replace(last=True) if held else Batch([], last=True, total=0)


def _updated(issue: Json) -> datetime | None:
    return moment((issue.get("fields") or {}).get("updated"))


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
