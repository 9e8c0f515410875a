"""Plans and queues as lines and tables for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from connectors.write import Plan, PutComment, SetFields, Write
from enrichment.compare import Comparison, Moved
from enrichment.judge import Judged
from steelyard.harmless import printable
from steelyard.summary import Summary, many

if TYPE_CHECKING:
    from rich.table import Table

_MOST = 20


def plan_lines(
    plan: Plan, summary: Summary, path: Path, silent: Sequence[str] = ()
) -> Iterator[str]:
    """A preview of a plan: its size, its first writes, and what to do with it.

    `silent` are the connections at the level `report`.
    """
    if summary.cards:
        yield f"{many(summary.cards, 'card')} read, {summary.incomplete} open ones lack an answer they need"
    kinds = Counter(_kind(write) for write in plan.writes)
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    yield (
        f"{many(len(plan.writes), 'write')} planned ({counted})"
        if plan.writes
        else "nothing to write"
    )
    yield from (f"  {_line(write)}" for write in islice(plan.writes, _MOST))
    if len(plan.writes) > _MOST:
        yield f"  ... and {len(plan.writes) - _MOST} more"
    if summary.waiting:
        yield f"{summary.waiting} first remarks wait for later runs (safety.remarks_per_run)"
    if summary.changed > 0:
        yield f"{summary.changed} of {summary.known} cards that carry a verdict would show another"
    for one in summary.connections.values():
        yield from (f"finding: {printable(finding)}" for finding in one.findings)
    if silent:
        yield f"{', '.join(silent)}: `write.level` is report, so nothing is planned there"
    if plan.writes:
        yield f"written to {path}; do it with: steelyard apply {path}"


def moved_lines(compared: Comparison) -> Iterator[str]:
    """What a judgement changes: counts, the parts of the score that do it, the first cards."""
    if not compared.moved:
        yield "every card keeps its score, place, decision and remarks"
        return
    appear, vanish = sum(compared.appear.values()), sum(compared.vanish.values())
    yield f"{len(compared.moved)} cards move, {compared.same} stay; {appear} remarks appear, {vanish} vanish"
    if compared.by_rule:
        yield f"  by: {_listed(compared.by_rule)}"
    if compared.appear:
        yield f"  appear: {_listed(compared.appear)}"
    if compared.vanish:
        yield f"  vanish: {_listed(compared.vanish)}"
    yield from (f"  {_moved(one)}" for one in compared.moved[:_MOST])
    if len(compared.moved) > _MOST:
        yield f"  ... and {len(compared.moved) - _MOST} more (--json lists all)"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in counts.items())


def _moved(one: Moved) -> str:
    """One card: its score and place then and now, and the parts that moved it."""
    head = f"{one.connection} {printable(one.key)} «{printable(one.title)[:60]}»"
    parts = [head, f"{one.score[0]} -> {one.score[1]}"] if one.by else [head]
    if one.by:
        parts.append("(" + ", ".join(f"{rule} {by:+.1f}" for rule, by in one.by.items()) + ")")
    if one.place[0] != one.place[1]:
        parts.append(f"place {one.place[0] or 'none'} -> {one.place[1] or 'none'}")
    changes = (("lane", one.lane), ("advice", one.decision))
    parts += [f"{name} {change.before} -> {change.after}" for name, change in changes if change]
    parts += [f"+{rule}" for rule in one.appear] + [f"-{rule}" for rule in one.vanish]
    return " ".join(parts)


def _kind(write: Write) -> str:
    match write:
        case SetFields():
            return "fields"
        case PutComment():
            return "comments edited" if write.comment else "comments new"
    return "comments withdrawn"


def _line(write: Write) -> str:
    target = write.target
    head = f"{target.connection} {printable(target.key)} «{printable(target.title)[:60]}»"
    match write:
        case SetFields():
            labels = " ".join(sorted(set(write.labels) - set(write.had_labels)))
            gone = " ".join(
                f"-{label}" for label in sorted(set(write.had_labels) - set(write.labels))
            )
            return " ".join(filter(None, (head, _score_change(write), labels, gone)))
        case PutComment():
            return f"{head} {'edits the' if write.comment else 'a new'} living comment"
    return f"{head} withdraws {len(write.comments)} comments"


def queue_table(judged: Iterable[Judged], most: int) -> "Table":
    """The one queue, best first: place, card, lane, score with its range, decision, what lacks."""
    from rich.table import Table  # noqa: PLC0415 - not for `--help` and cron
    from rich.text import Text  # noqa: PLC0415

    table = Table(
        title="The queue", title_justify="left", header_style="bold", pad_edge=False, expand=True
    )
    for name, justify, ratio in _COLUMNS:
        table.add_column(name, justify=justify, no_wrap=True, overflow="ellipsis", ratio=ratio)
    queue = in_queue(judged)
    for one in queue[:most]:
        score, place = one.verdict.score, one.verdict.place
        low_high = f"{score.value:.0f} ({score.low:.0f}..{score.high:.0f})"
        table.add_row(
            str(place.in_queue if place else ""),
            Text(printable(one.card.title)),
            one.card.connection,
            one.verdict.lane,
            low_high,
            one.verdict.advice.decision,
            ", ".join(_lacks(one)),
            end_section=bool(place and place.fits and not _fits_next(queue, place.in_queue)),
        )
    return table


_COLUMNS: Sequence[tuple[str, Literal["left", "right"], int | None]] = (
    ("№", "right", None),
    ("Card", "left", 4),
    ("In", "left", 1),
    ("Lane", "left", None),
    ("Score", "right", None),
    ("Advice", "left", None),
    ("Lacks", "left", 2),
)
"""Columns without a ratio are as wide as what stands in them; the others share the rest."""


def in_queue(judged: Iterable[Judged]) -> list[Judged]:
    """The cards that stand in the queue, in its order."""
    placed = [one for one in judged if one.verdict.place is not None]
    return sorted(placed, key=lambda one: one.verdict.place.in_queue if one.verdict.place else 0)


def _fits_next(queue: Sequence[Judged], place: int) -> bool:
    following = queue[place].verdict.place if place < len(queue) else None
    return following is None or following.fits


def _lacks(one: Judged) -> list[str]:
    return [flag.rule.removeprefix("missing-") for flag in one.verdict.required]


def _score_change(write: SetFields) -> str:
    if write.score == write.had_score or write.score is None:
        return ""
    before = "" if write.had_score is None else f"{write.had_score:g} -> "
    return f"score {before}{write.score:g}"


def print_table(table: "Table") -> None:
    """Draw a table as wide as the terminal, or as wide as it needs where there is none."""
    from rich.console import Console  # noqa: PLC0415 - not for `--help`

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 140
    console.print(table)
