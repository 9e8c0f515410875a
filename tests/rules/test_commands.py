"""`steelyard rules` as people type it."""

from pathlib import Path

import pytest

from tests.support.house import House, Ran, steelyard

OURS = """\
layers:
  ours: {when: reading.kind == 'growth', add: 5, why: {ru: "Так.", en: "So."}}
checks:
  also:
    when: reading.kind == 'client'
    severity: advised
    ask: {ru: "Кто это видел?", en: "Who has seen it?"}
    why: {ru: "Так.", en: "So."}
"""


def rules(folder: Path, *args: str) -> Ran:
    return steelyard(folder, {}, "rules", *args)


def test_the_pack_that_ships_is_good_and_says_what_is_in_it(tmp_path: Path) -> None:
    done = rules(tmp_path, "check", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.json["checks"] + done.json["layers"] + done.json["decisions"] >= 60
    assert rules(tmp_path, "check").out.startswith(f"rules {done.json['version']} are good")


def test_every_problem_of_every_file_comes_at_once(tmp_path: Path) -> None:
    pack = tmp_path / "ours"
    (pack / "words").mkdir(parents=True)
    (pack / "one.yaml").write_text("layers:\n  a: {when: redding.kind == 'x' && card.titl == ''}\n")
    (pack / "two.yaml").write_text("checkss: {}\n")
    (pack / "words" / "three.yaml").write_text("cuse: {}\n")
    (tmp_path / "context.yaml").write_text("curency: RUB\n")
    (tmp_path / "steelyard.yaml").write_text(
        "rules: [ecommerce, ./ours]\ncontext: ./context.yaml\n"
        "connections:\n  t: {tracker: trello, key: '${T_KEY}', token: '${T_TOKEN}', cards: {boards: [b]}}\n"
    )
    done = steelyard(tmp_path, {"T_KEY": "k", "T_TOKEN": "t"}, "rules", "check")
    assert (done.code, done.out) == (2, "")
    for words in (
        "ours/one.yaml:2:3: rule 'a': 'add' is missing",
        "ours/two.yaml:1:1: unknown key 'checkss' (did you mean 'checks'?)",
        "ours/words/three.yaml:1:1: unknown key 'cuse' (did you mean 'cues'?)",
        "context.yaml:1:1: unknown key 'curency' (did you mean 'currency'?)",
    ):
        assert words in done.err


def test_the_tests_of_a_pack_run_and_a_failure_is_a_diff(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").write_text(
        "tests:\n- name: a hope\n  today: 2026-11-21\n  card: {title: Разное}\n"
        "  expect: {kind: growth, flags: [missing-problem]}\n"
    )
    done = rules(tmp_path, "test", "ecommerce", "./wrong.yaml")
    assert done.code == 1
    assert "a hope\n  - kind growth\n  + kind unclear\n" in done.out
    assert done.out.splitlines()[-1].endswith("tests come out")
    assert rules(tmp_path, "test").code == 0


def test_other_rules_are_compared_and_planned_before_anything_is_written(house: House) -> None:
    assert house.steelyard("plan").code == 0
    writes = house.writes()
    (house.folder / "ours.yaml").write_text(OURS)
    done = house.steelyard("rules", "diff", "--on-top", "./ours.yaml")
    assert done.code == 0, done.err
    assert "remarks appear, 0 vanish" in done.out
    assert "by: ours " in done.out
    compared = house.steelyard("rules", "diff", "--on-top", "./ours.yaml", "--json").json
    assert compared["by_rule"]["ours"] > 5
    assert compared["appear"] == {"also": compared["appear"]["also"]}
    house.edit_config("rules: [ecommerce]", "rules: [ecommerce, ./ours.yaml]")
    preview = house.steelyard("plan")
    assert preview.code == 0, preview.err
    assert f"by: ours {compared['by_rule']['ours']}" in preview.out
    house.edit_config("rules: [ecommerce, ./ours.yaml]", "rules: [ecommerce]")
    back = house.steelyard("plan", "--json").json["comparison"]
    assert back["vanish"] == compared["appear"]
    assert house.writes() == writes


@pytest.mark.parametrize("name", ["./nowhere", "nowhere"])
def test_a_pack_that_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    done = rules(tmp_path, "check", name)
    assert (done.code, done.out) == (2, "")
    assert "there is no pack here" in done.err
