"""Both languages say the same: every text in both, blanks that agree, forms for every number."""

import importlib
import pkgutil
import re
import string
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import enrichment
import steelyard
from enrichment import texts
from enrichment.verdict import Decision, Severity
from enrichment.wording import Texts, money, money_between, number
from steelyard import answers
from steelyard.data import pack_folder
from steelyard.report import rulings
from steelyard.report import texts as page_texts
from steelyard.rulebook import load_rulebook
from steelyard.speech import Forms, Speech

NUMBERS = (1, 2, 5, 11, 21, 22, 101, 1.5)
LOWER_QUOTES = re.compile(r"[\"“”„]")


def found(value: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every text or set of forms in a module's table, however deep it stands."""
    if isinstance(value, Mapping):
        if set(value) == {"ru", "en"}:
            yield where, value
        else:
            for name, inner in value.items():
                yield from found(inner, f"{where}.{name}")
    elif isinstance(value, (list, tuple)):
        for at, inner in enumerate(value):
            yield from found(inner, f"{where}.{at}")


def every() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for package in (enrichment, steelyard):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "migrations" in info.name or info.name.endswith("__main__"):
                continue
            for name, value in vars(importlib.import_module(info.name)).items():
                if not name.startswith("__"):
                    yield from found(value, f"{info.name}.{name}")


TEXTS: dict[str, Texts] = {where: each for where, each in every() if isinstance(each["ru"], str)}
FORMS: dict[str, Forms] = {
    where: each for where, each in every() if isinstance(each["ru"], Mapping)
}


def rules() -> dict[str, Texts]:
    """Every `ask`, `why` and name of the pack, by where it stands."""
    files = sorted(pack_folder("ecommerce").glob("*.yaml"))
    loaded = {file.name: YAML(typ="safe").load(file.read_text(encoding="utf-8")) for file in files}
    each = (found(value, name) for name, value in loaded.items() if "tests" not in name)
    return dict(chain.from_iterable(each))


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_there_are_texts_to_look_at() -> None:
    assert len(TEXTS) > 250
    assert len(FORMS) > 15
    assert len(rules()) > 120


@pytest.mark.parametrize("table", [TEXTS, rules()], ids=["texts", "rules"])
def test_every_text_is_there_in_both_languages_with_the_same_blanks(
    table: Mapping[str, Texts],
) -> None:
    for where, each in table.items():
        assert each["ru"].strip(), where
        assert each["en"].strip(), where
        assert blanks(each["ru"]) == blanks(each["en"]), where


@pytest.mark.parametrize("table", [TEXTS, rules()], ids=["texts", "rules"])
def test_each_language_is_written_as_its_readers_write_it(table: Mapping[str, Texts]) -> None:
    for where, each in table.items():
        russian = each["ru"]
        assert not LOWER_QUOTES.search(russian), f"{where}: «ёлочки» in Russian"
        assert " - " not in russian + each["en"], f"{where}: a hyphen is no dash"
        assert not re.search("[а-яё]", each["en"], re.IGNORECASE), where
        assert "!" not in russian + each["en"], f"{where}: nobody is shouted at"
        assert not re.search(r"\b(вы|ваш\w*|ты) (не|забыл)", russian, re.IGNORECASE), where
        assert not re.search(r"\byou (did not|didn't|forgot|failed)", each["en"]), where


@pytest.mark.parametrize("where", sorted(FORMS))
def test_every_count_has_every_form_of_both_languages(where: str) -> None:
    forms = FORMS[where]
    assert set(forms["ru"]) == {"one", "few", "many"}
    assert set(forms["en"]) == {"one", "other"}
    assert len({frozenset(blanks(form)) for each in forms.values() for form in each.values()}) == 1


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ru", "1 день|2 дня|5 дней|11 дней|21 день|22 дня|101 день|1,5 дня"),
        ("en", "1 day|2 days|5 days|11 days|21 days|22 days|101 days|1.5 days"),
    ],
)
def test_nouns_follow_their_number(language: str, said: str) -> None:
    speech = Speech(language)
    days = page_texts.COUNTED["days"]
    assert "|".join(speech.count(count, days) for count in NUMBERS) == said


@given(st.integers(0, 10_000))
def test_russian_forms_go_by_the_last_two_digits(count: int) -> None:
    word = Speech("ru").count(count, answers.COUNTED["cards"]).rpartition(" ")[2]
    last, teens = count % 10, count % 100 // 10 == 1
    few = last in {2, 3, 4} and not teens
    assert word == ("карточка" if last == 1 and not teens else "карточки" if few else "карточек")


def test_money_numbers_and_moments_are_those_of_the_language() -> None:
    moment = datetime(2026, 11, 21, 20, 5, tzinfo=UTC)
    assert money(2_400_000, "RUB", "ru") == "2,4\xa0млн\xa0₽"
    assert money(310_000, "USD", "en") == "$310k"
    assert money(310_000, "USD", "ru") == "310\xa0тыс.\xa0$"
    assert money_between(2e6, 3e6, "RUB", "ru") == "2–3\xa0млн\xa0₽"
    assert number(1_234_567.5, "ru", 1) == "1\xa0234\xa0567,5"
    assert number(1_234_567.5, "en", 1) == "1,234,567.5"
    assert Speech("ru").number(1234.56) == "1\xa0234,6"
    assert Speech("en").number(1234.56) == "1,234.6"
    assert Speech("ru").points(-9) == "−9"
    assert Speech("ru").percent(0.42) == "42\xa0%"
    assert Speech("en").percent(0.42) == "42%"
    assert Speech("ru").day(date(2026, 3, 1)) == "1 марта 2026\u202fг."
    assert Speech("en").day(date(2026, 3, 1)) == "March 1, 2026"
    assert Speech("ru").moment(moment).endswith("20:05 UTC")
    assert Speech("en").moment(moment).endswith("8:05\u202fPM UTC")


def test_every_check_and_decision_has_a_short_name_people_can_read() -> None:
    book = load_rulebook([pack_folder("ecommerce")], None)
    checks = {check.id for checks, _ in book.pack.checks.values() for check in checks}
    assert checks <= set(page_texts.RULES)
    assert set(page_texts.DECISIONS) == set(texts.DECISIONS) == set(Decision)
    assert set(page_texts.SEVERITIES) == set(Severity)
    assert rulings.rulings(book, Speech("ru")).short("missing-metric") == "метрика"


def test_a_question_fits_a_line_and_ends_as_one() -> None:
    for where, each in rules().items():
        if where.endswith(".ask"):
            for text in each.values():
                assert len(text) <= 140, where
                assert text.endswith("?"), where
