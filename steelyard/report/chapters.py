"""An express audit in the reader's language, for the page and for the terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enrichment.audit import Audit, Finding
from enrichment.judge import Judged
from steelyard.report.audit_texts import FINDINGS, NOTHING, PARTS, SHARE, SPRINTS
from steelyard.report.describe import row_of
from steelyard.report.rows import Row
from steelyard.report.rulings import Rulings, rulings
from steelyard.report.texts import COUNTED
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech


@dataclass(frozen=True, slots=True)
class Point:
    """One finding in words: what it is, how many cards, why it matters, and the cards."""

    id: str
    about: str
    title: str
    counted: str
    why: str
    of: int
    share: float
    figures: Mapping[str, float]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """One of the three parts; `empty` says that there is nothing in it."""

    id: str
    title: str
    points: tuple[Point, ...]
    empty: str


def chapters(
    audit: Audit, rows: Mapping[tuple[str, str], Row], rules: Rulings
) -> Sequence[Chapter]:
    """Zones, risks and limits, and first steps, with the cards behind them."""
    parts = {"zones": audit.zones, "risks": audit.risks, "steps": audit.steps}
    return [
        Chapter(
            name,
            rules.speech.say(PARTS[name]),
            tuple(_point(one, rows, rules) for one in found),
            rules.speech.say(NOTHING[name]),
        )
        for name, found in parts.items()
    ]


def chapters_of(
    audit: Audit, judged: Sequence[Judged], rulebook: Rulebook, today: date, speech: Speech
) -> Sequence[Chapter]:
    """The same for a command, which has no rows of a page yet."""
    rules = rulings(rulebook, speech)
    rows = (row_of(one, f"c{at}", rules, today) for at, one in enumerate(judged, 1))
    return chapters(audit, {row.ref: row for row in rows}, rules)


def _point(one: Finding, rows: Mapping[tuple[str, str], Row], rules: Rulings) -> Point:
    speech, said = rules.speech, FINDINGS[one.id]
    cards = tuple(rows[card.card.connection, card.card.id] for card in one.cards)
    return Point(
        id=one.id,
        about=one.about,
        title=speech.say(said.title, about=_about(one, rules)),
        counted=_counted(one, rules),
        why=speech.say(said.why, reason=_reason(one, cards), **_spoken(one, rules)),
        of=one.of,
        share=one.share,
        figures=one.figures,
        rows=cards,
    )


def _about(one: Finding, rules: Rulings) -> str:
    return rules.lane(one.about) if one.id == "thin-lane" else rules.short(one.about)


def _counted(one: Finding, rules: Rulings) -> str:
    if not one.of:
        return rules.speech.count(len(one.cards), COUNTED["cards"]) if one.cards else ""
    share = rules.speech.percent(one.share)
    return rules.speech.count(len(one.cards), SHARE, of=rules.speech.number(one.of), share=share)


def _reason(one: Finding, cards: Sequence[Row]) -> str:
    """Why the question is asked, in the words most cards hear: kinds have words of their own."""
    asked = (question for row in cards for question in row.questions if question.rule == one.about)
    usual = Counter(question.why for question in asked).most_common(1)
    return usual[0][0] if usual else ""


def _spoken(one: Finding, rules: Rulings) -> Mapping[str, str]:
    forms = {
        "sprints": SPRINTS,
        "days": COUNTED["person_days"],
        "questions": COUNTED["questions"],
    }
    return {name: rules.speech.count(value, forms[name]) for name, value in one.figures.items()}
