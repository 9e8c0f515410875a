"""A page of Notion to a card, pure: the connector and the export reader share it."""

from collections.abc import Iterator, Mapping
from typing import Any

from connectors.card import IGNORE_LABEL, Card, Field, Link, Person, Shown, Tracker, is_own_label
from connectors.names import plain
from connectors.notion.api import Json
from connectors.notion.layout import Layout, Names
from connectors.notion.values import (
    day_of,
    moment,
    number_of,
    options_of,
    people_of,
    person,
    text_of,
)
from connectors.text.markdown import clean
from connectors.text.notion_rich import members
from connectors.text.notion_rich import plain as words

_NOT_FIELDS = {"title", "button", "created_time", "created_by", "last_edited_time"}
_NOT_FIELDS |= {"last_edited_by", "unique_id", "verification", "relation", "email", "phone_number"}
"""Types that stand elsewhere in a card, that our own writes change, or that name a person."""

_COMPUTED = {"formula", "rollup"}
"""Not written by people, and may change without an edit (`now()`): read only where mapped."""

_QUESTIONS = ("problem", "metric", "effect", "owner")
_NO_ANSWER = {"", "tbd", "tba", "todo", "n/a", "na", "none", "нет", "уточнить", "уточняется"}


def card_of(  # noqa: PLR0913 - the parts of a reading, each by name
    page: Json, layout: Layout, names: Names, *, connection: str, body: str = "", me: str = ""
) -> Card:
    """The card a page object stands for; `body` is its content, Markdown, read separately.

    Never raises on a page that lacks members: only `id` is needed.
    """
    values = _by_id(page)
    status, option = _status(values.get(layout.status or ""))
    stage = names.stage_of(option, status) or layout.groups.get(option) if status else None
    due = values.get(layout.of_slot("deadline") or "")
    flags = options_of(values.get(layout.flags or ""))
    return Card(
        connection=connection,
        tracker=Tracker.NOTION,
        id=str(page["id"]),
        key=_key(str(page["id"]), values),
        url=str(page.get("url") or ""),
        title=_title(values),
        body=body,
        fields=tuple(_fields(values, layout)),
        labels=_labels(values, layout, flags),
        status=status,
        stage=stage,
        group=layout.name,
        assignees=people_of(values.get(layout.assignees or "", {})),
        author=_author(page, values),
        links=tuple(_links(values, layout)),
        created=moment(page.get("created_time")),
        updated=moment(page.get("last_edited_time")),
        due=day_of(due) if due else None,
        archived=any(page.get(flag) is True for flag in ("in_trash", "archived", "is_archived")),
        shown=Shown(
            score=number_of(values.get(layout.score or "", {})),
            labels=tuple(flag for flag in flags if is_own_label(flag)),
            comments=None if me else (),
        ),
    )


def leaves_questions(card: Card) -> bool:
    """Whether the properties leave a question open that the content may answer."""
    answered = {field.slot for field in card.fields if plain(field.text) not in _NO_ANSWER}
    if card.assignees:
        answered.add("owner")
    return not answered.issuperset(_QUESTIONS)


def kept_options(card: Card, layout: Layout) -> tuple[str, ...]:
    """What people chose in the property that also holds our labels, to be written back as is."""
    if layout.flags == layout.tags:
        return card.labels
    shared = next((field for field in card.fields if field.id == layout.flags), None)
    # exact: the name of a Notion option holds no comma
    return tuple(shared.text.split(", ")) if shared else ()


def _by_id(page: Json) -> dict[str, Mapping[str, Any]]:
    """The values by property id, each with its `name`, its type a text."""
    properties = page.get("properties") or {}
    return {
        str(value.get("id") or name): {**value, "name": name, "type": str(value.get("type") or "")}
        for name, value in properties.items()
        if isinstance(value, dict)
    }


def _status(value: Mapping[str, Any] | None) -> tuple[str, str]:
    """The name and the id of the chosen option."""
    chosen = (value or {}).get(str((value or {}).get("type")))
    if not isinstance(chosen, dict):
        return "", ""
    return str(chosen.get("name") or ""), str(chosen.get("id") or "")


def _key(page: str, values: Mapping[str, Mapping[str, Any]]) -> str:
    """The unique id where there is one (SHOP-12); else the end of the page's id."""
    texts = (text_of(value) for value in values.values() if value.get("type") == "unique_id")
    return next((text for text in texts if text), page.replace("-", "")[-8:])


def _title(values: Mapping[str, Mapping[str, Any]]) -> str:
    titles = (value.get("title") for value in values.values() if value.get("type") == "title")
    return " ".join(clean(words(next(titles, None))).split())


def _fields(values: Mapping[str, Mapping[str, Any]], layout: Layout) -> Iterator[Field]:
    """In the order of ids: a query and a single read may list properties differently."""
    elsewhere = {layout.score, layout.status, layout.tags, layout.flags} - set(layout.slots)
    for prop, value in sorted(values.items()):
        slot = layout.slots.get(prop)
        if prop == layout.flags != layout.tags:
            yield from _shared(prop, value)
        elif prop not in elsewhere and (slot or _is_field(prop, value, layout)):
            yield from _field(prop, value, slot, layout)


def _is_field(prop: str, value: Mapping[str, Any], layout: Layout) -> bool:
    kind = value.get("type")
    return kind not in _NOT_FIELDS | _COMPUTED and prop != layout.assignees


def _field(
    prop: str, value: Mapping[str, Any], slot: str | None, layout: Layout
) -> Iterator[Field]:
    text = text_of(value, layout.formats.get(prop, ""))
    if not text or value.get("checkbox") is False:
        return
    yield Field(
        id=prop,
        name=str(value["name"]),
        text=text,
        slot=slot,
        number=number_of(value),
        day=day_of(value),
        people=people_of(value),
    )


def _shared(prop: str, value: Mapping[str, Any]) -> Iterator[Field]:
    """What people put into the property of our labels."""
    foreign = [name for name in options_of(value) if not is_own_label(name)]
    if foreign:
        yield Field(id=prop, name=str(value["name"]), text=", ".join(foreign))


def _labels(
    values: Mapping[str, Mapping[str, Any]], layout: Layout, flags: tuple[str, ...]
) -> tuple[str, ...]:
    tags = options_of(values.get(layout.tags or ""))
    ignored = [flag for flag in flags if flag == IGNORE_LABEL]
    return tuple(dict.fromkeys(tag for tag in (*tags, *ignored) if not is_own_label(tag)))


def _author(page: Json, values: Mapping[str, Mapping[str, Any]]) -> Person | None:
    """The page names its author by id only; a `created_by` property knows the name."""
    named = (value.get("created_by") for value in values.values())
    user = next((user for user in named if isinstance(user, dict)), page.get("created_by"))
    return person(user) if isinstance(user, dict) and user.get("id") else None


def _links(values: Mapping[str, Mapping[str, Any]], layout: Layout) -> Iterator[Link]:
    for prop, value in sorted(values.items()):
        pages = members(value.get("relation")) if prop not in layout.slots else []
        for page in pages:
            if page.get("id"):
                yield Link(kind=str(value["name"]), target=str(page["id"]))
