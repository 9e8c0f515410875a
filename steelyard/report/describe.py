"""From a judged card to its row: what the page says of it, in the page's language."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from connectors.card import IGNORE_LABEL, Card, Stage
from connectors.names import plain
from enrichment.defence import defence
from enrichment.judge import Judged
from enrichment.pressure import pressures_on
from enrichment.reading.slots import Quote, Reading, Slot
from enrichment.verdict import Advice, Flag
from steelyard.report.rows import Addend, Choice, Question, Row, Words
from steelyard.report.rulings import Rulings
from steelyard.report.safe import shown, web_address
from steelyard.report.texts import DECISIONS, FOUND, PLACES, SEVERITIES, SLOTS, STAGES, TRACKERS

_NOTE = 600
"""Characters of a working: longer than a quote, for a sum cut short proves nothing."""

_DEFENCE = 1000
"""Characters of a defence: each of its parts is cut by itself."""


def row_of(one: Judged, anchor: str, rules: Rulings, today: date) -> Row:
    """A judged card as a row; `anchor` is its id on the page."""
    card, reading, verdict = one
    return Row(
        ref=(card.connection, card.id),
        anchor=anchor,
        key=shown(card.key),
        title=shown(card.title, 300) or shown(card.key),
        url=web_address(card.url),
        tracker=TRACKERS[card.tracker],
        connection=card.connection,
        group=shown(card.group),
        team=shown(rules.teams.team_of(one), 60),
        stage=rules.speech.say(STAGES[card.stage]) if card.stage else shown(card.status),
        age=max(0, (today - card.created.date()).days),
        still=max(0, (today - card.updated.date()).days),
        owner=shown(reading.owner.value.name) if reading.owner.value else "",
        lane=verdict.lane,
        lane_name=rules.lane(verdict.lane),
        place=verdict.place,
        apart=_apart(card, one),
        score=verdict.score,
        choice=_choice(verdict.advice, rules),
        questions=tuple(_question(flag, one, rules) for flag in verdict.flags),
        addends=tuple(
            Addend(part.rule, part.points, rules.addend(part), shown(part.note, _NOTE))
            for part in verdict.score.parts
        ),
        unknown=tuple(shown(text, _NOTE) for text in verdict.score.unknown),
        said=tuple(_said(reading, rules)),
        defence=shown(defence(reading, rules.speech.language), _DEFENCE),
        pressures=pressures_on(one),
    )


def _apart(card: Card, one: Judged) -> str:
    if card.archived:
        return "archived"
    if card.stage is Stage.DONE:
        return "done"
    if one.verdict.place is None:
        return "stopped"
    return "ignored" if IGNORE_LABEL in card.labels else ""


def _choice(advice: Advice, rules: Rulings) -> Choice:
    taken = advice.human or advice.decision
    names = {decision: rules.speech.say(texts) for decision, texts in DECISIONS.items()}
    differs = taken is not advice.decision
    return Choice(
        taken,
        names[taken],
        rules.advice(advice),
        human=advice.human is not None,
        advised=names[advice.decision].lower() if differs else "",
    )


def _question(flag: Flag, one: Judged, rules: Rulings) -> Question:
    kind = one.verdict.kind
    return Question(
        flag.rule,
        rules.short(flag.rule),
        flag.severity,
        rules.speech.say(SEVERITIES[flag.severity]),
        rules.ask(kind, flag),
        rules.reason(kind, flag),
        _words(rules.speech.say(FOUND[flag.empty]), flag.quote, rules) if flag.quote else None,
    )


def _said(reading: Reading, rules: Rulings) -> Iterator[Words]:
    """The answers that count, each in the card's own words; no words twice."""
    seen = {reading.owner.value.name} if reading.owner.value else set()
    for name, texts in SLOTS.items():
        slot: Slot[Any] = getattr(reading, name)
        if slot.quote is not None and not slot.missing and slot.quote.text not in seen:
            seen.add(slot.quote.text)
            yield _words(rules.speech.say(texts), slot.quote, rules)


def _words(lead: str, quote: Quote, rules: Rulings) -> Words:
    """A quote after its lead and the place it stands in."""
    where = rules.speech.say(PLACES[quote.place])
    source = shown(quote.source, 60)
    told = f" «{source}»" if plain(source) not in ("", plain(lead)) else ""
    return Words(f"{lead} ({where}{told})", shown(quote.text))


def sources(rows: Sequence[Row]) -> Mapping[str, str]:
    """What each connection is called: its tracker and its board, or its own name with several.

    The name of an audited file is told without its folder.
    """
    groups: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in rows:
        mine = groups.setdefault(row.connection, set())
        mine.add(row.group)
        where = (
            row.group
            if len(mine) == 1 and row.group
            else shown(row.connection.rsplit("/", 1)[-1], 60)
        )
        names[row.connection] = f"{row.tracker} · {where}"
    return names
