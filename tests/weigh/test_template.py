"""The template of a comment: lines to copy, which the reader knows (domain S70)."""

from collections.abc import Callable

import msgspec
import pytest

from connectors.card import Card, Tracker
from connectors.remark import Paragraph
from enrichment.case import Case
from enrichment.comment import compose
from enrichment.judge import verdict_of
from enrichment.packs import Pack
from enrichment.packs.schema import RENAMED
from enrichment.reading.read import read
from enrichment.reading.slots import Effect, EffectKind, Effort, Empty, Kind, Period, Reading, Slot
from enrichment.reading.words import load_words
from enrichment.texts import LINES, TEMPLATE
from enrichment.verdict import Verdict

Lay = Callable[..., Case]
Read = Callable[..., Reading]
MakeCard = Callable[..., Card]

FILLED = {
    "problem": "покупатели не находят кнопку",
    "metric": "конверсия в заказ 2% → 3%",
    "effect": "300 тыс. ₽ в месяц",
    "owner": "Анна Лаптева",
    "own_value": "подбираем растения под свет окна",
    "deadline": "1 марта 2027",
    "kind": "рост",
    "evidence": "отчёт аналитики, 4 000 сессий",
    "effort": "5 дней",
    "success": "+1 п.п. за месяц",
    "stop": "меньше 0,2 п.п. за месяц",
    "learning": "рассылка не работает",
}


def template(verdict: Verdict, language: str) -> str:
    """The paragraph of a comment that is the template; empty where there is none."""
    texts = (
        "".join(span.text for span in block.spans)
        for block in compose(verdict, language, {}).blocks
        if isinstance(block, Paragraph)
    )
    return next((text for text in texts if text.startswith(TEMPLATE[language])), "")


def lacking(said: Reading) -> Reading:
    return msgspec.structs.replace(said, problem=Slot(), effects=Slot())


def test_the_template_has_a_line_for_each_answer_that_lacks(case: Lay, reading: Read) -> None:
    verdict = verdict_of(case(lacking(reading())))
    assert template(verdict, "ru") == (
        "Заготовка, по строке на ответ: Проблема: …, Эффект: …, Данные: …, Успех: …, Оценка: …."
    )
    assert template(verdict, "en").startswith("A template, one line an answer: Problem: …, Effect")


def test_a_card_that_lacks_nothing_gets_no_template(case: Lay, reading: Read) -> None:
    effect = Effect(EffectKind.MONEY, 3e5, 3e5, "RUB", period=Period.MONTH)
    told = {"evidence": "отчёт", "success": "+1 п.п.", "effort": Effort(5, "day")}
    verdict = verdict_of(case(reading(effects=(effect,), **told)))
    assert template(verdict, "ru") == ""


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_reader_takes_every_line_filled_or_not(
    language: str, pack: Pack, card: MakeCard
) -> None:
    words = load_words(pack.words)

    def said(answers: dict[str, str]) -> Reading:
        body = "\n".join(f"{LINES[slot][language]}: {answers[slot]}" for slot in LINES)
        return read(card("Карточка", body=body), words)

    named = {published: name for name, published in RENAMED.items()}
    slots: dict[str, Slot[object]] = {}
    for slot in LINES:
        slots[slot] = getattr(said(FILLED), named.get(slot, slot))
    assert [slot for slot, answer in slots.items() if answer.missing] == []
    copied = said(dict.fromkeys(LINES, "…"))
    assert copied.problem.empty is Empty.PLACEHOLDER
    assert copied.metrics.empty is Empty.PLACEHOLDER
    assert copied.kind.value is Kind.UNCLEAR


def test_the_same_card_is_asked_the_same_whatever_its_tracker(
    case: Lay, reading: Read, card: MakeCard
) -> None:
    said = lacking(reading())
    asked = [verdict_of(case(said, card(tracker=tracker))).flags for tracker in Tracker]
    assert asked[0]
    assert asked[0] == asked[1] == asked[2]
