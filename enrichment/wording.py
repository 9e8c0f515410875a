"""Numbers and words of the two languages a verdict speaks."""

from collections.abc import Mapping

Texts = Mapping[str, str]
"""A text in `ru` and `en`."""

_SPACE = "\N{NO-BREAK SPACE}"
_SIZES = ((1e9, ("млрд", "B")), (1e6, ("млн", "M")), (1e3, ("тыс.", "k")), (0, ("", "")))
_SIGNS = {"RUB": "₽", "USD": "$", "EUR": "€", "GBP": "£", "KZT": "₸"}


def say(texts: Texts, language: str, **values: object) -> str:
    """Choose the text of `language` (English when it is not Russian) and fill its blanks."""
    text = texts["ru" if language == "ru" else "en"]
    return text.format(**values) if values else text


def number(value: float, language: str, digits: int = 0) -> str:
    """Write 1234567.5 as «1 234 567,5» or "1,234,567.5", without trailing zeros."""
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if language != "ru":
        return text
    return text.replace(",", _SPACE).replace(".", ",")


def money_between(low: float, high: float, currency: str, language: str) -> str:
    """Write a range of money, the unit once: «2–3 млн ₽»; one amount when the ends are equal."""
    first, last = money(low, currency, language), money(high, currency, language)
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
    size, (ru, en) = next(entry for entry in _SIZES if abs(rounded) >= entry[0])
    amount = number(rounded / (size or 1), language, 2)
    if language == "ru":
        return _SPACE.join(filter(None, (amount, ru, sign)))
    return f"{sign}{amount}{en}" if len(sign) == 1 else f"{sign} {amount}{en}"
