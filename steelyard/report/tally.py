"""What the rows add up to: shares that are complete, what is missing where, who presses."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from enrichment.verdict import Decision, Severity
from steelyard.report.rows import Question, Row

EXAMPLES = 3
LISTED = 12
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
class Part:
    """The open cards of one lane or tracker: how many answer all, and what they miss most."""

    value: str
    name: str
    count: int
    complete: int
    missed: tuple[tuple[str, int], ...]

    @property
    def share(self) -> float:
        """The share that is complete."""
        return self.complete / self.count


@dataclass(frozen=True, slots=True)
class Press:
    """One pressure and the cards that carry it; `above` of them fit the sprint all the same."""

    rule: str
    why: str
    rows: tuple[Row, ...]

    @property
    def above(self) -> int:
        """How many stand above the cut line."""
        return sum(bool(row.place and row.place.fits) for row in self.rows)

    @property
    def listed(self) -> tuple[Row, ...]:
        """The first of them in the queue."""
        return self.rows[:LISTED]

    @property
    def rest(self) -> int:
        """How many are not listed."""
        return max(0, len(self.rows) - LISTED)


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
    made = [
        Part(key, names[key], len(rows), sum(not row.lacks for row in rows), tuple(_missed(rows)))
        for key, rows in cut.items()
    ]
    return sorted(made, key=lambda part: -part.count)


def presses(queue: Sequence[Row], unnamed: str) -> Sequence[Press]:
    """Every pressure on the open cards; `unnamed` is what one without a layer is called."""
    carried: dict[str, list[Row]] = {}
    for row in queue:
        for rule in row.pressures:
            carried.setdefault(rule, []).append(row)
    made = [
        Press(rule, _layer_of(rule, rows[0]) or unnamed, tuple(rows))
        for rule, rows in carried.items()
    ]
    return sorted(made, key=lambda press: -len(press.rows))


def decisions(rows: Sequence[Row]) -> Mapping[Decision, int]:
    """How many cards each decision holds for, in the order of decisions."""
    counts = Counter(row.choice.decision for row in rows)
    return {decision: counts[decision] for decision in Decision if counts[decision]}


def _usual(questions: Sequence[Question]) -> Question:
    """The question as most cards hear it: kinds are asked in words of their own."""
    wording = Counter((question.severity, question.ask) for question in questions)
    usual = wording.most_common(1)[0][0]
    return next(one for one in questions if (one.severity, one.ask) == usual)


def _layer_of(rule: str, row: Row) -> str:
    return next((addend.why for addend in row.addends if addend.rule == rule), "")


def _missed(rows: Sequence[Row]) -> Iterator[tuple[str, int]]:
    counts = Counter(question.short for row in rows for question in row.lacks)
    yield from counts.most_common(EXAMPLES)
