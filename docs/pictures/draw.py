"""A card as an HTML page in the plain look of its tracker."""

from collections.abc import Mapping
from pathlib import Path

from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from docs.pictures.cards import Shown
from steelyard.language import Language

_SAID: Mapping[Language, Mapping[str, str]] = {
    Language.RU: {"labels": "Метки", "now": "только что"},
    Language.EN: {"labels": "Labels", "now": "just now"},
}
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


def page(shown: Shown) -> str:
    """The whole page; what is to be seen stands in `#card`."""
    score = (
        "" if shown.face.score is None else format_decimal(shown.face.score, locale=shown.language)
    )
    template = _PAGES.get_template("page.html.jinja")
    return template.render(shown=shown, score=score, said=_SAID[shown.language])
