"""The figures worked out of a reading and the context."""

from dataclasses import dataclass

from enrichment.claims import Claims
from enrichment.context import Duty, Goal, Season, Voice
from enrichment.effort import Days
from enrichment.money import Unknown, Yearly


@dataclass(frozen=True, slots=True)
class Ties:
    """What of the context a card names, by words."""

    goals: tuple[Goal, ...] = ()
    duties: tuple[Duty, ...] = ()
    voices: tuple[Voice, ...] = ()
    seasons: tuple[Season, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """What rules and models reckon with.

    `yearly` is None when the card promises no number. `grade` is the id of the evidence's grade:
    a card without evidence has the lowest. `step` is an id of the funnel or empty. `clients` are
    the distinct clients behind the card, None when nobody counted them. `topics` are the word
    lists of the pack that the card names. `developers` says that somebody of development has to
    do with the card, or that nobody knows who is of development.
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
