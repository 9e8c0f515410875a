"""Numbers and words of the two languages a verdict speaks."""

from collections.abc import Mapping

Texts = Mapping[str, str]
"""A text in `ru` and `en`."""

_SPACE = "\N{NO-BREAK SPACE}"
_SIZES = (
    (1e9, f"{_SPACE}млрд", "B"),
    (1e6, f"{_SPACE}млн", "M"),
    (1e3, f"{_SPACE}тыс.", "k"),
)
_DIGITS = (",.0f", ",.1f", ",.2f", ",.3f", ",.4f")
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸"}


def say(texts: Texts, language: str, **values: object) -> str:
    """Choose the text of `language` (English when it is not Russian) and fill its blanks."""
    text = texts["ru" if language == "ru" else "en"]
    return text.format(**values) if values else text


def number(value: float, language: str, digits: int = 0) -> str:
    """Write 1234567.5 as «1 234 567,5» or "1,234,567.5", without trailing zeros."""
    text = format(value, _DIGITS[digits])
    text = text.rstrip("0").rstrip(".") if digits else text
    if language != "ru":
        return text
    return text.replace(",", _SPACE).replace(".", ",")


def money_between(low: float, high: float, currency: str, language: str) -> str:
    """Write a range of money, the unit once: «2–3 млн ₽»; one amount when the ends are equal."""
    last = money(high, currency, language)
    first = last if low == high else money(low, currency, language)
    if first == last:
        return last
    if not low:
        return f"{'до' if language == 'ru' else 'up to'} {last}"
    amount, _, unit = first.partition(_SPACE)
    shared = language == "ru" and unit == last.partition(_SPACE)[2]
    return f"{amount if shared else first}–{last}"


def money(value: float, currency: str, language: str) -> str:
    """Write an amount to three significant figures with its currency: «2,4 млн ₽», "$310k"."""
    rounded = float(f"{value:.3g}")
    sign = _SIGNS.get(currency, currency)
    size, ru, en = _size(abs(rounded))
    amount = number(rounded / size, language, 2)
    if language == "ru":
        return f"{amount}{ru}{_SPACE}{sign}" if sign else f"{amount}{ru}"
    return f"{sign}{amount}{en}" if len(sign) == 1 else f"{sign} {amount}{en}"


def _size(amount: float) -> tuple[float, str, str]:
    """Give the unit an amount is written in, with its name in both languages."""
    for entry in _SIZES:
        if amount >= entry[0]:
            return entry
    return 1, "", ""
