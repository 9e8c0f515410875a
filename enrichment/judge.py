"""From cards to verdicts: read, check, weigh, decide each, then rank them all. A pure function."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from msgspec.structs import replace

from connectors.card import Card, Stage
from enrichment.case import Case, Setting, prepare, study
from enrichment.checks import check
from enrichment.context import Context
from enrichment.decide import decide
from enrichment.packs.cel import EvaluationError
from enrichment.packs.pack import Pack
from enrichment.rank import Standing, rank
from enrichment.reading.read import read
from enrichment.reading.slots import Reading
from enrichment.reading.words import Words
from enrichment.verdict import Decision, Place, Verdict
from enrichment.weigh import weigh
from enrichment.yamlplaces import Problem, Problems

_STOP: Final = Decision.STOP
_DONE: Final = Stage.DONE


class Judged(NamedTuple):
    """A card, what it says, and what Steelyard thinks of it."""

    card: Card
    reading: Reading
    verdict: Verdict


def judge(
    cards: Sequence[Card], words: Words, pack: Pack, context: Context, today: date
) -> list[Judged]:
    """Judge cards among each other, in the order given.

    Equal inputs give equal verdicts, whatever the order of the cards. Raises Problems when a rule
    fails on a card: it stands in a file, and a person has to mend it there.
    """
    setting = prepare(pack, context, today)
    readings = ((card, read(card, words)) for card in cards)
    return judge_readings(readings, setting)


def judge_readings(readings: Iterable[tuple[Card, Reading]], setting: Setting) -> list[Judged]:
    """Judge cards that have been read already, among each other, in the order given."""
    judged, standing = list[Judged](), list[Standing]()
    for card, reading in readings:
        verdict, waiting = judge_alone(card, reading, setting)
        judged.append(Judged(card, reading, verdict))
        if waiting:
            standing.append(waiting)
    places = places_of(standing, setting)
    return [
        Judged(card, reading, replace(verdict, place=places.get(key_of(card))))
        for card, reading, verdict in judged
    ]


def judge_alone(card: Card, reading: Reading, setting: Setting) -> tuple[Verdict, Standing | None]:
    """Judge a card but for its place; how it stands when it waits in the queue. Raises Problems."""
    case = study(card, reading, setting)
    verdict = _verdict_of(case)
    if not waits(card, verdict):
        return verdict, None
    days, score = case.figures.days, verdict.score
    mid = days.mid if days else None
    return verdict, Standing(key_of(card), verdict.lane, score.value, score.provisional, mid)


def places_of(standing: Sequence[Standing], setting: Setting) -> Mapping[str, Place]:
    """Rank all that wait among each other; places by `key_of` the card."""
    return rank(standing, shares(setting), setting.context.sprint.capacity)


def _verdict_of(case: Case) -> Verdict:
    try:
        return verdict_of(case)
    except EvaluationError as error:
        file, _, line = case.setting.pack.origins[error.rule].rpartition(":")
        what = f"rule '{error.rule}' fails on card {case.card.key}: {error.what}"
        hint = "put a condition before it that makes it safe"
        raise Problems([Problem(file, int(line), 1, what, hint)]) from error


def verdict_of(case: Case) -> Verdict:
    """Judge one card alone: everything but its place. Raises EvaluationError."""
    flags = check(case)
    score = weigh(case, flags)
    return Verdict(
        kind=case.kind,
        lane=case.lane,
        flags=flags,
        score=score,
        advice=decide(case, flags, score),
        language=case.language,
        version=case.setting.version,
    )


def waits(card: Card, verdict: Verdict) -> bool:
    """Tell whether a card stands in the queue: not finished, archived, or stopped by a person."""
    stopped = verdict.advice.human is _STOP
    return not (card.archived or stopped or card.stage is _DONE)


def key_of(card: Card) -> str:
    """Name a card among the cards of all connections."""
    return f"{card.connection}:{card.id}"


def shares(setting: Setting) -> Mapping[str, float]:
    """Give the lanes' shares of capacity: the context's for their kinds, else the pack's.

    A lane of one role keeps the pack's share: the context shares capacity among kinds.
    """
    stated = setting.context.shares
    return {
        name: sum(stated.get(kind, 0.0) for kind in lane.kinds)
        if stated and lane.role is None
        else lane.share
        for name, lane in setting.pack.lanes.items()
    }
