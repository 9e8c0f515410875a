"""Who answers for a card: people by their names, groups by what they are called."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.card import Comment, Person
from enrichment.reading.names import may_name, names
from enrichment.reading.read import read
from enrichment.reading.slots import OwnerKind
from enrichment.reading.words import Words
from tests.reading.conftest import WRITTEN, make_card

PERSONS = [
    ("Отв. Марфа", "Марфа"),
    ("Отв.: эколог Пруткова", "Пруткова"),
    ("Ответственная — Лидия Громова", "Лидия Громова"),
    ("Хозяйка проекта: Тамара Озерная", "Тамара Озерная"),
    ("Исполнитель Белкин Н. П., 40 часов", "Белкин Н. П."),
    ("Решение ведёт технолог Мухин.", "Мухин"),
    ("Отвечает Фаррух Назаров.", "Фаррух Назаров"),
    ("Гриша — на тебе.", "Гриша"),
    ("Owner = Ann Lee", "Ann Lee"),
    ("DRI: Katarzyna Nowak", "Katarzyna Nowak"),
    ("In charge: Hans Müller (CRM)", "Hans Müller"),
    ("Tobias Lindgren to lead, three weeks.", "Tobias Lindgren"),
    ("Priya picks this up after the sale.", "Priya"),
    ("Владелец: команда доставки (Ринат)", "Ринат"),
    ("Owner of the project: Chloe (founder)", "Chloe"),
]
LINES = [
    ("Сделать до весны.\nТри недели, Лариса Котова.", "Лариса Котова"),
    ("Ship labels.\nKasia Wilk / 13 points", "Kasia Wilk"),
    ("Ship labels.\n🧑 Wendy", "Wendy"),
    ("Ship labels.\nPM: Marco Rossi", "Marco Rossi"),
    ("Печатать наклейки.\nПродюсер Вера Сомова", "Вера Сомова"),
]
GROUPS = [
    "Pricing",
    "Fleet digital",
    "Trade compliance",
    "Секретариат",
    "Финансовый контроль",
    "PMO",
]
NOBODY = [
    "Owner: still open",
    "Owner: not Kim",
    "Владелец: пока вакансия",
    "Ответственный: тот, кто опоздает в следующий раз",
    "Ответственный: бывший — Олег Гринько",
    "Раньше вёл Олег Гринько.",
    "Магазин «Виктория» ведёт такую же программу.",
    "Спасибо за ответ!\nАнна",
    "Авторы идеи\n- Анна Белова\n- Олег Гринько",
]


@pytest.mark.parametrize(("text", "name"), [*PERSONS, *LINES])
def test_a_person_is_found_by_the_words_around_the_name(words: Words, text: str, name: str) -> None:
    owner = read(make_card(text), words).owner.value

    assert owner is not None
    assert (owner.kind, owner.name) == (OwnerKind.PERSON, name)


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_in_the_owners_place_or_as_assignee_is_no_person(words: Words, name: str) -> None:
    told = read(make_card(f"Владелец: {name}"), words).owner.value
    assigned = read(make_card(assignee=name), words).owner.value

    assert told is not None
    assert assigned is not None
    assert {told.kind, assigned.kind} == {OwnerKind.TEAM}


@pytest.mark.parametrize("text", NOBODY)
def test_a_name_that_is_taken_back_signs_or_sells_is_no_owner(words: Words, text: str) -> None:
    owner = read(make_card(text), words).owner.value

    assert owner is None or owner.kind is OwnerKind.TEAM


@pytest.mark.parametrize(
    ("account", "kind"),
    [
        ("Эля Контент", OwnerKind.PERSON),
        ("Админ Лёня", OwnerKind.PERSON),
        ("anna.kowalska", OwnerKind.PERSON),
        ("Темур А.", OwnerKind.PERSON),
        ("Команда Анны", OwnerKind.TEAM),
        ("Веб-студия «Радуга»", OwnerKind.TEAM),
        ("licensing@", OwnerKind.TEAM),
        ("svc-import", None),
    ],
)
def test_an_account_is_judged_by_its_name(
    words: Words, account: str, kind: OwnerKind | None
) -> None:
    owner = read(make_card(assignee=account), words).owner.value

    assert (owner.kind if owner else None) == kind


def test_a_taker_without_an_account_is_the_name_in_the_words(words: Words) -> None:
    owner = read(make_card("Отвечаю я, Эдуард."), words).owner.value

    assert owner is not None
    assert owner.name == "Эдуард"


@pytest.mark.parametrize(
    ("text", "found", "sure"),
    [
        ("Ступак Ю. В.", "Ступак Ю. В.", True),
        ("с Хасана спросим", "Хасана", True),
        ("Инесса Вадимовна Лоцман", "Инесса Вадимовна Лоцман", True),
        ("Siobhán Keane", "Siobhán Keane", True),
        ("Hanneke de Wit", "Hanneke de Wit", True),
        ("New Ventures", None, False),
        ("Google Pay", "Google Pay", False),
        ("Оценка M.", "Оценка M.", False),
    ],
)
def test_a_name_is_sure_by_a_given_name_an_initial_or_a_patronymic(
    words: Words, text: str, found: str | None, *, sure: bool
) -> None:
    listed = list(names(text, words))

    assert [one.text for one in listed] == ([found] if found else [])
    assert any(one.sure for one in listed) == sure


def test_a_comment_that_takes_the_work_names_its_author(words: Words) -> None:
    card = make_card("Печатать наклейки.")
    said = Comment("1", Person("7", "Зоя Рябова"), "Возьму на себя.", WRITTEN)
    owner = read(card.__replace__(comments=(said,)), words).owner.value

    assert owner is not None
    assert owner.name == "Зоя Рябова"


PIECES = [
    *("Олег", "олег", "ОЛЕГ", "Жан-Люк", "Н.", "П.", "А", "Белкин", "Ивановна", "van", "al"),
    *("Ann", "Lee,", "(Ринат)", "«Виктория»", "**Вера**", "отвечает", "Магазин", "12", "x2Олег"),
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=7))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_text_passed_over_at_a_glance_holds_no_certain_name(
    words: Words, pieces: list[str]
) -> None:
    text = " ".join(pieces)

    assert may_name(text, words) or not any(one.sure for one in names(text, words))


def test_most_texts_are_passed_over_at_a_glance(words: Words) -> None:
    assert not may_name("Клиенты уходят: 31% не находят доставку в Самару", words)
    assert may_name("Три недели, Лариса Котова", words)
