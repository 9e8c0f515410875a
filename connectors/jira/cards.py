"""A Jira issue as a card: pure, the same for a live answer and for an export."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from connectors.card import (
    Card,
    Comment,
    Field,
    Link,
    OwnComment,
    Shown,
    Tracker,
    is_own_label,
)
from connectors.jira.stages import Stages
from connectors.jira.values import day, moment, person, rich, same_account, value
from connectors.text.mark import find_mark

SYSTEM_FIELDS = (
    "summary",
    "description",
    "status",
    "labels",
    "assignee",
    "reporter",
    "created",
    "updated",
    "duedate",
    "priority",
    "issuetype",
    "project",
    "parent",
    "issuelinks",
    "comment",
)
"""Every system field a card is made of; nothing else is asked for."""

PROPERTY = "steelyard"
"""The comment property that marks our comment where people cannot see or edit it."""

SCORE_FIELD = "Steelyard score"
"""The usual name of the score field: an export names nothing else to know it by."""

_EPOCH = datetime.fromtimestamp(0, UTC)


class Mapped(msgspec.Struct, frozen=True):
    """A field to read besides the system ones. `wiki` tells that its strings are wiki markup."""

    id: str
    name: str
    slot: str | None = None
    wiki: bool = False


class Legend(msgspec.Struct, frozen=True, kw_only=True):
    """What one must know to read the issues of a connection.

    `me` is our account as Jira shows it (`accountId`, or `key` and `name`); empty in an export,
    where the mark alone tells our comments.
    """

    connection: str
    url: str
    me: Mapping[str, str] = {}
    score: str | None = None
    fields: tuple[Mapped, ...] = ()
    stages: Stages = Stages()


def card(issue: Mapping[str, Any], legend: Legend) -> Card:
    """The card an issue stands for; its comments must be all there (see `pull.whole`).

    An answer without the comment field cannot tell whether ours is there.
    """
    fields = _map(issue.get("fields"))
    labels = sorted(label for label in _list(fields.get("labels")) if isinstance(label, str))
    theirs, ours = _parted(_list(_map(fields.get("comment")).get("comments")), legend.me)
    assignee, created = person(fields.get("assignee")), moment(fields.get("created"))
    updated = moment(fields.get("updated"))
    status, key = _map(fields.get("status")), str(issue.get("key") or issue.get("id") or "")
    return Card(
        connection=legend.connection,
        tracker=Tracker.JIRA,
        id=str(issue.get("id") or key),
        key=key,
        url=f"{legend.url.rstrip('/')}/browse/{key}" if legend.url else "",
        title=str(fields.get("summary") or ""),
        body=rich(fields.get("description")),
        fields=tuple(_fields(fields, legend)),
        labels=tuple(label for label in labels if not is_own_label(label)),
        status=_name(status),
        stage=legend.stages.of(status),
        group=_name(fields.get("project")) or key.rpartition("-")[0],
        kind=_name(fields.get("issuetype")),
        priority=_name(fields.get("priority")),
        assignees=(assignee,) if assignee else (),
        author=person(fields.get("reporter")),
        comments=tuple(theirs),
        links=tuple(_links(fields)),
        created=created or updated or _EPOCH,
        updated=updated or created or _EPOCH,
        due=day(fields.get("duedate")),
        shown=Shown(
            score=_number(fields.get(legend.score)) if legend.score else None,
            labels=tuple(filter(is_own_label, labels)),
            comments=tuple(ours) if "comment" in fields or not legend.me else None,
        ),
    )


def own_comments(comments: Iterable[Any], me: Mapping[str, str]) -> tuple[OwnComment, ...]:
    """The living comments of `me` among raw comments, oldest first."""
    return tuple(_parted(comments, me)[1])


def _parted(
    comments: Iterable[Any], me: Mapping[str, str]
) -> tuple[list[Comment], list[OwnComment]]:
    """Comments of people, and the living comments that are ours, oldest first."""
    theirs: list[Comment] = []
    ours: list[OwnComment] = []
    for raw in sorted((one for one in comments if isinstance(one, dict)), key=_age):
        author, edited = person(raw.get("author")), _edited(raw)
        may_be_ours = not me or same_account(_map(raw.get("author")), me)
        digest = _digest(raw) if may_be_ours else None
        if digest is not None:
            written = moment(raw.get("updated")) or moment(raw.get("created"))
            ours.append(OwnComment(str(raw.get("id")), digest, written))
        else:
            created = moment(raw.get("created")) or _EPOCH
            text = rich(raw.get("body"))
            theirs.append(Comment(str(raw.get("id") or ""), author, text, created, edited))
    return theirs, ours


def _digest(comment: Mapping[str, Any]) -> str | None:
    """The digest a comment carries: in its property where the answer shows it, or in its mark."""
    for entry in _list(comment.get("properties")):
        if _map(entry).get("key") == PROPERTY:
            return str(_map(_map(entry).get("value")).get("digest") or "")
    return find_mark(rich(comment.get("body")))


def _age(comment: Mapping[str, Any]) -> tuple[datetime, str]:
    return moment(comment.get("created")) or _EPOCH, str(comment.get("id") or "").zfill(20)


def _edited(comment: Mapping[str, Any]) -> datetime | None:
    edited = moment(comment.get("updated"))
    return edited if edited != moment(comment.get("created")) else None


def _fields(fields: Mapping[str, Any], legend: Legend) -> Iterable[Field]:
    for mapped in legend.fields:
        read = value(fields.get(mapped.id), rich if mapped.wiki else str)
        if read and mapped.id != legend.score:
            yield read.field(mapped.id, mapped.name, mapped.slot)


def _links(fields: Mapping[str, Any]) -> Iterable[Link]:
    parent = _map(fields.get("parent"))
    if parent.get("key"):
        yield Link("parent", str(parent["key"]), _summary(parent))
    for link in map(_map, _list(fields.get("issuelinks"))):
        for way in ("outward", "inward"):
            other = _map(link.get(f"{way}Issue"))
            if other.get("key"):
                kind = str(_map(link.get("type")).get(way) or way)
                yield Link(kind, str(other["key"]), _summary(other))


def _summary(issue: Mapping[str, Any]) -> str:
    return str(_map(issue.get("fields")).get("summary") or "")


def _name(raw: Any) -> str:
    return str(_map(raw).get("name") or "")


def _number(raw: Any) -> float | None:
    return float(raw) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def _map(raw: Any) -> Mapping[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []
