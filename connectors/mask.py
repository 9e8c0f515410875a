"""Personal data out of what is quoted: e-mail addresses, phone numbers, card numbers.

What looks alike and must stay is told apart by its shape and by the words beside it: prices,
dates, ranges, article numbers. Every pattern is bounded or possessive, so time is linear.
"""

import re
import unicodedata

EMAIL, PHONE, NUMBER = "[e-mail]", "[phone]", "[number]"

_GAP = r"[ \t\u00a0\u2007\u2009\u202f.\-\u2010-\u2015\u2212]"
_GAPS = rf"{_GAP}{{0,3}}"
_START = r"(?<!\d[.,])(?<![^\W_])(?<![/#-])"
_END = r"(?![^\W_]|-)"

_AT = r"(?:@|%40|\s?[\[(]\s?(?:at|собака)\s?[\])]\s?)"
_DOT = r"(?:\.|\s?[\[(]\s?(?:dot|точка)\s?[\])]\s?)"
_EMAIL = re.compile(
    rf"(?:(?<![\w.+-])[\w.+-]++|\"[^\"\n]{{1,64}}\"){_AT}"
    rf"(?:(?:[\w-]{{1,63}}{_DOT}){{1,8}}[^\W\d_][\w-]{{1,23}}|\[?\d{{1,3}}(?:\.\d{{1,3}}){{3}}\]?)",
    re.IGNORECASE,
)
_SIGN = re.compile(r"@|%40|[\[(]\s?(?:at|собака)\s?[\])]", re.IGNORECASE)
"""What every address has, whatever stands around it."""
_PHONE = re.compile(
    rf"{_START}(?:"
    # Russian: +7, 8 or 7, a code, then 3-2-2; without the plus the code tells it from a number.
    rf"(?:\+7|[78](?={_GAPS}\(?[3489])){_GAPS}\(?\d{{3}}\)?{_GAPS}\d{{3}}{_GAPS}\d{{2}}{_GAPS}\d{{2}}"
    rf"|(?:(?:\+7|8){_GAPS})?\(\d{{3,5}}\){_GAPS}\d{{1,3}}{_GAP}\d{{2}}{_GAP}?\d{{2}}"
    r"|8-\d{3,5}-\d{1,3}-\d{2}-\d{2}"
    r"|(?:1[-. ])?\d{3}(?P<us>[-.])\d{3}(?P=us)\d{4}"
    r"|\d{3}-\d{3}-\d{2}-?\d{2}|\d{3} \d{3}-\d{2}-\d{2}"
    rf"|\+\d(?:{_GAP}?[()]?{_GAP}?\d){{9,14}}"
    rf"|(?<!\d:)00(?:{_GAP}?\d){{10,13}}"
    r")(?!\d)"
)
_NUMBER = re.compile(
    rf"{_START}(?:\d{{13,19}}"
    rf"|\d{{4}}(?P<by>{_GAP}{{1,3}})\d{{4}}(?P=by)\d{{4}}(?P=by)\d{{1,7}}"
    rf"|\d{{4}}(?P<with>{_GAP})\d{{6}}(?P=with)\d{{5}}"
    rf"|\d {{1,2}}\d{{6}} {{1,2}}\d{{6}}){_END}"
)
# Shorter numbers are personal only beside a word that says so.
_CALLED = re.compile(
    r"(?P<word>(?<![^\W\d_])(?:тел(?:ефон\w{0,3})?|моб(?:ильн\w{1,3})?|факс\w{0,2}|phone|mobile"
    r"|tel|cell|fax|whats ?app|ватсап\w{0,2}|вотсап\w{0,2}|viber|вайбер\w{0,2}|telegram|телеграм\w{0,2}"
    r"|wa\.me|t\.me)[\s:№#=./*_\-–—]{0,4})"
    rf"(?P<digits>\+?\(?\d(?:{_GAP}{{0,2}}[()]?{_GAP}{{0,2}}\d){{6,14}}){_END}",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?P<word>(?<![^\W\d_])(?:карт(?:а|ы|е|у|ой)|карточк\w{1,2}|card"
    r"|(?:бонусн\w{1,3}|лицев\w{1,3}) сч[её]т\w{0,2}|(?:bonus|loyalty|customer) account)"
    r"(?:\s?(?:лояльности|клиента|покупателя|номер|number|no\b|id\b|is\b|[№#:=.*_\-–—])){0,4}\s{0,3})"
    rf"(?P<digits>\d(?:{_GAP}{{0,2}}\d){{7,18}}){_END}",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"\s{0,3}(?:₽|руб|р\.|тыс|млн|млрд|трлн|%|\$|€|£|usd|eur|rub|rur)", re.IGNORECASE
)
_COUNT = re.compile(
    r"\s{0,3}(?:шт|чел|человека?|(?:заказ|визит)(?:а|ов)|сесси[йи]|people|orders|visits|sessions)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:артикул\w{0,3}|арт\.?|sku|ean|gtin|isbn|barcode|штрих-?код\w{0,2})\W{0,3}$", re.IGNORECASE
)
_THOUSANDS = re.compile(r"\+?\d{1,3}(?:[ \u00a0\u2009\u202f.]\d{3})+")
_AMOUNT = re.compile(rf"\+?\d{{1,12}}|{_THOUSANDS.pattern}")
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d|\d\d\.\d\d\.(?:19|20)\d\d")
_DATES = re.compile(rf"(?:(?:19|20)\d\d\D?)+|{_DATE.pattern}")
_NEAR = 24
_ODD = re.compile(r"[\u0660-\u1fff\u2070-\U0010ffff](?<=[\d\uff20\ufe6b\uff0b])")
"""Digits of other scripts, and the wide forms of `@` and `+`."""
_LONG = re.compile(rf"[0-9](?:(?:{_GAP}|[()]){{0,5}}[0-9]){{6,}}+")
"""Seven digits and more with no more between them than any pattern of numbers allows."""


def mask(text: str) -> str:
    """`text` with e-mail addresses, phones and long card numbers replaced by `[e-mail]` etc."""
    if not text.isascii() and _ODD.search(text):
        text = _ODD.sub(_plain, text)
    if _SIGN.search(text):
        text = _EMAIL.sub(EMAIL, text)
    return text if all(map(_is_date, _LONG.finditer(text))) else _without_numbers(text)


def _is_date(found: re.Match[str]) -> bool:
    before = found.string[found.start() - 1 : found.start()]
    return _DATE.fullmatch(found[0]) is not None and before not in {"+", "("}


def _without_numbers(text: str) -> str:
    text = _PHONE.sub(lambda found: found[0] if _stays(found) else PHONE, text)
    text = _NUMBER.sub(lambda found: found[0] if _stays(found) else NUMBER, text)
    text = _CALLED.sub(lambda found: _after_word(found, PHONE), text)
    return _CARD.sub(lambda found: _after_word(found, NUMBER), text)


def _plain(found: re.Match[str]) -> str:
    char = found[0]
    return str(unicodedata.decimal(char, "")) or unicodedata.normalize("NFKC", char)


def _stays(found: re.Match[str]) -> bool:
    """Whether the words beside the digits say that they are a quantity, an article or years."""
    digits, before = found[0], found.string[max(0, found.start() - _NEAR) : found.start()]
    return bool(
        (_AMOUNT.fullmatch(digits) and _MONEY.match(found.string, found.end()))
        or (_THOUSANDS.fullmatch(digits) and _COUNT.match(found.string, found.end()))
        or _ARTICLE.search(before)
        or _DATES.fullmatch(digits)
    )


def _after_word(found: re.Match[str], instead: str) -> str:
    """Digits a word calls a phone or a card, unless they are written as a quantity or a date."""
    digits = found["digits"]
    counted = _THOUSANDS.fullmatch(digits) or _DATES.fullmatch(digits)
    paid = _AMOUNT.fullmatch(digits) and _MONEY.match(found.string, found.end())
    return found[0] if counted or paid else f"{found['word']}{instead}"
