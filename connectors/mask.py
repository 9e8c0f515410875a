"""Personal data out of what is quoted: e-mail addresses, phone numbers, card numbers.

What looks alike and must stay is told apart by its shape and by the word beside it: prices,
dates, ranges, article numbers. Every pattern is bounded, so time is linear.
"""

import re
from functools import partial

EMAIL, PHONE, NUMBER = "[e-mail]", "[phone]", "[number]"

_START = r"(?<!\d[.,])(?<![\w/#-])"
_GAP = r"[ \u00a0\u2009\u202f.\-–]"
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_][\w-]{1,23}")
_PHONE = re.compile(
    rf"{_START}(?:"
    # Russian: +7, 8 or 7, a code, then 3-2-2; without the plus the code tells it from a number.
    rf"(?:\+7|[78](?={_GAP}{{0,2}}\(?[3489])){_GAP}{{0,2}}"
    rf"\(?\d{{3}}\)?{_GAP}{{0,2}}\d{{3}}{_GAP}?\d{{2}}{_GAP}?\d{{2}}"
    rf"|(?:(?:\+7|8){_GAP}{{0,2}})?\(\d{{3,5}}\){_GAP}?\d{{1,3}}-\d{{2}}-?\d{{2}}"
    r"|\d{3}-\d{3}-\d{2}-?\d{2}|\d{3} \d{3}-\d{2}-\d{2}"
    rf"|\+\d(?:{_GAP}?[()]?{_GAP}?\d){{9,14}}"
    r"|00\d{10,13}"
    r")(?![\d])"
)
_NUMBER = re.compile(
    rf"{_START}(?:\d{{13,19}}"
    r"|\d{4}(?P<by>[ \u00a0-])\d{4}(?P=by)\d{4}(?P=by)\d{1,7}"
    r"|\d{4}(?P<with>[ \u00a0-])\d{6}(?P=with)\d{5})(?![\w-])"
)
_MEASURED = re.compile(
    r"\s{0,3}(?:₽|руб|р\.|тыс|млн|млрд|трлн|%|\$|€|£|usd|eur|rub|rur|шт|чел|заказ|визит|сесси)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:артикул\w{0,3}|арт\.?|sku|ean|gtin|isbn|barcode|штрих-?код\w{0,2})\W{0,3}$", re.IGNORECASE
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d\D?)+")
_NEAR = 24


def mask(text: str) -> str:
    """`text` with e-mail addresses, phones and long card numbers replaced by `[e-mail]` etc."""
    text = _EMAIL.sub(EMAIL, text)
    text = _PHONE.sub(partial(_shown, PHONE), text)
    return _NUMBER.sub(partial(_shown, NUMBER), text)


def _shown(instead: str, found: re.Match[str]) -> str:
    return found[0] if _stays(found) else instead


def _stays(found: re.Match[str]) -> bool:
    """Whether the words beside the digits say that they are a quantity, an article or years."""
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    return bool(
        _MEASURED.match(found.string, found.end())
        or _ARTICLE.search(before)
        or _YEARS.fullmatch(found[0])
    )
