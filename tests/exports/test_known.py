"""Common names are recognised whatever their case, emoji and punctuation."""

import pytest

from connectors.card import Stage
from connectors.known import Known

KNOWN = Known(
    {"in progress": Stage.IN_PROGRESS, "идёт": Stage.TEST}, {"owner": ("owner", "Владелец")}
)


@pytest.mark.parametrize(
    ("name", "stage"),
    [("🚧 In  Progress:", Stage.IN_PROGRESS), ("Идет", Stage.TEST), ("In", None), ("", None)],
)
def test_a_stage_is_found_by_its_plain_name(name: str, stage: Stage | None) -> None:
    assert KNOWN.stage_of(name) is stage


@pytest.mark.parametrize(
    ("name", "slot"), [("ВЛАДЕЛЕЦ", "owner"), ("Owner?", "owner"), ("Owners", None)]
)
def test_a_slot_is_found_by_the_plain_name_of_its_field(name: str, slot: str | None) -> None:
    assert KNOWN.slot_of(name) == slot
