"""The pieces readable Markdown is built of, the same for every tracker's rich text."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import attrgetter

import msgspec

_TICKS = re.compile(r"`+")
_URL_ESCAPES = {ord(" "): "%20", ord("("): "%28", ord(")"): "%29", ord("\n"): None}
_ENDS = (".", ",", ";", ":", "!", "?")


class Run(msgspec.Struct, frozen=True):
    """Words of one look, as rich text formats keep them."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""


def inline(runs: Iterable[Run]) -> str:
    """Runs as Markdown; neighbours of one look share their marks, blanks stay outside."""
    return _dress(list(runs), 0)


def link(text: str, url: str) -> str:
    """A link, bare when its text is its address."""
    if text.strip() in ("", url):
        return url
    return f"[{text}]({url.translate(_URL_ESCAPES)})"


def picture(name: str, url: str = "") -> str:
    """An image or file that stands in the text; its name is all that can be read of it."""
    return f"![{name}]({url.translate(_URL_ESCAPES)})"


def bold_line(title: str) -> str:
    """The title of a box, a toggle or an expand: a bold line above its content."""
    return inline([Run(title.replace("\n", " "), bold=True)])


def hang(marker: str, text: str, width: int) -> str:
    """`text` after `marker`, its further lines indented by `width`."""
    return f"{marker}{indent(text, width)[width:]}".rstrip()


def indent(text: str, width: int) -> str:
    """Every line of `text` moved to the right."""
    return " " * width + text.replace("\n", "\n" + " " * width)


def quote(text: str) -> str:
    """`text` as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def fence(code: str, language: str = "") -> str:
    """A code block whose fence is longer than any run of ticks inside."""
    ticks = "`" * max(3, _longest_ticks(code) + 1)
    word = language.split(maxsplit=1)[0].replace("`", "") if language.strip() else ""
    return f"{ticks}{word}\n{code.rstrip()}\n{ticks}"


def table(rows: Sequence[Sequence[str]], *, headed: bool) -> str:
    """Rows of cells as a pipe table; without a head row of its own it gets an empty one.

    Lines of a cell are joined with a semicolon. Short rows stay short, as GFM allows.
    """
    if not any(cell.strip() for row in rows for cell in row):
        return ""
    width = max(len(row) for row in rows)
    head, body = (rows[0], rows[1:]) if headed else ((), rows)
    lines = [_row([*head, *[""] * (width - len(head))]), "|" + " --- |" * width]
    return "\n".join([*lines, *(_row(row) for row in body)])


def _row(cells: Sequence[str]) -> str:
    return "".join(f"| {_cell(cell)} " for cell in cells) + "|"


def _cell(text: str) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    parts = [line if line.endswith(_ENDS) else f"{line};" for line in lines[:-1]]
    return " ".join([*parts, *lines[-1:]]).replace("|", r"\|")


def _longest_ticks(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)


def _dress(runs: list[Run], level: int) -> str:
    if level == len(_LOOKS) or not any(map(_is_dressed, runs)):
        return "".join(run.text for run in runs)
    look, wrap = _LOOKS[level]
    return "".join(
        wrap(_dress(list(group), level + 1), value)
        for value, group in groupby(runs, key=attrgetter(look))
    )


def _is_dressed(run: Run) -> bool:
    return run.bold or run.italic or run.strike or run.code or bool(run.link)


def _marked(mark: str) -> Callable[[str, object], str]:
    def wrap(text: str, value: object) -> str:
        return "\n".join(_wrap(line, mark, mark) for line in text.split("\n")) if value else text

    return wrap


def _wrap(text: str, start: str, end: str) -> str:
    core = text.strip()
    if not core:
        return text
    lead = text[: len(text) - len(text.lstrip())]
    return f"{lead}{start}{core}{end}{text[len(lead) + len(core) :]}"


def _linked(text: str, url: object) -> str:
    return link(text, url) if isinstance(url, str) and url else text


def _coded(text: str, value: object) -> str:
    if not value:
        return text
    ticks = "`" * (_longest_ticks(text) + 1)
    pad = " " if len(ticks) > 1 else ""
    return "\n".join(_wrap(line, ticks + pad, pad + ticks) for line in text.split("\n"))


_LOOKS: tuple[tuple[str, Callable[[str, object], str]], ...] = (
    ("bold", _marked("**")),
    ("italic", _marked("_")),
    ("strike", _marked("~~")),
    ("link", _linked),
    ("code", _coded),
)
