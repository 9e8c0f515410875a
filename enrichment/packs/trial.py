"""The tests of a pack: cards written beside the rules, judged by the real reader and scales."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from connectors.card import Card, Comment, Field, Person, PersonKind, Tracker
from enrichment.case import prepare
from enrichment.judge import Judged, judge_readings
from enrichment.packs.model import CaseCard, CaseEntry
from enrichment.packs.pack import Pack
from enrichment.reading.read import read
from enrichment.reading.slots import OwnerKind
from enrichment.reading.words import Words

AGE = timedelta(days=30)
"""How long before its `today` a test card was written, where the test does not say."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that did not come out: what was expected and what came."""

    case: str
    expected: str
    came: str

    def __str__(self) -> str:
        """Two lines, as a diff."""
        return f"{self.case}\n  - {self.expected}\n  + {self.came}"


def run_pack_tests(pack: Pack, words: Words) -> tuple[Failure, ...]:
    """Run every test of the pack; empty when all come out."""
    return tuple(failure for case in pack.cases for failure in _failures(case, pack, words))


def judge_case(case: CaseEntry, pack: Pack, words: Words) -> Judged:
    """Judge the card of one test, alone in its backlog."""
    card = card_of(case)
    setting = prepare(pack, case.context, case.today)
    return judge_readings([(card, read(card, words))], setting)[0]


def card_of(case: CaseEntry) -> Card:
    """Make a card of what a test writes."""
    written = case.card
    changed = datetime.combine(case.today, time(9), UTC) - timedelta(days=written.still_days)
    return Card(
        connection="tests",
        tracker=Tracker.JIRA,
        id=case.name,
        key=case.name,
        url="",
        title=written.title,
        body=written.description,
        fields=tuple(
            Field(id=slot, name=slot, text=text, slot=slot) for slot, text in written.fields.items()
        ),
        labels=written.labels,
        status=written.stage.value if written.stage else "?",
        stage=written.stage,
        assignees=_assignees(written),
        author=Person(written.author, written.author) if written.author else None,
        due=written.due,
        comments=tuple(
            Comment(author, Person(author, author), text, changed)
            for author, text in written.comments.items()
        ),
        created=changed - AGE,
        updated=changed,
    )


def _assignees(written: CaseCard) -> tuple[Person, ...]:
    if not written.assignee:
        return ()
    group = written.assignee_kind is OwnerKind.TEAM
    kind = PersonKind.GROUP if group else PersonKind.PERSON
    name = written.assignee
    return (Person(id=name, name=name, kind=kind, active=written.assignee_active),)


def _failures(case: CaseEntry, pack: Pack, words: Words) -> Iterator[Failure]:
    verdict = judge_case(case, pack, words).verdict
    flags = {flag.rule for flag in verdict.flags}
    fired = flags | {part.rule for part in verdict.score.parts}
    expect = case.expect
    came = ", ".join(sorted(fired)) or "nothing fires"
    for id_ in (*expect.flags, *expect.layers):
        if id_ not in fired:
            yield Failure(case.name, f"{id_} fires", came)
    for id_ in expect.absent:
        if id_ in fired:
            yield Failure(case.name, f"{id_} does not fire", came)
    if expect.kind is not None and expect.kind is not verdict.kind:
        yield Failure(case.name, f"kind {expect.kind}", f"kind {verdict.kind}")
    if expect.score not in {None, verdict.score.value}:
        yield Failure(case.name, f"score {expect.score}", f"score {verdict.score.value}")
    if expect.decision not in {"", verdict.advice.rule}:
        yield Failure(case.name, f"decision {expect.decision}", f"decision {verdict.advice.rule}")
