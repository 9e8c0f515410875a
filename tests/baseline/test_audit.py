"""The same gate on exports, which needs no tracker at all."""

import json
from pathlib import Path

from tests.support.house import steelyard


def board(*titles: str) -> str:
    """A Trello export with cards that say nothing."""
    cards = [
        {
            "id": f"{at:024x}",
            "idList": "b" * 24,
            "shortLink": f"card{at:04}",
            "name": name,
            "desc": "",
        }
        for at, name in enumerate(titles, 1)
    ]
    lists = [{"id": "b" * 24, "name": "Ideas"}]
    return json.dumps({"id": "a" * 24, "name": "Growth", "lists": lists, "cards": cards})


def test_an_export_with_a_new_incomplete_card_fails_under_another_name_too(tmp_path: Path) -> None:
    gate = ("--gate", "new", "--baseline", "b.json")
    (tmp_path / "monday.json").write_text(board("Banner"))
    missing = steelyard(tmp_path, {}, "audit", "monday.json", *gate)
    written = steelyard(tmp_path, {}, "audit", "monday.json", *gate, "--write-baseline")
    (tmp_path / "tuesday.json").write_text(board("Banner", "Popup"))
    held = steelyard(tmp_path, {}, "audit", "tuesday.json", *gate, "--json")

    assert (missing.code, written.code, held.code) == (2, 0, 1), (
        missing.err + written.err + held.err
    )
    assert "steelyard audit monday.json --baseline b.json --write-baseline" in missing.err
    assert [one["key"] for one in held.json["gate"]["new"]] == ["card0002"]
    assert "Banner" not in (tmp_path / "b.json").read_text()
