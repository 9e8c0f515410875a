"""A file that is not what it says ends with one clear line; the others are read."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.exports import read_exports, unpack
from connectors.known import Known

GOOD = {"id": "5ca3d99a0378a65090e676ca", "name": "Доска", "lists": [], "cards": [{"id": "c1", "name": "Цела"}]}  # fmt: skip


def _said(path: Path) -> str:
    """The one problem, and that a good file beside it is read all the same."""
    good = path.parent / "good file.json"
    good.write_text(json.dumps(GOOD), "utf-8")
    exports, problems = read_exports([path, good], Known())
    assert [card.title for export in exports for card in export.cards] == ["Цела"]
    (problem,) = problems
    line = str(problem)
    assert line.startswith(path.name)
    assert "\n" not in line
    return line


def _zip(*entries: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \n\t", "the file is empty"),
        (b"just a note", "this is text, but no export"),
        (b"<!doctype html><title>Log in</title>", "this is a web page or XML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is a binary file"),
        (b"[]", "this is empty JSON"),
        (b'{"hello": 1, "world": 2}', "a JSON object with 'hello', 'world'"),
        (b'[{"a": 1}, 2]', "a JSON list of 2 that begins with a JSON object with 'a'"),
        (b'{"cards": [\n  {"id": "1", "na', "this JSON ends too early at line 2, column 15"),
        (b'{"cards": [1,, 2]}', "this JSON is broken (Expecting value) at line 1, column 14"),
        (b"[" * 100_000, "this JSON is nested too deeply"),
        (b"Card ID,Card Name,Due Date\n1,x,\n", "export the board as JSON instead"),
        (json.dumps({**GOOD, "cards": [1, None]}).encode(), "looks like"),
        (json.dumps({**GOOD, "lists": [[]]}).encode(), "looks like"),
        (b"\xff\xfe\x00", "the text is not in utf-16"),
        (b'{"name": "\xff\xfe\x98"}', "the text is not in utf-8 or cp1251"),
    ],
)  # fmt: skip
def test_what_was_found_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "given.json"
    path.write_bytes(content)
    assert words in _said(path)


def test_what_is_accepted_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just a note", "utf-8")
    said = _said(path)
    assert all(
        word in said for word in ("Trello", "JSON", "Jira", "CSV", "Notion", "zip", "folder")
    )


def test_a_path_that_leads_nowhere_and_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no such file or folder" in _said(tmp_path / "missing.json")
    assert "no export is in it" in _said(tmp_path / "empty")


def test_a_bad_file_in_a_folder_does_not_hide_the_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    (folder / "a.json").write_text('{"cut', "utf-8")
    (folder / "b.json").write_text(json.dumps(GOOD), "utf-8")
    (folder / "c.zip").write_bytes(b"PK\x03\x04 and then nothing")
    exports, problems = read_exports([folder], Known())
    assert [export.name for export in exports] == ["all/b.json"]
    assert [problem.name for problem in problems] == ["all/a.json", "all/c.zip"]


def _password() -> bytes:
    data = bytearray(_zip(("a.json", "{}")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    return bytes(data)


def _link() -> bytes:
    entry = zipfile.ZipInfo("a.json")
    entry.external_attr = 0o120777 << 16
    return _zip((entry, "/etc/passwd"))


def _nested() -> bytes:
    inner = _zip(("a.json", "{}"))
    return _zip(("1.zip", _zip(("2.zip", inner))))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: _zip(("../../evil.json", "{}")), "'../../evil.json' would lie outside"),
        (lambda: _zip(("/etc/evil.json", "{}")), "would lie outside"),
        (lambda: _zip(("C:\\evil.json", "{}")), "would lie outside"),
        (lambda: _zip(("a\\..\\..\\evil.json", "{}")), "would lie outside"),
        (_link, "'a.json' is a link"),
        (_password, "the archive has a password"),
        (_nested, "archives inside archives inside"),
        (lambda: _zip(("a.json", "{}"))[:-30], "the archive is damaged"),
        (lambda: _zip(("photo.png", b"\x89PNG\0\0\0\0")), "no export is in it"),
        (lambda: _zip(*((f"{n}.md", "x") for n in range(30))), "more than 20 files"),
    ],
)  # fmt: skip
def test_an_archive_is_opened_without_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[], bytes], words: str
) -> None:
    monkeypatch.setattr(unpack, "MOST_FILES", 20)
    path = tmp_path / "export.zip"
    path.write_bytes(make())
    assert words in _said(path)
    assert {each.name for each in tmp_path.iterdir()} == {"export.zip", "good file.json"}


def test_an_archive_that_grows_is_stopped_by_what_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "LARGEST_FILE", 3 * unpack.MEGABYTE)
    monkeypatch.setattr(unpack, "LARGEST_ARCHIVE", 5 * unpack.MEGABYTE)
    bomb = tmp_path / "bomb.zip"
    bomb.write_bytes(_zip(("a.json", b"[" + b" " * (4 * unpack.MEGABYTE))))
    assert "'a.json' in the archive is larger than 3 MB" in _said(bomb)
    many = tmp_path / "many.zip"
    many.write_bytes(_zip(*((f"{n}.json", b" " * (2 * unpack.MEGABYTE)) for n in range(3))))
    assert "what the archive unpacks to is larger than 5 MB" in _said(many)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(101 * unpack.MEGABYTE)
    assert "it has 101 MB, more than the 100 MB allowed" in _said(path)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_make_it_crash(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(content)
    exports, problems = read_exports([path], Known())
    assert len(exports) + len(problems) >= 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "name", "cards", "lists", "actions", "checklists", "idList", "data",
                         "labels", "issues", "fields", "key", "object", "results", "properties"]),
        inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(
    data=_JSON
    | st.fixed_dictionaries({"id": st.text(), "cards": st.lists(_JSON), "lists": st.lists(_JSON)})
)
def test_json_of_any_shape_is_cards_or_a_problem(tmp_path: Path, data: object) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps(data), "utf-8")
    exports, problems = read_exports([path], Known())
    assert len(exports) + len(problems) == 1
