from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.card import IGNORE_LABEL, Card, Person, Stage, Tracker
from enrichment.context import Context
from steelyard.data import pack_folder
from steelyard.report import Told, save_report
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.store import Earlier

TODAY = date(2026, 11, 21)
MADE = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)
MAYA = Person("7", "Майя Вершинина")

COMPLETE = """## Проблема
31% новых покупателей уходят на шаге регистрации.

## Метрика
Конверсия из оформления в оплату: сейчас 54%, хотим 58% за 4 недели.

## Эффект
+2 млн ₽ выручки в месяц.

## Данные
Воронка по шагам, сообщил покупатель anna.k@example.com, +7 (912) 345-67-89.
"""


def card(key: str, title: str, body: str = "", **more: Any) -> Card:
    values = {
        "connection": "shop",
        "tracker": Tracker.JIRA,
        "stage": Stage.BACKLOG,
        "group": "Магазин",
        "url": f"https://shop.example/browse/{key}",
        "created": MADE - timedelta(days=9),
        "updated": MADE - timedelta(days=2),
    }
    return Card(id=key, key=key, title=title, body=body, **{**values, **more})


def trello(key: str, title: str, body: str = "", **more: Any) -> Card:
    return card(key, title, body, connection="growth", tracker=Tracker.TRELLO, group="Рост", **more)


CARDS = (
    card("SHOP-1", "Заказ без регистрации", COMPLETE, assignees=(MAYA,)),
    card("SHOP-2", "More traffic"),
    trello("t3", "СРОЧНО!!! Баннер на главную", "Метрика: TBD"),
    card("SHOP-4", "Промокод на второй заказ", COMPLETE, stage=Stage.DONE),
    trello("t5", "Акция к 8 марта", archived=True),
    trello("t6", "Шаблон карточки", labels=(IGNORE_LABEL,)),
    card("SHOP-7", "Оплата криптой", labels=("не делаем",)),
)

Draw = Callable[..., Path]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load_rulebook([pack_folder("ecommerce")], None)


@pytest.fixture
def draw(rulebook: Rulebook, tmp_path: Path) -> Draw:
    """Saves the page on some cards and gives its path."""

    def drawn(
        cards: Sequence[Card] = CARDS,
        language: str = "ru",
        capacity: float | None = None,
        earlier: Earlier | None = None,
        *,
        repeats: bool = True,
        **known: Any,
    ) -> Path:
        context = Context.model_validate({"sprint": {"days": 14, "capacity": capacity}, **known})
        book = Rulebook(rulebook.pack, rulebook.words, context)
        path = tmp_path / "report.html"
        judged = book.judge(cards, TODAY, "auto")
        told = Told(judged, book, MADE, earlier=earlier, repeats=repeats)
        save_report(path, told, language)
        return path

    return drawn
