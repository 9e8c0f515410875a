"""What of the context a card names, by words, and what follows from that."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from enrichment.context import Context, Duty, Goal, Season, Voice
from enrichment.figures import UNTIED, Ties, Weak
from enrichment.organization import Activation, Channel, Department
from enrichment.reading.slots import Reading
from enrichment.words import Lexicon, list_of

Tie = Goal | Duty | Voice | Season | Department | Activation | Channel | str
"""What a card may be tied to by words; a step of the funnel by its id."""

SIDE_EFFECT = "side_effect"
"""The list of words of a pack by which a sentence tells a side effect."""

_SENTENCE = re.compile(r"[.!?;\n]+")
_WEAK = 0.85
"""A channel or device that passes a step at less than so much of the usual is a weak one."""


def tied(context: Context) -> Iterable[tuple[Tie, Sequence[str]]]:
    """List everything a card may be tied to, with its words."""
    yield from ((goal, (*goal.words, goal.name)) for goal in context.goals)
    yield from ((duty, duty.words) for duty in context.regulatory)
    yield from ((voice, voice.words) for voice in context.voice)
    yield from ((season, season.words) for season in context.seasons)
    yield from ((step.id, (*step.words, step.id)) for step in context.funnel.steps)
    yield from ((one, one.words) for one in context.departments)
    yield from ((one, (*one.words, one.product)) for one in context.activation)
    yield from ((one, one.words) for one in context.channels)


def ties_of(found: Sequence[Tie], reading: Reading, context: Context, on: frozenset[str]) -> Ties:
    """Sort what a card names by what it is; `on` are the departments of its people."""
    if not (found or context.departments or context.outages):
        return UNTIED
    affected = _affected(found, reading, context)
    known = frozenset(one.id for one in affected) | on
    return Ties(
        goals=tuple(tie for tie in found if isinstance(tie, Goal)),
        duties=tuple(tie for tie in found if isinstance(tie, Duty)),
        voices=tuple(tie for tie in found if isinstance(tie, Voice)),
        seasons=tuple(tie for tie in found if isinstance(tie, Season)),
        departments=affected,
        absent=_absent(affected, on),
        fed=_fed(known, context),
        activations=tuple(tie for tie in found if isinstance(tie, Activation)),
        channels=tuple(tie for tie in found if isinstance(tie, Channel)),
        outages=_outages(reading, context),
    )


def step_of(found: Sequence[Tie], reading: Reading, context: Context) -> str:
    """Give the first step of the funnel that is named, or the one that was read."""
    for tie in found:
        if isinstance(tie, str):
            return tie
    read = reading.step.value
    if read is None:
        return ""
    return read.value if any(read == step.id for step in context.funnel.steps) else ""


def side_effects(text: str, topics: Lexicon[str]) -> str:
    """Give the sentences that tell a side effect."""
    parts = (part for part in _SENTENCE.split(text) if SIDE_EFFECT in topics.find(part))
    return "\n".join(parts)


def whose(goal: Goal, context: Context) -> str:
    """Name a goal with the department whose figure it is: «Доля возвратов (Логистика)»."""
    names = {one.id: one.name for one in context.departments}
    department = names.get(goal.department)
    return f"{goal.name} ({department})" if department else goal.name


def slices_of(context: Context) -> Lexicon[bool]:
    """Find the channels and devices of the funnel by their words."""
    slices = context.funnel.slices
    return list_of(word for one in slices for word in (*one.words, one.channel, one.device))


def weak_slices(context: Context) -> Mapping[str, Weak]:
    """Find for each step the channel or device that passes it far worse than all do."""
    found = {}
    for here, onward in pairwise(context.funnel.steps):
        usual = onward.count / here.count
        shares = [
            Weak(one.name, one.counts[onward.id] / one.counts[here.id], usual)
            for one in context.funnel.slices
            if here.id in one.counts and onward.id in one.counts
        ]
        worst = min(shares, key=lambda one: one.passed, default=None)
        if worst is not None and worst.passed < _WEAK * usual:
            found[here.id] = worst
    return found


def _affected(found: Sequence[Tie], reading: Reading, context: Context) -> tuple[Department, ...]:
    """List departments by their words, or by the area of the shop the card is about."""
    area = reading.area.value
    return tuple(one for one in context.departments if one in found or area in one.areas)


def _absent(affected: tuple[Department, ...], on: frozenset[str]) -> tuple[Department, ...]:
    """List the affected departments nobody of whom is on the card.

    Where nobody on the card is known, one department alone says nothing of who takes part.
    """
    if not on and len(affected) < 2:
        return ()
    return tuple(one for one in affected if one.id not in on)


def _fed(known: frozenset[str], context: Context) -> tuple[Department, ...]:
    """List the departments that go on from the result and have no part in the card yet."""
    fed = {to for one in context.departments if one.id in known for to in one.feeds} - known
    return tuple(one for one in context.departments if one.id in fed)


def _outages(reading: Reading, context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_named_outages(reading, context)))


def _named_outages(reading: Reading, context: Context) -> Iterator[str]:
    for proof in (reading.proofs.value or ()) if context.outages else ():
        for outage in context.outages:
            if proof.day is not None and outage.holds(proof.day):
                yield outage.name or f"{outage.start}–{outage.end}"
