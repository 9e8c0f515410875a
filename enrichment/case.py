"""A card on the scales: everything rules and models need to know of it, found out once."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from connectors.card import Card, Person
from enrichment.claims import claims_of
from enrichment.context import Context, Duty, Goal, Member, Season, Voice
from enrichment.effort import days_of
from enrichment.figures import Figures, Ties
from enrichment.money import Terms, yearly
from enrichment.packs.cel import Facts
from enrichment.packs.pack import Grade, Pack
from enrichment.packs.translate import Values
from enrichment.reading.read import VERSION
from enrichment.reading.slots import Kind, Reading
from enrichment.words import Lexicon, named

_BASKET = ("средн чек", "average order", "aov", "arpu")

Tie = Goal | Duty | Voice | Season | str
"""What a card may be tied to by words; a step of the funnel by its id."""


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
    developers: frozenset[str]
    """Names and account ids of development."""
    version: str
    """Names rules, reader and context: equal ones give equal verdicts on the same day."""


@dataclass(frozen=True, slots=True)
class Case:
    """A card, its reading, and the figures worked out of both."""

    card: Card
    reading: Reading
    setting: Setting
    kind: Kind
    lane: str
    figures: Figures
    grade: Grade
    facts: Facts

    @property
    def language(self) -> str:
        """The language of every text about this card."""
        return self.reading.language


def prepare(pack: Pack, context: Context, today: date) -> Setting:
    """Set out what a run needs once."""
    variables = pack.publisher.setting(context, today)
    ties = list(_ties(context))
    lexicon = Lexicon((at, words) for at, (_, words) in enumerate(ties))
    developers = (member for member in context.people if member.development)
    names = frozenset(name for member in developers for name in _names(member))
    tied = [tie for tie, _ in ties]
    version = f"{pack.version}-{VERSION}-{_digest(context)}"
    return Setting(pack, context, today, variables, lexicon, tied, names, version)


def study(card: Card, reading: Reading, setting: Setting) -> Case:
    """Work out the figures of one card."""
    pack, context = setting.pack, setting.context
    kind = reading.kind.value or Kind.UNCLEAR
    about = _about(card, reading)
    text = _whole(card)
    named_ties = [setting.tied[at] for at in setting.ties.find(about)]
    ties, step = _sorted_out(named_ties, reading, context)
    grade = _grade(reading, pack)
    terms = _terms(about, step, context, reading)
    worth = yearly(reading.effects.value or (), terms)
    figures = Figures(
        days=days_of(reading.effort.value, context),
        yearly=worth,
        grade=grade.id,
        step=step,
        ties=ties,
        clients=_clients(ties, reading),
        claims=claims_of(reading, text, terms, worth),
        topics=tuple(pack.topics.find(text)),
        developers=_has_developer(card, setting),
        deputy=_deputy(reading, context),
    )
    values = pack.publisher.case(setting.variables, card, reading, figures, setting.today)
    return Case(
        card=card,
        reading=reading,
        setting=setting,
        kind=kind,
        lane=pack.lane_of(kind, reading.role),
        figures=figures,
        grade=grade,
        facts=pack.language.facts(values),
    )


def _digest(context: Context) -> str:
    return hashlib.blake2b(context.model_dump_json().encode(), digest_size=4).hexdigest()


def _terms(text: str, step: str, context: Context, reading: Reading) -> Terms:
    quote = reading.effects.quote
    if reading.effects.value is None:
        return Terms(context, reading.language, step)
    return Terms(
        context,
        reading.language,
        step,
        marketplace=named(text, context.economics.marketplaces),
        basket=named(f"{text}\n{quote.text if quote else ''}", _BASKET),
    )


def _about(card: Card, reading: Reading) -> str:
    """Give what the card is about, to be tied to the context: title, problem and metrics."""
    metrics = reading.metrics.value or ()
    return "\n".join([card.title, reading.problem.value or "", *(m.name for m in metrics)])


def _whole(card: Card) -> str:
    """Give what people wrote in the card itself; what they said under it is no part of it."""
    return "\n".join([card.title, card.body, *(field.text for field in card.fields)])


def _ties(context: Context) -> Iterable[tuple[Tie, Sequence[str]]]:
    yield from ((goal, (*goal.words, goal.name)) for goal in context.goals)
    yield from ((duty, duty.words) for duty in context.regulatory)
    yield from ((voice, voice.words) for voice in context.voice)
    yield from ((season, season.words) for season in context.seasons)
    yield from ((step.id, (*step.words, step.id)) for step in context.funnel.steps)


def _sorted_out(named_ties: Sequence[Tie], reading: Reading, context: Context) -> tuple[Ties, str]:
    """Sort ties by what they are; the step is the first of the funnel, or the one that was read."""
    ties = Ties(
        tuple(tie for tie in named_ties if isinstance(tie, Goal)),
        tuple(tie for tie in named_ties if isinstance(tie, Duty)),
        tuple(tie for tie in named_ties if isinstance(tie, Voice)),
        tuple(tie for tie in named_ties if isinstance(tie, Season)),
    )
    steps = [tie for tie in named_ties if isinstance(tie, str)]
    read = reading.step.value
    known = {step.id for step in context.funnel.steps}
    return ties, steps[0] if steps else read.value if read and read in known else ""


def _clients(ties: Ties, reading: Reading) -> int | None:
    """Count distinct clients: those the context heard, or those the card itself counts."""
    counts = [voice.clients for voice in ties.voices]
    if reading.customers.value is not None:
        counts.append(reading.customers.value)
    return max(counts, default=None)


def _names(member: Member) -> Iterable[str]:
    yield member.name.casefold()
    yield from (f"{connection}:{account}" for connection, account in member.ids.items())


def _has_developer(card: Card, setting: Setting) -> bool:
    """Tell whether development has to do with the card; true when nobody knows who it is."""
    if not setting.developers:
        return True
    return any(
        person.name.casefold() in setting.developers
        or f"{card.connection}:{person.id}" in setting.developers
        for person in _people(card)
    )


def _people(card: Card) -> Iterable[Person]:
    """List everybody who has to do with the card, commenters too: an estimate may be theirs."""
    yield from card.assignees
    yield from card.members
    if card.author:
        yield card.author
    for field in card.fields:
        yield from field.people
    yield from (comment.author for comment in card.comments if comment.author)


def _deputy(reading: Reading, context: Context) -> str:
    owner = reading.owner.value
    if owner is None:
        return ""
    own = (m for m in context.people if m.deputy and _is(m, owner.name, owner.person_id))
    return next((member.deputy for member in own), "")


def _is(member: Member, name: str, person: str) -> bool:
    return member.name.casefold() == name.casefold() or person in member.ids.values()


def _grade(reading: Reading, pack: Pack) -> Grade:
    """Find the best grade of the evidence: what its pieces name, and what the reader graded them.

    Some evidence of no known sort is one above none.
    """
    evidence, proofs = reading.evidence.value, reading.proofs.value or ()
    if evidence is None:
        return pack.grades[-1]
    told = pack.evidence.find("\n".join([evidence, *(proof.source for proof in proofs)]))
    best = told[0].id if told else ""
    read = {proof.grade for proof in proofs}
    found = (one for one in pack.grades if one.id == best or not read.isdisjoint(one.entry.proofs))
    return next(found, pack.grades[-2:][0])
