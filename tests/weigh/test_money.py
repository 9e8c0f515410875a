import pytest

from enrichment.context import Context
from enrichment.effort import Days, days_of
from enrichment.money import Terms, Unknown, Yearly, yearly
from enrichment.reading.slots import Effect, EffectKind, Effort, Period


def effect(kind: EffectKind, amount: float, unit: str = "", **more: object) -> Effect:
    return Effect(kind=kind, low=amount, high=amount, unit=unit, **more)  # type: ignore[arg-type] # the test's own words


def amount(found: Yearly | Unknown | None) -> tuple[float, float, str, str]:
    assert isinstance(found, Yearly)
    return round(found.low), round(found.high), found.currency, found.note.replace("\xa0", " ")


def reason(found: Yearly | Unknown | None) -> str:
    assert isinstance(found, Unknown)
    return found.why


def test_a_monthly_amount_is_brought_to_a_year(shop: Context) -> None:
    monthly = Effect(EffectKind.MONEY, 2e6, 3e6, "RUB", period=Period.MONTH)
    assert amount(yearly((monthly,), Terms(shop, "ru"))) == (
        24_000_000,
        36_000_000,
        "RUB",
        "2–3 млн ₽ × 12 = 24–36 млн ₽ в год",
    )


def test_a_known_rate_brings_another_currency_home(shop: Context) -> None:
    dollars = Effect(EffectKind.MONEY, 1000, 1000, "USD", period=Period.YEAR)
    assert amount(yearly((dollars,), Terms(shop, "en"))) == (
        92_000,
        92_000,
        "RUB",
        "$1k × 92 = ₽92k a year",
    )


def test_an_unknown_rate_leaves_the_amount_in_its_currency() -> None:
    euros = Effect(EffectKind.MONEY, 1000, 1000, "EUR", period=Period.MONTH)
    assert amount(yearly((euros,), Terms(Context(), "en")))[:3] == (12_000, 12_000, "EUR")


def test_relative_conversion_counts_the_orders_there_are(shop: Context) -> None:
    more = effect(EffectKind.CONVERSION, 10, "%")
    assert amount(yearly((more,), Terms(shop, "ru"))) == (
        23_256_000,
        23_256_000,
        "RUB",
        "10 % × 180 000 × 1,29 тыс. ₽ = 23,3 млн ₽ в год",
    )


@pytest.mark.parametrize(
    ("step", "a_year"),
    [
        ("", 600_000 * 12),  # all visits
        ("cart", 48_000 * 12 * 15_000 / 24_000),  # those in the cart, on to the order
        ("checkout", 24_000 * 12),
        ("order", 24_000 * 12),  # the order is passed by those who come to the checkout
    ],
)
def test_a_point_of_conversion_is_worth_what_passes_its_step(
    shop: Context, step: str, a_year: float
) -> None:
    point = effect(EffectKind.CONVERSION, 1, "pp")
    found = amount(yearly((point,), Terms(shop, "ru", step)))
    assert found[1] == round(a_year / 100 * 3400 * 0.38)


def test_retention_counts_repeat_orders_only(shop: Context) -> None:
    more = effect(EffectKind.RETENTION, 10, "%")
    assert amount(yearly((more,), Terms(shop, "ru")))[1] == 11_628_000


def test_hours_cost_what_an_hour_costs(shop: Context) -> None:
    saved = effect(EffectKind.TIME, 20, "h", period=Period.WEEK)
    assert amount(yearly((saved,), Terms(shop, "ru"))) == (
        884_000,
        884_000,
        "RUB",
        "20 ч × 52 × 850 ₽ = 884 тыс. ₽ в год",
    )


def test_a_marketplace_takes_its_commission(shop: Context) -> None:
    more = effect(EffectKind.CONVERSION, 10, "%")
    on_marketplace = yearly((more,), Terms(shop, "ru", marketplace=True))
    assert amount(on_marketplace)[1] == round(23_256_000 * 14 / 38)


def test_without_a_funnel_a_conversion_is_not_guessed() -> None:
    more = effect(EffectKind.CONVERSION, 10, "%")
    found = yearly((more,), Terms(Context(), "ru"))
    assert reason(found) == "эффект в деньгах: в context.yaml нет воронки"


def test_a_larger_basket_is_worth_its_margin_on_every_order(shop: Context) -> None:
    more = Effect(EffectKind.MONEY, 100, 100, "RUB")
    assert amount(yearly((more,), Terms(shop, "ru", basket=True))) == (
        6_840_000,
        6_840_000,
        "RUB",
        "100 ₽ × 180 000 × 38 % = 6,84 млн ₽ в год",
    )


def test_revenue_in_percent_grows_as_orders_do(shop: Context) -> None:
    more = effect(EffectKind.MONEY, 10, "%")
    assert amount(yearly((more,), Terms(shop, "ru")))[1] == 23_256_000


def test_effects_told_twice_are_not_added_up(shop: Context) -> None:
    money = Effect(EffectKind.MONEY, 1e6, 1e6, "RUB", period=Period.YEAR)
    conversion = effect(EffectKind.CONVERSION, 10, "%")
    found = yearly((money, conversion), Terms(shop, "ru"))
    assert amount(found)[1] == 23_256_000


def test_up_to_begins_at_nothing_and_from_promises_no_more(shop: Context) -> None:
    up_to = Effect(EffectKind.MONEY, None, 100, "RUB", period=Period.YEAR)
    at_least = Effect(EffectKind.MONEY, 100, None, "RUB", period=Period.YEAR)
    assert amount(yearly((up_to,), Terms(shop, "ru"))) == (0, 100, "RUB", "до 100 ₽ в год")
    assert amount(yearly((at_least,), Terms(shop, "ru")))[:2] == (100, 100)


def test_no_number_is_no_amount(shop: Context) -> None:
    promise = Effect(EffectKind.MONEY, None, None)
    assert yearly((promise,), Terms(shop, "ru")) is None


@pytest.mark.parametrize(
    ("effort", "days"),
    [
        (Effort(3, "day"), Days(3, 3)),
        (Effort(4, "month", 6), Days(84, 126)),
        (Effort(16, "hour"), Days(2, 2)),
        (Effort(2, "week"), Days(10, 10)),
        (Effort(1, "sprint"), Days(10, 10)),
        (Effort(5, "sp"), Days(5, 5)),
        (Effort(0, "tshirt", size="M"), Days(8, 8)),
        (Effort(0, "tshirt", size="?"), None),
        (Effort(5, "parrot"), None),
        (Effort(0, "day"), None),
        (None, None),
    ],
)
def test_effort_becomes_person_days(
    effort: Effort | None, days: Days | None, shop: Context
) -> None:
    assert days_of(effort, shop) == days
