"""Sums in a card's text that do not come out: a × b = c, and volume × price against a budget."""

import re
from typing import Final

from enrichment.wording import number

TOLERANCE: Final = 0.1
"""Rounded figures may differ by so much of the result."""

_LONGEST: Final = 4000
"""Characters of a text that are looked at."""

# Patterns begin with a set of characters where they can: a search leaps from one such to the next.
_DIGITS = r"[\d\u00a0\u202f ]*(?:[.,]\d+)?"
"""Those after the first digit."""
_SCALE = r"\s*(тыс|млн|млрд|[kкm](?![^\W\d_])|%)?"
_AMOUNT = rf"(\d{_DIGITS}){_SCALE}"
_REST = r"[^\d×*·=\n]{0,24}?"
_TIMES = r"(?:[×*·]|(?<=\s)[xх](?=\s))\s*[₽$€]?\s*"
_PRODUCT: Final = re.compile(
    rf"(?<![\d.,])[₽$€]?{_AMOUNT}{_REST}{_TIMES}{_AMOUNT}(?:{_REST}{_TIMES}{_AMOUNT})?"
    rf"{_REST}=\s*[≈~]?\s*[₽$€]?{_AMOUNT}(?![\d.,]*\s*[×*·/÷+–—-]\s*\d)",
    re.IGNORECASE,
)
_TOTAL: Final = re.compile(r"[×*·xXхХ]\s*[₽$€]?\s*\d[^×*·=]*=\s*[≈~]?\s*[₽$€]?\d")
"""The last factor of a product and what it comes to: most texts have none."""
_VOLUMES: Final = ("лид", "заяв", "установ", "клик", "lead", "click", "install")
_VOLUME: Final = re.compile(
    rf"(\d(?<![\d.,–—-]\d){_DIGITS})(?i:{_SCALE}\s*(?:{'|'.join(_VOLUMES)}))"
)
_PRICED = r"(?:(?<=\bп)о|(?<=\ba)t|(?<=\bc)p[la]|(?<=ц)ен\w+ (?:лид|заяв)\w*|(?<=c)ost per lead)"
_PRICE: Final = re.compile(
    rf"[aAcCпПцЦ](?i:{_PRICED}[\s:=—–]*[$€₽]?\s*{_AMOUNT}\s*(?:₽|руб|р\.|\$|€|each\b|за (?:лид|заяв)|per ))"
)
_BUDGET: Final = re.compile(rf"[бБbB](?i:(?<=б)юджет\w*|(?<=b)udget)(?i:[^\d\n]{{0,20}}{_AMOUNT})")
_SCALES: Final = {"тыс": 1e3, "k": 1e3, "к": 1e3, "млн": 1e6, "m": 1e6, "млрд": 1e9, "%": 0.01}
_SIGNS: Final = ("×", "*", "·", " x ", " х ")
_BUDGETS: Final = ("юджет", "udget", "ЮДЖЕТ", "UDGET")
_OPERATORS: Final = "+-−–—/÷(×*·"


def contradiction(text: str, language: str) -> str:
    """Show the first sum of `text` that does not come out; empty when all do."""
    told = text[:_LONGEST]
    if "=" in told and _names(told, _SIGNS) and (wrong := _product(told, language)):
        return wrong
    if _names(told, _BUDGETS) and _names(told.casefold(), _VOLUMES):
        return _budget(told, language)
    return ""


def _names(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether any of `words` stands in a text: most have not even its first letter."""
    return any(word[0] in text and word in text for word in words)


def _product(text: str, language: str) -> str:
    if not _TOTAL.search(text):
        return ""
    for match in _PRODUCT.finditer(text):
        if text[: match.start()].rstrip()[-1:] in _OPERATORS and match.start():
            continue
        *factors, told = (
            _value(match[at], match[at + 1], language) for at in (1, 3, 5, 7) if match[at]
        )
        product = 1.0
        for factor in factors:
            product *= factor
        if _differ(product, told):
            shown = " × ".join(_written(factor, language) for factor in factors)
            return f"{shown} = {_written(product, language)} ≠ {_written(told, language)}"
    return ""


def _budget(text: str, language: str) -> str:
    """Compare where exactly one volume, one price and one budget are named."""
    amounts = []
    for pattern in (_BUDGET, _VOLUME, _PRICE):
        found = pattern.findall(text)
        if len(found) != 1:
            return ""
        digits, scale = found[0]
        amounts.append(_value(digits, scale, language))
    budget, volume, price = amounts
    if not _differ(volume * price, budget):
        return ""
    written = [_written(amount, language) for amount in (volume, price, volume * price, budget)]
    return "{} × {} = {} ≠ {}".format(*written)


def _differ(reckoned: float, told: float) -> bool:
    return abs(reckoned - told) > TOLERANCE * max(reckoned, told)


def _value(digits: str, scale: str | None, language: str) -> float:
    """Read «1 200», «1,5», "1,200"; a comma before three digits parts thousands in English."""
    plain = re.sub(r"\s", "", digits)
    if language != "ru" and re.fullmatch(r"\d{1,3},\d{3}", plain):
        plain = plain.replace(",", "")
    return float(plain.replace(",", ".")) * _SCALES.get((scale or "").casefold(), 1.0)


def _written(amount: float, language: str) -> str:
    return number(amount, language, 2)
