"""The files a conversation leaves: whole, merged with what stood there, readable by their owner."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.card import Stage, Tracker
from connectors.known import Known
from connectors.survey import Seen, Status
from steelyard.errors import UserError
from steelyard.files import replace_file
from steelyard.settings import known_names, load_settings
from steelyard.setup.conversation import whole_address
from steelyard.setup.entry import Entry, new_file, with_entries
from steelyard.setup.keep import merged
from steelyard.setup.proposals import by_stage, name_in_file, propose_fields, propose_stages
from steelyard.setup.secrets import Safe, value_in, variable_of
from steelyard.speech import Speech

ENTRY = Entry(
    name="growth",
    tracker=Tracker.TRELLO,
    secrets={"key": "GROWTH_KEY", "token": "GROWTH_TOKEN"},
    cards=("boards", ("aBcD1234",)),
    stages={Stage.BACKLOG: ["Идеи: все", "#1"]},
    fields={"effect": "Эффект"},
    score="Steelyard score",
)


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)
    .map(str.strip)
    .filter(bool)
)
def test_whatever_a_secret_looks_like_it_is_read_back_from_env(value: str) -> None:
    assert value_in(merged("A=1\n# note\nB='2'", {"TOKEN": value}), "TOKEN") == value


def test_a_merged_env_keeps_what_stands_there() -> None:
    assert merged("# ours\nA=1\nexport T=old\n\nB=2", {"T": "new"}) == "# ours\nA=1\n\nB=2\nT=new\n"


def test_a_variable_somebody_uses_is_not_taken() -> None:
    safe = Safe({"SHOP_TOKEN": "x"}, "SHOP_TOKEN_2=y\n")
    assert safe.free("SHOP_TOKEN") == "SHOP_TOKEN_3"
    assert variable_of("token", Tracker.JIRA, "our-shop") == "OUR_SHOP_TOKEN"
    assert variable_of("token", Tracker.JIRA, "магазин") == "JIRA_TOKEN"


def test_a_file_is_replaced_whole_or_left(tmp_path: Path) -> None:
    file = tmp_path / "steelyard.yaml"
    file.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        replace_file(file, "half \ud800 written")
    assert file.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["steelyard.yaml"]
    replace_file(file, "new")
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_new_file_is_one_the_settings_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("GROWTH_KEY", "k-12345")
    monkeypatch.setenv("GROWTH_TOKEN", "t-12345")
    file = tmp_path / "steelyard.yaml"
    file.write_text(new_file(file, [ENTRY], Speech(language)))
    (access,) = load_settings(file).accesses
    assert access.stages == {"идеи: все": Stage.BACKLOG, "1": Stage.BACKLOG}
    assert access.fields == {"effect": "Эффект"}
    assert access.level == "report"


def test_what_stands_in_a_file_stays_as_it_stands() -> None:
    before = (
        "# Head.\nrules: [ecommerce]   # behind a list\n\nconnections:\n  # above\n  shop:\n"
        "    tracker: jira\n    url: 'https://a.b'  # quoted\n    token: ${T}\n    email: ${E}\n"
        "    cards:\n      jql:\n        - project = A   # first\n        - project = B\n# The end.\n"
    )
    after = with_entries(Path("f.yaml"), before, [ENTRY], Speech("en"))
    assert not [line for line in before.splitlines() if line.split("#")[0].strip() not in after]
    for comment in ("# Head.", "# behind a list", "# above", "# quoted", "# first", "# The end."):
        assert comment in after
    assert "url: 'https://a.b'" in after
    assert "growth:" in after


@pytest.mark.parametrize("text", ["- a list\n", "connections: [1]\n", "a: [\n"])
def test_a_file_that_cannot_be_added_to_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        with_entries(Path("f.yaml"), text, [ENTRY], Speech("en"))


def test_a_file_without_connections_gets_them() -> None:
    for text in ("language: ru\n", "connections:\n", "connections: {}\n"):
        assert "tracker: trello" in with_entries(Path("f.yaml"), text, [ENTRY], Speech("en"))


def test_fields_are_proposed_by_name_and_type_in_both_languages() -> None:
    seen = [
        Seen("1", "Expected effect", "textfield"), Seen("2", "Эффект, руб/мес", "float"),
        Seen("3", "Owner", "datepicker"), Seen("4", "Владелец", "userpicker"),
        Seen("5", "Deadline", "datepicker"), Seen("6", "Metric", "checkbox"),
        Seen("7", "Ценностей много", "textfield"),
    ]  # fmt: skip
    found = propose_fields(seen, known_names())
    assert {slot: one.id for slot, one in found.items()} == {
        "effect": "1",
        "owner": "4",
        "deadline": "5",
    }
    assert propose_fields(seen[1:2], known_names())["effect"].id == "2"
    twins = [Seen("a", "Effect", "float"), Seen("b", "effect", "float")]
    assert name_in_file(twins[0], twins) == "a"


def test_stages_are_proposed_by_name_then_by_category() -> None:
    statuses = [Status("💡 Идеи"), Status("Чудеса", Stage.DONE), Status("Туман")]
    found = propose_stages(statuses, known_names())
    assert found == {"💡 Идеи": Stage.BACKLOG, "Чудеса": Stage.DONE, "Туман": None}
    assert by_stage(found) == {Stage.BACKLOG: ["💡 Идеи"], Stage.DONE: ["Чудеса"]}
    assert propose_stages([Status("x")], Known()) == {"x": None}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("shop", "https://shop.atlassian.net"),
        ("shop.atlassian.net/", "https://shop.atlassian.net"),
        ("https://shop.atlassian.net/jira/software/projects/A", "https://shop.atlassian.net"),
        ("https://jira.shop.ru/jira/", "https://jira.shop.ru/jira"),
        ("http://127.0.0.1:80/shop", "http://127.0.0.1:80/shop"),
    ],
)
def test_pasted_addresses_are_made_whole(said: str, meant: str) -> None:
    assert whole_address(said) == meant
