"""E-mails, phones and card numbers in many forms, wherever card text is quoted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from connectors.card import Card
from connectors.mask import mask
from connectors.remark import Bullets, Heading, Paragraph, Quote, Remark, Span, Table
from connectors.text.to_adf import remark_to_adf
from connectors.text.to_markdown import remark_to_markdown
from connectors.text.to_notion import remark_to_rich_text
from connectors.text.to_wiki import remark_to_wiki
from connectors.write import Plan, PutComment, Target
from enrichment.judge import Judged
from steelyard.annotations import github_lines
from steelyard.baseline import NewLack
from steelyard.data import pack_folder
from steelyard.gate_faces import annotation_of, face_of, line_of, markdown_of
from steelyard.harmless import json_line, printable
from steelyard.planfile import save_plan
from steelyard.report.rulings import rulings
from steelyard.report.safe import shown
from steelyard.rulebook import Rulebook, load_rulebook
from steelyard.speech import Speech
from tests.support.cards import NOW, a_card

DIGIT = st.sampled_from("0123456789")
GAP = st.sampled_from(["", " ", "-", ".", "\u00a0", "\u2011", " - ", "  ", "\u2009", "—", "\t"])


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text(DIGIT, min_size=count, max_size=count)


@st.composite
def russian_phones(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from(["+7", "8", "7"]))
    code = draw(st.sampled_from("3489")) + draw(digits(2))
    before, by = draw(GAP), draw(GAP)
    code = draw(st.sampled_from([code, f"({code})"]))
    return f"{first}{before}{code}{by}{draw(digits(3))}{by}{draw(digits(2))}{by}{draw(digits(2))}"


@st.composite
def foreign_phones(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(["1", "44", "375", "380", "49", "998"]))
    groups = draw(st.lists(digits(3), min_size=3, max_size=3))
    by = draw(st.sampled_from(["", " ", "-", "."]))
    start = draw(st.sampled_from(["+", "00"]))
    return start + country + by + by.join(groups)


@st.composite
def called_phones(draw: st.DrawFn) -> str:
    word = draw(
        st.sampled_from(["тел. ", "тел", "Телефон: ", "phone ", "WhatsApp ", "wa.me/", "tel:"])
    )
    by = draw(st.sampled_from(["", "-", " "]))
    return word + by.join([draw(digits(3)), draw(digits(2)), draw(digits(2))])


@st.composite
def cards(draw: st.DrawFn) -> str:
    by = draw(st.sampled_from([" ", "-", "\u00a0", "  ", "."]))
    bank = by.join(draw(st.lists(digits(4), min_size=4, max_size=4)))
    word = draw(
        st.sampled_from(
            ["карта ", "бонусная карта № ", "по карте #", "card no. ", "Loyalty card: "]
        )
    )
    bonus = word + "7" + draw(digits(draw(st.integers(7, 12))))
    return draw(st.sampled_from([bank, "2" + draw(digits(12)), bonus]))


@st.composite
def emails(draw: st.DrawFn) -> str:
    letters = st.text("abcdefgiklnopqrsuvwxyzабвгд", min_size=1, max_size=8)
    local = ".".join(draw(st.lists(letters, min_size=1, max_size=3)))
    at = draw(st.sampled_from(["@", "%40", "(at)", " [at] ", "＠"]))
    host = ".".join(draw(st.lists(letters, min_size=1, max_size=2)))
    return f"{local}{at}{host}.{draw(st.sampled_from(['ru', 'com', 'рф', 'co.uk', 'xn--p1ai']))}"


personal = st.one_of(russian_phones(), foreign_phones(), called_phones(), cards(), emails())
around = st.sampled_from(
    ["{}", "Позвонить {}", "«{}»", "({}).", "**{}**", "_{}_", "{} заказ готов", "a,{};"]
)


def tell_tale(secret: str) -> list[str]:
    """What of a personal datum would still tell it: its last digits, or its name and host."""
    if any(char.isdigit() for char in secret):
        told = "".join(char for char in secret if char.isdigit())
        return [told[-7:]]
    return [secret, secret.replace("＠", "@")]


def tells(text: str, secret: str) -> bool:
    if any(char.isdigit() for char in secret):
        text = "".join(char for char in text if char.isdigit())
    return any(one in text for one in tell_tale(secret))


@example(secret="001000000000", frame="a,{};")
@given(secret=personal, frame=around)
def test_no_form_of_a_phone_a_card_or_an_address_gets_through(secret: str, frame: str) -> None:
    masked = mask(frame.format(secret))

    assert not tells(masked, secret)
    assert "[" in masked


@given(secret=personal, frame=around)
def test_masking_is_done_after_one_time(secret: str, frame: str) -> None:
    assert mask(mask(frame.format(secret))) == mask(frame.format(secret))


@given(st.text("0123456789 ₽.-+() тел карта№@[]phonecard", max_size=60))
def test_masking_again_changes_nothing(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "Telegram: 1 200 000 подписчиков",
        "выпустили 12 500 000 карт",
        "карта 150000 ₽ в год",
        "карта лояльности с 2026-11-21",
        "hotel 1234567",
        "8 400 000 заказов",
        "30%40 на второй товар",
        "12 500 звонков в месяц",
        "at 10:00 00 12 34",
        "бонусов 12345678 ₽",
    ],
)
def test_figures_of_the_work_stay(text: str) -> None:
    assert mask(text) == text


SPLIT = "+7 912\u200b 345\u2060-67\x1b-89 ivan\u00ad.petrov@mail\u200b.ru"
WHOLE = ("345-67-89", "3456789", "ivan.petrov@mail.ru")
TEXT = f"Позвонить {SPLIT}"


def remark() -> Remark:
    blocks = (
        Heading(TEXT), Paragraph((Span(TEXT), Span(TEXT, code=True))), Bullets(((Span(TEXT),),)),
        Quote(TEXT), Table((("a", TEXT), (TEXT, "b"))),
    )  # fmt: skip
    return Remark(blocks, "0" * 8, "ru")


RENDERERS: dict[str, Callable[[Remark], object]] = {
    "jira cloud": remark_to_adf,
    "jira data center": remark_to_wiki,
    "trello": remark_to_markdown,
    "notion": remark_to_rich_text,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_a_comment_masks_what_invisible_characters_tear_apart(name: str) -> None:
    said = str(RENDERERS[name](remark())).replace("\\", "").replace("\u2060", "")

    assert not [word for word in WHOLE if word in said]
    assert "phone" in said
    assert "e-mail" in said


def test_terminal_json_and_report_mask_it_too() -> None:
    for text in (printable(TEXT), shown(TEXT)):
        assert not [word for word in WHOLE if word in text]
    assert (
        json_line({"a": ["+79123456789", {"b": "ivan@mail.ru"}]})
        == '{"a":["[phone]",{"b":"[e-mail]"}]}'
    )


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook([pack_folder("ecommerce")], None)


def judged(book: Rulebook, **more: object) -> Judged:
    card: Card = a_card(1, **more)
    return book.judge([card], NOW.date(), "auto")[0]


def test_the_gate_masks_it_in_every_output(book: Rulebook) -> None:
    one = judged(book, title=TEXT, key=TEXT, body="Эффект: " + TEXT)
    rules = rulings(book, Speech("ru"))
    face = face_of(
        NewLack(one, tuple(flag.rule for flag in one.verdict.required), known=False), rules
    )

    outputs = [
        line_of(face),
        *github_lines([annotation_of(face)], "more"),
        markdown_of([face], ["1"], rules, "steelyard"),
    ]

    for text in outputs:
        bare = text.replace("\\", "").replace("\u2060", "")
        assert "[phone]" in bare
        assert not [word for word in WHOLE if word in bare]


def test_a_plan_file_masks_titles_and_remarks(tmp_path: Path) -> None:
    target = Target("growth", "1", "1", TEXT, "0" * 32)
    file = tmp_path / "plan.json"

    save_plan(file, Plan(NOW, (PutComment(target, remark()),)))

    text = file.read_text()
    assert text.count("[phone]") == 8
    assert not [word for word in WHOLE if word in text]
