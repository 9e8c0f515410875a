"""The page itself: what the template is given, and the template filled."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from enrichment.judge import Judged
from enrichment.verdict import Decision
from steelyard.report.describe import row_of, sources
from steelyard.report.rows import Row
from steelyard.report.rulings import rulings
from steelyard.report.safe import language_of
from steelyard.report.tally import Asked, Part, Press, asked, decisions, parts, presses
from steelyard.report.texts import COUNTED, DECISIONS, GROUPS, PAGE
from steelyard.rhythm import Rhythm
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech


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
    sources: Mapping[str, str]
    lanes: Mapping[str, str]
    decided: Mapping[Decision, int]
    asked: Sequence[Asked]
    by_lane: Sequence[Part]
    by_source: Sequence[Part]
    presses: Sequence[Press]

    @property
    def complete(self) -> int:
        """How many open cards answer every required question."""
        return sum(not row.lacks for row in self.queue)

    @property
    def fitting(self) -> int:
        """How many open cards stand above the cut line."""
        return sum(bool(row.place and row.place.fits) for row in self.queue)


def page_of(  # noqa: PLR0913, PLR0917 - all that a page tells
    judged: Sequence[Judged],
    rulebook: Rulebook,
    made: datetime,
    title: str,
    speech: Speech,
    rhythm: Rhythm,
) -> Page:
    """Everything the page tells of `judged`."""
    rules = rulings(rulebook, speech)
    rows = [row_of(one, f"c{at}", rules) for at, one in enumerate(judged, 1)]
    queue = sorted((row for row in rows if not row.apart), key=_place)
    names = sources(rows)
    lanes = {row.lane: row.lane_name for row in queue}
    apart = {
        speech.say(texts): [row for row in rows if row.apart == group]
        for group, texts in GROUPS.items()
    }
    return Page(
        title=title or speech.say(PAGE["title"]),
        made=made,
        rhythm=rhythm.lines(speech, made.tzinfo),
        version=judged[0].verdict.version if judged else "",
        capacity=rulebook.context.sprint.capacity,
        queue=queue,
        apart={name: group for name, group in apart.items() if group},
        sources=names,
        lanes=lanes,
        decided=decisions(queue),
        asked=asked(queue),
        by_lane=parts(queue, lambda row: row.lane, lanes),
        by_source=parts(queue, lambda row: row.connection, names),
        presses=presses(queue, speech.say(PAGE["pressed_words"])),
    )


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
        "counted": lambda count, what: speech.count(count, COUNTED[what]),
        "tongue": lambda text: _tongue(text, speech.language),
    }
    style, script = _own("page.css"), _own("page.js")
    return environment.get_template("page.html.jinja").render(
        page=page,
        t={name: speech.say(texts) for name, texts in PAGE.items()},
        language=speech.language,
        decision_names={one: speech.say(texts) for one, texts in DECISIONS.items()},
        style=Markup(style),  # noqa: S704 - our own file, not card text
        script=Markup(script),  # noqa: S704 - our own file, not card text
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
