"""Every fault of a connection has its line, and says what to do."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.gate import Redactor
from steelyard.checkup.connection import Look, connection_facts
from steelyard.checkup.facts import Fact, State, exit_of
from steelyard.settings import load_settings
from steelyard.speech import Speech
from steelyard.world import open_gates
from tests.support.office import Office, office_in


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with office_in(tmp_path) as made:
        yield made


def facts(office: Office, name: str, language: str = "en") -> list[Fact]:
    """The facts of one connection; nothing may have been written to find them."""
    settings = load_settings(office.config)
    gates = open_gates(settings.accesses, office.clock, Redactor(settings.secrets), read_only=True)
    access = next(one for one in settings.accesses if one.name == name)
    found = list(connection_facts(Look(access, gates[name], Speech(language), office.clock.now())))
    for gate in gates.values():
        gate.close()
    assert office.writes() == []
    return found


def lines(found: list[Fact], topic: str) -> list[str]:
    return [f"{one.state}: {one.text}; {one.todo}" for one in found if one.topic == topic]


def at_level(office: Office, name: str, level: str) -> None:
    """Only this connection, at this level."""
    text = office.config.read_text()
    office.config.write_text(text.replace("level: comments", f"level: {level}"))
    assert name in text


def test_all_is_ready_in_all_three_trackers(office: Office) -> None:
    for name in ("shop", "growth", "ideas"):
        found = facts(office, name)
        assert exit_of(found) == 0, found
        topics = {one.topic for one in found}
        assert {"address", "account", "credentials", "cards", "rights", "fields", "score"} <= topics
        assert {"stages", "limits"} <= topics


@pytest.mark.parametrize("name", ["shop", "growth", "ideas"])
def test_a_dead_token_is_told_after_an_address_that_answers(office: Office, name: str) -> None:
    office.jira.alive = office.trello.alive = office.notion.alive = False
    found = facts(office, name)
    assert [(one.topic, one.state) for one in found] == [
        ("address", State.OK),
        ("credentials", State.FAILED),
    ]
    assert "401" in found[1].text
    assert found[1].todo
    assert exit_of(found) == 3


def test_an_address_where_nobody_answers_fails(office: Office) -> None:
    office.edit_config(office.servers["ideas"].url, "http://127.0.0.1:1")
    found = facts(office, "ideas")
    assert [(one.topic, one.state) for one in found] == [("address", State.FAILED)]
    assert exit_of(found) == 3


def test_a_field_the_tracker_does_not_have_is_told_with_its_place_and_what_is_close(
    office: Office,
) -> None:
    office.edit_config("effect: Ожидаемый эффект", "effect: Ожидаемый эфект")
    line = next(
        number
        for number, text in enumerate(office.config.read_text().splitlines(), 1)
        if "Ожидаемый эфект" in text
    )
    found = facts(office, "shop")
    (fault,) = [one for one in found if one.state is State.FAULT]
    assert (
        f"steelyard.yaml:{line}:14: `fields: effect`: Jira has no field «Ожидаемый эфект»"
        in fault.text
    )
    assert "did you mean «Ожидаемый эффект»" in fault.text
    assert exit_of(found) == 2


def test_wrong_fields_of_trello_and_notion_stand_where_they_are_written(office: Office) -> None:
    office.edit_config("fields: {effect: Эффект}", "fields: {effect: Эфект}")
    office.edit_config("metric: Метрика, effect: Эффект", "metric: Метрика, effect: Эфект")
    for name in ("growth", "ideas"):
        (fault,) = [one for one in facts(office, name) if one.state is State.FAULT]
        assert "steelyard.yaml:" in fault.text
        assert "Эфект" in fault.text
        assert "did you mean 'Эффект'" in fault.todo


def test_a_stage_nobody_has_is_told_with_its_place_and_runs_go_on(office: Office) -> None:
    office.edit_config(
        "    cards: {jql: project = SHOP}",
        "    cards: {jql: project = SHOP}\n    stages: {test: [Тестирвание]}",
    )
    found = facts(office, "shop")
    (line,) = [one for one in found if one.topic == "stages"]
    assert "steelyard.yaml:" in line.text
    assert "did you mean «Тестирование»" in line.text
    assert exit_of(found) == 0


def test_a_status_only_its_category_places_is_told(office: Office) -> None:
    office.jira.add_status("Чудеса", "indeterminate")
    assert lines(facts(office, "shop"), "stages") == [
        (
            "note: «Чудеса»: the stage is taken from the category of the status; "
            "name them under `stages` where that is not what you mean"
        )
    ]


def test_a_list_that_stands_for_no_stage_is_told(office: Office) -> None:
    office.trello.add_list(next(iter(office.trello.boards.values())), "Чудеса")
    (line,) = lines(facts(office, "growth"), "stages")
    assert "list 'Чудеса'" in line
    assert "name 'Чудеса' under one of the `stages`" in line


def test_rights_that_lack_fail_at_the_level_that_needs_them_alone(office: Office) -> None:
    office.jira.denied = {"EDIT_ISSUES", "ADD_COMMENTS"}
    found = facts(office, "shop")
    (line,) = lines(found, "rights")
    assert line == (
        "failed: SHOP: read: yes, edit: no, comment: no, edit own comments: yes; "
        "give them to the account in SHOP, or lower `write.level`"
    )
    assert exit_of(found) == 3
    at_level(office, "shop", "report")
    found = facts(office, "shop")
    assert lines(found, "rights")[0].startswith("ok: SHOP")
    assert exit_of(found) == 0


def test_a_field_off_the_screen_of_one_type_is_told_by_project_and_type(office: Office) -> None:
    field = office.jira.field_named("Ожидаемый эффект")
    office.jira.fields[field.id] = replace(field, off_kinds=("Bug",))
    score = office.jira.field_named("Steelyard score")
    office.jira.set_screen(score.id, on_screen=False)
    found = facts(office, "shop")
    off = [one for one in lines(found, "fields") if one.startswith("note: effect")]
    assert len(off) == 1
    assert "SHOP (Bug)" in off[0]
    assert "edit screen" in off[0]
    (line,) = lines(found, "score")
    assert line.startswith("note")
    assert "a label shows the score there" in line
    assert exit_of(found) == 0


def test_types_without_an_issue_are_asked_of_createmeta(office: Office) -> None:
    office.jira.kinds.append("Initiative")
    (line,) = [one for one in lines(facts(office, "shop"), "fields") if "effect" in one]
    assert "Initiative" in line
    assert office.servers["shop"].count("GET", "/issue/createmeta/SHOP/issuetypes") > 1


def test_a_score_field_that_lacks_names_its_fallback(office: Office) -> None:
    board = next(iter(office.trello.boards.values()))
    board.fields = [field for field in board.fields if field.name != "Steelyard score"]
    (line,) = lines(facts(office, "growth"), "score")
    assert line == (
        "note: there is no number field «Steelyard score»; a label shows the score; "
        "steelyard init offers to make it; or add it yourself"
    )


def test_trello_tells_of_token_membership_power_up_and_comments(office: Office) -> None:
    board = next(iter(office.trello.boards.values()))
    office.trello.expires = datetime(2026, 11, 30, tzinfo=UTC)
    board.roles[office.trello.me.id] = "observer"
    board.comments = "disabled"
    found = facts(office, "growth")
    assert lines(found, "credentials") == [
        "note: accepted, they end on November 30, 2026; make a new token in good time"
    ]
    assert "edit: no" in lines(found, "rights")[0]
    assert lines(found, "comments")[0].startswith("failed")
    office.edit_config("    fields: {effect: Эффект}\n", "")
    board.power_up = False
    assert lines(facts(office, "growth"), "custom fields")[0].startswith(f"note: {board.name}: off")


def test_a_token_of_trello_without_the_scope_write_may_not_edit(office: Office) -> None:
    office.trello.scopes = {"read"}
    assert "edit: no" in lines(facts(office, "growth"), "rights")[0]


def test_notion_tells_what_it_can_and_says_what_only_a_write_would_tell(office: Office) -> None:
    found = facts(office, "ideas")
    (line,) = lines(found, "rights")
    assert line.startswith("note")
    assert "Insert comments" in line
    office.notion.capabilities.read_comments = False
    found = facts(office, "ideas")
    assert lines(found, "rights")[0].startswith("failed")
    source = next(iter(office.notion.sources.values()))
    source.shared = False
    assert exit_of(facts(office, "ideas")) == 2


def test_a_query_that_finds_nothing_is_told(office: Office) -> None:
    office.edit_config("project = SHOP", "project = SHOP AND labels = nothing-like-it")
    found = facts(office, "shop")
    assert lines(found, "cards") == ["note: none found; check `cards` of this connection"]
    assert any("SHOP" in one for one in lines(found, "rights"))


def test_a_server_set_up_as_cloud_is_told_by_the_address_it_does_not_have(office: Office) -> None:
    office.edit_config("    tracker: jira", "    tracker: jira\n    deployment: datacenter")
    (found,) = facts(office, "shop")
    assert found.state is State.FAILED
    assert "deployment" in found.todo


def test_facts_speak_russian(office: Office) -> None:
    assert lines(facts(office, "growth", "ru"), "credentials") == ["ok: принят, бессрочный; "]
