import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from steelyard.errors import UserError
from steelyard.report import Told, main_language, save_report
from steelyard.rulebook import Rulebook
from steelyard.speech import Speech
from tests.report.conftest import CARDS, MADE, TODAY, Draw, card
from tests.support.markup import Element, parse


def page_at(path: Path) -> Element:
    return parse(path.read_text(encoding="utf-8"))


def titles(element: Element) -> list[str]:
    return [one.text for one in element.all("bdi", class_="title")]


def row(page: Element, title: str) -> Element:
    (found,) = (one for one in page.all("tbody", class_="card") if title in titles(one))
    return found


def test_the_queue_holds_open_cards_in_order_of_their_places(draw: Draw) -> None:
    queue = page_at(draw()).one("table", id="cards")
    assert titles(queue)[0] == "Заказ без регистрации"
    assert set(titles(queue)) == {
        "Заказ без регистрации",
        "More traffic",
        "СРОЧНО!!! Баннер на главную",
    }
    assert [one.text for one in queue.all("td", class_="place")] == sorted(
        one.text for one in queue.all("td", class_="place")
    )


def test_cards_that_wait_for_nothing_stand_apart_by_reason(draw: Draw) -> None:
    apart = page_at(draw()).one("section", id="apart")
    heads = [one.text for one in apart.all("h3")]
    assert heads == [
        "Законченные 1",
        "Остановлены командой 1",
        "С меткой steelyard:ignore (их номер в очереди остаётся за ними) 1",
        "В архиве 1",
    ]
    assert titles(apart) == [
        "Промокод на второй заказ",
        "Оплата криптой",
        "Шаблон карточки",
        "Акция к 8 марта",
    ]


def test_a_decision_of_people_is_shown_before_ours(draw: Draw) -> None:
    advice = row(page_at(draw()), "Оплата криптой").one("td", class_="advice")
    assert advice.text.startswith("Остановить решение команды Наш совет: ")


def test_the_score_is_a_number_a_range_in_words_and_a_bar(draw: Draw) -> None:
    score = row(page_at(draw()), "More traffic").one("td", class_="score")
    found = re.fullmatch(r"([\d,]+) от ([\d,]+) до ([\d,]+) предварительно", score.text)
    assert found, score.text
    value, low, high = (float(figure.replace(",", ".")) for figure in found.groups())
    band, mark = score.one("svg").all("path")
    assert band.attributes["d"] == f"M{low} 5h{round(high - low, 1)}"
    assert mark.attributes["d"] == f"M{value} 0v10"


def test_opening_a_card_shows_questions_with_the_words_found(draw: Draw) -> None:
    more = row(page_at(draw()), "СРОЧНО!!! Баннер на главную").one("details")
    asks = [one.text for one in more.one("ul", class_="required").all("li")]
    assert any("TBD" in ask and "Вместо ответа заготовка" in ask for ask in asks), asks


def test_a_card_with_facts_has_a_defence_of_them_and_an_empty_one_none(draw: Draw) -> None:
    page = page_at(draw())
    told = row(page, "Заказ без регистрации").one("details").text
    assert "В защиту карточки" in told
    assert "Эффект: +2 млн ₽ выручки в месяц. Труд: нет данных" in " ".join(told.split())
    assert "В защиту" not in row(page, "More traffic").one("details").text


def test_parts_of_the_score_add_up_to_the_number_below_them(draw: Draw) -> None:
    for one in page_at(draw()).all("ul", class_="sum"):
        *parts, total = (
            float(figure.text.replace("−", "-").replace(",", ".")) for figure in one.all("b")
        )
        assert sum(parts) == pytest.approx(total, abs=1e-9)


def test_rules_speak_the_language_of_the_page_and_cards_their_own(draw: Draw) -> None:
    english = page_at(draw(language="en"))
    assert english.one("html").attributes["lang"] == "en"
    russian_card = row(english, "СРОЧНО!!! Баннер на главную")
    assert russian_card.one("bdi", class_="title").attributes["lang"] == "ru"
    asked = russian_card.one("ul", class_="required").text
    assert "answers for " in asked
    assert "lang" not in row(english, "More traffic").one("bdi", class_="title").attributes


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 открытая карточка в очереди"),
        (2, "2 открытые карточки в очереди"),
        (5, "5 открытых карточек в очереди"),
        (21, "21 открытая карточка в очереди"),
    ],
)
def test_nouns_follow_their_number(draw: Draw, count: int, said: str) -> None:
    cards = [card(f"N-{at}", f"Задача {at}") for at in range(count)]
    assert said in page_at(draw(cards)).one("header").text


def test_the_header_tells_when_what_and_how_complete(draw: Draw) -> None:
    header = page_at(draw()).one("header").text
    assert "Собрано 21 ноября 2026 г., 20:30 UTC" in header
    assert "Jira · Магазин 2" in header
    assert "Trello · Рост 1" in header
    assert "отвечают на все обязательные вопросы 1 из 3" in header


@pytest.mark.parametrize(
    ("share", "said"), [(0, "0%"), (0.001, "<1%"), (0.425, "42%"), (0.999, ">99%"), (1, "100%")]
)
def test_a_little_is_not_nothing_and_nearly_all_is_not_all(share: float, said: str) -> None:
    assert Speech("en").percent(share).replace("\N{THIN SPACE}", "") == said


def test_many_sources_are_named_in_their_table_and_files_without_folders(draw: Draw) -> None:
    cards = [
        card(f"F-{at}", f"Задача {at}", connection=f"exports/board-{at}.json", group="")
        for at in range(8)
    ]
    page = page_at(draw(cards))
    assert "Jira · board-4.json 1 и ещё 3" in page.one("header").text
    assert "exports/" not in page.one("table", id="by-source").text
    assert len(page.one("table", id="by-source").one("tbody").all("tr")) == 8


def test_the_cut_line_stands_where_the_sprint_is_full(draw: Draw) -> None:
    rows = page_at(draw(capacity=10.0)).one("table", id="cards").all("tbody")
    fits = [("below" not in one.attributes["class"]) for one in rows]
    at = next(at for at, one in enumerate(rows) if one.attributes["class"] == "cut")
    assert all(fits[:at])
    assert not any(fits[at + 1 :])
    assert 0 < at < len(rows) - 1


def test_what_is_missing_is_counted_by_question_kind_and_team(draw: Draw) -> None:
    tables = page_at(draw()).one("section", id="missing").all("table")
    heads = [one.one("caption").text for one in tables]
    assert heads == ["По вопросам", "По видам", "По командам", "На заметку"]
    owner = next(one for one in tables[0].all("tr") if one.text.startswith("владелец"))
    assert owner.all("td")[0].text == "2"
    assert "67 %" in owner.text
    assert float(owner.one("rect", class_="part").attributes["width"]) == pytest.approx(66.7)
    by_team = [one.text for one in tables[2].one("tbody").all("tr")]
    assert by_team[0].startswith("Магазин 2 50 %")
    cells = tables[2].one("tbody").all("tr")[0].all("td", class_="heat2")
    assert {one.text for one in cells} == {"1"}
    assert parse_qs(cells[0].attributes["data-show"])["team"] == ["Магазин"]


def test_a_team_bears_the_name_the_context_gives_its_department(draw: Draw) -> None:
    known = {
        "departments": [{"id": "marketing", "name": "Отдел роста"}],
        "people": [{"name": "Майя Вершинина", "department": "marketing"}],
    }
    page = page_at(draw(**known))
    options = [one.text for one in page.one("select", name="team").all("option")]
    assert any(one.startswith("Отдел роста (1)") for one in options), options


def test_pressure_is_told_with_the_cards_that_carry_it(draw: Draw) -> None:
    pressure = page_at(draw()).one("section", id="pressure")
    press = next(one for one in pressure.all("div", class_="press") if "торопят" in one.text)
    link = press.one("a")
    assert link.text == "СРОЧНО!!! Баннер на главную"
    assert link.attributes["href"].startswith("#c")


def test_every_inner_link_leads_somewhere_and_ids_are_unique(draw: Draw) -> None:
    page = page_at(draw())
    ids = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    inner = {
        one.attributes["href"][1:] for one in page.all("a") if one.attributes["href"][0] == "#"
    }
    assert inner <= set(ids)


def test_a_reader_without_eyes_finds_landmarks_heads_and_one_title(draw: Draw) -> None:
    page = page_at(draw())
    assert len(page.all("h1")) == 1
    for landmark in ("header", "nav", "main", "footer"):
        assert len(page.all(landmark)) == 1
    assert all(one.attributes.get("scope") in ("col", "row") for one in page.all("th"))
    assert page.one("table", id="cards").one("th", **{"aria-sort": "ascending"}).text == "№"
    assert page.one("p", id="shown").attributes["role"] == "status"
    for control in (*page.all("select"), page.one("input")):
        assert any(control in label.all() for label in page.all("label"))


def test_only_the_two_texts_of_the_page_itself_may_run(draw: Draw) -> None:
    page = page_at(draw())
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        text = "".join(part for part in page.one(tag).parts if isinstance(part, str))
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not [one for one in page.all() if "style" in one.attributes or "src" in one.attributes]


def test_no_open_cards_still_make_a_page(draw: Draw) -> None:
    assert "Открытых карточек нет." in page_at(draw([])).one("main").text


def test_the_file_is_readable_by_all_and_leaves_nothing_beside_it(draw: Draw) -> None:
    path = draw()
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said_in_one_line(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "report.html"
    with pytest.raises(UserError, match="the report cannot be written") as caught:
        save_report(path, Told([], rulebook, MADE), "en")
    assert caught.value.where == str(path)
    assert caught.value.code == 2


def test_the_page_speaks_the_language_of_most_cards(rulebook: Rulebook) -> None:
    assert main_language(rulebook.judge(CARDS, TODAY, "auto")) == "ru"
    assert main_language([]) == "en"
