from datetime import UTC, datetime

import pytest

from connectors.card import Stage
from connectors.errors import Denied, SetupError
from connectors.notion.discover import layouts_of
from tests.connectors.notion.conftest import Ideas


def test_names_become_ids_in_two_requests(ideas: Ideas) -> None:
    surface = ideas.connect().discover()

    (layout,) = layouts_of(surface).values()
    by_name = {prop.name: prop.id for prop in ideas.source.properties.values()}
    assert ideas.requests() == ["GET /users/me", f"GET /data_sources/{ideas.source.id}"]
    assert surface.me == ideas.state.me.id
    assert (surface.score, surface.labels, surface.comments) == (
        by_name["Steelyard score"],
        True,
        True,
    )
    assert surface.pins[f"field:effect@{ideas.source.id}"] == by_name["Эффект"]
    assert layout.of_slot("owner") == layout.assignees == by_name["Владелец"]
    assert layout.tags == by_name["Теги"]
    assert not surface.findings


def test_the_version_token_and_prefix_of_the_configuration_are_what_is_sent(ideas: Ideas) -> None:
    ideas.connect(version="2026-03-11").discover()

    assert {each.headers["notion-version"] for each in ideas.server.log} == {"2026-03-11"}


def test_a_dead_token_is_one_clear_message_without_the_token(ideas: Ideas) -> None:
    ideas.state.alive = False

    with pytest.raises(Denied) as failure:
        ideas.connect().discover()

    assert "my-integrations" in str(failure.value)
    assert ideas.state.token not in str(failure.value)


@pytest.mark.parametrize(
    "form",
    ["{0}", "{1}", "https://www.notion.so/shop/Идеи-{1}?v=00000000000040008000000000000001"],
)
def test_a_data_source_is_named_by_id_or_address(ideas: Ideas, form: str) -> None:
    named = form.format(ideas.source.id, ideas.source.id.replace("-", ""))

    surface = ideas.connect(cards={"data_sources": (named,)}).discover()

    assert set(layouts_of(surface)) == {ideas.source.id}


def test_a_database_id_is_followed_to_its_only_data_source_and_said(ideas: Ideas) -> None:
    surface = ideas.connect(cards={"data_sources": (ideas.source.database,)}).discover()

    assert set(layouts_of(surface)) == {ideas.source.id}
    assert ideas.source.id in surface.findings[0].todo


def test_a_database_with_two_data_sources_is_an_error_that_lists_them(ideas: Ideas) -> None:
    database = ideas.state.databases[ideas.source.database]
    other = ideas.state.add_source(database, "Архив", {"Имя": "title"})

    with pytest.raises(SetupError) as failure:
        ideas.connect(cards={"data_sources": (database.id,)}).discover()

    assert ideas.source.id in str(failure.value)
    assert other.id in str(failure.value)


def test_a_source_that_is_not_shared_says_how_to_share_it(ideas: Ideas) -> None:
    ideas.source.shared = False

    with pytest.raises(SetupError, match="Connections"):
        ideas.connect().discover()


@pytest.mark.parametrize(
    "cards", [{}, {"data_sources": ("ideas",)}, {"data_sources": ("0" * 12 + "f" * 20,)}]
)
def test_no_id_is_a_mistake_of_the_configuration(
    ideas: Ideas, cards: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(SetupError):
        ideas.connect(cards=cards).discover()


def test_a_field_that_is_not_there_names_the_one_that_was_meant(ideas: Ideas) -> None:
    with pytest.raises(SetupError, match="Эффект"):
        ideas.connect(fields={"effect": "Эфект"}).discover()


def test_a_name_that_two_properties_answer_to_lists_their_ids(ideas: Ideas) -> None:
    one = ideas.state.add_property(ideas.source, "Выгода:", "number")
    two = ideas.state.add_property(ideas.source, "🔥 Выгода", "number")

    with pytest.raises(SetupError) as failure:
        ideas.connect(fields={"effect": "выгода"}).discover()

    assert one.id in str(failure.value)
    assert two.id in str(failure.value)


def test_a_field_named_by_its_id_is_found(ideas: Ideas) -> None:
    prop = ideas.state.add_property(ideas.source, "Выгода", "number")

    surface = ideas.connect(fields={"effect": prop.id}).discover()

    assert surface.pins[f"field:effect@{ideas.source.id}"] == prop.id


def test_one_property_cannot_answer_two_slots(ideas: Ideas) -> None:
    with pytest.raises(SetupError, match="both"):
        ideas.connect(fields={"effect": "Эффект", "effort": "Эффект"}).discover()


def test_a_score_property_of_another_type_is_refused(ideas: Ideas) -> None:
    with pytest.raises(SetupError, match="not number"):
        ideas.connect(score="Проблема").discover()


def test_without_a_score_property_the_label_carries_it_and_that_is_said(ideas: Ideas) -> None:
    surface = ideas.connect(score="Вес").discover()

    assert surface.score is None
    assert "a label shows it" in surface.findings[0].what


def test_without_our_multi_select_labels_are_not_shown_and_that_is_said(ideas: Ideas) -> None:
    surface = ideas.connect(flags="Флаги").discover()

    assert not surface.labels
    assert "labels are not shown" in surface.findings[0].what


def test_a_score_only_some_sources_have_is_shown_by_none(ideas: Ideas) -> None:
    other = ideas.state.add_database("Идеи магазина", {"Имя": "title"})
    sources = (ideas.source.id, other.id)

    surface = ideas.connect(cards={"data_sources": sources}).discover()

    names = [layout.name for layout in layouts_of(surface).values()]
    assert surface.score is None
    assert len(set(names)) == 2


def test_a_status_without_a_stage_is_said_and_a_stage_without_a_status_too(ideas: Ideas) -> None:
    ideas.state.add_property(ideas.source, "Стадия", "select", {"options": []})
    del ideas.source.properties[ideas.state.property_at(ideas.source, "Статус").id]  # type: ignore[union-attr]
    ideas.page("Подарки", Стадия="Раздумья")
    ideas.page("Оплата", Стадия="В деле")

    surface = ideas.connect(
        stages={"в деле": Stage.IN_PROGRESS, "раздумье": Stage.BACKLOG}
    ).discover()

    assert [finding.what for finding in surface.findings] == [
        "the status 'Раздумья' of 'Идеи магазина' stands for no stage",
        "no status is called 'раздумье'",
    ]
    assert "Раздумья" in surface.findings[1].todo


def test_the_moment_is_the_clocks(ideas: Ideas) -> None:
    assert ideas.connect().discover().resolved >= datetime(2026, 11, 21, 12, tzinfo=UTC)
