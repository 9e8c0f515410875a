"""Values by their paths as the messages the library looks at, made when it is asked."""

from collections.abc import Mapping
from typing import Any

from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass

from enrichment.packs.schema import PACKAGE, SCALARS
from enrichment.packs.translate import Values

_ON_DEMAND = frozenset({"Claim", "Claims", "Story"})
"""Messages that stand (`has`) only where something is in them."""


class Messages:
    """Makes the message of each variable."""

    def __init__(
        self,
        pool: DescriptorPool,
        variables: Mapping[str, str],
        messages: Mapping[str, Mapping[str, str]],
    ) -> None:
        """Take the message classes from `pool`, which holds `messages` (see `schema`)."""
        held = {name: kind for name, kind in variables.items() if kind in messages}
        self._make = {
            name: GetMessageClass(pool.FindMessageTypeByName(f"{PACKAGE}.{kind}"))
            for name, kind in held.items()
        }
        self._shapes = {name: _Shape(name, kind, messages) for name, kind in held.items()}

    def of(self, name: str, values: Values) -> Any:
        """Give the value of a variable: a message of all that stands below its name."""
        if name not in self._shapes:
            return values[name]
        message = self._make[name]()
        self._shapes[name].fill(message, values)
        return message

    def empty(self, name: str, values: Values) -> Any:
        """Give the value of a variable, a message with nothing in it."""
        return self._make[name]() if name in self._make else values[name]


class _Shape:
    """Which fields a message at a path has, each with its own path."""

    def __init__(self, path: str, kind: str, messages: Mapping[str, Mapping[str, str]]) -> None:
        fields = {name: (f"{path}.{name}", held) for name, held in messages[kind].items()}
        self._scalars = [(name, at) for name, (at, held) in fields.items() if held in SCALARS]
        self._lists = [(name, at) for name, (at, held) in fields.items() if held.endswith("*")]
        self._parts = [
            (name, _Shape(at, held, messages))
            for name, (at, held) in fields.items()
            if held in messages
        ]
        self._on_demand = kind in _ON_DEMAND

    def fill(self, message: Any, values: Values) -> None:
        """Fill a message; what is empty costs nothing."""
        if not self._on_demand:
            message.SetInParent()
        for name, at in self._scalars:
            if value := values[at]:
                setattr(message, name, value)
        for name, at in self._lists:
            if value := values[at]:
                getattr(message, name).extend(value)
        for name, shape in self._parts:
            shape.fill(getattr(message, name), values)
