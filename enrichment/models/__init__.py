"""Models that give a card its base on the fixed scale of its lane, by the names packs use."""

from collections.abc import Callable, Mapping

from enrichment.case import Case
from enrichment.models.base import Base
from enrichment.models.clients import clients
from enrichment.models.deadline import deadline
from enrichment.models.goal import goal
from enrichment.models.ice import ice
from enrichment.models.rice import rice
from enrichment.models.risk import risk
from enrichment.models.value_per_day import value_per_day
from enrichment.models.wsjf import wsjf
from enrichment.packs.model import ModelName, Scales

Model = Callable[[Case, Scales], Base]

MODELS: Mapping[ModelName, Model] = {
    "value-per-day": value_per_day,
    "deadline": deadline,
    "goal": goal,
    "clients": clients,
    "risk": risk,
    "ice": ice,
    "rice": rice,
    "wsjf": wsjf,
}

__all__ = ["MODELS", "Base", "Model"]
