"""What a gate shows of a card: one line each, masked and cut, in the language of the reader."""

from collections.abc import Iterator, Sequence

import msgspec

from connectors.card import IGNORE_LABEL
from connectors.text.harmless import defused
from steelyard.annotations import Annotation
from steelyard.baseline import NewLack
from steelyard.gate_texts import TEXTS
from steelyard.harmless import printable
from steelyard.report.rulings import Rulings
from steelyard.report.safe import shown, web_address
from steelyard.report.texts import COUNTED

MOST = 50
"""Rows of a summary: a page of GitHub's takes one MiB, a person far less."""

_MARKUP = str.maketrans({char: f"\\{char}" for char in r"\`*_[]<>()~|$#!"})
_LINK = str.maketrans({"(": "%28", ")": "%29"})


class Face(msgspec.Struct, frozen=True):
    """A card as a gate shows it. `asks` are the questions, `lacks` the same in a word or two."""

    key: str
    title: str
    url: str
    where: str
    asks: tuple[str, ...]
    lacks: tuple[str, ...]
    reason: str


def face_of(lack: NewLack, rules: Rulings) -> Face:
    """A card that holds a gate up, harmless on a terminal and in a log."""
    card, _, verdict = lack.judged
    flags = [flag for flag in verdict.required if flag.rule in lack.rules]
    return Face(
        key=_line(card.key, 60),
        title=_line(card.title, 120),
        url=web_address(card.url),
        where=_line(card.connection, 60),
        asks=tuple(dict.fromkeys(_line(rules.ask(verdict.kind, flag), 300) for flag in flags)),
        lacks=tuple(dict.fromkeys(rules.short(flag.rule) for flag in flags)),
        reason=rules.speech.say(TEXTS["grown" if lack.known else "new"]),
    )


def line_of(face: Face) -> str:
    """A card on one line of a terminal."""
    return f"  {face.where} {face.key} «{face.title}»: {', '.join(face.lacks)} ({face.reason})"


def annotation_of(face: Face) -> Annotation:
    """A card as an annotation: what lacks on top, the questions and the address below."""
    title = f"{face.key}: {', '.join(face.lacks)}"
    return Annotation(title, "\n".join(filter(None, (face.title, *face.asks, face.url))))


def markdown_of(faces: Sequence[Face], said: Sequence[str], rules: Rulings, command: str) -> str:
    """The summary: what was found, a table of the cards, what to do."""
    head, *rest = said
    blocks = [f"## Steelyard: {_escaped(head)}", *map(_escaped, rest)]
    if faces:
        blocks += ["\n".join(_table(faces, rules)), _todo(rules, command)]
    return "\n\n".join(blocks) + "\n"


def _line(text: str, longest: int) -> str:
    return printable(shown(text, longest))


def _table(faces: Sequence[Face], rules: Rulings) -> Iterator[str]:
    names = [rules.speech.say(TEXTS[name]) for name in ("card", "title", "asks", "reason")]
    yield _row(names)
    yield _row(["---"] * len(names))
    for face in faces[:MOST]:
        asks = "<br>".join(map(_escaped, face.asks))
        yield _row([_key(face), _escaped(face.title), asks, _escaped(face.reason)])
    if len(faces) > MOST:
        cards = rules.speech.count(len(faces) - MOST, COUNTED["cards"])
        yield _row([rules.speech.say(TEXTS["more"], cards=cards), "", "", ""])


def _key(face: Face) -> str:
    key = _escaped(face.key)
    return f"[{key}]({face.url.translate(_LINK)})" if face.url else key


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _todo(rules: Rulings, command: str) -> str:
    return rules.speech.say(TEXTS["todo"], label=f"`{IGNORE_LABEL}`", command=f"`{command}`")


def _escaped(text: str) -> str:
    """Text in which nothing is markup, a mention, an address or a formula."""
    return defused(text).translate(_MARKUP)
