from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from enrichment.yamlplaces import Problems, document, load, parse, validate


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gate(Strict):
    level: Literal["report", "fields"] = "report"
    days: int = Field(default=7, gt=0)


class House(Strict):
    name: str
    gate: Gate = Gate()
    doors: tuple[Gate, ...] = ()
    rooms: dict[str, Gate] = {}


def problems_of(text: str) -> str:
    with pytest.raises(Problems) as caught:
        validate(parse(text, "house.yaml"), House)
    return str(caught.value)


def test_a_good_file_becomes_the_model() -> None:
    house = validate(parse("name: NO\ngate: {level: fields}\n", "house.yaml"), House)
    assert house == House(name="NO", gate=Gate(level="fields"))


def test_dates_and_zero_padded_numbers_stay_what_they_look_like() -> None:
    data = parse("{day: 2026-11-21, ten: 010, sixteen: 0x10, half: .5, no: no}", "x").data
    assert data == {"day": "2026-11-21", "ten": 10, "sixteen": 16, "half": 0.5, "no": "no"}


def test_all_problems_come_at_once_each_at_its_place() -> None:
    assert problems_of("nme: a\ngate:\n  levl: report\n  days: soon\ndoors:\n  - days: 0\n") == (
        "house.yaml:1:1: 'name' is missing\n"
        "house.yaml:1:1: unknown key 'nme' (did you mean 'name'?)\n"
        "house.yaml:3:3: unknown key 'levl' (did you mean 'level'?)\n"
        "house.yaml:4:3: 'days' should be a whole number\n"
        "house.yaml:6:5: 'days' should be more than 0"
    )


def test_unknown_keys_below_named_entries_get_a_hint_too() -> None:
    assert "unknown key 'dayz' (did you mean 'days'?)" in problems_of(
        "name: a\nrooms:\n  hall: {dayz: 3}\n"
    )


def test_a_null_section_is_refused() -> None:
    expected = "house.yaml:2:1: 'gate' is empty (give it a value or remove the line)"
    assert problems_of("name: a\ngate:\n") == expected


def test_a_list_where_a_mapping_belongs_is_told_so() -> None:
    assert "'gate' should be a mapping" in problems_of("name: a\ngate: [1]\n")


def test_a_wrong_choice_names_the_choices_and_never_the_value() -> None:
    message = problems_of("name: a\ngate: {level: feilds}\n")
    assert message == (
        "house.yaml:2:8: 'level' should be one of 'report' or 'fields' (did you mean 'fields'?)"
    )


def test_a_value_is_never_repeated() -> None:
    message = problems_of("name: [s3cret]\ngate: s3cret\nrooms: {hall: {days: s3cret}}\n")
    assert "s3cret" not in message
    assert message.count("\n") == 2


def test_duplicate_keys_are_refused_with_both_places() -> None:
    message = problems_of("name: a\nname: b\n")
    assert message == "house.yaml:2:1: 'name' stands here twice, first on line 1"


@pytest.mark.parametrize("text", ["", "\n", "# nothing but a comment\n"])
def test_an_empty_file_is_an_error(text: str) -> None:
    assert problems_of(text) == "house.yaml: the file is empty"


def test_broken_yaml_says_where() -> None:
    assert problems_of("name: [a\ngate: 1").startswith("house.yaml:2:")


def test_a_foreign_tag_is_refused() -> None:
    assert "is not allowed" in problems_of("name: !!python/name:os.system x\n")


def test_an_alias_bomb_is_refused_before_it_is_expanded(monkeypatch: pytest.MonkeyPatch) -> None:
    visited = 0
    walked = document._Walk.value

    def counted(self: document._Walk, *args: Any) -> Any:
        nonlocal visited
        visited += 1
        return walked(self, *args)

    monkeypatch.setattr(document._Walk, "value", counted)
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    assert "beyond all measure" in problems_of("\n".join(lines))
    assert visited <= document.MAX_NODES + 1


def test_an_alias_to_itself_is_refused() -> None:
    assert "beyond all measure" in problems_of("name: &a [*a]\n")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.yaml"
    path.write_text("a: " + "x" * 10_000_000, "utf-8")
    composed: list[str] = []
    monkeypatch.setattr(document, "_compose", lambda text, _: composed.append(text))
    with pytest.raises(Problems, match="larger than 1 MB"):
        load(path)
    assert composed == []


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "image.yaml"
    path.write_bytes(b"\xff\xfe\xfa\x00")
    with pytest.raises(Problems, match="not text in UTF-8"):
        load(path)


def test_an_absent_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"absent\.yaml: the file cannot be read: No such file"):
        load(tmp_path / "absent.yaml")


@given(st.text(max_size=60))
def test_any_text_is_data_or_problems(text: str) -> None:
    with suppress(Problems):
        assert () in parse(text, "any.yaml").places
