from enrichment.defence import defence
from enrichment.reading.slots import Effect, EffectKind, Effort, Place, Quote, Reading, Slot

PROBLEM = Slot[str](
    "31% новых покупателей уходят", Quote("31% новых покупателей уходят.", Place.PROSE)
)
EFFECT = Slot[tuple[Effect, ...]](
    (Effect(EffectKind.MONEY, 2e6, 2e6, "RUB"),), Quote("+2 млн ₽ в месяц", Place.SECTION)
)
EFFORT = Slot[Effort](Effort(8, "day"), Quote("8 дней", Place.FIELD, "Труд"))


def test_a_defence_is_made_of_the_card_s_own_words_and_tells_what_is_unsaid() -> None:
    said = Reading(language="ru", problem=PROBLEM, effects=EFFECT, effort=EFFORT)
    assert defence(said, "ru") == (
        "Проблема: 31% новых покупателей уходят. Что меняем: нет данных. "
        "Эффект: +2 млн ₽ в месяц. Труд: 8 дней. Данные: нет данных."
    )
    assert defence(said, "en").startswith("Problem: 31% новых покупателей уходят. Change: no data.")


def test_a_card_that_says_little_has_no_defence() -> None:
    assert defence(Reading(language="ru", problem=PROBLEM, effects=EFFECT), "ru") == ""


def test_a_bare_number_of_effort_is_told_with_its_unit() -> None:
    bare = Slot[Effort](Effort(8, "sp"), Quote("8", Place.FIELD, "Story Points"))
    said = Reading(language="ru", problem=PROBLEM, effects=EFFECT, effort=bare)
    assert "Труд: 8 sp." in defence(said, "ru")


def test_a_long_part_is_cut() -> None:
    long = Slot[str]("слово " * 100, Quote("слово", Place.PROSE))
    told = defence(Reading(language="ru", problem=long, effects=EFFECT, effort=EFFORT), "ru")
    assert len(told) < 320
    assert "…" in told
