"""Every form people hand over is recognised by what is in it, whatever its name and encoding."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from connectors.card import Card, Stage, Tracker
from connectors.exports import read_exports
from connectors.known import Known

KNOWN = Known(
    {"ideas": Stage.BACKLOG, "идеи": Stage.BACKLOG, "in progress": Stage.IN_PROGRESS, "done": Stage.DONE},
    {"effect": ("effect", "эффект"), "owner": ("owner", "владелец"), "metric": ("metric",)},
)  # fmt: skip
PAGE = "1f2e3d4c5b6a79880123456789abcdef"

BOARD: dict[str, Any] = {
    "id": "5ca3d99a0378a65090e676ca",
    "name": "Витрина",
    "lists": [{"id": "l1", "name": "Идеи", "closed": False}],
    "customFields": [{"id": "f1", "name": "Эффект", "type": "text"}],
    "cards": [
        {
            "id": "5ca3d99a0378a65090e676cb",
            "name": "Пустая выдача",
            "idList": "l1",
            "customFieldItems": [{"idCustomField": "f1", "value": {"text": "+2 п. п."}}],
        },
    ],
}
ISSUE = {"key": "SHOP-1", "id": "1", "fields": {"summary": "Empty results", "status": {"name": "In Progress"}}}  # fmt: skip
NOTION_PAGE = {
    "object": "page",
    "id": "1f2e3d4c-5b6a-4988-8123-456789abcdef",
    "created_time": "2026-01-02T03:04:00.000Z",
    "last_edited_time": "2026-01-02T03:04:00.000Z",
    "properties": {
        "Name": {"id": "title", "type": "title", "title": [{"type": "text", "plain_text": "Витрина", "text": {"content": "Витрина"}, "annotations": {}}]},
    },
}  # fmt: skip
JIRA_CSV = "Summary,Issue key,Issue id,Status,Created\nПустая выдача,SHOP-1,10001,In Progress,12/Nov/26 3:14 PM\n"  # fmt: skip
NOTION_CSV = "Name,Status,Effect\nПустая выдача,In progress,+2 п. п.\n"


def _one(path: Path) -> tuple[str, list[Card]]:
    (export,), problems = read_exports([path], KNOWN)
    assert all(problem.harmless for problem in problems)
    return export.kind, list(export.cards)


def _zip(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_trello_board_becomes_cards_with_stages_and_mapped_fields(tmp_path: Path) -> None:
    path = tmp_path / "board.json"
    path.write_text(json.dumps(BOARD), "utf-8")
    kind, (card,) = _one(path)
    assert (kind, card.tracker, card.connection) == ("Trello JSON", Tracker.TRELLO, "board.json")
    assert (card.title, card.status, card.stage) == ("Пустая выдача", "Идеи", Stage.BACKLOG)
    effect = card.field("effect")
    assert effect is not None
    assert effect.text == "+2 п. п."


@pytest.mark.parametrize(
    ("data", "kind", "titles"),
    [
        (BOARD["cards"], "Trello JSON", ["Пустая выдача"]),
        (BOARD["cards"][0], "Trello JSON", ["Пустая выдача"]),
        ({"issues": [ISSUE], "isLast": True}, "Jira JSON", ["Empty results"]),
        ([ISSUE], "Jira JSON", ["Empty results"]),
        (ISSUE, "Jira JSON", ["Empty results"]),
        ([{"issues": [ISSUE]}, {"issues": [], "total": 2}, {"issues": [{**ISSUE, "id": "2"}]}], "Jira JSON", ["Empty results"] * 2),
        ({"object": "list", "results": [NOTION_PAGE]}, "Notion JSON", ["Витрина"]),
        (NOTION_PAGE, "Notion JSON", ["Витрина"]),
        ([{"request": {"url": "https://api.trello.com/1/cards/x"}, "response": {"status": 200, "body": BOARD["cards"][0]}}], "Trello JSON", ["Пустая выдача"]),
    ],
)  # fmt: skip
def test_json_of_every_tracker_is_known_by_its_shape(
    tmp_path: Path, data: object, kind: str, titles: list[str]
) -> None:
    path = tmp_path / "something.txt"
    path.write_text(json.dumps(data), "utf-8")
    found, cards = _one(path)
    assert (found, [card.title for card in cards]) == (kind, titles)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_jira_csv_is_read_in_any_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = tmp_path / "export"
    path.write_bytes(JIRA_CSV.replace(",", separator).encode(encoding))
    kind, (card,) = _one(path)
    assert kind == "Jira CSV"
    assert (card.key, card.title, card.stage) == ("SHOP-1", "Пустая выдача", Stage.IN_PROGRESS)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "jira.csv"
    path.write_bytes(JIRA_CSV.replace("\n", ending).encode())
    assert [card.key for card in _one(path)[1]] == ["SHOP-1"]


@pytest.mark.parametrize("name", ["ideas.csv", f"Ideas {PAGE}.csv", "Идеи.txt"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_notion_table_alone_is_read_even_if_a_spreadsheet_saved_it(
    tmp_path: Path, name: str, separator: str
) -> None:
    path = tmp_path / name
    path.write_text(NOTION_CSV.replace(",", separator), "utf-8-sig")
    kind, (card,) = _one(path)
    assert (kind, card.tracker, card.title) == ("Notion Markdown & CSV", Tracker.NOTION, "Пустая выдача")  # fmt: skip
    assert card.stage is Stage.IN_PROGRESS
    assert card.field("effect") is not None


NOTION_FILES: dict[str, str | bytes] = {
    f"Ideas {PAGE}.csv": NOTION_CSV,
    f"Ideas/Пустая выдача {PAGE[::-1]}.md": "# Пустая выдача\n\nStatus: In progress\nEffect: +2 п. п.\n\n12% поисков пусты",
    "Ideas/screenshot.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 100,
}  # fmt: skip


def test_a_notion_export_is_one_whether_folder_zip_or_zip_in_zip(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    for name, content in NOTION_FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    plain = tmp_path / "export.zip"
    plain.write_bytes(_zip(NOTION_FILES))
    parts = tmp_path / "Export-parts"
    parts.write_bytes(_zip({"Part-1.zip": _zip(NOTION_FILES)}))
    for given in (folder, plain, parts):
        kind, (card,) = _one(given)
        assert kind == "Notion Markdown & CSV"
        assert (card.title, "12% поисков пусты" in card.body) == ("Пустая выдача", True)


def test_a_folder_of_everything_gives_each_its_own_export(tmp_path: Path) -> None:
    (tmp_path / "trello.json").write_text(json.dumps(BOARD), "utf-8")
    (tmp_path / "jira.csv").write_text(JIRA_CSV, "utf-8")
    (tmp_path / "notion.zip").write_bytes(_zip(NOTION_FILES))
    (tmp_path / "README.md").write_text("[What is here](https://example.org)", "utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\0\0\0\1Bud1")
    exports, (beside,) = read_exports([tmp_path], KNOWN)
    assert (beside.harmless, "README.md" in beside.what) == (True, True)
    assert sorted((export.name.split("/")[-1], export.kind) for export in exports) == [
        ("jira.csv", "Jira CSV"),
        ("notion.zip", "Notion Markdown & CSV"),
        ("trello.json", "Trello JSON"),
    ]


def test_two_files_of_one_name_stay_apart(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "board.json" for folder in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text(json.dumps(BOARD), "utf-8")
    exports, _ = read_exports(paths, KNOWN)
    assert [export.name for export in exports] == [str(path) for path in paths]
    assert {card.connection for export in exports for card in export.cards} == set(map(str, paths))


def test_a_long_history_and_an_empty_board_are_said(tmp_path: Path) -> None:
    action = {"id": "5cfecc397fa05949c0464526", "type": "updateCard", "data": {}}
    for name, board in (
        ("long.json", {**BOARD, "actions": [action] * 1_000}),
        ("empty.json", {**BOARD, "cards": []}),
    ):
        (tmp_path / name).write_text(json.dumps(board), "utf-8")
    exports, _ = read_exports([tmp_path / "long.json", tmp_path / "empty.json"], KNOWN)
    assert [export.findings for export in exports] == [
        ("an export holds the last 1000 actions: older comments are missing",),
        ("no card is in it",),
    ]
