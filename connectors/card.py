"""One card, whatever tracker it came from: what the tracker has, with no judgement in it."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter

import msgspec

OWN_PREFIX = "steelyard:"
"""Every label Steelyard sets starts with this; every label that does is Steelyard's."""

IGNORE_LABEL = "steelyard:ignore"
"""Set by a person: the one label with the prefix that is not ours. It silences the card."""


class Tracker(StrEnum):
    """The trackers Steelyard can talk to."""

    JIRA = "jira"
    TRELLO = "trello"
    NOTION = "notion"


class Stage(StrEnum):
    """Where a card stands, in words that are the same for every tracker (domain S64)."""

    BACKLOG = "backlog"
    IN_PROGRESS = "in progress"
    TEST = "test"
    DONE = "done"


class PersonKind(StrEnum):
    """Who stands behind an account."""

    PERSON = "person"
    GROUP = "group"
    BOT = "bot"


class Person(msgspec.Struct, frozen=True):
    """An account of a tracker. `id` is its identity; names change and repeat.

    No e-mail address is kept: nothing in Steelyard needs one.
    """

    id: str
    name: str
    kind: PersonKind = PersonKind.PERSON
    active: bool = True


class CheckItem(msgspec.Struct, frozen=True):
    """One line of a checklist."""

    text: str
    done: bool = False


class Checklist(msgspec.Struct, frozen=True):
    """A named list of things to tick."""

    name: str
    items: tuple[CheckItem, ...] = ()


class Comment(msgspec.Struct, frozen=True):
    """What a person said under a card; `text` is Markdown."""

    id: str
    author: Person | None
    text: str
    created: datetime
    edited: datetime | None = None


class Field(msgspec.Struct, frozen=True):
    """A custom field or property with a value.

    `slot` is the reading slot the field is mapped to (`effect`, `owner`, ...), or None for a
    field nobody mapped. `text` is the value as people see it, Markdown; the typed members are
    filled when the tracker's own type says so.
    """

    id: str
    name: str
    text: str
    slot: str | None = None
    number: float | None = None
    day: date | None = None
    people: tuple[Person, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """A tie to another card or to a page: `kind` in the tracker's own word (`blocks`, `url`)."""

    kind: str
    target: str
    title: str = ""


class OwnComment(msgspec.Struct, frozen=True):
    """A living comment as the tracker shows it now, recognised by its mark.

    `digest` is what the mark says of the remark it was made from (see `connectors.remark`);
    `edited` is when it was last written, its making included.
    """

    id: str
    digest: str
    edited: datetime | None = None


class Shown(msgspec.Struct, frozen=True):
    """What the tracker shows of Steelyard's own now; never part of the human content.

    `comments` is None when the read could not tell (Notion has no bulk read of comments): the
    apply step then looks before it posts.
    """

    score: float | None = None
    labels: tuple[str, ...] = ()
    comments: tuple[OwnComment, ...] | None = ()


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One normalized work item.

    `id` is the tracker's own and never changes; `key` is what people say (SHOP-12). Times are
    aware and in UTC. `stage` is None when no mapping knows `status`. `body` and comment texts
    are Markdown. `labels` hold no label of Steelyard's own except the ignore label.
    """

    connection: str
    tracker: Tracker
    id: str
    key: str
    url: str
    title: str
    body: str = ""
    checklists: tuple[Checklist, ...] = ()
    fields: tuple[Field, ...] = ()
    labels: tuple[str, ...] = ()
    status: str = ""
    stage: Stage | None = None
    group: str = ""
    """The project, board or data source the card lives in, by name."""
    kind: str = ""
    """The tracker's own type of item (`Bug`, `Epic`), empty where it has none."""
    priority: str = ""
    assignees: tuple[Person, ...] = ()
    members: tuple[Person, ...] = ()
    """Followers: Trello's members, who are not owners."""
    author: Person | None = None
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()
    created: datetime
    updated: datetime
    due: date | None = None
    archived: bool = False
    shown: Shown = Shown()

    def field(self, slot: str) -> Field | None:
        """The field mapped to `slot`, or None."""
        return next((field for field in self.fields if field.slot == slot), None)


_VOLATILE = ("connection", "url", "key", "updated", "shown")
_human = attrgetter(*(name for name in Card.__struct_fields__ if name not in _VOLATILE))
_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def human_hash(card: Card) -> str:
    """A hash of what people wrote: 32 hex digits, equal exactly when no human content changed.

    Our own score, labels and comment are not part of it, nor is the time of the last change,
    which our own writes move.
    """
    return hashlib.blake2b(_encode(_human(card)), digest_size=16).hexdigest()


def is_own_label(label: str) -> bool:
    """Whether Steelyard itself set this label."""
    return label.startswith(OWN_PREFIX) and label != IGNORE_LABEL


def score_label(score: float) -> str:
    """The label that carries a score where no number field does: its band of ten.

    Without spaces (Jira forbids them in labels) and commas (Notion forbids them in options).
    """
    low = min(int(score) // 10 * 10, 90)
    return f"{OWN_PREFIX}score-{low}-{100 if low == 90 else low + 9}"
