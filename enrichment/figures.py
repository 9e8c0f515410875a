"""The figures worked out of a reading and the context."""

import msgspec

from enrichment.claims import Claims
from enrichment.context import Duty, Goal, Season, Voice
from enrichment.effort import Days
from enrichment.money import Unknown, Yearly
from enrichment.organization import Activation, Channel, Department
from enrichment.story import Story


class Weak(msgspec.Struct, frozen=True):
    """A channel or device that passes a step far worse than all do, both as shares."""

    name: str
    passed: float
    usual: float


class Ties(msgspec.Struct, frozen=True):
    """What of the context a card names, by words.

    `departments` take part in it; of those `absent` have nobody on the card, and `fed` go on from
    its result. `harmed` names goals of others that it says it may hurt; `outages` name the days of
    its evidence on which figures were not counted rightly; `weak` is the channel or device that
    passes the card's step worst, where the card names none.
    """

    goals: tuple[Goal, ...] = ()
    duties: tuple[Duty, ...] = ()
    voices: tuple[Voice, ...] = ()
    seasons: tuple[Season, ...] = ()
    departments: tuple[Department, ...] = ()
    absent: tuple[Department, ...] = ()
    fed: tuple[Department, ...] = ()
    activations: tuple[Activation, ...] = ()
    channels: tuple[Channel, ...] = ()
    harmed: tuple[str, ...] = ()
    outages: tuple[str, ...] = ()
    weak: Weak | None = None


UNTIED = Ties()
"""Of a card that names nothing of the context."""


class Figures(msgspec.Struct, frozen=True):
    """What rules and models reckon with.

    `yearly` is None when the card promises no number. `grade` is the id of the evidence's grade:
    a card without evidence has the lowest. `step` is an id of the funnel or empty. `clients` are
    the distinct clients behind the card, None when nobody counted them. `topics` are the word
    lists of the pack that the card names. `developers` says that somebody of development has to
    do with the card, or that nobody knows who is of development. `phase` is that of the step.
    """

    days: Days | None
    yearly: Yearly | Unknown | None
    grade: str
    step: str
    ties: Ties
    clients: int | None
    claims: Claims
    topics: tuple[str, ...]
    developers: bool
    deputy: str
    story: Story | None = None
    phase: str = ""
