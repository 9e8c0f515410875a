"""The page itself: what the template is given, and the template filled."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from enrichment.audit import audit_of
from enrichment.capacity import Share, capacity_shares
from enrichment.case import prepare
from enrichment.judge import Judged
from enrichment.pressure import under_pressure
from enrichment.verdict import Decision
from steelyard.report.ages import Ages, ages_of, band_of
from steelyard.report.chapters import Chapter, chapters
from steelyard.report.describe import row_of, sources
from steelyard.report.goals import Aim, Worth, aims, worths
from steelyard.report.moved import Movement, movement
from steelyard.report.outside import Order, Press, order_of, presses
from steelyard.report.rows import Row
from steelyard.report.rulings import rulings
from steelyard.report.safe import language_of
from steelyard.report.tally import Asked, Lane, Part, asked, decisions, lanes_of, parts
from steelyard.report.texts import AGES, CAUSES, COUNTED, DECISIONS, GROUPS, PAGE
from steelyard.rhythm import NEVER, Rhythm
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech
from steelyard.store import Earlier


@dataclass(frozen=True, slots=True)
class Told:
    """What a page is made of. `made` is in the time zone of the readers."""

    judged: Sequence[Judged]
    rulebook: Rulebook
    made: datetime
    title: str = ""
    rhythm: Rhythm = NEVER
    earlier: Earlier | None = None
    """The verdicts of last time; `repeats` says whether there may be any."""
    repeats: bool = True
    """False for a page on exports, which knows no last time and opens with an express audit."""


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page tells."""

    title: str
    made: datetime
    rhythm: Sequence[str]
    version: str
    capacity: float | None
    queue: Sequence[Row]
    apart: Mapping[str, Sequence[Row]]
    lanes: Sequence[Lane]
    decided: Mapping[Decision, int]
    asked: Sequence[Asked]
    by_lane: Sequence[Part]
    by_team: Sequence[Part]
    by_source: Sequence[Part]
    presses: Sequence[Press]
    order: Order
    shares: Sequence[Share]
    aims: Sequence[Aim]
    worths: Sequence[Worth]
    lane_names: Mapping[str, str]
    ages: Ages
    repeats: bool
    moved: Movement | None
    audit: Sequence[Chapter]

    @property
    def complete(self) -> int:
        """How many open cards answer every required question."""
        return sum(not row.lacks for row in self.queue)

    @property
    def fitting(self) -> int:
        """How many open cards stand above the cut line."""
        return sum(bool(row.place and row.place.fits) for row in self.queue)

    @property
    def at_work(self) -> float:
        """The person-days in work."""
        return sum(share.work.days for share in self.shares)

    @property
    def guessed(self) -> int:
        """How many cards in work bear no estimate."""
        return sum(share.work.guessed for share in self.shares)

    @property
    def teams_are_sources(self) -> bool:
        """Whether a cut by tracker would repeat the one by team."""
        return {part.rows for part in self.by_team} == {part.rows for part in self.by_source}


def page_of(told: Told, speech: Speech) -> Page:
    """Everything the page tells."""
    judged, rulebook, today = told.judged, told.rulebook, told.made.date()
    rules, setting = (
        rulings(rulebook, speech),
        prepare(rulebook.pack, rulebook.context, today),
    )
    rows = [row_of(one, f"c{at}", rules, today) for at, one in enumerate(judged, 1)]
    of_ref = {row.ref: row for row in rows}
    queue = sorted((row for row in rows if not row.apart), key=_place)
    ours = {row.ref: row for row in queue}
    waiting = [one for one in judged if (one.card.connection, one.card.id) in ours]
    waiting.sort(key=lambda one: _place(ours[one.card.connection, one.card.id]))
    names = sources(rows)
    lane_names = {row.lane: row.lane_name for row in rows}
    apart = {
        speech.say(texts): [row for row in rows if row.apart == group]
        for group, texts in GROUPS.items()
    }
    return Page(
        title=told.title or speech.say(PAGE["title"]),
        made=told.made,
        rhythm=told.rhythm.lines(speech, told.made.tzinfo),
        version=setting.version,
        capacity=rulebook.context.sprint.capacity,
        queue=queue,
        apart={name: group for name, group in apart.items() if group},
        lanes=lanes_of(queue),
        decided=decisions(queue),
        asked=asked(queue),
        by_lane=parts(queue, lambda row: row.lane, lane_names),
        by_team=parts(queue, lambda row: row.team, {row.team: row.team for row in queue}),
        by_source=parts(queue, lambda row: row.connection, names),
        presses=presses(queue, rules),
        order=order_of(under_pressure(judged, setting), of_ref, rules),
        shares=[one for one in capacity_shares(judged, setting) if _matters(one)],
        aims=aims(waiting, setting, of_ref),
        worths=worths(setting, speech),
        lane_names={lane: rules.lane(lane) for lane in rulebook.pack.lanes},
        ages=ages_of(queue),
        repeats=told.repeats,
        moved=movement(told.earlier, judged, rows, rules),
        audit=() if told.repeats else chapters(audit_of(judged, setting), of_ref, rules),
    )


def _matters(share: Share) -> bool:
    return bool(share.planned or share.work.cards or share.queue.cards)


def render(page: Page, speech: Speech) -> str:
    """The page as HTML that needs nothing from anywhere and may run no script but its own."""
    environment = Environment(
        loader=PackageLoader("steelyard.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "number": speech.number,
        "points": speech.points,
        "percent": speech.percent,
        "moment": speech.moment,
        "band": band_of,
        "counted": lambda count, what: speech.count(count, COUNTED[what]),
        "tongue": lambda text: _tongue(text, speech.language),
    }
    style, script = _own("page.css"), _own("page.js")
    return environment.get_template("page.html.jinja").render(
        page=page,
        t={name: speech.say(texts) for name, texts in PAGE.items()},
        language=speech.language,
        spans=[speech.say(texts) for texts in AGES],
        causes={name: speech.say(texts) for name, texts in CAUSES.items()},
        zone=page.made.tzinfo,
        decision_names={one: speech.say(texts) for one, texts in DECISIONS.items()},
        style=Markup(style),  # noqa: S704 - our own file, not card text  # nosec B704
        script=Markup(script),  # noqa: S704 - our own file, not card text  # nosec B704
        policy=_policy(style, script),
    )


def _place(row: Row) -> int:
    return row.place.in_queue if row.place else 0


def _tongue(text: str, language: str) -> Markup:
    """The `lang` attribute of a text that is not in the page's language, or nothing."""
    own = language_of(text)
    return Markup(' lang="{}"').format(own) if own and own != language else Markup("")


def _own(name: str) -> str:
    return files("steelyard.report").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy under which only these two texts work and nothing is fetched."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
