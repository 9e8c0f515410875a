"""The demo's sixty cards, whose authors wrote down what a careful reader would find."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from connectors.card import Card, CheckItem, Checklist, Comment, Field, Person
from connectors.names import plain
from enrichment.reading.read import read
from enrichment.reading.slots import OwnerKind, Reading
from enrichment.reading.words import Words
from enrichment.yamlplaces import load
from steelyard.demo.backlog import Backlog, Board, FieldKind, SampleCard, load_backlog
from tests.reading.conftest import ROOT

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

MISSED: dict[str, set[str]] = {}
"""What is still read otherwise, by card."""


def sample_cards() -> Iterator[tuple[SampleCard, Card]]:
    backlog = load_backlog(TODAY)
    for board in backlog.boards:
        for sample in board.cards:
            yield sample, card_of(sample, board, backlog)


def card_of(sample: SampleCard, board: Board, backlog: Backlog) -> Card:
    """The card a connector makes of the sample."""

    def person(key: str) -> Person:
        one = backlog.people[key]
        return Person(key, one.name, one.kind, one.active)

    return Card(
        connection=board.key,
        tracker=board.tracker,
        id=sample.key,
        key=sample.key,
        url="",
        title=sample.title,
        body=sample.body,
        status=sample.status,
        stage=board.statuses[sample.status],
        kind=sample.type,
        labels=sample.labels,
        assignees=(person(sample.assignee),) if sample.assignee else (),
        members=tuple(map(person, sample.members)),
        author=person(sample.author),
        checklists=tuple(
            Checklist(one.name, tuple(CheckItem(item.text, item.done) for item in one.items))
            for one in sample.checklists
        ),
        comments=tuple(
            Comment(str(at), person(one.author), one.text, NOW - timedelta(days=one.ago))
            for at, one in enumerate(sample.comments)
        ),
        fields=tuple(_field(name, value, board, backlog) for name, value in sample.fields.items()),
        created=NOW - timedelta(days=sample.created),
        updated=NOW - timedelta(days=sample.updated),
        due=TODAY + timedelta(days=sample.due) if sample.due is not None else None,
    )


def _field(name: str, value: str | int, board: Board, backlog: Backlog) -> Field:
    known = load(ROOT / "config/names.yaml").data["fields"]
    slots = {plain(name): slot for slot, names in known.items() for name in names}
    slot = slots.get(plain(name))
    if board.fields[name] is FieldKind.PERSON:
        one = backlog.people[str(value)]
        account = Person(str(value), one.name, one.kind, one.active)
        return Field(name, name, one.name, slot, people=(account,))
    number = float(value) if isinstance(value, int) else None
    return Field(name, name, str(value), slot, number=number)


def missing(reading: Reading) -> set[str]:
    owner = reading.owner.value
    return {
        slot
        for slot, lacks in (
            ("problem", reading.problem.missing),
            ("metric", reading.metrics.missing),
            ("effect", reading.effects.missing),
            ("owner", owner is None or owner.kind is OwnerKind.TEAM),
        )
        if lacks
    }


@pytest.mark.parametrize(
    ("sample", "card"), [pytest.param(*pair, id=pair[0].key) for pair in sample_cards()]
)
def test_a_sample_card_is_read_as_its_author_would(
    words: Words, sample: SampleCard, card: Card
) -> None:
    reading = read(card, words)

    wrong = set(missing(reading) ^ set(sample.expect.missing))
    if reading.kind.value is not sample.expect.kind:
        wrong.add("kind")
    assert wrong - set(sample.expect.unsure) == MISSED.get(sample.key, set())
