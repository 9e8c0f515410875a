"""The page of figures: each table replaces its own section and nothing else."""

from benchmarks.page import PAGE, with_section
from benchmarks.tables import Table
from tests.support.pages import headings

MEMORY = Table("Memory", ("backlog", "peak MB"), [("10 cards", "1")], "A child process.")
NEW = Table("Colour", ("card", "colour"), [("a", "blue")], "By eye.")


def test_a_table_takes_the_place_of_the_one_of_its_title() -> None:
    page = PAGE.read_text("utf-8")
    changed = with_section(page, MEMORY.markdown())
    before, after = page.partition("## Memory")[0], page.partition("## Time against")[2]

    assert changed.startswith(before)
    assert changed.endswith(after)
    assert MEMORY.markdown() in changed
    assert changed.count("## Memory") == 1
    assert with_section(changed, MEMORY.markdown()) == changed


def test_a_table_the_page_does_not_have_comes_last() -> None:
    page = PAGE.read_text("utf-8")

    assert with_section(page, NEW.markdown()) == f"{page}\n{NEW.markdown()}"


def test_the_page_has_every_table_of_the_run() -> None:
    told = {"read-weigh-plan", "reading-by-steps", "first-read-of-jira", "memory", "requests"}

    assert told | {"time-against-the-limits"} <= set(headings(PAGE))
