"""An express audit of a backlog: zones that need attention, risks and limits, first steps (S48).

Pure: readings and verdicts in, findings with their cards and figures out. The words stand where
findings are shown. No person is named, as a cause or otherwise (S85).
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from connectors.card import IGNORE_LABEL, Stage
from enrichment.capacity import WORKED_ON
from enrichment.case import Setting
from enrichment.context import Context, Economics
from enrichment.effort import days_of
from enrichment.judge import Judged
from enrichment.pressure import URGENCY, pressures_on
from enrichment.rank import USUAL_DAYS
from enrichment.reading.slots import Kind
from enrichment.verdict import Decision

TOP = 10
"""Cards a first step takes up at once."""

STALE = timedelta(days=180)
NEAR = timedelta(days=45)
WIDE = 50.0
"""A range so wide, in points, that the place in the queue is a guess."""

MUCH = 0.3
"""The share of the open cards one owner may answer for before it is a risk (S175)."""

_FIGURES = frozenset({"figures-contradict", "effect-beyond-funnel", "percent-or-points"})

Test = Callable[[Judged], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing an audit found: `cards` it rests on, the best first, out of `of` such cards.

    `about` is what it is about, where one finding stands for several: a check or a lane.
    """

    id: str
    cards: Sequence[Judged] = ()
    of: int = 0
    about: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The part of the cards, 0 where nothing is counted."""
        return len(self.cards) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Audit:
    """The three parts of an express audit, and the counts they start from."""

    cards: int
    open: int
    complete: int
    zones: Sequence[Finding]
    risks: Sequence[Finding]
    steps: Sequence[Finding]


def audit_of(judged: Sequence[Judged], setting: Setting) -> Audit:
    """Look a judged backlog over."""
    queue = sorted((one for one in judged if one.verdict.place and _heard(one)), key=_place)
    done = [one for one in judged if one.card.stage is Stage.DONE and not one.card.archived]
    return Audit(
        cards=len(judged),
        open=len(queue),
        complete=sum(not one.verdict.required for one in queue),
        zones=sorted(_zones(queue, setting), key=lambda one: -one.share),
        risks=[*_risks(queue, done, setting), *_limits(queue, setting)],
        steps=list(_steps(queue, done, setting.context)),
    )


def _heard(one: Judged) -> bool:
    """Whether people let us speak of the card."""
    return IGNORE_LABEL not in one.card.labels


def _zones(queue: Sequence[Judged], setting: Setting) -> Iterator[Finding]:
    """Where the backlog itself says too little, or does not move."""
    for rule in Counter(flag.rule for one in queue for flag in one.verdict.required):
        yield _those("unanswered", queue, _required(rule), about=rule)
    if lane := _thinnest_lane(queue):
        mine = [one for one in queue if one.verdict.lane == lane]
        yield _those("thin-lane", mine, lambda one: bool(one.verdict.required), about=lane)
    edge = setting.today - STALE
    tests: Mapping[str, Test] = {
        "unclear": _flagged("unclear-kind"),
        "upper-funnel": _flagged("upper-funnel-only"),
        "no-evidence": _flagged("missing-evidence"),
        "started-unready": _flagged("started-unready"),
        "stuck": _flagged("stuck-in-progress"),
        "unmapped": _flagged("stage-not-mapped"),
        "stale": lambda one: one.card.stage not in WORKED_ON and one.card.updated.date() < edge,
    }
    yield from _found(queue, tests)


def _risks(queue: Sequence[Judged], done: Sequence[Judged], setting: Setting) -> Iterator[Finding]:
    """What may go wrong with the cards as they are."""
    near = setting.today + NEAR
    tests: Mapping[str, Test] = {
        "pressed": lambda one: bool({*pressures_on(one)} - {URGENCY}),
        "urgent-without-reason": _flagged("urgent-without-reason"),
        "copied": _flagged("competitor-without-own-value"),
        "figures": lambda one: bool(_FIGURES & _rules(one)),
        "near-date": lambda one: (
            one.card.stage not in WORKED_ON
            and one.reading.deadline.value is not None
            and setting.today <= one.reading.deadline.value <= near
        ),
        "date-passed": _flagged("deadline-passed"),
        "owner-gone": _flagged("owner-inactive"),
    }
    yield from _found(queue, tests)
    yield from _one_owner(queue)
    yield from _found(done, {"not-learned": _unlearned})
    yield from _found(done, {"not-proven": _flagged("finished-without-target-action")})


def _limits(queue: Sequence[Judged], setting: Setting) -> Iterator[Finding]:
    """What keeps the audit from saying more."""
    tests: Mapping[str, Test] = {
        "not-estimated": _flagged("missing-effort"),
        "wide": lambda one: one.verdict.score.high - one.verdict.score.low >= WIDE,
    }
    yield from _found(queue, tests)
    context = setting.context
    if context.sprint.capacity is None:
        yield Finding("no-capacity")
    elif queue:
        days = sum(_days(one, context) for one in queue)
        yield Finding("sprints", figures={"sprints": days / context.sprint.capacity, "days": days})
    if not context.funnel.steps and context.economics == Economics():
        yield Finding("no-economics")


def _steps(queue: Sequence[Judged], done: Sequence[Judged], context: Context) -> Iterator[Finding]:
    """What to do first, in this order; each step with its cards."""
    asked = sorted(
        (one for one in queue if one.verdict.required),
        key=lambda one: (-one.verdict.score.high, _place(one)),
    )[:TOP]
    if asked:
        questions = sum(len(one.verdict.required) for one in asked)
        yield Finding("answer", asked, figures={"questions": questions})
    tests: Mapping[str, Test] = {
        "launch": lambda one: _decided(one) is Decision.LAUNCH and not _works(one),
        "pilot": lambda one: _decided(one) is Decision.PILOT and not _works(one),
        "name-owner": lambda one: _works(one) and "missing-owner" in _rules(one),
        "check-figures": lambda one: bool(_FIGURES & _rules(one)),
        "close": lambda one: _decided(one) is Decision.STOP,
    }
    yield from _found(queue, tests)
    yield from _found(done, {"write-learning": _unlearned})
    if context == Context():
        yield Finding("write-context")


def _found(cards: Sequence[Judged], tests: Mapping[str, Test]) -> Iterator[Finding]:
    """The findings of those tests that some card meets."""
    found = (_those(name, cards, test) for name, test in tests.items())
    yield from (one for one in found if one.cards)


def _those(name: str, cards: Sequence[Judged], test: Test, about: str = "") -> Finding:
    return Finding(name, [one for one in cards if test(one)], len(cards), about)


def _one_owner(queue: Sequence[Judged]) -> Iterator[Finding]:
    """Whether one person answers for so much that an absence would stop the queue."""
    owners = [one.reading.owner.value.name for one in queue if one.reading.owner.value]
    if not owners:
        return
    name, count = Counter(owners).most_common(1)[0]
    if count > TOP / 2 and count / len(queue) >= MUCH:
        yield _those(
            "one-owner",
            queue,
            lambda one: (
                one.reading.owner.value is not None and one.reading.owner.value.name == name
            ),
        )


def _thinnest_lane(queue: Sequence[Judged]) -> str:
    """The lane of some size in which the fewest cards are complete; empty when all are alike.

    Cards of no clear kind are a finding of their own.
    """
    lanes = Counter(one.verdict.lane for one in queue if one.verdict.kind is not Kind.UNCLEAR)
    open_ = Counter(one.verdict.lane for one in queue if one.verdict.required)
    shares = {
        lane: open_[lane] / count for lane, count in lanes.items() if count * 10 >= len(queue)
    }
    if len(shares) < 2 or max(shares.values()) - min(shares.values()) < 0.1:
        return ""
    return max(shares, key=lambda lane: shares[lane])


def _required(rule: str) -> Test:
    return lambda one: any(flag.rule == rule for flag in one.verdict.required)


def _flagged(rule: str) -> Test:
    return lambda one: rule in _rules(one)


def _unlearned(one: Judged) -> bool:
    return bool({"finished-without-learning", "review-due"} & _rules(one))


def _rules(one: Judged) -> frozenset[str]:
    return frozenset(flag.rule for flag in one.verdict.flags)


def _decided(one: Judged) -> Decision:
    return one.verdict.advice.human or one.verdict.advice.decision


def _works(one: Judged) -> bool:
    return one.card.stage in WORKED_ON


def _days(one: Judged, context: Context) -> float:
    days = days_of(one.reading.effort.value, context)
    return days.mid if days else USUAL_DAYS


def _place(one: Judged) -> int:
    return one.verdict.place.in_queue if one.verdict.place else 0
