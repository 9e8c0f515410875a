"""Who and what a card touches besides money: departments, ways of receiving, activation, outages."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from enrichment.reading.slots import Area
from enrichment.sections import Positive, Section, Share, Span


class Phase(StrEnum):
    """Parts of a client's life with a shop, the first first (domain S106)."""

    AWARENESS = "awareness"
    ACQUISITION = "acquisition"
    ACTIVATION = "activation"
    RETENTION = "retention"
    REVENUE = "revenue"
    REFERRAL = "referral"


class Conflict(StrEnum):
    """What a card may set against each other, for an arbiter to decide (domain S101)."""

    GOALS = "goals"
    """A goal of one department against another's."""
    BALANCE = "balance"
    """The client's gain against the business's."""
    PARTNERS = "partners"
    """The shop's gain against that of sellers, couriers and suppliers."""


class Department(Section):
    """A block of the business and what of a card shows that it takes part (domain S51, S52).

    `areas` are those of the shop it answers for, `words` beginnings of words, `lead` whom to ask;
    `feeds` are departments whose work begins with the result of this one (domain S94).
    """

    id: str
    name: str
    words: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    lead: str = ""
    feeds: tuple[str, ...] = ()


class Activation(Section):
    """What counts as an activated client of a product (domain S103, S107).

    `brought` came and `activated` did the `action`, both in `Funnel.period`.
    """

    product: str
    action: str
    words: tuple[str, ...] = ()
    brought: Positive | None = None
    activated: Positive | None = None

    @model_validator(mode="after")
    def _a_part_of_those_who_came(self) -> Self:
        if self.brought and self.activated and self.activated > self.brought:
            raise ValueError("more clients are activated than were brought")
        return self


class Channel(Section):
    """A way of receiving an order: pickup, courier, next day (domain S123).

    `share` is the part of the orders that goes this way.
    """

    id: str
    name: str
    words: tuple[str, ...]
    share: Share | None = None


class Outage(Span):
    """Days on which figures were not counted rightly (domain S132)."""
