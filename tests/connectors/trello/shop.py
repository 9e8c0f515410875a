"""A board on a loopback Trello, and the real connector in front of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from connectors.card import Card, human_hash
from connectors.gate import Gate, Redactor
from connectors.protocol import Access, Page, Surface
from connectors.remark import Paragraph, Remark, Span, digest_of
from connectors.trello import TrelloConnector, policy
from connectors.write import PutComment, SetFields, Target
from steelyard.loopback.server import Loopback
from steelyard.loopback.trello.model import Board, CustomField, Member
from steelyard.loopback.trello.state import TrelloState
from tests.support.clock import FakeClock


@dataclass
class Shop:
    """One board with a score field. Time stands still unless a test moves `clock`."""

    state: TrelloState
    server: Loopback
    clock: FakeClock
    board: Board
    anna: Member
    score: CustomField
    access: Access
    gates: list[Gate] = field(default_factory=list)

    def connect(self, **changes: Any) -> TrelloConnector:
        access = msgspec.structs.replace(self.access, **changes)
        hide = Redactor([self.state.key, self.state.token])
        gate = Gate("growth", policy(access), self.clock, redact=hide, read_only=False)
        self.gates.append(gate)
        return TrelloConnector(access, gate)

    def asked(self, method: str = "") -> list[str]:
        """What was asked since the last look, as `METHOD /path`."""
        said = [f"{each.method} {each.path.removeprefix('/1')}" for each in self.server.log]
        self.server.log.clear()
        return [each for each in said if each.startswith(method)]


def cards(connector: TrelloConnector, surface: Surface) -> dict[str, Card]:
    """All cards by title."""
    pages = connector.pull(surface, None)
    return {card.title: card for page in pages for card in page.cards}


def last(pages: Iterable[Page]) -> Page:
    return list(pages)[-1]


def set_fields(card: Card, score: float | None, *labels: str, kept: bool = False) -> SetFields:
    return SetFields(target(card), score, labels, kept=kept)


def put(card: Card, text: str, comment: str | None = None) -> PutComment:
    return PutComment(target(card), remark(text), comment)


def target(card: Card) -> Target:
    return Target(card.connection, card.id, card.key, card.title, human_hash(card))


def remark(text: str) -> Remark:
    return Remark((Paragraph((Span(text),)),), digest_of(text), "ru")
