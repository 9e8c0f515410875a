"""What the rows add up to: shares that are complete, what is missing where, who presses."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from enrichment.verdict import Decision, Severity
from steelyard.report.rows import Question, Row

EXAMPLES = 3
BINS = 20
"""Stretches of a scale, five points each."""

COLUMNS = 6
"""Questions that have a column of their own."""

_WEIGHTS = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the cards that do not answer it."""

    question: Question
    rows: tuple[Row, ...]
    share: float

    @property
    def examples(self) -> tuple[Row, ...]:
        """The first of them in the queue."""
        return self.rows[:EXAMPLES]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many cards of a part leave one question open. `heat` is 0 to 4 by their share."""

    rule: str
    short: str
    count: int
    share: float

    @property
    def heat(self) -> int:
        """None, up to a quarter, a half, three quarters, or more."""
        return -int(-4 * self.share // 1)


@dataclass(frozen=True, slots=True)
class Part:
    """The open cards of one lane, team or tracker: how many answer all, and what they miss."""

    value: str
    name: str
    rows: tuple[Row, ...]
    complete: int
    cells: tuple[Cell, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.rows)

    @property
    def share(self) -> float:
        """The share that is complete."""
        return self.complete / self.count

    @property
    def examples(self) -> tuple[Row, ...]:
        """The first of them in the queue that wait for an answer."""
        return tuple(row for row in self.rows if row.lacks)[:EXAMPLES]


@dataclass(frozen=True, slots=True)
class Lane:
    """The open cards of a lane on its own scale. `bins` counts them by stretches of it."""

    lane: str
    name: str
    count: int
    best: float
    median: float
    bins: tuple[int, ...]


def asked(queue: Sequence[Row]) -> Sequence[Asked]:
    """Questions by how many open cards leave them unanswered, required ones first."""
    carried: dict[str, list[tuple[Question, Row]]] = {}
    for row in queue:
        for question in row.questions:
            carried.setdefault(question.rule, []).append((question, row))
    found = [
        Asked(
            _usual([question for question, _ in pairs]),
            tuple(row for _, row in pairs),
            len(pairs) / len(queue),
        )
        for pairs in carried.values()
    ]
    return sorted(found, key=lambda one: (_WEIGHTS.index(one.question.severity), -len(one.rows)))


def parts(
    queue: Sequence[Row], value: Callable[[Row], str], names: Mapping[str, str]
) -> Sequence[Part]:
    """The queue cut by `value`, the largest part first."""
    cut: dict[str, list[Row]] = {}
    for row in queue:
        cut.setdefault(value(row), []).append(row)
    heads = _most_missed(queue)
    made = [
        Part(
            key,
            names[key],
            tuple(rows),
            sum(not row.lacks for row in rows),
            tuple(_cell(rule, short, rows) for rule, short in heads),
        )
        for key, rows in cut.items()
    ]
    return sorted(made, key=lambda part: -part.count)


def _most_missed(queue: Sequence[Row]) -> Sequence[tuple[str, str]]:
    """The required questions most cards leave open: the columns of every cut."""
    counts = Counter((one.rule, one.short) for row in queue for one in row.lacks)
    return [head for head, _ in counts.most_common(COLUMNS)]


def _cell(rule: str, short: str, rows: Sequence[Row]) -> Cell:
    count = sum(any(one.rule == rule for one in row.lacks) for row in rows)
    return Cell(rule, short, count, count / len(rows))


def lanes_of(queue: Sequence[Row]) -> Sequence[Lane]:
    """The lanes with open cards, the fullest first."""
    cut: dict[str, list[Row]] = {}
    for row in queue:
        cut.setdefault(row.lane, []).append(row)
    made = [_lane(lane, rows) for lane, rows in cut.items()]
    return sorted(made, key=lambda lane: -lane.count)


def _lane(lane: str, rows: Sequence[Row]) -> Lane:
    scores = sorted(row.score.value for row in rows)
    bins = Counter(min(int(score / 100 * BINS), BINS - 1) for score in scores)
    return Lane(
        lane,
        rows[0].lane_name,
        len(rows),
        scores[-1],
        scores[len(scores) // 2],
        tuple(bins[at] for at in range(BINS)),
    )


def decisions(rows: Sequence[Row]) -> Mapping[Decision, int]:
    """How many cards each decision holds for, in the order of decisions."""
    counts = Counter(row.choice.decision for row in rows)
    return {decision: counts[decision] for decision in Decision if counts[decision]}


def _usual(questions: Sequence[Question]) -> Question:
    """The question as most cards hear it: kinds are asked in words of their own."""
    wording = Counter((question.severity, question.ask) for question in questions)
    usual = wording.most_common(1)[0][0]
    return next(one for one in questions if (one.severity, one.ask) == usual)
