"""What moved since last time, and why: a layer, an answer, the rules, the context, the calendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from connectors.card import human_hash
from enrichment.compare import Moved, compare
from enrichment.judge import Judged
from enrichment.verdict import Decision
from steelyard.report.rows import Row
from steelyard.report.rulings import Rulings
from steelyard.report.texts import CAUSES, DECISIONS, MOVED
from steelyard.store import Earlier

LISTED = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One card that moved: places and scores then and now, the cause, and what it did."""

    row: Row
    place: tuple[int, int]
    score: tuple[float, float]
    cause: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """Everything since `since`. `passed` cards shifted with others alone; `causes` counts cards."""

    since: datetime
    steps: Sequence[Step]
    passed: int
    fresh: Sequence[Row]
    left: Sequence[Row]
    gone: int
    causes: Sequence[tuple[str, int]]

    @property
    def listed(self) -> Sequence[Step]:
        """Those that moved most."""
        return self.steps[:LISTED]

    @property
    def total(self) -> int:
        """How many cards something happened to."""
        return len(self.steps) + self.passed + len(self.fresh) + len(self.left) + self.gone


def movement(
    earlier: Earlier | None, judged: Sequence[Judged], rows: Sequence[Row], rules: Rulings
) -> Movement | None:
    """Set today's verdicts against those of last time; None when there was none."""
    if earlier is None:
        return None
    now = {row.ref: (one, row) for one, row in zip(judged, rows, strict=True)}
    old = {ref: one for ref, one in earlier.verdicts.items() if ref[0] in {r[0] for r in now}}
    moved = [one for one in compare(old, judged).moved if all(one.place)]
    told = [one for one in moved if _tells(one)]
    steps = [_step(one, now[one.connection, one.id], earlier, rules) for one in told]
    placed = sorted((row for _, row in now.values() if row.place and not row.apart), key=_at)
    causes = {cause: sum(step.cause == cause for step in steps) for cause in CAUSES}
    return Movement(
        since=earlier.judged,
        steps=steps,
        passed=len(moved) - len(told),
        fresh=[row for row in placed if row.ref not in old or not old[row.ref].place],
        left=[row for _, row in now.values() if not row.place and _stood(old, row)],
        gone=sum(bool(one.place) for ref, one in old.items() if ref not in now),
        causes=sorted(
            ((cause, count) for cause, count in causes.items() if count), key=lambda one: -one[1]
        ),
    )


def _at(row: Row) -> int:
    return row.place.in_queue if row.place else 0


def _stood(old: Mapping[tuple[str, str], object], row: Row) -> bool:
    return getattr(old.get(row.ref), "place", None) is not None


def _tells(one: Moved) -> bool:
    return bool(one.by or one.appear or one.vanish or one.lane or one.decision)


def _step(one: Moved, now: tuple[Judged, Row], earlier: Earlier, rules: Rulings) -> Step:
    judged, row = now
    return Step(
        row=row,
        place=one.place,
        score=one.score,
        cause=_cause(judged, earlier),
        reasons=tuple(_reasons(one, rules)),
    )


def _cause(one: Judged, earlier: Earlier) -> str:
    """What came first: people changed the card, or the rules, or the context; or days passed."""
    ref = one.card.connection, one.card.id
    if human_hash(one.card) != earlier.hashes[ref]:
        return "card"
    then, now = (
        version.rsplit("-", 1) for version in (earlier.verdicts[ref].version, one.verdict.version)
    )
    if then[0] != now[0]:
        return "rules"
    return "context" if then[-1] != now[-1] else "days"


def _reasons(one: Moved, rules: Rulings) -> Iterator[str]:
    say = rules.speech.say
    if one.vanish:
        yield say(MOVED["answered"], what=_listed(one.vanish, rules))
    if one.appear:
        yield say(MOVED["asked"], what=_listed(one.appear, rules))
    if one.lane:
        yield say(
            MOVED["lane"], before=rules.lane(one.lane.before), after=rules.lane(one.lane.after)
        )
    for rule, points in sorted(one.by.items(), key=lambda pair: -abs(pair[1])):
        told = rules.lane(rule) if rule in rules.lanes else rules.layer(rule)
        yield f"{rules.speech.points(points)} {told}"
    if one.decision:
        before, after = (
            say(DECISIONS[Decision(name)]).lower()
            for name in (one.decision.before, one.decision.after)
        )
        yield say(MOVED["decision"], before=before, after=after)


def _listed(names: Sequence[str], rules: Rulings) -> str:
    return ", ".join(rules.short(name) for name in names)
