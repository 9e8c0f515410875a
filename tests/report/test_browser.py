import re
from collections.abc import Iterator
from time import perf_counter

import pytest

from tests.report.conftest import CARDS, COMPLETE, Draw, card, trello
from tests.report.test_hostile import HOSTILE
from tests.support.chromium import Tab, browser

VISIBLE = "[...document.querySelectorAll('#cards tbody.card:not([hidden]) .title')].map(e => e.textContent)"
SHOWN = "document.getElementById('shown').textContent"
SETTLED = "new Promise(done => setTimeout(done, 200))"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def choose(tab: Tab, name: str, value: str) -> None:
    field = f"document.getElementById('filter').elements.{name}"
    tab.run(
        f"{field}.value = {value!r}; {field}.dispatchEvent(new Event('input', {{bubbles: true}}))"
    )
    tab.run(SETTLED)


def test_filters_and_search_leave_the_cards_asked_for_and_say_how_many(
    draw: Draw, tab: Tab
) -> None:
    tab.look(1440, 900)
    tab.visit(draw())
    assert tab.run(SHOWN) == "Показано 3 из 3"
    choose(tab, "source", "growth")
    assert tab.run(VISIBLE) == ["СРОЧНО!!! Баннер на главную"]
    assert tab.run(SHOWN) == "Показана 1 из 3"
    tab.run("document.querySelector('#filter [type=reset]').click()")
    tab.run(SETTLED)
    choose(tab, "text", "БЕЗ регистрации")
    assert tab.run(VISIBLE) == ["Заказ без регистрации"]
    choose(tab, "text", "такого слова нет")
    assert tab.run(VISIBLE) == []
    assert tab.run("document.getElementById('nothing').hidden") is False


def test_every_filter_agrees_with_its_count(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw())
    for name in ("lane", "team", "source", "decision", "lacks", "age", "pressed"):
        options = tab.run(
            f"[...document.getElementById('filter').elements.{name}.options].slice(1)"
            ".map(o => [o.value, Number(o.textContent.match(/\\((\\d+)\\)$/)[1])])"
        )
        assert options
        for value, count in options:
            choose(tab, name, value)
            assert len(tab.run(VISIBLE)) == count, (name, value)
        choose(tab, name, "")


def test_columns_sort_from_the_keyboard_and_say_so(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw(capacity=10.0))
    queued = tab.run(VISIBLE)
    tab.run("document.querySelector('[data-by=title] button').focus()")
    tab.press("Enter", 13)
    assert tab.run(VISIBLE) == sorted(queued, key=lambda title: (title[0] < "А", title))
    assert tab.run("document.querySelector('[data-by=title]').ariaSort") == "ascending"
    assert tab.run("document.querySelectorAll('[aria-sort]').length") == 1
    assert tab.run("getComputedStyle(document.querySelector('.cut')).display") == "none"
    tab.run("document.querySelector('[data-by=place] button').click()")
    assert tab.run(VISIBLE) == queued
    line = "document.querySelector('.cut')"
    assert tab.run(f"{line}.nextElementSibling.classList.contains('below')") is True
    assert tab.run(f"{line}.previousElementSibling.classList.contains('below')") is False


def test_a_figure_leads_to_its_cards_and_a_link_opens_its_card(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw())
    figure = "document.querySelector('#pressure [data-show] button')"
    assert tab.run(f"{figure}.ariaLabel") == "1 карточка, показать в очереди"
    tab.run(f"{figure}.click()")
    assert tab.run(VISIBLE) == ["СРОЧНО!!! Баннер на главную"]
    tab.visit(draw(), "#c1")
    assert tab.run("document.querySelector('#c1 details').open") is True


def test_without_scripts_the_page_is_whole(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900, script=False)
    tab.visit(draw())
    tab.look(1440, 900)
    assert len(tab.run(VISIBLE)) == 3
    assert tab.run("document.getElementById('filter').hidden") is True
    assert tab.run("document.querySelectorAll('thead button').length") == 0


def test_a_hostile_card_does_nothing_and_nothing_is_fetched(draw: Draw, tab: Tab) -> None:
    path = draw([*CARDS, HOSTILE])
    tab.look(1440, 900)
    tab.said.clear()
    tab.asked.clear()
    tab.visit(path)
    tab.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    choose(tab, "text", "alert")
    assert any("<script>" in title for title in tab.run(VISIBLE))
    assert tab.said == []
    assert {url for url in tab.asked if url != "about:blank"} == {path.as_uri()}


def test_a_cell_of_the_matrix_leads_to_its_cards(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw())
    tab.run("document.querySelector('#by-team td.cell[data-show] button').click()")
    assert 0 < len(tab.run(VISIBLE)) < 3
    chosen = "document.getElementById('filter').elements.{}.value"
    assert tab.run(chosen.format("team")) == "Магазин"
    assert tab.run(chosen.format("lacks")).startswith("missing-")


def test_every_section_is_reached_from_the_keyboard_and_named(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw(repeats=False))
    links = tab.run("[...document.querySelectorAll('nav a')].map(a => a.hash.slice(1))")
    heads = tab.run("[...document.querySelectorAll('main section')].map(s => s.id)")
    assert links == heads
    unnamed = "[...document.querySelectorAll('section, table, select, input')].filter(e => !("
    unnamed += "e.getAttribute('aria-labelledby') || e.closest('label') || e.caption || "
    unnamed += "e.closest('section'))).length"
    assert tab.run(unnamed) == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1440])
def test_nothing_runs_off_the_page(draw: Draw, tab: Tab, width: int, dark: bool) -> None:
    long = card("LONG-1", "Оченьдлинноесловобезпробелов" * 6, COMPLETE)
    tab.look(width, 900, dark=dark)
    tab.visit(draw([*CARDS, long, HOSTILE], repeats=False))
    tab.run("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert tab.run("document.documentElement.scrollWidth") <= width
    paper = tab.run("getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(21, 23, 26)" if dark else "rgb(251, 250, 247)")
    assert len(tab.picture()) > 10_000


@pytest.mark.parametrize("width", [700, 1090, 1279, 1290])
def test_a_title_has_room_at_every_width(draw: Draw, tab: Tab, width: int) -> None:
    tab.look(width, 900)
    tab.visit(draw(repeats=False))
    assert tab.run("document.querySelector('.card th').getBoundingClientRect().width") > 230


def test_print_leaves_the_table_and_what_the_reader_opened(draw: Draw, tab: Tab) -> None:
    tab.look(1440, 900)
    tab.visit(draw(), "#c1")
    tab.send("Emulation.setEmulatedMedia", media="print")
    display = "getComputedStyle(document.querySelector('{}')).display"
    assert tab.run(display.format("#filter")) == "none"
    assert tab.run(display.format("nav")) == "none"
    assert tab.run(display.format("#c2 details")) == "none"
    assert tab.run(display.format("#c1 details")) == "block"
    tab.send("Emulation.setEmulatedMedia", media="")


def test_five_thousand_cards_stay_quick(draw: Draw, tab: Tab) -> None:
    cards = [
        (card if at % 2 else trello)(f"N-{at}", f"Задача {at}", COMPLETE if at % 3 else "")
        for at in range(5000)
    ]
    path = draw(cards)
    assert path.stat().st_size < 20_000_000
    shown = "document.querySelectorAll('#cards tbody.card:not([hidden])').length"
    tab.look(1440, 900)
    began = perf_counter()
    tab.visit(path)
    assert perf_counter() - began < 15
    taken = tab.run(
        "(() => { const began = performance.now();"
        "document.querySelector('[data-by=score] button').click();"
        "document.body.offsetHeight; return performance.now() - began; })()"
    )
    assert taken < 2000
    assert tab.run(shown) == 100
    tab.run("document.getElementById('more').click()")
    assert tab.run(shown) == 500
    choose(tab, "text", "задача 43")
    assert re.fullmatch(r"Нашлось \d{3} из 5\s000, на странице первые 100", tab.run(SHOWN))
    choose(tab, "text", "задача 4321")
    assert tab.run(VISIBLE) == ["Задача 4321"]
    tab.look(390, 844)
    assert tab.run("document.documentElement.scrollWidth") <= 390
    deep = tab.run("document.querySelectorAll('#cards tbody.card')[3000].id")
    tab.visit(path, f"#{deep}")
    assert tab.run(f"document.querySelector('#{deep} details').open") is True
    assert tab.run(f"document.getElementById('{deep}').hidden") is False
