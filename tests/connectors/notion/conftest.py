"""A database of ideas on a loopback Notion, and the real connector in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from connectors.card import Card, Stage, Tracker, human_hash
from connectors.gate import Gate, Redactor
from connectors.notion import NotionConnector, policy
from connectors.protocol import Access, Page, Surface
from connectors.remark import Paragraph, Remark, Span, digest_of
from connectors.write import PutComment, SetFields, Target
from steelyard.loopback.notion import model
from steelyard.loopback.notion.service import notion
from steelyard.loopback.notion.state import NotionState
from steelyard.loopback.server import Loopback
from tests.support.clock import FakeClock

PROPERTIES = {
    "Идея": "title",
    "Проблема": "rich_text",
    "Метрика": "rich_text",
    "Эффект": "number",
    "Владелец": "people",
    "Срок": "date",
    "Статус": "status",
    "Теги": "multi_select",
    "Steelyard score": "number",
    "Steelyard flags": "multi_select",
}
KNOWN_FIELDS = {
    "problem": ("проблема", "problem"),
    "metric": ("метрика", "metric"),
    "effect": ("эффект", "effect"),
    "owner": ("владелец", "owner"),
    "deadline": ("срок", "deadline"),
}
KNOWN_STAGES = {"идеи": Stage.BACKLOG, "на проверке": Stage.TEST}
FULL = {"Проблема": "Корзину бросают", "Метрика": "Конверсия", "Эффект": 1_200_000}


@dataclass
class Ideas:
    """One data source; `page` adds a row that a person wrote two days ago."""

    state: NotionState
    server: Loopback
    source: model.DataSource
    anna: model.User
    clock: FakeClock
    access: Access
    gates: list[Gate] = field(default_factory=list)

    def connect(self, **changes: object) -> NotionConnector:
        kept = {name: getattr(self.access, name) for name in Access.__struct_fields__}
        access = Access(**(kept | changes))
        hide = Redactor([self.state.token])
        self.gates.append(Gate("ideas", policy(access), self.clock, redact=hide, read_only=False))
        return NotionConnector(access, self.gates[-1])

    def page(self, title: str, markdown: str = "", /, **values: Any) -> model.Page:
        two_days_ago = self.clock.now() - timedelta(days=2)
        properties = {"Идея": title, **values}
        return self.state.add_page(
            self.source, properties, markdown, author=self.anna, created=two_days_ago
        )

    def requests(self, method: str = "") -> list[str]:
        """What was asked since the last look, `METHOD /path`."""
        said = [f"{each.method} {each.path.removeprefix('/v1')}" for each in self.server.log]
        self.server.log.clear()
        return [each for each in said if each.startswith(method)]

    def only(self, connector: NotionConnector, surface: Surface) -> Card:
        """The one card there is, as it stands now."""
        (page,) = self.state.pages
        return connector.reread(surface, [page])[page]


@pytest.fixture
def ideas() -> Iterator[Ideas]:
    yield from serve()


def serve(version: str = "2025-09-03") -> Iterator[Ideas]:
    clock = FakeClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    state = NotionState(clock=clock.now)
    anna = state.add_user("Анна", "anna@example.org")
    source = state.add_database("Идеи магазина", PROPERTIES)
    with Loopback(notion(state, budget=None), prefix="/ntn", keep_answers=True) as server:
        access = Access(
            name="ideas",
            tracker=Tracker.NOTION,
            url=server.url,
            cards={"data_sources": (source.id,)},
            token=SecretStr(state.token),
            version=version,
            known_stages=KNOWN_STAGES,
            known_fields=KNOWN_FIELDS,
        )
        made = Ideas(state, server, source, anna, clock, access)
        yield made
        for gate in made.gates:
            gate.close()


@pytest.fixture
def everything() -> Callable[[NotionConnector, Surface], list[Card]]:
    def read(connector: NotionConnector, surface: Surface) -> list[Card]:
        return [card for page in connector.pull(surface, None) for card in page.cards]

    return read


def last(pages: Iterator[Page]) -> Page:
    *_, page = pages
    return page


def changed(connector: NotionConnector, surface: Surface, cursor: str) -> tuple[list[str], str]:
    """The titles that came, and the new cursor."""
    pages = list(connector.pull(surface, cursor))
    return [card.title for page in pages for card in page.cards], pages[-1].cursor


def target(card: Card) -> Target:
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))


def fields(card: Card, score: float | None, *labels: str) -> SetFields:
    return SetFields(target(card), score, labels)


def remark(text: str) -> Remark:
    return Remark((Paragraph((Span(text),)),), digest_of(text), "ru")


def comment(card: Card, text: str, known: str | None = None) -> PutComment:
    return PutComment(target(card), remark(text), known)
