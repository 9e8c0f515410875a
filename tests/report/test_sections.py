"""What moved and why, the order under pressure, shares of capacity, ages: each with its cards."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec.structs import replace

from connectors.card import Card, Field, Stage, human_hash
from enrichment.case import prepare
from enrichment.context import Context
from enrichment.judge import Judged
from enrichment.pressure import under_pressure
from enrichment.verdict import Verdict
from steelyard.report.ages import ages_of
from steelyard.rulebook import Rulebook
from steelyard.store import Earlier
from tests.report.conftest import CARDS, COMPLETE, MADE, MAYA, TODAY, Draw, card
from tests.support.markup import Element, parse

YESTERDAY = MADE - timedelta(days=1)


def judged(book: Rulebook, cards: Sequence[Card], today: date = TODAY) -> Sequence[Judged]:
    return book.judge(cards, today, "auto")


def earlier_of(book: Rulebook, cards: Sequence[Card], today: date = TODAY) -> Earlier:
    made = {(one.card.connection, one.card.id): one.verdict for one in judged(book, cards, today)}
    hashes = {(one.connection, one.id): human_hash(one) for one in cards}
    return Earlier(YESTERDAY, made, hashes)


def less(verdict: Verdict) -> Verdict:
    """The same verdict, five points lower by its first part."""
    score = verdict.score
    first, *rest = score.parts
    part = replace(first, points=first.points - 5)
    return replace(verdict, score=replace(score, value=score.value - 5, parts=(part, *rest)))


def section(draw: Draw, name: str, **more: Any) -> Element:
    page = parse(draw(**more).read_text(encoding="utf-8"))
    return page.one("section", id=name)


def test_an_answer_that_came_is_named_with_what_it_moved(draw: Draw, rulebook: Rulebook) -> None:
    poor = card("SHOP-1", "Заказ без регистрации", assignees=(MAYA,))
    book = Rulebook(rulebook.pack, rulebook.words, Context())
    moved = section(draw, "moved", earlier=earlier_of(book, (poor, *CARDS[1:])))
    (row,) = moved.one("table", class_="steps").one("tbody").all("tr")
    assert "Заказ без регистрации" in row.text
    assert "Карточку изменили Ответ есть: " in row.text
    assert "эффект" in row.text
    assert "Совет: отложить → " in row.text
    assert "20 ноября 2026" in moved.text


def test_a_changed_context_is_told_from_a_changed_card_and_from_time(
    draw: Draw, rulebook: Rulebook
) -> None:
    was = Context.model_validate({"economics": {"average_order": 3400, "margin": "40%"}})
    cards = (card("SHOP-1", "Оценка труда", COMPLETE, assignees=(MAYA,), due=date(2027, 1, 1)),)
    before = earlier_of(Rulebook(rulebook.pack, rulebook.words, was), cards)
    lower = {ref: less(one) for ref, one in before.verdicts.items()}
    moved = section(draw, "moved", cards=cards, earlier=Earlier(YESTERDAY, lower, before.hashes))
    assert "Изменился контекст" in moved.text
    same = earlier_of(
        Rulebook(rulebook.pack, rulebook.words, Context.model_validate({"sprint": {"days": 14}})),
        cards,
    )
    aged = {ref: less(one) for ref, one in same.verdicts.items()}
    later = section(draw, "moved", cards=cards, earlier=Earlier(YESTERDAY, aged, same.hashes))
    assert "Прошло время" in later.text


def test_new_cards_and_those_that_left_are_named(draw: Draw, rulebook: Rulebook) -> None:
    book = Rulebook(rulebook.pack, rulebook.words, Context())
    still_open = card("SHOP-4", "Промокод на второй заказ", COMPLETE)
    gone = card("SHOP-99", "Исчезла")
    before = earlier_of(book, (*CARDS[1:3], still_open, gone))
    moved = section(draw, "moved", earlier=before)
    fresh, left = moved.all("div", class_="press")
    assert fresh.text.startswith("Новые в очереди ")
    assert "Заказ без регистрации" in fresh.text
    assert "Промокод на второй заказ" in left.text
    assert "1 карточки больше нет в трекерах." in moved.text


def test_without_a_last_time_the_page_says_when_there_will_be_one(draw: Draw) -> None:
    assert "после второго запуска" in section(draw, "moved").text


def test_nothing_moved_is_said(draw: Draw, rulebook: Rulebook) -> None:
    context = Context.model_validate({"sprint": {"days": 14, "capacity": None}})
    same = earlier_of(Rulebook(rulebook.pack, rulebook.words, context), CARDS)
    assert "ничего не сдвинулось" in section(draw, "moved", earlier=same).text


def test_pressure_would_lift_its_cards_and_lifts_none_now(rulebook: Rulebook) -> None:
    plain = [card(f"A-{at}", f"Улучшить поиск {at}") for at in range(3)]
    loud = card("Z-9", "Улучшить поиск, СРОЧНО")
    book = Rulebook(rulebook.pack, rulebook.words, Context())
    each = judged(book, [*plain, loud])
    found = under_pressure(each, prepare(book.pack, book.context, TODAY))
    (gain,) = found.gained
    assert not found.counts
    assert found.worth == 10.0
    assert gain.one.card.key == "Z-9"
    assert (gain.quiet.in_queue, gain.pressed.in_queue) == (4, 1)
    for shift in found.shifts:
        assert shift.quiet == shift.one.verdict.place


def test_the_page_tells_who_would_gain_by_pressure(draw: Draw) -> None:
    cards = [card(f"A-{at}", f"Улучшить поиск {at}") for at in range(3)]
    loud = card("Z-9", "Улучшить поиск, СРОЧНО")
    pressure = section(draw, "pressure", cards=[*cards, loud])
    (row,) = pressure.one("table").one("tbody").all("tr")
    assert row.text == "Улучшить поиск, СРОЧНО В тексте торопят 4 1 +3"
    assert "10 баллов" in pressure.text


def test_shares_of_capacity_stand_against_the_work(draw: Draw) -> None:
    cards = [
        card("A-1", "Рост конверсии корзины", COMPLETE, stage=Stage.IN_PROGRESS),
        card("A-2", "Ещё рост", COMPLETE),
    ]
    shares = section(draw, "shares", cards=cards, capacity=20.0)
    growth = next(one for one in shares.all("tr") if one.text.startswith("Рост"))
    cells = [one.text for one in growth.all("td")]
    assert cells[0] == "37 %"
    assert cells[1] == "100 % 1 карточка, 5 человеко-дней"
    assert cells[2] == "+63"
    assert "Без оценки труда: 1 карточка в работе" in shares.text


GOALS = (
    {"id": "profit", "name": "Прибыль", "words": ["прибыл"]},
    {"id": "repeat", "name": "Вторые заказы", "words": ["второго заказ"], "weight": 0.8,
     "parent": "profit"},
    {"id": "regions", "name": "Регионы", "words": ["регион"], "weight": 0.5, "parent": "profit"},
)  # fmt: skip


def test_goals_stand_from_the_top_down_over_the_cards_that_serve_them(draw: Draw) -> None:
    cards = [
        card("A-1", "Письмо для второго заказа", fields=(Field("e", "Труд", "5 дней", "effort"),)),
        card("A-2", "Витрина", fields=(Field("e", "Труд", "15 дней", "effort"),)),
    ]
    goals = section(draw, "goals", cards=cards, goals=GOALS)
    assert [row.text for row in goals.one("tbody").all("tr")] == [
        "Прибыль 100 % 25 % 1 карточка, 5 человеко-дней Письмо для второго заказа",
        "— Вторые заказы 80 % 25 % 1 карточка, 5 человеко-дней Письмо для второго заказа",
        "— Регионы 50 % 0 % 0 карточек, 0 человеко-дней Карточек нет",
        "Цель не названа — 75 % 1 карточка, 15 человеко-дней Витрина",
    ]


def test_what_one_percent_is_worth_stands_under_the_goals(draw: Draw) -> None:
    funnel = {"steps": [{"id": "visit", "count": 1000}, {"id": "order", "count": 100}]}
    known = {"funnel": funnel, "economics": {"average_order": 3400, "margin": 0.38}}
    goals = section(draw, "goals", **known)
    assert [one.text for one in goals.all("li")] == ["15,5 тыс. ₽ конверсии или среднего чека"]


def test_without_goals_and_economics_there_is_no_section_of_them(draw: Draw) -> None:
    page = parse(draw().read_text(encoding="utf-8"))
    assert "goals" not in {one.attributes.get("id") for one in page.all("section")}


def test_ages_count_every_open_card_once(draw: Draw) -> None:
    days = (0, 6, 7, 29, 30, 89, 179, 364, 365, 900)
    cards = [
        card(
            f"A-{at}", f"Задача {at}",
            created=MADE - timedelta(days=days), updated=MADE - timedelta(days=days // 2),
        )
        for at, days in enumerate(days)
    ]  # fmt: skip
    ages = section(draw, "ages", cards=cards)
    made = [int(row.all("td")[0].text) for row in ages.one("tbody").all("tr")]
    assert made == [2, 2, 2, 1, 1, 2]
    assert "450 дней Задача 9" in ages.text
    assert ages_of([]).median == 0


def test_an_audit_opens_with_its_three_parts(draw: Draw) -> None:
    page = parse(draw(repeats=False).read_text(encoding="utf-8"))
    audit = page.one("section", id="audit")
    assert [one.text for one in audit.all("h3")] == [
        "Зоны, требующие внимания",
        "Основные риски и ограничения",
        "Рекомендации по первым шагам",
    ]
    assert "Нет ответа: эффект" in audit.text
    assert "Майя" not in audit.text
    assert "Шаблон карточки" not in audit.text
    assert not page.all("section", id="moved")
