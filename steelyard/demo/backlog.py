"""The sample backlog of the demo: some sixty cards of one invented shop, as frozen values.

The texts stand in `backlog/*.yaml`, one file a tracker, in words neutral to trackers. Ages are
days before now, `due` is days after it; `{{date:+45d}}` in a text becomes a date (see `dates`).
People go by their key in `people.yaml`. A person field holds such a key too.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from connectors.card import PersonKind, Stage, Tracker
from enrichment.reading.slots import Kind
from enrichment.yamlplaces import load, validate
from steelyard.demo.dates import all_dated

FOLDER = Path(__file__).parent / "backlog"

Slot = Literal["problem", "metric", "effect", "owner"]


class Sample(BaseModel):
    """A part of the files: nothing unknown in it, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Colleague(Sample):
    """Somebody of the shop or a partner; `accounts` and other spellings `names` by tracker."""

    name: str
    role: str
    department: str
    kind: PersonKind = PersonKind.PERSON
    active: bool = True
    accounts: dict[Tracker, str]
    names: dict[Tracker, str] = {}


class Team(Sample):
    """The file `people.yaml`."""

    people: dict[str, Colleague]


class FieldKind(StrEnum):
    """What a field of a tracker holds; the seeder picks the tracker's own type."""

    TEXT = "text"
    NUMBER = "number"
    PERSON = "person"
    SELECT = "select"
    STATUS = "status"
    LABELS = "labels"


class Item(Sample):
    """One line of a checklist."""

    text: str
    done: bool = False


class Checklist(Sample):
    """A named list of things to tick."""

    name: str
    items: tuple[Item, ...]


class Comment(Sample):
    """What a colleague said `ago` days before now; Markdown."""

    author: str
    ago: int = Field(ge=0)
    text: str


class Expectation(Sample):
    """What a careful reader would find; tests hold the demo's verdicts against it.

    `missing` are the slots without an answer that counts. On those in `unsure` (and on `kind`,
    when it is there) two careful readers could disagree. `similar` are cards of the same idea.
    """

    missing: tuple[Slot, ...]
    kind: Kind
    unsure: tuple[Slot | Literal["kind"], ...] = ()
    similar: tuple[str, ...] = ()


class SampleCard(Sample):
    """One card. Its times are days: `created` and `updated` before now, `due` after it."""

    key: str
    title: str
    body: str = ""
    language: Literal["ru", "en"] = "ru"
    type: str = ""
    status: str
    priority: str = "Medium"
    author: str
    assignee: str = ""
    members: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    fields: dict[str, str | int] = {}
    checklists: tuple[Checklist, ...] = ()
    comments: tuple[Comment, ...] = ()
    created: int = Field(ge=0)
    updated: int = Field(ge=0)
    due: int | None = None
    archived: bool = False
    expect: Expectation

    @model_validator(mode="after")
    def _in_order(self) -> "SampleCard":
        ages = [self.created, *(comment.ago for comment in self.comments), self.updated]
        if ages != sorted(ages, reverse=True):
            raise ValueError(f"{self.key}: created, comments and updated must go from old to new")
        return self


class Board(Sample):
    """The file of one tracker: a project, board or data source with its cards, in their order."""

    tracker: Tracker
    place: str
    key: str
    fields: dict[str, FieldKind]
    statuses: dict[str, Stage]
    cards: tuple[SampleCard, ...]

    @model_validator(mode="after")
    def _known_names(self) -> "Board":
        for card in self.cards:
            if card.status not in self.statuses:
                raise ValueError(f"{card.key}: no status '{card.status}' in `statuses`")
            if unknown := card.fields.keys() - self.fields.keys():
                raise ValueError(f"{card.key}: no field '{min(unknown)}' in `fields`")
        return self

    def people_of(self, card: SampleCard) -> Iterator[str]:
        """Yield the keys of everybody the card names to the tracker."""
        yield card.author
        yield from filter(None, (card.assignee, *card.members))
        yield from (comment.author for comment in card.comments)
        for name, value in card.fields.items():
            if self.fields[name] is FieldKind.PERSON:
                yield str(value)


class Backlog(Sample):
    """The shop's people and its three boards."""

    people: dict[str, Colleague]
    jira: Board
    trello: Board
    notion: Board

    @property
    def boards(self) -> tuple[Board, Board, Board]:
        """The three boards."""
        return self.jira, self.trello, self.notion

    @property
    def cards(self) -> tuple[SampleCard, ...]:
        """Every card of the shop."""
        return tuple(card for board in self.boards for card in board.cards)

    @model_validator(mode="after")
    def _everybody_has_an_account(self) -> "Backlog":
        for board in self.boards:
            for card in board.cards:
                for key in board.people_of(card):
                    if key not in self.people or board.tracker not in self.people[key].accounts:
                        raise ValueError(f"{card.key}: '{key}' has no account in {board.tracker}")
        return self


def load_backlog(today: date) -> Backlog:
    """The whole sample as of `today`; raises Problems when a file is not right."""
    jira, trello, notion = (_board(FOLDER / f"{tracker}.yaml", today) for tracker in Tracker)
    team = validate(load(FOLDER / "people.yaml"), Team)
    return Backlog(people=team.people, jira=jira, trello=trello, notion=notion)


def _board(path: Path, today: date) -> Board:
    document = load(path)
    cards = [_dated(card, today) for card in document.data["cards"]]
    return validate(replace(document, data={**document.data, "cards": cards}), Board)


def _dated(card: dict[str, Any], today: date) -> Any:
    return all_dated(card, today, card.get("language", "ru"))
