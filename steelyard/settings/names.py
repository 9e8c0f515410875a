"""The names of stages and fields recognised out of the box: `config/names.yaml`."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from connectors.card import Stage
from connectors.known import Known
from enrichment.yamlplaces import load, validate
from steelyard.data import data_folder


class _Names(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    stages: dict[Stage, list[str]]
    fields: dict[str, list[str]]


@cache
def known_names() -> Known:
    """Stages by name and field names by slot, as shipped."""
    names = validate(load(data_folder("config") / "names.yaml"), _Names)
    stages = {name: stage for stage, known in names.stages.items() for name in known}
    return Known(stages, {slot: tuple(known) for slot, known in names.fields.items()})
