"""Field values of every shape Jira has, as people see them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Person, PersonKind
from connectors.jira.cards import SYSTEM_FIELDS, Legend, Mapped, card
from connectors.jira.values import moment, person, rich, value

ADF = {
    "type": "doc",
    "version": 1,
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "+5 % к выручке"}]}],
}
SPRINT = (
    "com.atlassian.greenhopper.service.sprint.Sprint@1f2a[id=7,rapidViewId=3,state=ACTIVE,"
    "name=Спринт 12, осень,startDate=2026-11-01T00:00:00.000Z,goal=]"
)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (5, "5"),
        (0.1, "0.1"),
        (13.0, "13"),
        ("просто", "просто"),
        (ADF, "+5 % к выручке"),
        ({"self": "…", "id": "10011", "value": "Высокий"}, "Высокий"),
        ({"id": "1", "value": "Рост", "child": {"id": "2", "value": "Корзина"}}, "Рост / Корзина"),
        ([{"value": "Web"}, {"value": "App"}], "Web, App"),
        (["checkout", "cart"], "checkout, cart"),
        ([{"id": 7, "name": "Спринт 12", "state": "active"}], "Спринт 12"),
        ([SPRINT], "Спринт 12, осень"),
        ({"key": "SHOP-1", "fields": {"summary": "Эпик"}}, "SHOP-1 Эпик"),
        ({"id": "10000", "name": "2.0"}, "2.0"),
        ({"accountId": "5b", "displayName": "Аня"}, "Аня"),
        (True, "true"),
    ],
)
def test_a_value_reads_as_people_see_it(raw: Any, text: str) -> None:
    read = value(raw)

    assert read is not None
    assert read.text == text


@pytest.mark.parametrize("raw", [None, "", "  ", [], {}, [None], {"self": "…"}])
def test_nothing_is_no_value(raw: Any) -> None:
    assert value(raw) is None


def test_numbers_days_and_people_are_typed() -> None:
    number, day = value(5), value("2026-12-01")
    stamp, people = (
        value("2026-12-01T23:30:00.000+0300"),
        value([{"key": "anna", "displayName": "А"}]),
    )

    assert number is not None
    assert number.number == 5.0
    assert day is not None
    assert day.day == date(2026, 12, 1)
    assert stamp is not None
    assert stamp.day == date(2026, 12, 1)
    assert people is not None
    assert people.people == (Person("anna", "А"),)


@pytest.mark.parametrize("raw", ["2026-13-45", "2026-12-01 срок", "2026-12-012"])
def test_what_only_begins_like_a_day_is_text(raw: str) -> None:
    read = value(raw)

    assert read is not None
    assert (read.text, read.day) == (raw, None)


def test_wiki_markup_is_read_where_a_field_holds_it() -> None:
    read = value("*важно*", rich)

    assert read is not None
    assert read.text == "**важно**"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"accountId": "5b", "displayName": "Аня", "key": "a"}, Person("5b", "Аня")),
        ({"key": "JIRAUSER1", "name": "anna"}, Person("JIRAUSER1", "anna")),
        (
            {"name": "anna", "displayName": "Аня", "active": False},
            Person("anna", "Аня", active=False),
        ),
        (
            {"accountId": "6c", "displayName": "Automation", "accountType": "app"},
            Person("6c", "Automation", PersonKind.BOT),
        ),
        (None, None),
        ({}, None),
    ],
)
def test_people_are_known_by_their_account(raw: Any, expected: Person | None) -> None:
    assert person(raw) == expected


def test_moments_are_utc() -> None:
    assert moment("2026-11-21T10:00:00.000+0300") == datetime(2026, 11, 21, 7, tzinfo=UTC)
    assert moment("вчера") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["type", "content", "value", "name", "fields", "key", "id", "comments", "child", "text"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*SYSTEM_FIELDS, "customfield_1"]), JSON))
def test_no_answer_of_any_shape_breaks_the_reading(fields: dict[str, Any]) -> None:
    legend = Legend(connection="x", url="", fields=(Mapped("customfield_1", "Поле", wiki=True),))

    assert card({"id": "1", "key": "SHOP-1", "fields": fields}, legend).id == "1"
