"""A Jira status as a stage: by what the configuration says, then by known names, then category."""

from collections.abc import Mapping
from typing import Any

import msgspec

from connectors.card import Stage
from connectors.names import plain

STATUS_PIN = "status:"
"""`Surface.pins` maps `status:<configured name>` to the ids of the statuses of that name."""

STATUS_NAME = "status name:"
"""`Surface.extra` keeps how Jira shows a pinned status; issues carry it in no other language."""

_CATEGORIES: Mapping[str, Stage] = {
    "new": Stage.BACKLOG,
    "indeterminate": Stage.IN_PROGRESS,
    "done": Stage.DONE,
}
"""Keys of status categories, the same in every language and on every site."""


class Stages(msgspec.Struct, frozen=True):
    """What each status of a connection stands for.

    `named` and `known` map plain names (or, in `named`, ids) to stages: the user's, and those
    recognised out of the box. `pinned` maps the ids the user's names had when they were resolved,
    `shown` how Jira called those then, in the account's language.
    """

    named: Mapping[str, Stage] = {}
    pinned: Mapping[str, Stage] = {}
    shown: Mapping[str, str] = {}
    known: Mapping[str, Stage] = {}

    def of(self, status: Mapping[str, Any]) -> Stage | None:
        """The stage of a status as an issue carries it; None when nothing knows it."""
        names = _names(status)
        wanted = (
            *(self.named.get(name) for name in names),
            self.named.get(_id(status)),
            self.pinned.get(_id(status)),
            *(self.known.get(name) for name in names),
            _category(status),
        )
        return next((stage for stage in wanted if stage is not None), None)

    def renamed(self, status: Mapping[str, Any]) -> bool:
        """Whether the status is known by its id alone: it had another name when it was pinned."""
        ident, names = _id(status), _names(status)
        named = any(name in self.named for name in (*names, ident))
        return ident in self.pinned and not named and self.shown.get(ident) not in names


def stages(
    named: Mapping[str, Stage],
    known: Mapping[str, Stage],
    pins: Mapping[str, str],
    extra: Mapping[str, str],
) -> Stages:
    """The statuses of a connection, from its configuration and what was pinned by `discover`."""
    plainly = {plain(name): stage for name, stage in named.items()}
    pinned = {
        ident: plainly[plain(name.removeprefix(STATUS_PIN))]
        for name, ids in pins.items()
        if name.startswith(STATUS_PIN) and plain(name.removeprefix(STATUS_PIN)) in plainly
        for ident in ids.split(",")
    }
    shown = {
        key.removeprefix(STATUS_NAME): plain(name)
        for key, name in extra.items()
        if key.startswith(STATUS_NAME)
    }
    return Stages(plainly, pinned, shown, {plain(name): stage for name, stage in known.items()})


def answers_to(status: Mapping[str, Any], name: str) -> bool:
    """Whether a status bears this name, in any of its languages, or this id."""
    return plain(name) in _names(status) or name == _id(status)


def _names(status: Mapping[str, Any]) -> tuple[str, ...]:
    spelt = (status.get("name"), status.get("untranslatedName"))
    return tuple(plain(name) for name in spelt if isinstance(name, str) and name)


def _id(status: Mapping[str, Any]) -> str:
    return str(status.get("id") or "")


def _category(status: Mapping[str, Any]) -> Stage | None:
    category = status.get("statusCategory")
    return _CATEGORIES.get(str(category.get("key"))) if isinstance(category, dict) else None
