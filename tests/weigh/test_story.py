import pytest

from enrichment.story import Story, story_of


@pytest.mark.parametrize(
    ("text", "story"),
    [
        (
            "Как покупатель ноутбука, я хочу получать письмо о цене, чтобы не заходить каждый день.",
            Story("покупатель ноутбука", "получать письмо о цене", "не заходить каждый день"),
        ),
        (
            "Как оператор склада, я хочу, чтобы этикетка печаталась сразу, чтобы не бегать.",
            Story("оператор склада", "этикетка печаталась сразу", "не бегать"),
        ),
        (
            "As a returning pet owner I want one-tap reorder\n…so that I can restock.",
            Story("returning pet owner", "one-tap reorder", "I can restock"),
        ),
        (
            "As a maintainer, I want to delete the polyfills so builds go down to 6 min.",
            Story("maintainer", "delete the polyfills", "builds go down to 6 min"),
        ),
        ("КАК КЛИЕНТ, Я ХОЧУ СМЕНИТЬ АДРЕС", Story("КЛИЕНТ", "СМЕНИТЬ АДРЕС")),
        ("Я хочу тёмную тему, чтобы не болели глаза", None),
        ("Хотим сделать как у конкурентов, чтобы не отстать", None),
        ("Customers want it as soon as possible", None),
        ("", None),
    ],
)
def test_a_story_is_told_by_who_wishes_what_and_why(text: str, story: Story | None) -> None:
    assert story_of(text) == story
