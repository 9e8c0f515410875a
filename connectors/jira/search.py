"""Issues page by page and by id: nothing stepped over, and no early end taken for the end."""

from collections.abc import Iterable, Iterator, Sequence

from connectors.errors import NotFound, Refused, SetupError, TrackerError
from connectors.jira import jql
from connectors.jira.client import JiraApi, Json
from connectors.protocol import Access

ISSUES_A_PAGE = 100
"""What Cloud gives with fields, and the cap of `bulkfetch`."""

Pages = Iterator[tuple[list[Json], bool]]
"""Pages of issues, each with whether it is the last."""

_PAGES = 100_000
_STARTS = 4


def pages(  # noqa: PLR0913, PLR0917 - the parts of a search, in the order they are sent
    access: Access,
    api: JiraApi,
    query: str,
    fields: Sequence[str],
    size: int,
    anchor: tuple[str, int] | None = None,
) -> Pages:
    """Every issue `query` finds, at least once; Jira may give fewer than `size` a page.

    A Data Center can go on from the issue `anchor` at its place; Cloud begins anew.

    Raises SetupError with Jira's own words for a query it does not take, TrackerError for a
    search that ends early.
    """
    body: Json = {"jql": query, "fields": list(fields), "maxResults": size}
    try:
        yield from _by_offset(api, body, anchor) if access.datacenter else _by_token(api, body)
    except NotFound as error:
        todo = "check `url` and `deployment` of this connection"
        raise SetupError(access.name, error.what, todo) from None
    except Refused as error:
        if error.status != 400:
            raise
        todo = "correct `cards: jql` of this connection"
        raise SetupError(access.name, error.what, todo) from None


def current(access: Access, api: JiraApi, ids: Sequence[str], fields: Sequence[str]) -> list[Json]:
    """Up to 100 issues by id as they are now; those not visible are left out."""
    some = _from_datacenter if access.datacenter else _from_cloud
    return some(api, ids, fields)


def _by_token(api: JiraApi, body: Json) -> Pages:
    """Cloud: one page after another; a short page is not the last, a missing token is."""
    seen: set[str] = set()
    following: Json = {}
    for _ in range(_PAGES):
        answer = api.search("search/jql", body | following)
        token = answer.get("nextPageToken")
        if not token and answer.get("isLast") is False:
            raise _broken_off(api, "says more follows and names no next page")
        last = not token or answer.get("isLast") is True
        yield answer["issues"], last
        if last:
            return
        if token in seen:
            raise _broken_off(api, "names the same next page twice")
        seen.add(str(token))
        following = {"nextPageToken": token}
    raise _broken_off(api, f"has no end after {_PAGES} pages")


def _by_offset(api: JiraApi, body: Json, begin: tuple[str, int] | None) -> Pages:
    """Data Center: each page begins with the last issue of the one before.

    When it does not, the set changed under us and rows may have been stepped over: from the
    start, then; the caller leaves out what it already has.
    """
    anchor, start = begin or (None, 0)
    starts = 1
    for _ in range(_PAGES):
        answer = api.search("search", {**body, "startAt": start})
        issues = answer["issues"]
        if anchor and (not issues or issues[0].get("id") != anchor):
            if starts == _STARTS:
                raise _broken_off(api, "changes faster than it can be read")
            anchor, start, starts = None, 0, starts + 1
            continue
        end, total = start + len(issues), _total(api, answer)
        if end < total and len(issues) <= (1 if anchor else 0):
            raise _broken_off(api, f"ends after {end} of {total} issues")
        yield issues, end >= total
        if end >= total:
            return
        anchor, start = issues[-1].get("id"), end - 1
    raise _broken_off(api, f"has no end after {_PAGES} pages")


def _total(api: JiraApi, answer: Json) -> int:
    total = answer.get("total")
    if not isinstance(total, int):
        raise _broken_off(api, "does not tell how many issues there are")
    return total


def _broken_off(api: JiraApi, what: str) -> TrackerError:
    return TrackerError(api.where, f"Jira's search {what}", "run again later; nothing was lost")


def _from_cloud(api: JiraApi, ids: Sequence[str], fields: Sequence[str]) -> list[Json]:
    """Issues Jira could not read just now (`issueErrors`) are asked for one by one."""
    answer = api.bulkfetch(ids, fields)
    failed = [str(error.get("id")) for error in answer.get("issueErrors") or []]
    return [*answer["issues"], *_one_by_one(api, failed, fields)]


def _from_datacenter(api: JiraApi, ids: Sequence[str], fields: Sequence[str]) -> list[Json]:
    """There is no bulk read; a search that leaves some out may lag, so those are asked for."""
    body = {"jql": jql.these(ids), "fields": list(fields), "validateQuery": False}
    paged = {**body, "maxResults": ISSUES_A_PAGE}
    try:
        found = [issue for issues, _ in _by_offset(api, paged, None) for issue in issues]
    except Refused:
        return _one_by_one(api, ids, fields)
    there = {str(issue.get("id")): issue for issue in found}
    absent = [ident for ident in ids if ident not in there]
    return [*there.values(), *_one_by_one(api, absent, fields)]


def _one_by_one(api: JiraApi, ids: Iterable[str], fields: Sequence[str]) -> list[Json]:
    found: list[Json] = []
    for ident in ids:
        try:
            found.append(api.issue(ident, fields))
        except NotFound:
            continue
    return found
