"""What holds for every text."""

import sys
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from connectors.card import Card, CheckItem, Checklist, Comment, Tracker
from enrichment.reading.read import read
from enrichment.reading.slots import Empty, Place, Quote, Reading, Slot
from enrichment.reading.words import Words
from tests.reading.conftest import WRITTEN, make_card

SNIPPETS = [
    "Проблема:",
    "**Метрика**",
    "## Effect",
    "с 2% до 2,4%",
    "$40k per month",
    "Владелец — Жанна Ли",
    "| a | b |",
    "- [ ] ",
    "до 31.02.2027",
    "TBD",
    "не знаем",
    "клиенты уходят",
    "14 ₽ × 2 тыс.",
    "İstanbul ǅ ß ﬁ",
    "1.2.3,4,5",
    "Size: XL",
    "```",
    "x2",
]
WORDS = st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=12))
TEXTS = st.lists(WORDS, max_size=14).flatmap(
    lambda parts: st.lists(
        st.sampled_from([" ", "\n", "\n\n", ". ", ": "]), min_size=len(parts), max_size=len(parts)
    ).map(lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True)))
)
LAWS = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def slots(reading: Reading) -> dict[str, Slot[object]]:
    return {name: slot for name, slot in asdict(reading).items() if isinstance(slot, Slot)}


def parts_of(card: Card, quote: Quote) -> list[str]:
    """The texts of the card that a quote of this place may come from."""
    people = [person.name for person in card.assignees]
    days = [card.due.isoformat()] if card.due else []
    return {
        Place.FIELD: [*(field.text for field in card.fields), *card.labels, *people, *days],
        Place.SECTION: [card.body],
        Place.PROSE: [card.body],
        Place.TITLE: [card.title],
        Place.CHECKLIST: [item.text for one in card.checklists for item in one.items],
        Place.COMMENT: [comment.text for comment in card.comments],
    }[quote.place]


@LAWS
@given(texts=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS))
def test_any_text_is_read_and_every_quote_is_a_substring_of_its_place(
    words: Words, texts: tuple[str, str, str, str, str]
) -> None:
    title, body, item, comment, field = texts
    card = replace(
        make_card(body, title=title, assignee="Олег Гринько", fields={"effect": field}),
        checklists=(Checklist("Критерии успеха", (CheckItem(item),)),),
        comments=(Comment("1", None, comment, WRITTEN),),
    )

    for name, slot in slots(read(card, words)).items():
        if slot.quote is not None:
            assert any(slot.quote.text in part for part in parts_of(card, slot.quote)), name
        assert (slot.value is None) == (slot.empty is not None)


@LAWS
@given(body=TEXTS, tracker=st.sampled_from(Tracker))
def test_the_same_text_is_read_the_same_whichever_tracker_it_came_from(
    words: Words, body: str, tracker: Tracker
) -> None:
    assert read(make_card(body, tracker=tracker), words) == read(make_card(body), words)


CARDS = [
    (
        "**Проблема:** покупатели бросают анкету на третьем шаге\n\n"
        "**Метрика:** конверсия с 2% до 3%\n\n**Эффект:** +1 млн ₽ в месяц\n\n"
        "Владелец: Олег Гринько\nОценка: 5 дней\nСрок: 15.02.2027"
    ),
    "Хотим рассылку. Метрика: клики. Вырастут продажи",
    "Orders are lost when the queue restarts.\nExpected saving: $40k per year\nOwner: Search squad",
]


@pytest.mark.parametrize("body", CARDS)
@pytest.mark.parametrize("loud", ["СРОЧНО!!! ", "🔥🔥🔥 ", "ASAP!!! "])
def test_loudness_changes_no_slot_but_urgent(words: Words, body: str, loud: str) -> None:
    quiet = slots(read(make_card(body), words))
    shouted = slots(read(make_card(f"{loud}\n\n{body}\n\n{loud}"), words))

    differing = [name for name in quiet if quiet[name].value != shouted[name].value]
    assert set(differing) <= {"urgent"}


@pytest.mark.parametrize("body", CARDS)
def test_capitals_change_no_slot(words: Words, body: str) -> None:
    quiet = slots(read(make_card(body), words))
    shouted = slots(read(make_card(body.upper()), words))

    for name, slot in quiet.items():
        assert str(shouted[name].value).casefold() == str(slot.value).casefold(), name


def test_an_empty_card_has_every_slot_absent(words: Words) -> None:
    reading = read(make_card("", title=""), words)

    empties = {name: slot.empty for name, slot in slots(reading).items()}
    assert empties.pop("kind") is None
    assert empties.pop("origin") is None
    assert set(empties.values()) == {Empty.ABSENT}


UNITS = [
    "клиенты уходят с шага 3, теряем 200 тыс. ₽ в месяц. ",
    "a" * 99 + " ",
    "**Проблема:** ",
    "Метрика: конверсия 2% → 3%\n",
    "1,",
    "1 2 3 ",
    "1 × ",
    "12.12.2026 ",
    "марта 5 ",
    "два ",
    "- ",
    "|",
    "не ",
    "((((",
    "x 1 → ",
    "Анна ведёт ",
    "Владелец: бывший Анна ",
    "Anna, 5 sp\n",
    "<b>a</b><p>",
]


@pytest.mark.parametrize("unit", UNITS)
def test_the_work_grows_no_faster_than_the_text(words: Words, unit: str) -> None:
    few, many = (calls(words, unit * (size // len(unit))) for size in (10_000, 40_000))

    assert many < 4.5 * few + 500


def calls(words: Words, body: str) -> int:
    """How many functions are called to read a text."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    card = make_card(body)
    sys.setprofile(counted)
    try:
        read(card, words)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_of_anything_is_read(words: Words, unit: str) -> None:
    body = unit * (1_000_000 // len(unit))

    quotes = [slot.quote for slot in slots(read(make_card(body), words)).values() if slot.quote]

    assert all(quote.text in body or quote.text == "Карточка" for quote in quotes)
