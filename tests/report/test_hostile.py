import pytest

from connectors.card import Person
from steelyard.report.safe import shown, web_address
from tests.report.conftest import Draw, card
from tests.support.markup import parse

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
TEMPLATE = "{{ 7 * 7 }} {% raw %}"
BIDI = "оплата \u202egnp.exe\u202c \x1b[31m\x00\u200bтихо"
BODY = f"## Проблема\n{SCRIPT} {IMAGE} anna.k@example.com +7 (912) 345-67-89\n\n## Метрика\n{IMAGE} конверсия 2% -> 3% за месяц"

HOSTILE = card(
    f"X-1{IMAGE}",
    SCRIPT + IMAGE + TEMPLATE + BIDI,
    BODY,
    url="javascript:alert(3)",
    status=SCRIPT,
    stage=None,
    group=IMAGE,
    connection=f"shop{IMAGE}",
    assignees=(Person("1", SCRIPT + IMAGE),),
)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_card_text_stays_text(draw: Draw, language: str) -> None:
    page = parse(draw([HOSTILE], language).read_text(encoding="utf-8"))
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert not [name for one in page.all() for name in one.attributes if name.startswith("on")]
    title = page.one("table", id="cards").one("bdi", class_="title").text
    assert SCRIPT in title
    assert "{{ 7 * 7 }}" in title


def test_what_steers_a_reader_or_a_terminal_is_gone(draw: Draw) -> None:
    text = draw([HOSTILE]).read_text(encoding="utf-8")
    assert not set(text) & set("\u202e\u202c\x1b\x00\u200b\u2066")


def test_personal_data_is_masked_in_titles_and_quotes(draw: Draw) -> None:
    person = card("X-2", "Позвонить anna.k@example.com", BODY)
    text = draw([person]).read_text(encoding="utf-8")
    assert "anna.k@example.com" not in text
    assert "345-67-89" not in text
    assert "Позвонить [e-mail]" in text
    assert "[phone]" in text


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https://",
        "https://[::1",
        ' https://x.example/"onclick="alert(1)',
        "",
    ],
)
def test_only_plain_web_addresses_become_links(draw: Draw, url: str) -> None:
    assert web_address(url) == ""
    page = parse(draw([card("X-3", "Карточка", url=url)]).read_text(encoding="utf-8"))
    assert {one.attributes["href"][0] for one in page.all("a")} == {"#"}


def test_a_web_address_is_linked_as_it_is(draw: Draw) -> None:
    address = "https://shop.example/browse/X-4?a=1&b=2"
    page = parse(draw([card("X-4", "Карточка", url=address)]).read_text(encoding="utf-8"))
    (link,) = (one for one in page.all("a") if one.attributes["href"][0] != "#")
    assert link.attributes["href"] == address
    assert link.text == "Jira X-4"


def test_half_an_emoji_is_left_out() -> None:
    assert shown("Полить \ud83d цветы") == "Полить цветы"


def test_long_words_of_a_card_are_cut() -> None:
    assert shown("я" * 500) == "я" * 179 + "…"
