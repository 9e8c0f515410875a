"""Words are data: files extend each other, and a mistake names its place."""

from pathlib import Path

import pytest

from enrichment.reading.read import read
from enrichment.reading.words import Words, load_words
from enrichment.yamlplaces import Problems
from tests.reading.conftest import ROOT, make_card

PACK = sorted((ROOT / "rules/ecommerce/words").glob("*.yaml"))


def test_an_admin_adds_a_heading_and_a_metric_without_code(tmp_path: Path, words: Words) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(
        "headings: {problem: [больное место]}\n"
        "metrics: {basket fill: {role: proxy, kind: other, names: [наполненность тележки]}}\n"
    )
    card = make_card("Больное место: курьеры ждут\n\nПоднять наполненность тележки до 5%")

    extended = read(card, load_words([*PACK, ours]))

    assert read(card, words).metrics.missing
    assert extended.problem.value == "курьеры ждут"
    assert extended.metrics.value is not None
    assert extended.metrics.value[0].target == 5


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("headngs: {problem: [боль]}", "ours.yaml:1:1: unknown key 'headngs' (did you mean"),
        ("metrics:\n  a: {role: best, kind: money, names: [a]}", "ours.yaml:2:"),
        ("headings: [боль]", "ours.yaml:1:1:"),
    ],
)
def test_a_mistake_is_refused_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    ours = tmp_path / "ours.yaml"
    ours.write_text(text)

    with pytest.raises(Problems) as refusal:
        load_words([ours])

    assert place in str(refusal.value)


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("headngs: {problem: [боль]}")
    (tmp_path / "b.yaml").write_text("metrics: 3")

    with pytest.raises(Problems) as refusal:
        load_words([tmp_path / "a.yaml", tmp_path / "b.yaml"])

    assert [problem.file.rpartition("/")[2] for problem in refusal.value.problems] == [
        "a.yaml",
        "b.yaml",
    ]


def test_one_entry_covers_the_inflected_forms(words: Words) -> None:
    for form in ("Метрика", "метрики", "Метрикой"):
        assert words.heading(form) == "metric"


def test_a_heading_may_say_a_little_more(words: Words) -> None:
    assert words.heading("💰 Ожидаемый эффект (₽)") == "effect"
    assert words.heading("Какую проблему мы решаем?") == "problem"
    assert words.heading("Список товаров с фильтром по цене") == ""
