"""Cards and readings by hand, on the scales of the pack that ships."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from connectors.card import Card, Stage, Tracker
from enrichment.case import Case, prepare, study
from enrichment.context import Context
from enrichment.judge import Judged, judge_readings
from enrichment.packs import Pack, load_packs
from enrichment.reading.slots import Kind, Owner, OwnerKind, Reading, Slot
from enrichment.yamlplaces import parse, validate

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)

settings.register_profile("unhurried", deadline=None)  # cores are shared: slow is not wrong
settings.load_profile("unhurried")

SHOP = """
currency: RUB
rates: {USD: 92}
funnel:
  steps:
    - {id: visit, count: 600000, words: [визит]}
    - {id: cart, count: 48000, words: [корзин]}
    - {id: checkout, count: 24000, words: [оформлени]}
    - {id: order, count: 15000, words: [оплат]}
  bottleneck: cart
economics: {average_order: 3400, margin: 38%, commission: 24%, orders_per_client_year: 2, hour_cost: 850}
goals:
  - {id: profit, name: Прибыль, words: [прибыл], weight: 100%}
  - {id: repeat, name: Вторые заказы, words: [повторн], weight: 50%, parent: profit}
regulatory: [{id: cash, day: 2027-03-01, words: [кассов], penalty: 1000000}]
voice: [{topic: когда приедет заказ, words: [доставк], clients: 300}]
"""


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_packs([ROOT / "rules" / "ecommerce"])


@pytest.fixture(scope="session")
def shop() -> Context:
    return validate(parse(SHOP, "context.yaml"), Context)


CardMaker = Callable[..., Card]


@pytest.fixture(scope="session")
def card() -> CardMaker:
    def make(title: str = "Карточка", **told: Any) -> Card:
        written = datetime(2026, 11, 1, tzinfo=UTC)
        plain: dict[str, Any] = {
            "connection": "shop",
            "tracker": Tracker.JIRA,
            "id": "1",
            "key": "SHOP-1",
            "url": "",
            "stage": Stage.BACKLOG,
            "created": written,
            "updated": written,
        }
        return Card(title=title, **plain | told)

    return make


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """Make a reading with an answer to every required question; `told` fills other slots."""

    def make(kind: Kind = Kind.GROWTH, **told: Any) -> Reading:
        said: dict[str, Any] = {
            "problem": "Покупатели уходят",
            "metrics": (),
            "effects": (),
            "owner": Owner("Анна", OwnerKind.PERSON),
        }
        slots: Any = {name: Slot(value, None, None) for name, value in (said | told).items()}
        return Reading(language="ru", kind=Slot(kind, None, None), **slots)

    return make


@pytest.fixture(scope="session")
def case(
    pack: Pack, shop: Context, card: CardMaker, reading: Callable[..., Reading]
) -> Callable[..., Case]:
    """Lay a card on the scales of the shop."""

    def lay(said: Reading | None = None, of: Card | None = None, by: Context = shop) -> Case:
        return study(of or card(), said or reading(), prepare(pack, by, TODAY))

    return lay


@pytest.fixture(scope="session")
def judged(pack: Pack, shop: Context) -> Callable[..., list[Judged]]:
    """Judge cards among each other."""

    def run(cards: Sequence[tuple[Card, Reading]], by: Context = shop) -> list[Judged]:
        return judge_readings(cards, prepare(pack, by, TODAY))

    return run
