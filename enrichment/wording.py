"""Numbers and words of the two languages a verdict speaks."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]
"""A text in `ru` and `en`."""

_SPACE = "\N{NO-BREAK SPACE}"
_ONE: Final = (1.0, "", "")
_THOUSAND: Final = (1e3, f"{_SPACE}тыс.", "k")
_MILLION: Final = (1e6, f"{_SPACE}млн", "M")
_BILLION: Final = (1e9, f"{_SPACE}млрд", "B")
_DIGITS = (",.0f", ",.1f", ",.2f", ",.3f", ",.4f")
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸"}


def say(texts: Texts, language: str, **values: object) -> str:
    """Choose the text of `language` (English when it is not Russian) and fill its blanks."""
    text = texts["ru" if language == "ru" else "en"]
    return text.format(**values) if values else text


def number(value: float, language: str, digits: int = 0) -> str:
    """Write 1234567.5 as «1 234 567,5» or "1,234,567.5", without trailing zeros."""
    if _is_short(value):
        return str(int(value))
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
    rounded = value if _is_short(value) else float(f"{value:.3g}")
    sign = _SIGNS.get(currency, currency)
    size, ru, en = _size(abs(rounded))
    amount = number(rounded / size, language, 2)
    if language == "ru":
        return f"{amount}{ru}{_SPACE}{sign}" if sign else f"{amount}{ru}"
    return f"{sign}{amount}{en}" if len(sign) == 1 else f"{sign} {amount}{en}"


def _size(amount: float) -> tuple[float, str, str]:
    """Give the unit an amount is written in, with its name in both languages."""
    if amount < _THOUSAND[0]:
        return _ONE
    if amount < _MILLION[0]:
        return _THOUSAND
    return _MILLION if amount < _BILLION[0] else _BILLION


def _is_short(value: float) -> bool:
    """Tell whether a figure is whole and of three digits at most: it is written as it is."""
    return 0 < value < 1000 and int(value) == value
