"""What a plan has to know of a card: what is judged of it, what we left there, what we may write."""

from datetime import datetime

import msgspec

from connectors.card import Card
from enrichment.verdict import Verdict


class Written(msgspec.Struct, frozen=True):
    """What Steelyard last left on a card, to tell its own hand from a person's.

    `dropped` says that a person deleted our comment; it does not come back. `at` is when we last
    wrote the comment.
    """

    score: float | None = None
    labels: tuple[str, ...] = ()
    comment: str | None = None
    digest: str = ""
    dropped: bool = False
    at: datetime | None = None


class Terms(msgspec.Struct, frozen=True):
    """What may be written on one connection, and on which surfaces."""

    fields: bool
    comments: bool
    score_field: bool
    labels: bool


class Subject(msgspec.Struct, frozen=True):
    """One card with all that a plan needs to know of it."""

    card: Card
    verdict: Verdict
    terms: Terms
    language: str
    written: Written | None = None
