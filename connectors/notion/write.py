"""Our score and our labels on a page: one request, and none where nothing differs."""

from collections.abc import Callable
from typing import Any

import msgspec

from connectors.card import Card, human_hash, score_label
from connectors.errors import Denied, NotFound, Refused
from connectors.notion.api import NotionApi
from connectors.notion.cards import kept_options
from connectors.notion.layout import Layout
from connectors.protocol import Surface
from connectors.write import Outcome, Receipt, SetFields


class Target(msgspec.Struct, frozen=True):
    """Where our values go: what the connection offers, the card's data source, a fresh read."""

    surface: Surface
    layout: Layout
    again: Callable[[str], Card | None]


def set_fields(api: NotionApi, to: Target, write: SetFields, card: Card) -> Receipt:
    """Show the score and the labels; ALREADY when the page shows them.

    A conflict (409, somebody edits at this moment) is read again and tried once more.
    """
    try:
        return _change(api, to, write, card)
    except Refused as refusal:
        if refusal.status != 409:
            raise
    fresh = to.again(card.id)
    if fresh is None:
        return Receipt(Outcome.GONE)
    scored = fresh.shown.score not in {card.shown.score, write.score}
    if scored or human_hash(fresh) != write.target.seen:
        return Receipt(Outcome.CHANGED, detail="somebody edited the page at the same moment")
    return _change(api, to, write, fresh)


def answered(act: Callable[[], Receipt]) -> Receipt:
    """What `act` did; a refusal that concerns one page becomes a receipt, a dead token does not."""
    try:
        return act()
    except NotFound as gone:
        return Receipt(Outcome.GONE, detail=gone.what)
    except Refused as refusal:
        return Receipt(Outcome.REFUSED, detail=refusal.what)
    except Denied as denial:
        if denial.status != 403:
            raise
        return Receipt(Outcome.REFUSED, detail=denial.what, denied=True)


def _change(api: NotionApi, to: Target, write: SetFields, card: Card) -> Receipt:
    changes = changes_of(to.surface, to.layout, write, card)
    if not changes:
        return Receipt(Outcome.ALREADY)
    try:
        api.set_properties(card.id, changes)
    except Refused as refusal:
        if refusal.status != 400:
            raise
        _by_name(api, card.id, changes, refusal)
    return Receipt(Outcome.DONE)


def changes_of(
    surface: Surface, layout: Layout, write: SetFields, card: Card
) -> dict[str, dict[str, Any]]:
    """The values that differ, by property id; a multi-select is always sent whole."""
    changes: dict[str, dict[str, Any]] = {}
    if surface.score and layout.score and card.shown.score != write.score:
        changes[layout.score] = {"number": write.score}
    labels = _labels(surface, write)
    if surface.labels and layout.flags and set(card.shown.labels) != set(labels):
        options = dict.fromkeys((*kept_options(card, layout), *labels))
        changes[layout.flags] = {"multi_select": [{"name": option} for option in options]}
    return changes


def _labels(surface: Surface, write: SetFields) -> tuple[str, ...]:
    """Our labels, with the score among them where no number property carries it."""
    if surface.score or write.score is None:
        return write.labels
    return tuple(dict.fromkeys((*write.labels, score_label(write.score))))


def _by_name(
    api: NotionApi, page: str, changes: dict[str, dict[str, Any]], refusal: Refused
) -> None:
    """The same with today's names: Notion promises ids as keys, and always takes names."""
    properties = api.page(page).get("properties") or {}
    names = {str(value.get("id")): name for name, value in properties.items()}
    if not changes.keys() <= names.keys():
        raise refusal
    api.set_properties(page, {names[prop]: value for prop, value in changes.items()})
