"""The nodes of an Atlassian document that stand in a line, and looking into any node safely."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.text import pieces
from connectors.text.pieces import Run

Node = dict[str, Any]

_LABELS = ("text", "title", "alt", "url", "shortName")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def kind(node: Any) -> str:
    """The type of a node, empty for what is no node."""
    found = node.get("type") if isinstance(node, dict) else None
    return found if isinstance(found, str) else ""


def content(node: Any) -> list[Any]:
    """The nodes inside a node."""
    found = node.get("content") if isinstance(node, dict) else None
    if isinstance(found, dict):
        return [found]
    return found if isinstance(found, list) else []


def attr(node: Node, name: str) -> Any:
    """An attribute of any type, None when it is not there."""
    attrs = node.get("attrs")
    return attrs.get(name) if isinstance(attrs, dict) else None


def word(node: Node, *names: str) -> str:
    """The first of these attributes that holds a text."""
    values = (attr(node, name) for name in names)
    return next((value for value in values if isinstance(value, str) and value), "")


def label(node: Node) -> str:
    """What a node without text of its own shows."""
    data = attr(node, "data")
    known = word({"attrs": data}, "name", "url") if isinstance(data, dict) else ""
    return word(node, *_LABELS) or known


def words(node: Any) -> Iterator[str]:
    """Every text below a node, in reading order, without recursion."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict):
            continue
        text = node.get("text")
        yield text if isinstance(text, str) else label(node)
        waiting.extend(reversed(content(node)))


def plain(node: Any) -> str:
    """Every text below a node in one line."""
    return " ".join(text for text in words(node) if text)


def line(nodes: list[Any]) -> str:
    """Nodes in a line as Markdown; a bare address never touches the word beside it."""
    runs: list[Run] = []
    for node in nodes:
        for run in _runs(node):
            if runs and (_is_card(run) or _is_card(runs[-1])) and _touch(runs[-1], run):
                runs.append(Run(" "))
            runs.append(run)
    return pieces.inline(runs)


def _is_card(run: Run) -> bool:
    return bool(run.link) and run.link == run.text


def _touch(left: Run, right: Run) -> bool:
    return left.text[-1:].isalnum() and right.text[:1].isalnum()


def _runs(node: Any) -> list[Run]:
    read = IN_LINE.get(kind(node))
    return [run for run in ([read(node)] if read else [Run(plain(node))]) if run.text]


def _text(node: Node) -> Run:
    text = node.get("text")
    marks = node.get("marks")
    kinds = {kind(mark): mark for mark in marks} if isinstance(marks, list) else {}
    return Run(
        text if isinstance(text, str) else "",
        bold="strong" in kinds,
        italic="em" in kinds,
        strike="strike" in kinds,
        code="code" in kinds,
        link=word(kinds["link"], "href") if "link" in kinds else "",
    )


def _mention(node: Node) -> Run:
    name = word(node, "text", "id").lstrip("@")
    return Run(f"@{name}" if name else "")


def _date(node: Node) -> Run:
    stamp = attr(node, "timestamp")
    try:
        moment = _EPOCH + timedelta(milliseconds=int(stamp))
    except (TypeError, ValueError, OverflowError):
        return Run(stamp if isinstance(stamp, str) else "")
    return Run(moment.date().isoformat())


def _card(node: Node) -> Run:
    url = word(node, "url")
    return Run(url, link=url) if url else Run(label(node))


def _media(node: Node) -> Run:
    return Run(pieces.picture(word(node, "alt", "name", "__fileName"), word(node, "url")))


IN_LINE: dict[str, Callable[[Node], Run]] = {
    "text": _text,
    "hardBreak": lambda _: Run("\n"),
    "mention": _mention,
    "emoji": lambda node: Run(word(node, "text", "shortName")),
    "date": _date,
    "status": lambda node: Run(word(node, "text")),
    "inlineCard": _card,
    "media": _media,
    "mediaInline": _media,
    "inlineExtension": lambda node: Run(label(node)),
    "placeholder": lambda node: Run(word(node, "text")),
}
