"""Plans and queues as lines and tables for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from connectors.write import Plan, PutComment, SetFields, Write
from enrichment.compare import Comparison, Moved
from enrichment.judge import Judged
from enrichment.texts import DECISIONS
from steelyard.answers import COUNTED, TEXTS
from steelyard.harmless import printable
from steelyard.report.rulings import Rulings
from steelyard.speech import Speech
from steelyard.summary import Summary

if TYPE_CHECKING:
    from rich.table import Table

_MOST = 20


def plan_lines(
    plan: Plan, summary: Summary, path: Path, speech: Speech, silent: Sequence[str] = ()
) -> Iterator[str]:
    """A preview of a plan: its size, its first writes, and what to do with it.

    `silent` are the connections at the level `report`.
    """
    if summary.cards:
        cards = speech.count(summary.cards, COUNTED["cards"])
        yield speech.say(TEXTS["read"], cards=cards, n=speech.number(summary.incomplete))
    yield _size(plan, speech)
    yield from (f"  {_line(write, speech)}" for write in islice(plan.writes, _MOST))
    if len(plan.writes) > _MOST:
        yield f"  {speech.say(TEXTS['and_more'], n=speech.number(len(plan.writes) - _MOST))}"
    if summary.waiting:
        remarks = speech.count(summary.waiting, COUNTED["remarks"])
        yield speech.say(TEXTS["remarks_wait"], remarks=remarks)
    if summary.changed > 0:
        yield speech.say(TEXTS["would_show"], n=summary.changed, known=summary.known)
    for one in summary.connections.values():
        yield from (
            speech.say(TEXTS["finding"], text=printable(finding)) for finding in one.findings
        )
    if silent:
        yield speech.say(TEXTS["silent"], names=", ".join(silent))
    if plan.writes:
        yield speech.say(TEXTS["saved_plan"], path=path)


def moved_lines(compared: Comparison, speech: Speech) -> Iterator[str]:
    """What a judgement changes: counts, the parts of the score that do it, the first cards."""
    if not compared.moved:
        yield speech.say(TEXTS["unmoved"])
        return
    yield speech.say(
        TEXTS["moved"],
        moved=len(compared.moved),
        same=compared.same,
        appear=sum(compared.appear.values()),
        vanish=sum(compared.vanish.values()),
    )
    counted = {"moved_by": compared.by_rule, "appear": compared.appear, "vanish": compared.vanish}
    for name, counts in counted.items():
        if counts:
            yield f"  {speech.say(TEXTS[name], rules=_listed(counts))}"
    yield from (f"  {_moved(one, speech)}" for one in compared.moved[:_MOST])
    if len(compared.moved) > _MOST:
        rest = speech.number(len(compared.moved) - _MOST)
        yield f"  {speech.say(TEXTS['and_more_json'], n=rest)}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in counts.items())


def _moved(one: Moved, speech: Speech) -> str:
    """One card: its score and place then and now, and the parts that moved it."""
    head = f"{one.connection} {printable(one.key)} «{printable(one.title)[:60]}»"
    parts = [head, f"{one.score[0]} -> {one.score[1]}"] if one.by else [head]
    if one.by:
        parts.append("(" + ", ".join(f"{rule} {by:+.1f}" for rule, by in one.by.items()) + ")")
    if one.place[0] != one.place[1]:
        before, after = (place or speech.say(TEXTS["nowhere"]) for place in one.place)
        parts.append(speech.say(TEXTS["place"], before=before, after=after))
    for name, change in (("lane", one.lane), ("advice", one.decision)):
        if change:
            parts.append(speech.say(TEXTS[name], before=change.before, after=change.after))
    parts += [f"+{rule}" for rule in one.appear] + [f"-{rule}" for rule in one.vanish]
    return " ".join(parts)


def _size(plan: Plan, speech: Speech) -> str:
    if not plan.writes:
        return speech.say(TEXTS["nothing_to_write"])
    kinds = Counter(_kind(write) for write in plan.writes)
    counted = ", ".join(speech.say(TEXTS[kind], n=count) for kind, count in sorted(kinds.items()))
    writes = speech.count(len(plan.writes), COUNTED["writes"])
    return speech.say(TEXTS["planned"], writes=writes, kinds=counted)


def _kind(write: Write) -> str:
    match write:
        case SetFields():
            return "fields"
        case PutComment():
            return "comments_edited" if write.comment else "comments_new"
    return "comments_withdrawn"


def _line(write: Write, speech: Speech) -> str:
    target = write.target
    head = f"{target.connection} {printable(target.key)} «{printable(target.title)[:60]}»"
    match write:
        case SetFields():
            labels = " ".join(sorted(set(write.labels) - set(write.had_labels)))
            gone = " ".join(
                f"-{label}" for label in sorted(set(write.had_labels) - set(write.labels))
            )
            return " ".join(filter(None, (head, _score_change(write, speech), labels, gone)))
        case PutComment():
            return (
                f"{head} {speech.say(TEXTS['edits_comment' if write.comment else 'new_comment'])}"
            )
    comments = speech.count(len(write.comments), COUNTED["comments"])
    return f"{head} {speech.say(TEXTS['withdraws'], comments=comments)}"


def queue_table(judged: Iterable[Judged], most: int, rules: Rulings) -> "Table":
    """The one queue, best first: place, card, lane, score with its range, decision, what lacks."""
    from rich.table import Table  # noqa: PLC0415 - not for `--help` and cron
    from rich.text import Text  # noqa: PLC0415

    say = rules.speech.say
    table = Table(
        title=say(TEXTS["queue"]),
        title_justify="left",
        header_style="bold",
        pad_edge=False,
        expand=True,
    )
    for name, justify, ratio in _COLUMNS:
        head = say(TEXTS[name]) if name in TEXTS else name
        table.add_column(head, justify=justify, no_wrap=True, overflow="ellipsis", ratio=ratio)
    queue = first_in_queue(judged, most + 1)
    for one in queue[:most]:
        score, place = one.verdict.score, one.verdict.place
        low_high = f"{score.value:.0f} ({score.low:.0f}..{score.high:.0f})"
        table.add_row(
            str(place.in_queue if place else ""),
            Text(printable(one.card.title)),
            one.card.connection.rpartition("/")[2],
            rules.lane(one.verdict.lane),
            low_high,
            say(DECISIONS[one.verdict.advice.decision]),
            ", ".join(rules.short(flag.rule) for flag in one.verdict.required),
            end_section=bool(place and place.fits and not _fits_next(queue, place.in_queue)),
        )
    return table


_COLUMNS: Sequence[tuple[str, Literal["left", "right"], int | None]] = (
    ("№", "right", None),
    ("column_card", "left", 4),
    ("column_in", "left", 1),
    ("column_lane", "left", None),
    ("column_score", "right", None),
    ("column_advice", "left", None),
    ("column_lacks", "left", 2),
)
"""Columns without a ratio are as wide as what stands in them; the others share the rest."""


def first_in_queue(judged: Iterable[Judged], most: int) -> list[Judged]:
    """The first cards of the queue; of all others none is held."""
    placed = (one for one in judged if one.verdict.place is not None)
    return nsmallest(most, placed, key=_place)


def in_queue(judged: Iterable[Judged]) -> list[Judged]:
    """The cards that stand in the queue, in its order."""
    placed = [one for one in judged if one.verdict.place is not None]
    return sorted(placed, key=_place)


def _place(one: Judged) -> int:
    return one.verdict.place.in_queue if one.verdict.place else 0


def _fits_next(queue: Sequence[Judged], place: int) -> bool:
    following = queue[place].verdict.place if place < len(queue) else None
    return following is None or following.fits


def _score_change(write: SetFields, speech: Speech) -> str:
    if write.score == write.had_score or write.score is None:
        return ""
    before = "" if write.had_score is None else f"{write.had_score:g} -> "
    return speech.say(TEXTS["score_to"], change=f"{before}{write.score:g}")


def print_table(table: "Table") -> None:
    """Draw a table as wide as the terminal, or as wide as it needs where there is none."""
    from rich.console import Console  # noqa: PLC0415 - not for `--help`

    console = Console(markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = 140
    console.print(table)
