"""Names of stages and fields recognised without being told; exports have nothing else to go by."""

from collections.abc import Mapping

import msgspec

from connectors.card import Stage
from connectors.names import plain


class Known(msgspec.Struct, frozen=True):
    """What common names mean: a status or list name to its stage, a slot to its field names."""

    stages: Mapping[str, Stage] = {}
    fields: Mapping[str, tuple[str, ...]] = {}

    def stage_of(self, name: str) -> Stage | None:
        """The stage a status or list of this name stands for, None when nobody knows."""
        wanted = plain(name)
        return next((stage for known, stage in self.stages.items() if plain(known) == wanted), None)

    def slot_of(self, field_name: str) -> str | None:
        """The reading slot a field of this name answers, None when it is none we know."""
        wanted = plain(field_name)
        for slot, names in self.fields.items():
            if any(plain(name) == wanted for name in names):
                return slot
        return None
