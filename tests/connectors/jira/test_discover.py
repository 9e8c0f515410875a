"""Names become ids, and what is not clear is said."""

import pytest

from connectors.card import Stage
from connectors.errors import Denied, SetupError
from connectors.jira.legend import legend
from steelyard.loopback.faults import Fault, Reply
from tests.connectors.jira.world import World


def test_three_requests_tell_who_we_are_and_what_names_mean(site: World) -> None:
    score = site.state.add_field("Steelyard score", "float")
    effect = site.state.add_field("Ожидаемый эффект", "textarea")
    asked = site.again(fields={"effect": "ожидаемый эффект"}, stages={"in progress": Stage.TEST})

    surface = asked.surface()

    assert surface.score == score.id
    assert surface.pins["field:effect"] == effect.id
    assert surface.pins["status:in progress"] == site.state.status_named("In Progress").id
    assert asked.sent() == ["GET myself", "GET field", "GET status"]


def test_statuses_are_asked_for_only_when_the_configuration_names_any(cloud: World) -> None:
    cloud.surface()

    assert cloud.sent() == ["GET myself", "GET field"]


def test_a_field_may_be_named_by_its_id_or_its_untranslated_name(cloud: World) -> None:
    field = cloud.state.add_field("Оценка", "float", untranslated="Effort")

    for name in (field.id, "effort", "«Оценка»"):
        surface = cloud.again(fields={"effort": name}).surface()
        assert surface.pins["field:effort"] == field.id


def test_a_field_that_is_not_there_is_an_error_with_names_like_it(cloud: World) -> None:
    cloud.state.add_field("Ожидаемый эффект", "textarea")

    with pytest.raises(SetupError, match="«Ожидаемый эфект», did you mean «Ожидаемый эффект»"):
        cloud.again(fields={"effect": "Ожидаемый эфект"}).surface()


def test_two_fields_of_one_name_are_an_error_with_both_ids(cloud: World) -> None:
    first, second = (cloud.state.add_field("Owner", "userpicker") for _ in range(2))

    with pytest.raises(SetupError, match=rf"2 fields .*\({first.id}, {second.id}\)"):
        cloud.again(fields={"owner": "Owner"}).surface()


def test_known_names_map_quietly_when_one_field_bears_them(cloud: World) -> None:
    owner = cloud.state.add_field("Владелец", "userpicker")
    for _ in range(2):
        cloud.state.add_field("Metric", "textfield")
    known = {"owner": ("owner", "владелец"), "metric": ("metric",), "deadline": ("due date",)}

    surface = cloud.again(known_fields=known).surface()

    assert {pin: ident for pin, ident in surface.pins.items() if pin.startswith("field:")} == {
        "field:owner": owner.id
    }


def test_without_a_score_field_a_label_carries_the_score_and_a_finding_says_so(
    cloud: World,
) -> None:
    surface = cloud.surface()

    assert surface.score is None
    assert [finding.what for finding in surface.findings] == [
        "Jira has no field «Steelyard score»: a label carries the score"
    ]


def test_a_score_field_that_holds_no_number_is_an_error(cloud: World) -> None:
    cloud.state.add_field("Steelyard score", "textfield")

    with pytest.raises(SetupError, match="is no custom number field"):
        cloud.surface()


def test_a_stage_name_no_status_bears_is_a_finding_with_names_like_it(cloud: World) -> None:
    surface = cloud.again(stages={"backlogg": Stage.BACKLOG}).surface()

    assert "did you mean «Backlog»" in surface.findings[-1].what


def test_a_pinned_status_keeps_its_stage_when_it_is_renamed(cloud: World) -> None:
    cloud.state.add_issue("SHOP", "Идея", status="Test")
    named = cloud.again(stages={"test": Stage.DONE})
    surface = named.surface()
    renamed = {"id": cloud.state.status_named("Test").id, "name": "Проверка"}

    stages = legend(named.access, surface).stages

    assert stages.of(renamed) is Stage.DONE
    assert stages.renamed(renamed)
    assert not stages.renamed({**renamed, "name": "TEST"})


def test_a_dead_token_is_told_from_an_empty_site(site: World) -> None:
    site.state.alive = False

    with pytest.raises(Denied, match="401"):
        site.surface()


def test_an_empty_answer_about_ourselves_is_a_dead_token(site: World) -> None:
    site.server.faults.add(Fault(Reply(200, {}), path="myself"))

    with pytest.raises(Denied, match="does not recognise this token"):
        site.surface()


def test_an_answer_to_a_stranger_is_a_dead_token(datacenter: World) -> None:
    headers = {"X-Seraph-LoginReason": "AUTHENTICATED_FAILED"}
    datacenter.server.faults.add(Fault(Reply(200, [], headers), path="field"))

    with pytest.raises(Denied, match="does not recognise this token"):
        datacenter.surface()


def test_a_data_center_taken_for_cloud_is_said(datacenter: World) -> None:
    mistaken = datacenter.again(datacenter=False, email="a@shop.example")

    with pytest.raises(SetupError, match="deployment: datacenter"):
        mistaken.surface()
