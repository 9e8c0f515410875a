"""A card on the scales: everything rules and models need to know of it, found out once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from msgspec.structs import replace

from connectors.card import Card
from enrichment.claims import claims_of
from enrichment.context import Context, Goal
from enrichment.effort import days_of
from enrichment.figures import Figures, Ties, Weak
from enrichment.levers import Lever, levers
from enrichment.money import Terms, yearly
from enrichment.packs.pack import Grade, Pack
from enrichment.packs.translate import Values
from enrichment.people import departments_on, deputy_of, developers, has_developer, homes
from enrichment.reading.read import VERSION
from enrichment.reading.slots import EffectKind, Kind, Reading
from enrichment.story import WISH, Story, story_of
from enrichment.ties import (
    SIDE_EFFECT,
    Tie,
    side_effects,
    slices_of,
    step_of,
    tied,
    ties_of,
    weak_slices,
    whose,
)
from enrichment.words import Lexicon, Told, list_of

_BASKET = ("средн чек", "average order", "aov", "arpu")
_MONEY: Final = EffectKind.MONEY
_UNCLEAR: Final = Kind.UNCLEAR


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for every card of a run."""

    pack: Pack
    context: Context
    today: date
    variables: Values
    """What expressions see of every card before it says anything: the context and the day."""
    ties: Lexicon[int]
    """Finds the number of each of `tied` by its words."""
    tied: Sequence[Tie]
    slices: Lexicon[bool]
    """Finds channels and devices of the funnel, `marketplaces` and `basket` what bears on money."""
    marketplaces: Lexicon[bool]
    basket: Lexicon[bool]
    developers: frozenset[str]
    """Names and account ids of development."""
    homes: Mapping[str, str]
    """The department of each name and account id."""
    weak: Mapping[str, Weak]
    """The channel or device that passes a step worst, see `weak_slices`."""
    phases: Mapping[str, str]
    """The phase of each step that has one."""
    lever: Lever | None
    """What one percent of is worth most."""
    version: str
    """Names rules, reader and context: equal ones give equal verdicts on the same day."""


class Case:
    """A card, its reading, the figures worked out of both, and what rules see of all that."""

    def __init__(
        self, card: Card, reading: Reading, setting: Setting, figures: Figures, grade: Grade
    ) -> None:
        """Lay a card on the scales; its texts are in the language of the reading."""
        pack = setting.pack
        self.card: Final = card
        self.reading: Final = reading
        self.setting: Final = setting
        self.kind: Final[Kind] = reading.kind.value or _UNCLEAR
        self.lane: Final = pack.lane_of(self.kind, reading.role)
        self.language: Final = reading.language
        self.figures: Final = figures
        self.grade: Final = grade
        values = pack.publisher.case(setting.variables, card, reading, figures, setting.today)
        self.facts: Final = pack.language.facts(values)


def prepare(pack: Pack, context: Context, today: date) -> Setting:
    """Set out what a run needs once."""
    variables = pack.publisher.setting(context, today)
    ties = list(tied(context))
    return Setting(
        pack=pack,
        context=context,
        today=today,
        variables=variables,
        ties=Lexicon((at, words) for at, (_, words) in enumerate(ties)),
        tied=[tie for tie, _ in ties],
        slices=slices_of(context),
        marketplaces=list_of(context.economics.marketplaces),
        basket=list_of(_BASKET),
        developers=developers(context),
        homes=homes(context),
        weak=weak_slices(context),
        phases={step.id: step.phase for step in context.funnel.steps if step.phase},
        lever=next(iter(levers(context)), None),
        version=f"{pack.version}-{VERSION}-{_digest(context)}",
    )


def study(card: Card, reading: Reading, setting: Setting) -> Case:
    """Work out the figures of one card."""
    pack, context = setting.pack, setting.context
    text = _whole(card)
    told = Told(text)
    topics = pack.topics.find_in(told)
    story = story_of(text) if WISH in topics else None
    about = Told(_about(card, reading, story))
    found = [setting.tied[at] for at in setting.ties.find_in(about)]
    step = step_of(found, reading, context)
    on = departments_on(card, reading, setting.homes)
    ties = ties_of(found, reading, context, on)
    if SIDE_EFFECT in topics:
        ties = replace(ties, harmed=_harmed(card, reading, text, setting))
    if step in setting.weak and not setting.slices.find_in(told):
        ties = replace(ties, weak=setting.weak[step])
    grade = _grade(reading, pack)
    terms = _terms(about, step, reading, setting)
    worth = yearly(reading.effects.value or (), terms)
    figures = Figures(
        days=days_of(reading.effort.value, context),
        yearly=worth,
        grade=grade.id,
        step=step,
        ties=ties,
        clients=_clients(ties, reading),
        claims=claims_of(reading, text, terms, worth),
        topics=tuple(topics),
        developers=has_developer(card, setting.developers),
        deputy=deputy_of(reading, context),
        story=story,
        phase=setting.phases.get(step, ""),
    )
    return Case(card, reading, setting, figures, grade)


def goals_of(card: Card, reading: Reading, setting: Setting) -> tuple[Goal, ...]:
    """List the goals of the context that a card names."""
    about = _about(card, reading, story_of(_whole(card)))
    found = (setting.tied[at] for at in setting.ties.find(about))
    return tuple(one for one in found if isinstance(one, Goal))


def _digest(context: Context) -> str:
    return hashlib.blake2b(context.model_dump_json().encode(), digest_size=4).hexdigest()


def _terms(about: Told, step: str, reading: Reading, setting: Setting) -> Terms:
    """Look for what bears on money only where it can: with a margin known, or no period told."""
    effects, context = reading.effects, setting.context
    marketplace = basket = False
    if effects.value and context.economics.margin is not None:
        marketplace = bool(setting.marketplaces.find_in(about))
    if [one for one in effects.value or () if one.period is None and one.kind is _MONEY]:
        quoted = Told(f"{about.text}\n{effects.quote.text}") if effects.quote else about
        basket = bool(setting.basket.find_in(quoted))
    return Terms(context, reading.language, step, marketplace, basket, setting.lever)


def _about(card: Card, reading: Reading, story: Story | None) -> str:
    """Give what the card is about, to be tied to the context: title, problem, metrics, purpose."""
    metrics = [metric.name for metric in reading.metrics.value or ()]
    purpose = story.purpose if story else ""
    return "\n".join([card.title, reading.problem.value or "", *metrics, purpose])


def _whole(card: Card) -> str:
    """Give what people wrote in the card itself; what they said under it is no part of it."""
    return "\n".join([card.title, card.body, *[field.text for field in card.fields]])


def _harmed(card: Card, reading: Reading, text: str, setting: Setting) -> tuple[str, ...]:
    """Name goals that stand where the card tells a side effect, but its own.

    Its metrics do not make a goal its own: what a side effect moves is read as a metric, too.
    """
    own = setting.ties.find(f"{card.title}\n{reading.problem.value or ''}")
    named_there = setting.ties.find(side_effects(text, setting.pack.topics))
    found = (setting.tied[at] for at in named_there if at not in own)
    return tuple(whose(one, setting.context) for one in found if isinstance(one, Goal))


def _clients(ties: Ties, reading: Reading) -> int | None:
    """Count distinct clients: those the context heard, or those the card itself counts."""
    counted = reading.customers.value
    for voice in ties.voices:
        counted = voice.clients if counted is None else max(counted, voice.clients)
    return counted


def _grade(reading: Reading, pack: Pack) -> Grade:
    """Find the best grade of the evidence: what its pieces name, and what the reader graded them.

    Some evidence of no known sort is one above none.
    """
    evidence, proofs = reading.evidence.value, reading.proofs.value or ()
    if evidence is None:
        return pack.grades[-1]
    told = pack.evidence.find("\n".join([evidence, *[proof.source for proof in proofs]]))
    best = told[0] if told else ""
    read = {proof.grade for proof in proofs}
    for grade in pack.grades:
        if grade.id == best or not read.isdisjoint(grade.entry.proofs):
            return grade
    return pack.grades[-2:][0]
