"""Numbers, dates, counts and sentences in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from enrichment.wording import Texts, say

Forms = Mapping[str, Mapping[str, str]]
"""A text by language and plural form: `one`, `few`, `many` in ru, `one`, `other` in en.

`{n}` is the number.
"""

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Speech:
    """How a page or a command speaks; `language` is `ru` or `en`."""

    language: str

    def say(self, texts: Texts, **values: object) -> str:
        """The text in this language with its blanks filled."""
        return say(texts, self.language, **values)

    def count(self, count: float, forms: Forms, **values: object) -> str:
        """«3 карточки», "1 card": the noun in the form the number asks for.

        Russian has `one`, `few` and `many`; a broken number takes a noun as two to four do.
        """
        known = forms[self.language]
        form = Locale.parse(self.language).plural_form(count)
        text = known[form] if form in known else known["few"]
        return text.format(n=self.number(count), **values)

    def number(self, value: float) -> str:
        """A number with at most one digit after the point."""
        return _decimal(round(value, 1), self.language)

    def points(self, value: float) -> str:
        """Points with their sign; nothing is neither plus nor minus."""
        sign = "" if value == 0 else MINUS if value < 0 else "+"
        return sign + self.number(abs(value))

    def percent(self, share: float) -> str:
        """A share of one as whole percent; little is not nothing, and nearly all is not all."""
        if 0 < share < 0.005:
            return "<\u2009" + self.percent(0.01)
        if 0.995 <= share < 1:
            return ">\u2009" + self.percent(0.99)
        return str(format_percent(share, locale=self.language))

    def day(self, day: date) -> str:
        """A date in words."""
        return str(format_date(day, format="long", locale=self.language))

    def moment(self, moment: datetime) -> str:
        """Date and time with the zone they are told in."""
        clock = format_time(moment, format="short", locale=self.language)
        return f"{self.day(moment.date())}, {clock} {moment.tzname() or ''}".strip()


@lru_cache(maxsize=4096)
def _decimal(value: float, language: str) -> str:
    return str(format_decimal(value, format="#,##0.#", locale=language))
