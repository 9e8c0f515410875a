"""Two judgements of the same cards side by side: which cards move, and by what."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import msgspec

from enrichment.judge import Judged
from enrichment.verdict import Score, Severity, Verdict

Ref = tuple[str, str]
"""A card's address: connection and id."""

SPOKEN = frozenset({Severity.REQUIRED, Severity.ADVISED})
"""Flags that people see as remarks; notes stay in the report."""


class Change(msgspec.Struct, frozen=True):
    """A figure or word before and after."""

    before: str
    after: str


class Moved(msgspec.Struct, frozen=True):
    """One card that would show something else.

    `by` gives the points each part of the score brings or takes, by its rule; `place` is in the
    one queue, 0 for a card that stands in none.
    """

    connection: str
    id: str
    key: str
    title: str
    score: tuple[float, float]
    place: tuple[int, int]
    by: dict[str, float]
    appear: tuple[str, ...]
    vanish: tuple[str, ...]
    lane: Change | None = None
    decision: Change | None = None


class Comparison(msgspec.Struct, frozen=True):
    """What one judgement changes against another.

    `moved` has the largest change of score first. `by_rule` counts the cards each part of a score
    moves; `appear` and `vanish` count remarks by rule. `fresh` cards have no verdict before.
    """

    cards: int
    fresh: int
    moved: tuple[Moved, ...]
    by_rule: dict[str, int]
    appear: dict[str, int]
    vanish: dict[str, int]

    @property
    def same(self) -> int:
        """How many cards show what they showed."""
        return self.cards - self.fresh - len(self.moved)


def compare(before: Mapping[Ref, Verdict], after: Collection[Judged]) -> Comparison:
    """Set verdicts against those of `before`, card by card; cards nobody judged before are fresh."""
    known = [(one, before[_ref(one)]) for one in after if _ref(one) in before]
    moved = [change for one, old in known if (change := _moved(one, old)) is not None]
    return Comparison(
        cards=len(after),
        fresh=len(after) - len(known),
        moved=tuple(sorted(moved, key=_greatest)),
        by_rule=_counted(rule for one in moved for rule in one.by),
        appear=_counted(rule for one in moved for rule in one.appear),
        vanish=_counted(rule for one in moved for rule in one.vanish),
    )


def verdicts_of(judged: Iterable[Judged]) -> Mapping[Ref, Verdict]:
    """Give verdicts by the address of their cards."""
    return {_ref(one): one.verdict for one in judged}


def _moved(one: Judged, old: Verdict) -> Moved | None:
    card, new = one.card, one.verdict
    had, has = _remarks(old), _remarks(new)
    places = _place(old), _place(new)
    change = Moved(
        connection=card.connection,
        id=card.id,
        key=card.key,
        title=card.title,
        score=(old.score.value, new.score.value),
        place=places,
        by=_shares(old.score, new.score),
        appear=tuple(sorted(has - had)),
        vanish=tuple(sorted(had - has)),
        lane=_change(old.lane, new.lane),
        decision=_change(old.advice.decision, new.advice.decision),
    )
    tells = change.by or change.appear or change.vanish or change.lane or change.decision
    return change if tells or places[0] != places[1] else None


def _shares(old: Score, new: Score) -> dict[str, float]:
    """Reckon what each part of a score adds to its change, in whole tenths; they sum exactly."""
    tenths = Counter[str]()
    for part in new.parts:
        tenths[part.rule] += round(part.points * 10)
    for part in old.parts:
        tenths[part.rule] -= round(part.points * 10)
    return {rule: change / 10 for rule, change in sorted(tenths.items()) if change}


def _remarks(verdict: Verdict) -> set[str]:
    return {flag.rule for flag in verdict.flags if flag.severity in SPOKEN}


def _place(verdict: Verdict) -> int:
    return verdict.place.in_queue if verdict.place else 0


def _change(old: str, new: str) -> Change | None:
    return None if old == new else Change(str(old), str(new))


def _greatest(one: Moved) -> tuple[float, int, str, str]:
    return -abs(one.score[1] - one.score[0]), one.place[1], one.connection, one.id


def _counted(rules: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(rules).items(), key=lambda pair: (-pair[1], pair[0])))


def _ref(one: Judged) -> Ref:
    return one.card.connection, one.card.id
