"""What the documentation tells people to type works, what it tells them to write loads."""

import re
from pathlib import Path

import pytest

from enrichment.context import Context, load_context
from enrichment.packs.model import PackFile
from enrichment.packs.trial import run_pack_tests
from enrichment.reading.wordsfile import WordsFile
from enrichment.yamlplaces import parse
from steelyard.data import pack_folder
from steelyard.exits import Exit
from steelyard.rulebook import load_rulebook
from steelyard.settings import load_settings
from tests.support.pages import PAGES, ROOT, every, headings, links, name_of, prose

SECRETS = ("JIRA_EMAIL", "JIRA_TOKEN", "TRELLO_KEY", "TRELLO_TOKEN", "NOTION_TOKEN")
LANGUAGES = {"yaml", "console", "text"}
ECOMMERCE = pack_folder("ecommerce")
UNTOUCHED = "without: [no-counter-metric]\n"
IN_THE_WHEEL = {"steelyard/data/"}
A_FILE = re.compile(r"`((?:config|docs|enrichment|examples|rules|steelyard|tests)/[\w./-]+)")


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "made-up")


@pytest.mark.usefixtures("secrets")
@pytest.mark.parametrize(
    ("page", "text"), [pytest.param(*one, id=name_of(one[0])) for one in every("yaml")]
)
def test_every_yaml_block_is_a_file_the_program_takes(
    page: Path, text: str, tmp_path: Path
) -> None:
    keys = set(parse(text, page.name).data)
    if "connections" in keys:
        _a_configuration(text, tmp_path)
    elif keys <= set(PackFile.model_fields):
        _a_pack(text, tmp_path)
    elif keys <= set(WordsFile.model_fields):
        _words(text, tmp_path)
    else:
        assert keys <= set(Context.model_fields)
        (tmp_path / "context.yaml").write_text(text, "utf-8")
        assert load_context(tmp_path / "context.yaml").model_fields_set == keys


def _a_configuration(text: str, folder: Path) -> None:
    (folder / "our-rules").mkdir()
    (folder / "our-rules" / "rules.yaml").write_text(UNTOUCHED, "utf-8")
    (folder / "context.yaml").write_text("currency: RUB\n", "utf-8")
    (folder / "steelyard.yaml").write_text(text, "utf-8")
    assert load_settings(folder / "steelyard.yaml").accesses


def _a_pack(text: str, folder: Path) -> None:
    """On top of the pack that ships, with tests of its own that hold."""
    (folder / "ours.yaml").write_text(text, "utf-8")
    rulebook = load_rulebook([ECOMMERCE, folder], None)
    own = {case.name for case in rulebook.pack.cases if case.name in text}
    assert own
    failures = run_pack_tests(rulebook.pack, rulebook.words)
    assert [one for one in failures if one.case in own] == []


def _words(text: str, folder: Path) -> None:
    (folder / "words").mkdir()
    (folder / "words" / "ours.yaml").write_text(text, "utf-8")
    (folder / "rules.yaml").write_text(UNTOUCHED, "utf-8")
    load_rulebook([ECOMMERCE, folder], None)  # raises Problems for what it does not take


@pytest.mark.usefixtures("secrets")
def test_the_example_configuration_loads() -> None:
    settings = load_settings(ROOT / "config" / "steelyard.example.yaml")

    assert [access.name for access in settings.accesses] == ["shop", "growth", "ideas"]
    assert {access.level for access in settings.accesses} == {"report"}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    dead = [link for link in links(page) if not link.startswith("http") and not _leads(page, link)]

    assert dead == []


def _leads(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    there = (page.parent / path).resolve() if path else page
    return there.exists() and (not anchor or anchor in headings(there))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    named = {found.rstrip(".") for found in A_FILE.findall(prose(page))} - IN_THE_WHEEL

    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_and_table_is_closed_and_even(page: Path) -> None:
    fences = re.findall(r"^```.*$", page.read_text("utf-8"), re.MULTILINE)
    rows = [line for line in prose(page).splitlines() if line.startswith("|")]

    assert {fence[3:] for fence in fences[::2]} <= LANGUAGES
    assert set(fences[1::2]) <= {"```"}
    assert [row for row in rows if not row.rstrip().endswith("|")] == []


def test_every_page_of_docs_stands_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / link).resolve() for link in links(index)}

    assert {page for page in PAGES if page.parent == index.parent} - named == {index}


@pytest.mark.parametrize("page", ["README.md", "docs/operations.md"])
def test_the_table_of_exit_codes_is_whole(page: str) -> None:
    codes = re.findall(r"^\| (\d+) \| ", (ROOT / page).read_text("utf-8"), re.MULTILINE)

    assert [int(code) for code in codes] == sorted(Exit)
